"""Stored findings (检查发现), what was set aside (已说明), and when a unit was checked last."""

from django.db import models
from django.db.models import Q

from projects.models import AccountDocument, Plan
from projects.models.business import BusinessRow
from projects.models.fields import ExactDecimalField
from scoring.models.sheets import Sheet


class Severity(models.TextChoices):
    """How sure a check is (`scoring.checks.finding.Severity`)."""

    ERROR = "error", "错误"
    DOUBT = "doubt", "疑点"
    ROUNDING = "rounding", "舍入差"


_RANKS = Q(severity="error", rank=0) | Q(severity="doubt", rank=1) | Q(severity="rounding", rank=2)
_AT_MOST_ONE_PAPER = (
    Q(plan__isnull=True, sheet__isnull=True)
    | Q(plan__isnull=True, document__isnull=True)
    | Q(sheet__isnull=True, document__isnull=True)
)
_DIGEST = Q(digest__regex=r"^[0-9a-f]{64}$")


class Said(BusinessRow):
    """What a check said, and of which paper: plan, sheet or accounts, none where between papers.

    `digest` says which finding it is (`scoring.checks.located`): of the same figures the same.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="+")
    sheet = models.ForeignKey(Sheet, models.CASCADE, null=True, blank=True, related_name="+")
    document = models.ForeignKey(
        AccountDocument, models.CASCADE, null=True, blank=True, related_name="+"
    )
    code = models.CharField("检查", max_length=60)
    severity = models.CharField("级别", max_length=10, choices=Severity.choices)
    place = models.CharField("位置", max_length=300)
    words = models.CharField("位置（文字）", max_length=200, blank=True)
    level3 = models.CharField("三级指标", max_length=300, blank=True)
    message = models.TextField("说明")
    printed = models.TextField("表中数", blank=True)
    expected = models.TextField("重算数", blank=True)
    digest = models.CharField(max_length=64)

    plan_id: int | None
    sheet_id: int | None
    document_id: int | None

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.message[:60]


class Waiver(Said):
    """A finding that a person set aside with a reason: it speaks for exactly these figures.

    Withdrawn or outlived by other figures it stays, and is told beside what comes after it.
    """

    reason = models.CharField("理由", max_length=500)
    by = models.ForeignKey("projects.User", models.PROTECT, related_name="+")
    at = models.DateTimeField("说明时间")
    withdrawn_by = models.ForeignKey(
        "projects.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField("撤回理由", max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["department", "year"], name="waivers_of_a_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(withdrawn_at__isnull=True),
                name="waiver_stands_once_for_its_figures",
            ),
            models.CheckConstraint(
                name="waiver_speaks_of_one_paper_at_most", condition=_AT_MOST_ONE_PAPER
            ),
            models.CheckConstraint(
                name="severity_of_a_waiver_is_known",
                condition=Q(severity__in=["error", "doubt", "rounding"]),
            ),
            models.CheckConstraint(name="waiver_digest_has_64_hex_digits", condition=_DIGEST),
            models.CheckConstraint(name="waiver_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="waiver_is_withdrawn_by_somebody_at_a_time_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")
                ),
            ),
        ]


class Finding(Said):
    """One finding of the last check of its unit.

    `rank`: 0 for errors, the worst; `gap`: printed minus expected figure, where both are figures.
    `anchor` is the id of its row on the paper's page, `position` that of the table of accounts.
    `is_across`: one paper was held against another. `blocks`: the edition of its paper lets nobody
    submit while it is an open error. `waiver`: the standing one, of exactly these figures.
    `paper`: what the paper was called.
    """

    rank = models.PositiveSmallIntegerField()
    gap = ExactDecimalField("差额", null=True, blank=True)
    anchor = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    is_across = models.BooleanField("表间", default=False)
    blocks = models.BooleanField("不改不能提交", default=False)
    paper = models.CharField("表", max_length=300, blank=True)
    found_at = models.DateTimeField("发现时间")
    waiver = models.ForeignKey(
        Waiver, models.SET_NULL, null=True, blank=True, related_name="findings"
    )

    class Meta:
        ordering = ["rank", "id"]
        indexes = [
            models.Index(fields=["department", "year"], name="findings_of_a_unit"),
            models.Index(fields=["year", "rank"], name="findings_of_a_year"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="finding_once_for_its_figures"),
            models.CheckConstraint(
                name="finding_stands_on_one_paper_at_most", condition=_AT_MOST_ONE_PAPER
            ),
            models.CheckConstraint(
                name="finding_on_no_paper_is_between_papers",
                condition=Q(is_across=True)
                | Q(plan__isnull=False)
                | Q(sheet__isnull=False)
                | Q(document__isnull=False),
            ),
            models.CheckConstraint(
                name="rank_of_a_finding_is_that_of_its_severity", condition=_RANKS
            ),
            models.CheckConstraint(name="finding_digest_has_64_hex_digits", condition=_DIGEST),
        ]


class UnitCheck(BusinessRow):
    """When a department's year was checked last, and up to which entry of the trail.

    `rules`: a digest of checks and editions; with others the unit is to be checked again.
    """

    checked_at = models.DateTimeField("检查时间")
    errors = models.PositiveIntegerField("错误", default=0)
    doubts = models.PositiveIntegerField("疑点", default=0)
    roundings = models.PositiveIntegerField("舍入差", default=0)
    last_trail_id = models.PositiveBigIntegerField(default=0)
    rules = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year"], name="unit_is_checked_in_one_row_a_year"
            ),
            models.CheckConstraint(
                name="rules_of_a_check_have_64_hex_digits",
                condition=Q(rules__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.year_id}"
