"""The trail (操作留痕): who did what, append-only, chained per subject."""

from django.db import models
from django.db.models import Q


class TrailEntry(models.Model):
    """One business action on one subject (a plan, a sheet, a department, an account, a job).

    The application's database role may only add and read; a trigger refuses every change and
    removal whoever asks. `digest` is the SHA-256 over this entry and its predecessor's digest.
    """

    at = models.DateTimeField()
    by = models.ForeignKey("projects.User", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=40)
    by_role = models.CharField(max_length=20)
    department = models.ForeignKey("projects.Department", models.PROTECT, null=True)
    year = models.ForeignKey("projects.FiscalYear", models.PROTECT, null=True)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    summary = models.CharField(max_length=500)
    changes = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            # What changed in a unit's year since it was checked: answered from this index alone.
            models.Index(fields=["department", "year", "id"], name="trail_of_a_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "sequence"],
                name="trail_sequence_once_per_subject",
            ),
            models.CheckConstraint(
                name="trail_chain_starts_with_its_first_entry",
                condition=Q(sequence=1, previous_digest="")
                | (Q(sequence__gt=1) & ~Q(previous_digest="")),
            ),
        ]

    def __str__(self) -> str:
        return self.summary
