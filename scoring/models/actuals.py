"""Actual values (实际完成值) as people typed them."""

from django.db import models
from django.db.models import Q

from projects.models.business import BusinessRow
from projects.models.fields import ExactDecimalField
from projects.models.indicators import Indicator
from projects.values import Kind
from scoring.models.sheets import Sheet, score_field


class Actual(BusinessRow):
    """What one row of a sheet says was reached: text, meaning, claimed score, reason, author.

    `share` is the part of the points given to a target in words (定性, 0 to 1). `deviation` is the
    form's one column 偏差（未完成）原因分析及改进措施. `last_day` is there where the text is a date
    (ISO, without a year "--12-31"). `overrule_reason` says why a management rate is not the one
    that the system worked out, and `overruled` which one that was.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="actuals")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="actuals")
    text = models.CharField("实际完成值", max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Indicator.TargetKind.choices, default=Kind.EMPTY)
    number = ExactDecimalField(null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    base_number = ExactDecimalField(null=True, blank=True)
    base_unit = models.CharField(max_length=40, blank=True)
    last_day = models.CharField(max_length=10, blank=True)
    share = models.DecimalField("得分比例", max_digits=5, decimal_places=4, null=True, blank=True)
    not_applicable = models.BooleanField("不适用", default=False)
    claimed = score_field("自评分")
    deviation = models.TextField("偏差（未完成）原因分析及改进措施", blank=True, max_length=500)
    overrule_reason = models.CharField("不采用系统数的原因", max_length=300, blank=True)
    overruled = models.CharField("当时系统算得", max_length=40, blank=True)
    by = models.ForeignKey("projects.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "indicator"], name="actual_once_per_sheet_and_indicator"
            ),
            models.CheckConstraint(
                name="actual_number_has_its_typed_text",
                condition=Q(number__isnull=True) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="actual_last_day_stands_with_a_date",
                condition=Q(last_day="") | Q(kind=Kind.DATE.value),
            ),
            models.CheckConstraint(
                name="actual_share_lies_between_0_and_1",
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=1),
            ),
            models.CheckConstraint(
                name="claimed_score_is_not_negative",
                condition=Q(claimed__isnull=True) | Q(claimed__gte=0),
            ),
            models.CheckConstraint(
                name="not_applicable_row_has_its_reason_and_no_score",
                condition=Q(not_applicable=False) | (Q(claimed__isnull=True) & ~Q(deviation="")),
            ),
            models.CheckConstraint(
                name="overrule_reason_names_the_figure_it_overrules",
                condition=Q(overrule_reason="", overruled="")
                | (~Q(overrule_reason="") & ~Q(overruled="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text
