"""Background work: the row is the truth, the broker only a hint."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from projects.models.business import BusinessRow
from projects.models.people import User


class Job(BusinessRow):
    """One piece of background work that a person asked for, within that person's rights."""

    class State(models.TextChoices):
        """Waiting and running jobs are swept; done, failed and cancelled ones have ended."""

        WAITING = "WAITING", "排队中"
        RUNNING = "RUNNING", "进行中"
        DONE = "DONE", "已完成"
        FAILED = "FAILED", "失败"
        CANCELLED = "CANCELLED", "已取消"

    ENDED = (State.DONE, State.FAILED, State.CANCELLED)

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    by = models.ForeignKey("projects.User", models.PROTECT, related_name="jobs")
    # Within whose rights it was asked for, and then made: a file holds what these could see.
    by_role = models.CharField(max_length=20, choices=User.Role.choices, blank=True)
    by_department = models.ForeignKey(
        "projects.Department", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    due_count = models.PositiveIntegerField(null=True, blank=True)
    message = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_path = models.CharField(max_length=300, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="job_done_count_is_not_above_due_count",
                condition=Q(due_count__isnull=True) | Q(done_count__lte=F("due_count")),
            ),
            models.CheckConstraint(
                name="job_end_is_known_exactly_when_it_has_ended",
                condition=Q(state__in=["DONE", "FAILED", "CANCELLED"], ended_at__isnull=False)
                | Q(state__in=["WAITING", "RUNNING"], ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="job_file_stands_with_a_done_job",
                condition=Q(file_path="") | Q(state="DONE"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        """True when nothing more will happen."""
        return self.state in self.ENDED
