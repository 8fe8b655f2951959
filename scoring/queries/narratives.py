"""Explanatory texts as they are listed, read and edited: each figure with its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from projects.access import visible
from projects.models import AccountDocument, TrailEntry, User
from scoring.checks import narrative as family
from scoring.checks.check import checks_of
from scoring.checks.finding import WORST_FIRST, Finding
from scoring.checks.located import Located, located_across
from scoring.checks.papers import Told, Unit
from scoring.models import Narrative, Sheet
from scoring.narrative.figures import figures_of
from scoring.narrative.kept import is_stale, printed_of
from scoring.narrative.terms import LABELS, UNITS, Figure
from scoring.narrative.text import offered
from scoring.narrative.tokens import Piece, keys_in, paragraphs_of, pieces, rendered
from scoring.queries.finding_rows import FindingRow, text_findings, with_said_of_texts
from scoring.queries.findings_now import unit_key
from scoring.queries.told_units import told_units

_CHECKS = checks_of([family])


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a text: as it stands there, as the data have it, and where that is.

    `now`: what the data give today, "" where they give nothing; `paper`: which page shows it.
    `is_told`: it stands in the text.
    """

    key: str
    label: str
    unit: str
    printed: str
    now: str
    source: str
    paper: str
    is_told: bool
    is_stated: bool
    is_stale: bool

    @property
    def is_open(self) -> bool:
        """Whether the unit may type it: no paper has it."""
        return not self.now


@dataclass(frozen=True, slots=True)
class NarrativePage:
    """All that the pages of a text show.

    `sheet`: that of the whole department, `document`: the budget or final account that the text is
    published with, where there are such.
    """

    narrative: Narrative
    paragraphs: list[list[Piece]]
    plain: str
    rows: list[Row]
    findings: list[FindingRow]
    sentences: list[str]
    sheet: Sheet | None
    document: AccountDocument | None
    trail: list[TrailEntry]

    @property
    def open_count(self) -> int:
        """How many findings nobody set aside."""
        return sum(one.waiver is None for one in self.findings)

    @property
    def told(self) -> list[Row]:
        """The figures that stand in the text."""
        return [row for row in self.rows if row.is_told]

    @property
    def untold(self) -> list[Row]:
        """The figures that do not: known ones, and those that are missing."""
        return [row for row in self.rows if not row.is_told]

    @property
    def stale(self) -> list[Row]:
        """The figures that the data have otherwise by now."""
        return [row for row in self.rows if row.is_stale]


def with_heads(rows: "QuerySet[Narrative]") -> "QuerySet[Narrative]":
    """Load department, year, people and what was said of its findings along with each text."""
    heads = rows.select_related("department", "year", "state_by", "saved_by")
    return with_said_of_texts(heads)


def narrative_list(user: User, year: int | None) -> "QuerySet[Narrative]":
    """The texts of a year in the person's scope, by department, that of the budget first."""
    rows = with_heads(visible(user, Narrative).filter(year_id=year))
    return rows.order_by("department__path", "stage")


def stages_to_begin(user: User, year: int | None) -> list[Narrative.Stage]:
    """The stages of which the person's own department has no text of the year: one query."""
    there = Narrative.objects.filter(department=user.department, year_id=year)
    begun = set(there.values_list("stage", flat=True))
    return [stage for stage in Narrative.Stage if stage not in begun]


def with_counts(rows: Iterable[Narrative]) -> list[tuple[Narrative, list[tuple[str, int]]]]:
    """Each text (of `with_heads`) with its open findings by severity, worst first: seven queries.

    However many texts there are.
    """
    texts = list(rows)
    units = told_units(texts) if texts else {}
    found = {row.pk: text_findings(row, _located(row, units[row.pk])) for row in texts}
    return [(row, _counts(found[row.pk])) for row in texts]


def _counts(found: list[FindingRow]) -> list[tuple[str, int]]:
    open_ = [one.severity for one in found if one.waiver is None]
    counts = [(severity.value, open_.count(severity.value)) for severity in WORST_FIRST]
    return [(severity, number) for severity, number in counts if number]


def _located(row: Narrative, unit: Unit) -> list[Located]:
    """The findings on a text, each known by its digest as the last check stored it."""
    key = unit_key(row.department, row.year_id)
    return [located_across(one, unit, key) for one in findings_of(unit)]


def findings_of(unit: Unit) -> list[Finding]:
    """What the checks of texts say of a unit, worst first."""
    found = [finding for check in _CHECKS for finding in check(unit)]
    return sorted(found, key=lambda finding: WORST_FIRST.index(finding.severity))


def narrative_page(narrative: Narrative, *, with_trail: bool = True) -> NarrativePage:
    """Read a text (see `with_heads`) for its pages: ten queries, nine without the trail."""
    unit = told_units([narrative])[narrative.pk]
    now = figures_of(unit, narrative.stage)
    told = {one.key: one for one in unit.narratives[0].figures}
    printed = printed_of(narrative.figures)
    lines = paragraphs_of(narrative.text)
    entries = TrailEntry.objects.filter(subject_kind="Narrative", subject_id=narrative.public_id)
    whole = Sheet.objects.filter(
        department=narrative.department_id, year=narrative.year_id, plan__project=None
    )
    return NarrativePage(
        narrative=narrative,
        paragraphs=[pieces(line, printed) for line in lines],
        plain="\n".join(rendered(line, printed) for line in lines),
        rows=rows_of(narrative, now, told),
        findings=text_findings(narrative, _located(narrative, unit)),
        sentences=offered(
            narrative.stage,
            _usable(narrative, now),
            narrative.text,
            year=narrative.year_id,
            unit=narrative.department.name,
        ),
        sheet=whole.first(),
        document=AccountDocument.objects.filter(
            department=narrative.department_id, year=narrative.year_id, kind=narrative.stage
        ).first(),
        trail=list(entries[:20]) if with_trail else [],
    )


def rows_of(narrative: Narrative, now: Mapping[str, Figure], told: Mapping[str, Told]) -> list[Row]:
    """Every figure that the stage may tell, those in the text and the others."""
    there = set(keys_in(narrative.text))
    return [
        Row(
            key=key,
            label=LABELS[key],
            unit=UNITS[key],
            printed=str(narrative.figures.get(key, {}).get("printed", "")),
            now=figure.printed,
            source=figure.source,
            paper=figure.paper,
            is_told=key in there,
            is_stated=bool(narrative.figures.get(key, {}).get("is_stated")),
            is_stale=key in told and is_stale(told[key]),
        )
        for key, figure in now.items()
    ]


def _usable(narrative: Narrative, now: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures that a sentence may be made of: of the papers, and what the unit stated."""
    kept = narrative.figures
    return {
        key: figure._replace(printed=str(kept[key]["printed"]))
        if not figure.is_known and key in kept
        else figure
        for key, figure in now.items()
    }
