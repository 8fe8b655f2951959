"""Workbooks on their way in: read, shown as a preview, written when confirmed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Import(models.Model):
    """One uploaded workbook and what it would change; only who uploaded it may confirm it.

    `rows` is the preview as it was shown: it is worked out anew before anything is written.
    `department` is where its uploader worked then (none: a system administrator): what it tells
    of that department's branch is not for him any more once he works elsewhere.
    """

    class Kind(models.TextChoices):
        """What the rows of the workbook are."""

        DEPARTMENTS = "DEPARTMENTS", "单位"
        ACCOUNTS = "ACCOUNTS", "账号"
        PROJECTS = "PROJECTS", "项目"
        WINDOWS = "WINDOWS", "时限"
        LIBRARY = "LIBRARY", "指标库"

    class State(models.TextChoices):
        """A preview is written once or not at all."""

        PREVIEW = "PREVIEW", "待确认"
        DONE = "DONE", "已导入"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PREVIEW)
    by = models.ForeignKey("projects.User", models.PROTECT, related_name="imports")
    department = models.ForeignKey(
        "projects.Department", models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="import_kind_is_known",
                condition=Q(kind__in=["DEPARTMENTS", "ACCOUNTS", "PROJECTS", "WINDOWS", "LIBRARY"]),
            ),
            models.CheckConstraint(
                name="imported_library_has_its_bureau",
                condition=~Q(kind="LIBRARY") | Q(department__isnull=False),
            ),
            models.CheckConstraint(
                name="import_end_is_known_exactly_when_it_is_done",
                condition=Q(state="DONE", ended_at__isnull=False)
                | Q(state="PREVIEW", ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
