"""Computed scores (计算分): narrow rows that scoring rewrites, and nothing refers to."""

from django.db import models
from django.db.models import F, Q

from projects.models.fields import ExactDecimalField
from projects.models.indicators import Indicator
from scoring.models.sheets import Sheet, score_field


class ScoreLine(models.Model):
    """What the rule book gave one line, with the exact inputs it used.

    The words are rendered from these columns when shown. The table keeps half of each page free
    (fillfactor 50) and has no index on a column that scoring changes, so that a rescore stays
    inside the page (measured: 0.39 x a bare UPDATE of a stock table).
    """

    pk = models.CompositePrimaryKey("year_id", "sheet_id", "indicator_id")
    year = models.ForeignKey("projects.FiscalYear", models.PROTECT, related_name="+")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="score_lines")
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="score_lines", db_index=False
    )
    department = models.ForeignKey(
        "projects.Department", models.PROTECT, related_name="+", db_index=False
    )
    rule = models.CharField(max_length=80)
    outcome = models.CharField(max_length=40)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    target = ExactDecimalField(null=True)
    actual = ExactDecimalField(null=True)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    upper = ExactDecimalField(null=True)
    score = score_field("计算分")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="score_lies_between_0_and_its_points",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=F("points")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.score}"


class ScoreAdjustment(models.Model):
    """A named row between the sum of the lines and the total (折算、封顶 ...)."""

    year = models.ForeignKey("projects.FiscalYear", models.PROTECT, related_name="+")
    department = models.ForeignKey("projects.Department", models.PROTECT, related_name="+")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="adjustments")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    score = models.DecimalField(max_digits=7, decimal_places=2)
    explanation = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "code"], name="adjustment_of_a_kind_once_per_sheet"
            ),
        ]

    def __str__(self) -> str:
        return self.label
