"""Finance bureaus, supervising departments and units: one tree."""

import uuid

from django.db import models
from django.db.models import F, Q


class Department(models.Model):
    """A node of the tree of public bodies.

    `path` holds the ids from the root down (`7.12.30.`), so that a branch is a prefix: the
    embedded PostgreSQL has no ltree. `region` is the administrative division code (行政区划代码).
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
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How far below the root, 0 for the root itself."""
        return self.path.count(".") - 1
