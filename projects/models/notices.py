"""Notices (提醒): what the system tells one person, on his page and by mail."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from projects.models.business import BusinessRow
from projects.models.windows import Stage


class Notice(BusinessRow):
    """One thing told to one person about his department and a year.

    `occasion` says what it was made for (a day of a deadline, a day of urging), so that the same
    thing is told once however often the timetable runs. Subject kind and id name the document
    where it is about one. Mail is tried a few times; the notice stands whatever becomes of it.
    """

    class Kind(models.TextChoices):
        """Why somebody is told."""

        DEADLINE = "DEADLINE", "期限提醒"
        URGED = "URGED", "催报"
        EXTENDED = "EXTENDED", "延期"
        FORGOTTEN = "FORGOTTEN", "退回未改"
        WAITING = "WAITING", "等待审核"
        RECTIFY = "RECTIFY", "整改通知"

    class Topic(models.TextChoices):
        """What it is about: a stage of the year, or monitoring with its own rounds."""

        TARGETS = Stage.TARGETS.value, Stage.TARGETS.label
        ADJUSTMENT = Stage.ADJUSTMENT.value, Stage.ADJUSTMENT.label
        ACTUALS = Stage.ACTUALS.value, Stage.ACTUALS.label
        MONITORING = "MONITORING", "运行监控"

    to = models.ForeignKey("projects.User", models.PROTECT, related_name="notices")
    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    stage = models.CharField("环节", max_length=20, choices=Topic.choices)
    occasion = models.CharField(max_length=80)
    text = models.CharField("内容", max_length=500)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey("projects.User", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_tried_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["to", "-at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["to", "department", "year", "kind", "stage", "occasion"],
                name="notice_once_per_person_and_occasion",
            ),
            models.CheckConstraint(
                name="notice_kind_is_known",
                condition=Q(
                    kind__in=[
                        "DEADLINE",
                        "URGED",
                        "EXTENDED",
                        "FORGOTTEN",
                        "WAITING",
                        "RECTIFY",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="stage_of_a_notice_is_known",
                condition=Q(stage__in=["TARGETS", "ADJUSTMENT", "ACTUALS", "MONITORING"]),
            ),
            models.CheckConstraint(name="notice_has_its_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="notice_subject_has_its_kind",
                condition=Q(subject_kind="", subject_id__isnull=True)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="mailed_notice_was_tried",
                condition=Q(mailed_at__isnull=True) | Q(mail_attempts__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.text
