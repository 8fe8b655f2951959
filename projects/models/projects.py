"""Budget projects (项目), which live over several years."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from projects.models.bounds import day_in_reach


class Project(models.Model):
    """A budget project of one department; its targets are plans, one a year."""

    class Kind(models.TextChoices):
        """Kinds of the expenditure tables (项目支出: 其他运转类 / 特定目标类)."""

        OTHER_OPERATING = "OTHER_OPERATING", "其他运转类"
        SPECIFIC_TARGET = "SPECIFIC_TARGET", "特定目标类"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    department = models.ForeignKey(
        "projects.Department", models.PROTECT, related_name="projects", verbose_name="单位"
    )
    code = models.CharField("项目编码", max_length=21, null=True, blank=True, unique=True)  # noqa: DJ001 - no code is not the code ''
    name = models.CharField("项目名称", max_length=200)
    kind = models.CharField("项目类别", max_length=20, choices=Kind.choices, blank=True)
    # Before this year it owed no targets; unknown where nothing tells when it was added.
    added_on = models.DateField("新增日期", null=True, blank=True, editable=False)
    closed_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            models.CheckConstraint(
                name="project_code_has_20_or_21_digits",
                condition=Q(code__isnull=True) | Q(code__regex=r"^[0-9]{20,21}$"),
            ),
            models.UniqueConstraint(
                fields=["department", "name"], name="project_name_once_per_department"
            ),
            models.CheckConstraint(
                name="project_kind_is_known_or_blank",
                condition=Q(kind__in=["", "OTHER_OPERATING", "SPECIFIC_TARGET"]),
            ),
            models.CheckConstraint(
                name="project_is_added_between_1900_and_2103",
                condition=day_in_reach("added_on"),
            ),
            models.CheckConstraint(
                name="project_ends_between_1900_and_2103",
                condition=day_in_reach("closed_on"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_closed(self, day: date) -> bool:
        """Whether the project has ended on that day: no new plans."""
        return self.closed_on is not None and self.closed_on <= day
