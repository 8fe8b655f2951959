"""What a page, a print or a file shows of one sheet: rows and sums in their printed form."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects import show
from projects.models import TrailEntry
from projects.queries.departments import called_then
from scoring.blocking import blocking, blocking_gap
from scoring.checks import sheet as checks
from scoring.checks.finding import WORST_FIRST, Finding
from scoring.checks.located import Located, located_on
from scoring.checks.papers import Paper
from scoring.checks.places import Kind
from scoring.checks.sheet import is_reason
from scoring.checks.totals import adds_up
from scoring.gaps import Gap
from scoring.management.gaps import overruled_without_reason
from scoring.management.rates import Rate
from scoring.models import ScoreAdjustment, Sheet
from scoring.queries.returns import OpenReturn
from scoring.rules.edition import Edition
from scoring.sheet_gaps import sheet_gaps
from scoring.sums import Sums
from scoring.tables import Block, Place


@dataclass(slots=True)
class FundRow:
    """A row of the funds table; the total row also carries points, scores and words."""

    public_id: Any
    label: str
    is_total: bool
    initial: Decimal | None
    initial_text: str
    annual: Decimal | None
    annual_text: str
    executed: Decimal | None
    executed_text: str
    printed_rate: str
    rate: Decimal | None
    findings: list[Finding]
    shown: dict[str, str] = field(default_factory=dict)
    version: int = 0

    @property
    def mark(self) -> str:
        """The row's wash, from its worst finding."""
        return wash(self.findings)


@dataclass(slots=True)
class LineRow:
    """A scored line: raw figures for exports, `shown` texts and classes for pages.

    `rate`: what the system's figures say of a management rate; `overrule_reason` why another value
    was filled in, and `overruled` what the system said then.
    """

    public_id: Any
    place: Place
    name: str
    target: str
    target_is_number: bool
    explanation: str
    worded: bool
    text: str
    share: Decimal | None
    not_applicable: bool
    deviation: str
    points: Decimal | None
    computed: Decimal | None
    claimed: Decimal | None
    rule: str | None
    outcome: str | None
    why: str
    findings: list[Finding]
    mark: str
    points_shown: str
    computed_shown: str
    claimed_shown: str
    difference_shown: str
    difference_class: str
    share_shown: str
    returned: str  # why this row went back, empty when it did not
    overrule_reason: str = ""
    overruled: str = ""
    rate: Rate | None = None
    files: int = 0  # of evidence
    wants_evidence: bool = False
    version: int = 0
    reason_asked: str = ""

    @property
    def is_overruled(self) -> bool:
        """Whether the value filled in is another one than the system's."""
        return (
            self.rate is not None and not self.not_applicable and self.rate.differs_from(self.text)
        )

    @property
    def adoptable(self) -> str:
        """The system's figure where another one, or none, is filled in; else empty."""
        if self.rate is None or self.not_applicable or (self.text and not self.is_overruled):
            return ""
        return self.rate.adopted(self.target)

    @property
    def lacks_reason(self) -> bool:
        """Whether it is another one, and nothing says why."""
        return self.is_overruled and not self.overrule_reason


@dataclass(slots=True)
class BlockPart:
    """A block with its rows and sums."""

    block: Block[LineRow]
    sums: Sums


