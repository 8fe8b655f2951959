"""Evidence (佐证材料): the files behind an actual value."""

from django.db import models
from django.db.models import Q

from projects import show
from projects.models.business import BusinessRow
from projects.models.indicators import Indicator
from scoring.models.sheets import Sheet

LONGEST_NAME = 120


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Rows of evidence."""

    def there(self) -> "EvidenceQuerySet":
        """Those that were not removed: their bytes are stored."""
        return self.filter(removed_at__isnull=True)


class Evidence(BusinessRow):
    """One file of one row of a sheet. What it is never changes; it can only be removed.

    `name` is as given, cleaned; the file itself lies at `path` below FILES_DIR under a random
    name. `digest` is the SHA-256 of its bytes, `media_type` what its content is. A removed file
    keeps its row, with who removed it, when and why; its bytes are deleted.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="evidence")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="evidence")
    name = models.CharField("文件名", max_length=LONGEST_NAME)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("SHA-256", max_length=64)
    media_type = models.CharField(max_length=100)
    path = models.CharField(max_length=100, unique=True)
    by = models.ForeignKey("projects.User", models.PROTECT, related_name="+")
    at = models.DateTimeField("上传时间")
    removed_by = models.ForeignKey(
        "projects.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField("移除原因", max_length=200, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            # Sheets count the files of each row: answered from this index alone.
            models.Index(
                fields=["sheet", "indicator"],
                condition=Q(removed_at__isnull=True),
                name="evidence_that_is_there",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="evidence_has_its_name", condition=~Q(name="")),
            models.CheckConstraint(name="evidence_is_not_an_empty_file", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="evidence_digest_has_64_hex_digits",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="evidence_lies_under_a_random_name",
                condition=Q(path__regex=r"^evidence/[0-9a-f]{2}/[0-9a-f]{32}$"),
            ),
            models.CheckConstraint(
                name="evidence_is_removed_by_somebody_at_a_time_for_a_reason",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removed_why="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_why="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def size_shown(self) -> str:
        """The size in words."""
        return show.size(self.size)
