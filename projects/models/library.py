"""The indicator library and templates that a finance bureau keeps for its branch."""

import uuid

from django.db import models
from django.db.models import Q


class LibraryEntry(models.Model):
    """An indicator that others may take over: where it stands, how it is usually set and scored.

    It belongs to the bureau that keeps it and to no year. `key` and `initials` are made of the
    name by the service, for searching (`projects.names`).
    """

    class Operator(models.TextChoices):
        """The usual direction; the signs are those of `projects.values`."""

        AT_LEAST = ">=", "≥ 不低于"
        AT_MOST = "<=", "≤ 不超过"
        EQUAL = "=", "= 等于"

    department = models.ForeignKey("projects.Department", models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField("指标名称", max_length=200)
    key = models.TextField(editable=False)
    initials = models.TextField(editable=False, blank=True)
    level1 = models.CharField("一级指标", max_length=60)
    level2 = models.CharField("二级指标", max_length=60, blank=True)
    for_projects = models.BooleanField("用于项目", default=True)
    for_departments = models.BooleanField("用于部门整体", default=False)
    operator = models.CharField("常用符号", max_length=2, choices=Operator.choices, blank=True)
    unit = models.CharField("度量单位", max_length=40, blank=True)
    target_text = models.CharField("常用指标值", max_length=200, blank=True)
    explanation = models.TextField("指标说明", blank=True)
    scoring_note = models.TextField("评（扣）分标准", blank=True)
    data_source = models.CharField("数据来源", max_length=200, blank=True)
    source = models.CharField("出处", max_length=200)
    is_active = models.BooleanField("在用", default=True)

    department_id: int

    class Meta:
        ordering = ["level1", "level2", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name", "level2"],
                name="library_entry_once_per_bureau_and_heading",
            ),
            models.CheckConstraint(
                name="library_entry_has_its_name_and_place", condition=~Q(name="") & ~Q(level1="")
            ),
            models.CheckConstraint(name="library_entry_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="library_entry_is_for_projects_or_departments",
                condition=Q(for_projects=True) | Q(for_departments=True),
            ),
            models.CheckConstraint(
                name="library_operator_is_known_or_blank",
                condition=Q(operator__in=["", ">=", "<=", "="]),
            ),
            models.CheckConstraint(
                name="library_initials_are_small_letters_and_digits",
                condition=Q(initials__regex=r"^[a-z0-9]*$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanTemplate(models.Model):
    """A target table to start from (模板): `content` is a `PlanDraft` as JSON, without amounts."""

    class Kind(models.TextChoices):
        """What it is meant for: a kind of project, any project, or a whole department."""

        DEPARTMENT = "DEPARTMENT", "部门整体"
        PROJECT = "PROJECT", "各类项目"
        OTHER_OPERATING = "OTHER_OPERATING", "其他运转类项目"
        SPECIFIC_TARGET = "SPECIFIC_TARGET", "特定目标类项目"

    department = models.ForeignKey("projects.Department", models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField("模板名称", max_length=120)
    kind = models.CharField("适用于", max_length=20, choices=Kind.choices)
    note = models.CharField("说明", max_length=300, blank=True)
    content = models.JSONField()
    is_active = models.BooleanField("在用", default=True)

    department_id: int

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name"], name="template_name_once_per_bureau"
            ),
            models.CheckConstraint(name="template_has_its_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="template_kind_is_known",
                condition=Q(
                    kind__in=["DEPARTMENT", "PROJECT", "OTHER_OPERATING", "SPECIFIC_TARGET"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
