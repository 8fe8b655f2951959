"""A sheet as it is shown, printed and exported: every figure in its printed form."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects import show
from projects.models import TrailEntry
from projects.values import Kind
from scoring.adapter import edition_of, execution_words, line_words
from scoring.checks.finding import Finding, Severity
from scoring.checks.lines import claim_matches_the_rule, rate_matches_its_amounts, rule_can_judge
from scoring.checks.totals import (
    points_make_the_whole,
    total_is_the_narrative,
    total_is_the_sum,
)
from scoring.models import ScoreAdjustment, Sheet
from scoring.queries.sheet_rows import sheet_rows
from scoring.rules.edition import Edition
from scoring.rules.numbers import percent
from scoring.sums import Sums
from scoring.tables import Block, Place, placed

ZERO = Decimal(0)
WORST_FIRST = (Severity.ERROR, Severity.DOUBT, Severity.ROUNDING)


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

    @property
    def mark(self) -> str:
        """The row's wash, from its worst finding."""
        return _wash(self.findings)


@dataclass(slots=True)
class LineRow:
    """A scored line: raw figures for exports, `shown` texts and classes for pages."""

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
    total_findings: list[Finding]
    goals: list[Any]
    tasks: list[Any]
    trail: list[TrailEntry]

    @property
    def rows(self) -> list[LineRow]:
        """Every line in printed order."""
        return [row for part in self.blocks for row in part.block.rows]

    @property
    def execution_rate(self) -> str:
        """The rate of the total row as printed."""
        return next((row.shown["rate"] for row in self.funds if row.is_total), show.NONE)

    @property
    def tier_hint(self) -> str:
        """What share of the points each tier of a target in words takes."""
        reached, partly = self.edition.tiers
        return (
            f"文字类指标按得分比例计分：达成 {reached}—100，部分达成 {partly}—{reached}（不含），"
            f"未达成 0—{partly}（不含）。"
        )

    @property
    def claimed_sum(self) -> str:
        """What the claimed scores add up to."""
        return show.score(self.sheet.claimed_total)

    @property
    def total_off(self) -> str:
        """Printed total minus the sum of the claimed scores; empty when they agree."""
        printed, claimed = self.sheet.printed_total, self.sheet.claimed_total
        if printed is None or claimed is None or printed == claimed:
            return ""
        return show.difference(printed - claimed)

    @property
    def total_mark(self) -> str:
        """The wash of the total row."""
        return _wash(self.total_findings)

    @property
    def linked_findings(self) -> list[tuple[Finding, str, str]]:
        """Every finding with the anchor of its place and what the place is called."""
        found = [(finding, "line-total", "总分") for finding in self.total_findings]
        for fund in self.funds:
            found += [(finding, "funds", f"资金 {fund.label}") for finding in fund.findings]
        for row in self.rows:
            at = f"line-{row.place.number}"
            found += [(one, at, f"第 {row.place.number} 行 {row.name}") for one in row.findings]
        return sorted(found, key=lambda one: WORST_FIRST.index(one[0].severity))

    @property
    def findings(self) -> list[Finding]:
        """Every finding of the sheet: total first, then funds, then lines."""
        found = list(self.total_findings)
        for fund in self.funds:
            found += fund.findings
        for row in self.rows:
            found += row.findings
        return found


def sheet_page(sheet: Sheet, *, with_trail: bool = True) -> SheetPage:
    """Read a sheet (with its plan, project and department loaded) for showing it.

    Six queries, five without the trail, whatever the number of rows: those of `sheet_rows`.
    """
    edition = edition_of(sheet)
    stored = sheet_rows(sheet, with_trail=with_trail)
    funds = [_fund_row(sheet, row) for row in stored.funds]
    blocks = [_block(block, rows) for block, rows in placed(stored.lines)]
    execution = Sums()
    execution.add(sheet.execution_points, sheet.computed_execution, sheet.claimed_execution)
    lines = Sums()
    for part in blocks:
        for row in part.block.rows:
            lines.add(row.points, row.computed, row.claimed)
    return SheetPage(
        sheet=sheet,
        edition=edition,
        funds=funds,
        execution_why=_execution_words(sheet, funds),
        execution=execution,
        blocks=blocks,
        lines=lines,
        adjustments=stored.adjustments,
        total=_total(sheet, execution, lines),
        total_findings=_total_findings(sheet, execution, lines, blocks),
        goals=stored.goals,
        tasks=stored.tasks,
        trail=stored.trail,
    )


def _fund_findings(sheet: Sheet, line: Any) -> list[Finding]:
    row = f"funds[{line.position - 1}]"
    found = [
        *rate_matches_its_amounts(
            place=f"{row}.rate",
            executed=line.executed,
            annual=line.annual_budget,
            printed=line.printed_rate or "",
        )
    ]
    if line.is_total:
        found += claim_matches_the_rule(
            place=f"{row}.score",
            claimed=sheet.claimed_execution,
            computed=sheet.computed_execution,
            reason="",  # the form has no column for it
        )
        found += rule_can_judge(place=f"{row}.score", outcome=sheet.execution_outcome or None)
    return found