@dataclass(slots=True)
class SheetPage:
    """All that a page, a print or a file shows of one sheet."""

    sheet: Sheet
    edition: Edition
    funds: list[FundRow]
    execution_why: str
    execution: Sums
    blocks: list[BlockPart]
    lines: Sums
    adjustments: list[ScoreAdjustment]
    total: Sums
    rescaled: Decimal | None
    total_findings: list[Finding]
    goals: list[Any]
    tasks: list[Any]
    trail: list[TrailEntry]
    returned: OpenReturn | None
    checked: checks.Sheet
    waived: frozenset[str]

    @property
    def name_then(self) -> str:
        """What the department was called in the sheet's year."""
        return called_then(self.sheet)

    @property
    def rows(self) -> list[LineRow]:
        """Every line in printed order."""
        return [row for part in self.blocks for row in part.block.rows]

    @property
    def files(self) -> int:
        """How many files of evidence there are."""
        return sum(row.files for row in self.rows)

    @property
    def rated(self) -> list[LineRow]:
        """The lines that are management rates."""
        return [row for row in self.rows if row.rate is not None]

    @property
    def unexplained(self) -> list[LineRow]:
        """Those that are not the system's without a reason."""
        return [row for row in self.rated if row.lacks_reason]

    @property
    def execution_rate(self) -> str:
        """The rate of the total row as printed."""
        return next((row.shown["rate"] for row in self.funds if row.is_total), show.NONE)

    @property
    def tier_hint(self) -> str:
        """What share of the points each tier of a target in words takes; empty without one."""
        if not any(row.worded for row in self.rows):
            return ""
        reached, partly = self.edition.tiers
        return (
            f"文字类指标按得分比例计分：达成 {reached}—100，部分达成 {partly}—{reached}（不含），"
            f"未达成 0—{partly}（不含）。"
        )

    @property
    def tier_choices(self) -> list[tuple[str, int]]:
        """What may be said of a target in words, and the share of the points that it gives."""
        _, partly = self.edition.tiers
        return [("达成", 100), ("部分达成", partly), ("未达成", 0)]

    @property
    def claimed_sum(self) -> str:
        """What the claimed scores add up to, and to the whole where lines do not apply."""
        total = show.score(self.sheet.claimed_total)
        return total if self.rescaled is None else f"{total}，折算后 {show.score(self.rescaled)}"

    @property
    def total_off(self) -> str:
        """Printed total minus the sum of the claimed scores; empty when it adds up."""
        printed, claimed = self.sheet.printed_total, self.sheet.claimed_total
        if printed is None or claimed is None:
            return ""
        if adds_up(printed, total=claimed, rescaled=self.rescaled):
            return ""
        return show.difference(printed - (claimed if self.rescaled is None else self.rescaled))

    @property
    def total_mark(self) -> str:
        """The wash of the total row."""
        return wash(self.total_findings)

    @property
    def gaps(self) -> list[Gap]:
        """What keeps the sheet from being submitted, in printed order: funds first, then rows."""
        claimed = self.sheet.claimed_execution
        found = sheet_gaps(lines=self.rows, funds=self.funds, claimed_execution=claimed)
        found += overruled_without_reason(self.rows)
        found += self._blocking
        order = {row.public_id.hex: at for at, row in enumerate(self.rows)}
        return sorted(found, key=lambda gap: order.get(gap.anchor.rpartition("-")[2], -1))

    @property
    def _blocking(self) -> list[Gap]:
        """Open errors of the checks that the edition names."""
        codes = self.edition.blocking
        if not any(finding.check in codes for finding in self.findings):
            return []
        found = blocking(self.located, codes=codes, waived=self.waived)
        return [blocking_gap(one, self._field, otherwise="printed_total") for one in found]

    def _field(self, part: str, row: int, column: str) -> str:
        """The id of a cell's field on the entry page."""
        if part == "funds":
            is_score = self.funds[row].is_total and column in ("score", "points")
            return "claimed_execution" if is_score else f"executed-{self.funds[row].public_id.hex}"
        names = {"actual": "text", "target": "text", "reason": "deviation"}
        return f"{names.get(column, 'claimed')}-{self.rows[row].public_id.hex}"

    @property
    def reasons_missing(self) -> int:
        """How many rows want a reason and have none."""
        return sum(1 for row in self.rows if row.reason_asked and not is_reason(row.deviation))

    @property
    def evidence_missing(self) -> int:
        """How many rows that were filled in want evidence and have none."""
        wanted = [row for row in self.rows if row.wants_evidence and not row.files]
        return sum(1 for row in wanted if row.text and not row.not_applicable)

    @property
    def located(self) -> list[Located]:
        """Every finding at its place."""
        sheet = self.sheet
        plan = str(sheet.plan.public_id)
        paper = Paper("", self.checked, key=str(sheet.public_id), plan_key=plan)
        return located_on(paper, Kind.SHEET, self.findings)

    @property
    def findings(self) -> list[Finding]:
        """Every finding of the sheet: total first, then funds, then lines."""
        found = list(self.total_findings)
        for fund in self.funds:
            found += fund.findings
        for row in self.rows:
            found += row.findings
        return found


def wash(found: list[Finding]) -> str:
    """The wash of a row's worst finding; a rounding difference has none."""
    worst = min((WORST_FIRST.index(one.severity) for one in found), default=2)
    return ("is-error", "is-doubt", "")[worst]
