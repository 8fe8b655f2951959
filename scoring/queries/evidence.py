"""The files behind the rows of a sheet, each question in a fixed number of queries."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.http import Http404

from projects import show
from projects.models import Indicator
from scoring.adapter import edition_of
from scoring.models import Actual, Evidence, Sheet
from scoring.tables import placed


@dataclass(slots=True)
class EvidenceRow:
    """A row of the sheet with its files."""

    number: int
    indicator: Indicator
    wanted: bool
    files: list[Evidence] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Whether the edition wants evidence here and there is none."""
        return self.wanted and not self.files


@dataclass(frozen=True, slots=True)
class Held:
    """How many files a sheet has, and how large they are together."""

    count: int
    size: int

    @property
    def size_shown(self) -> str:
        """The size in words."""
        return show.size(self.size)


def row_of(sheet: Sheet, indicator_id: UUID) -> Indicator:
    """The line of the sheet with that id; else 404 that tells nothing."""
    found = Indicator.objects.filter(plan_id=sheet.plan_id, level=3, public_id=indicator_id).first()
    if found is None:
        raise Http404
    return found


def row_number(indicator: Indicator) -> int:
    """The number (行) of a line in its table."""
    return Indicator.objects.filter(
        plan_id=indicator.plan_id, level=3, position__lte=indicator.position
    ).count()


def files_of(sheet: Sheet, indicator: Indicator) -> list[Evidence]:
    """All files that a line has or had, in the order in which they came."""
    rows = Evidence.objects.filter(sheet=sheet, indicator=indicator)
    return list(rows.select_related("by", "removed_by"))


def files_there(sheet: Sheet) -> "QuerySet[Evidence]":
    """The files of a sheet that were not removed, by row."""
    rows = Evidence.objects.there().filter(sheet=sheet)
    return rows.select_related("by").order_by("indicator__position", "id")


def held(sheet: Sheet) -> Held:
    """How much there is."""
    found = Evidence.objects.there().filter(sheet=sheet)
    sums = found.aggregate(count=Count("pk"), size=Sum("size"))
    return Held(sums["count"], sums["size"] or 0)


def rows_of(sheet: Sheet) -> list[EvidenceRow]:
    """Every line of the sheet with its files, in printed order: three queries.

    Files are asked of a line from when something is filled in, as on the entry page.
    """
    edition = edition_of(sheet)
    done = Actual.objects.filter(sheet=sheet, not_applicable=False).exclude(text="")
    filled = set(done.values_list("indicator_id", flat=True))
    rows: dict[int, EvidenceRow] = {}
    nodes = Indicator.objects.filter(plan_id=sheet.plan_id).order_by("position")
    for block, leaves in placed(nodes):
        for leaf, place in leaves:
            names = block.name, place.level2, leaf.name
            counts = bool(leaf.points) and leaf.pk in filled
            wanted = counts and edition.wants_evidence(*names)
            rows[leaf.pk] = EvidenceRow(place.number, leaf, wanted)
    for file in files_there(sheet):
        rows[file.indicator_id].files.append(file)
    return list(rows.values())