def _fund_row(sheet: Sheet, line: Any) -> FundRow:
    rate = percent(line.executed, line.annual_budget)
    return FundRow(
        public_id=line.public_id,
        label=line.label,
        is_total=line.is_total,
        initial=line.initial_budget,
        initial_text=line.initial_text,
        annual=line.annual_budget,
        annual_text=line.annual_text,
        executed=line.executed,
        executed_text=line.executed_text or "",
        printed_rate=line.printed_rate or "",
        rate=rate,
        findings=_fund_findings(sheet, line),
        shown={
            "initial": show.money(line.initial_budget) or line.initial_text,
            "annual": show.money(line.annual_budget) or line.annual_text,
            "executed": show.money(line.executed) or (line.executed_text or ""),
            "rate": _no_rate(line) if rate is None else show.percent(rate),
        },
    )


def _no_rate(line: Any) -> str:
    has_base_0 = line.executed is not None and line.annual_budget == 0
    return "不可计算（基数为 0）" if has_base_0 else show.NONE


def _execution_words(sheet: Sheet, funds: list[FundRow]) -> str:
    total = next((row for row in funds if row.is_total), None)
    if total is None:
        return "没有总额行，执行率无法计算"
    return execution_words(sheet=sheet, executed=total.executed, annual=total.annual)


def _block(block: Block[Any], rows: list[tuple[Any, Place]]) -> BlockPart:
    part = BlockPart(block, Sums())
    for node, place in rows:
        row = _line(node, place)
        block.rows.append(row)
        part.sums.add(row.points, row.computed, row.claimed)
    return part


def _line_findings(node: Any, place: str) -> list[Finding]:
    return [
        *claim_matches_the_rule(
            place=place,
            claimed=node.a_claimed,
            computed=node.s_score,
            reason=node.a_deviation or "",
        ),
        *rule_can_judge(place=place, outcome=node.s_outcome),
    ]


def _line(node: Any, place: Place) -> LineRow:
    found = _line_findings(node, f"indicators[{place.number - 1}].score")
    gap = None
    if node.a_claimed is not None and node.s_score is not None:
        gap = node.a_claimed - node.s_score
    return LineRow(
        public_id=node.public_id,
        place=place,
        name=node.name,
        target=node.target_text,
        target_is_number=node.target_kind == Kind.NUMBER,
        explanation=node.explanation,
        worded=node.target_kind != Kind.NUMBER,
        text=node.a_text or "",
        share=node.a_share,
        not_applicable=bool(node.a_not_applicable),
        deviation=node.a_deviation or "",
        points=node.points,
        computed=node.s_score,
        claimed=node.a_claimed,
        rule=node.s_rule,
        outcome=node.s_outcome,
        why=line_words(node),
        findings=found,
        mark=_mark(node, found),
        points_shown=show.points(node.points),
        computed_shown=_computed(node),
        claimed_shown=show.score(node.a_claimed),
        difference_shown=show.difference(gap),
        difference_class="off" if gap else "zero",
        share_shown=show.plain(node.a_share * 100) if node.a_share is not None else "",
    )


def _computed(node: Any) -> str:
    return "不适用" if node.a_not_applicable else show.score(node.s_score)


def _mark(node: Any, found: list[Finding]) -> str:
    if node.a_not_applicable:
        return "is-na"
    return _wash(found)


def _wash(found: list[Finding]) -> str:
    """The wash of a row's worst finding; a rounding difference has none."""
    worst = min((WORST_FIRST.index(one.severity) for one in found), default=2)
    return ("is-error", "is-doubt", "")[worst]


def _total(sheet: Sheet, execution: Sums, lines: Sums) -> Sums:
    claimed = sheet.printed_total if sheet.printed_total is not None else sheet.claimed_total
    computed = sheet.computed_total
    if execution.computed is None and lines.computed is None:
        computed = None
    gap = None if computed is None or claimed is None else claimed - computed
    points = execution.points + lines.points
    return Sums(points=points, computed=computed, claimed=claimed, gap=gap)


def _total_findings(
    sheet: Sheet, execution: Sums, lines: Sums, blocks: list[BlockPart]
) -> list[Finding]:
    claims = (execution.claimed, *(part.sums.claimed for part in blocks))
    parts = [claim for claim in claims if claim is not None]
    printed, text = sheet.printed_total, sheet.printed_total_text
    return [
        *total_is_the_sum(
            printed=printed,
            printed_text=text,
            parts=parts,
            rescaled=_rescaled(sum(parts, ZERO), execution, blocks),
        ),
        *total_is_the_narrative(
            printed=printed, printed_text=text, narrative=sheet.narrative_total
        ),
        *points_make_the_whole(points=execution.points + lines.points, without=lines.without),
    ]


def _rescaled(claimed: Decimal, execution: Sums, blocks: list[BlockPart]) -> Decimal | None:
    """The claimed sum brought to the whole where lines do not apply; None where all do."""
    rows = [row for part in blocks for row in part.block.rows]
    left_out = sum((row.points or ZERO for row in rows if row.not_applicable), ZERO)
    due = execution.points + sum((row.points or ZERO for row in rows), ZERO)
    if not left_out or due == left_out:
        return None
    return percent(claimed * due, (due - left_out) * 100)
