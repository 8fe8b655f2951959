"""Finance bureaus, supervising departments and units: one tree."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from projects.models.bounds import day_in_reach


class Department(models.Model):
    """A node of the tree of public bodies.

    `path` holds the ids from the root down (`7.12.30.`), so that a branch is a prefix: the
    embedded PostgreSQL has no ltree. `region` is the administrative division code (行政区划代码).
    `name` is the present one; earlier ones stand in `DepartmentName`. A department that is closed
    from a day on keeps all its rows.
    """

    class Kind(models.TextChoices):
        """What the body does in the budget."""

        FINANCE = "FINANCE", "财政部门"
        SUPERVISING = "SUPERVISING", "主管部门"
        UNIT = "UNIT", "单位"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True, editable=False)
    code = models.CharField("单位编码", max_length=20, unique=True)
    name = models.CharField("单位名称", max_length=120)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    region = models.CharField("行政区划", max_length=12)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="department_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="department_region_is_a_division_code",
                condition=Q(region__regex=r"^[0-9]{2,12}$"),
            ),
            models.CheckConstraint(
                name="department_kind_is_known",
                condition=Q(kind__in=["FINANCE", "SUPERVISING", "UNIT"]),
            ),
            models.CheckConstraint(
                name="merged_department_is_closed",
                condition=Q(merged_into__isnull=True) | Q(closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="department_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            models.CheckConstraint(
                name="department_ends_between_1900_and_2103",
                condition=day_in_reach("closed_on"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How far below the root, 0 for the root itself."""
        return self.path.count(".") - 1

    @property
    def path_ids(self) -> list[int]:
        """The ids from the root down to itself."""
        return [int(step) for step in self.path.split(".") if step]

    def is_closed(self, day: date) -> bool:
        """Whether the department is closed on that day."""
        return self.closed_on is not None and self.closed_on <= day


class DepartmentName(models.Model):
    """A name and the day from which it held. None is kept until the first renaming."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="names")
    name = models.CharField("单位名称", max_length=120)
    from_day = models.DateField("起始日期")

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "from_day"], name="department_has_one_name_a_day"
            ),
            models.CheckConstraint(
                name="dated_department_name_is_not_blank", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="name_of_a_department_begins_between_1900_and_2103",
                condition=day_in_reach("from_day"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
