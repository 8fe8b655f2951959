"""Explanatory texts (预算绩效情况说明): made public with a unit's budget or final account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from projects.models.business import BusinessRow


class Narrative(BusinessRow):
    """One text of a department, a year and a stage, with its figures as they stood when saved.

    `text`: a paragraph a line, every figure as 【label】 (`scoring.narrative.tokens`). `figures`:
    by key `label`, `printed`, `amount` (a text, null for a word), `source`, `is_stated` (typed by
    the unit, out of no table or sheet of the system). A trigger keeps both as they are while the
    text is published.
    """

    class Stage(models.TextChoices):
        """With which document it is made public."""

        BUDGET = "BUDGET", "随部门预算公开"
        FINAL = "FINAL", "随部门决算公开"

    class State(models.TextChoices):
        """The steps; `state_by` and `state_at` say who took the last one and when."""

        DRAFT = "DRAFT", "草稿"
        PUBLISHED = "PUBLISHED", "已公开"

    stage = models.CharField(max_length=10, choices=Stage.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    state_by = models.ForeignKey("projects.User", models.PROTECT, null=True, related_name="+")
    state_at = models.DateTimeField(default=timezone.now)
    text = models.TextField("正文")
    figures = models.JSONField("说明中的数", default=dict)
    saved_by = models.ForeignKey("projects.User", models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year", "stage"],
                name="narrative_of_a_stage_once_per_department_and_year",
            ),
            models.CheckConstraint(
                name="narrative_stage_is_known", condition=Q(stage__in=["BUDGET", "FINAL"])
            ),
            models.CheckConstraint(
                name="narrative_state_is_known", condition=Q(state__in=["DRAFT", "PUBLISHED"])
            ),
            models.CheckConstraint(name="narrative_has_its_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="narrative_is_published_by_somebody",
                condition=~Q(state="PUBLISHED") | Q(state_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What people call it."""
        what = "绩效目标设置情况说明" if self.stage == self.Stage.BUDGET else "预算绩效情况说明"
        return f"{self.year_id} 年度{what}"
