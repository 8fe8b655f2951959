"""Rectifications (整改): a notice about a report or one row of it, the answer, the acceptance."""

from django.db import models
from django.db.models import Q

from projects.models.bounds import day_in_reach
from projects.models.business import BusinessRow
from scoring.models.monitoring import MonitoringLine, MonitoringReport


class Rectification(BusinessRow):
    """What a supervising or finance body wants mended by a day, and what became of it.

    `line` is empty where the whole report (its spending) is meant. The last answer and the last
    return stand here; the trail keeps every one.
    """

    class State(models.TextChoices):
        """The steps; the unit answers a notice and a return."""

        NOTIFIED = "NOTIFIED", "待反馈"
        ANSWERED = "ANSWERED", "待验收"
        RETURNED = "RETURNED", "反馈被退回"
        ACCEPTED = "ACCEPTED", "已验收"

    report = models.ForeignKey(MonitoringReport, models.PROTECT, related_name="rectifications")
    line = models.ForeignKey(
        MonitoringLine, models.PROTECT, null=True, blank=True, related_name="rectifications"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.NOTIFIED)
    notice = models.TextField("整改要求", max_length=1000)
    notice_by = models.ForeignKey("projects.User", models.PROTECT, related_name="+")
    notice_at = models.DateTimeField()
    due = models.DateField("整改期限")
    answer = models.TextField("整改情况", max_length=2000, blank=True)
    answer_by = models.ForeignKey(
        "projects.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField("退回原因", max_length=500, blank=True)
    closed_by = models.ForeignKey(
        "projects.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                name="open_rectification_once_per_line",
                condition=Q(line__isnull=False) & ~Q(state="ACCEPTED"),
            ),
            models.UniqueConstraint(
                fields=["report"],
                name="open_rectification_of_the_spending_once_per_report",
                condition=Q(line__isnull=True) & ~Q(state="ACCEPTED"),
            ),
            models.CheckConstraint(
                name="rectification_state_is_known",
                condition=Q(state__in=["NOTIFIED", "ANSWERED", "RETURNED", "ACCEPTED"]),
            ),
            models.CheckConstraint(name="rectification_has_its_notice", condition=~Q(notice="")),
            models.CheckConstraint(
                name="rectification_is_answered_once_it_was_taken_up",
                condition=Q(state="NOTIFIED", answer="", answer_by__isnull=True)
                | (~Q(state="NOTIFIED") & ~Q(answer="") & Q(answer_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="rectification_is_returned_with_its_reason",
                condition=~Q(state="RETURNED") | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="rectification_is_closed_exactly_when_it_is_accepted",
                condition=Q(state="ACCEPTED", closed_by__isnull=False, closed_at__isnull=False)
                | (~Q(state="ACCEPTED") & Q(closed_by__isnull=True, closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="rectification_is_due_between_1900_and_2103",
                condition=day_in_reach("due"),
            ),
        ]

    def __str__(self) -> str:
        return self.notice[:20]
