"""A sheet as it is shown, printed and exported: every figure in its printed form."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from projects import show
from projects.values import Kind, Printed
from scoring.adapter import edition_of, execution_words, line_words
from scoring.checks import sheet as checks
from scoring.checks.finding import Finding
from scoring.checks.run import by_part
from scoring.management.accounts import carried_over
from scoring.management.rates import Rate
from scoring.models import Sheet
from scoring.queries.plan_findings import texts_of
from scoring.queries.rates import rates_by_line
from scoring.queries.sheet_findings import NodesOfBlock, checked_sheet
from scoring.queries.sheet_parts import BlockPart, FundRow, LineRow, SheetPage, wash
from scoring.queries.sheet_rows import SheetRows, sheet_rows
from scoring.rules.edition import Edition
from scoring.rules.numbers import percent
from scoring.sheet_gaps import reason_asked
from scoring.sums import Sums
from scoring.tables import Block, Place, placed


def sheet_page(sheet: Sheet, *, with_trail: bool = True) -> SheetPage:
    """Read a sheet (with its plan, project and department loaded) for showing it.

    Six queries, five without the trail, whatever the number of rows: those of `sheet_rows`.
    """
    return page_of(sheet, sheet_rows(sheet, with_trail=with_trail))


def page_of(sheet: Sheet, stored: SheetRows) -> SheetPage:
    """Show rows that were read (or just saved): no query."""
    edition = edition_of(sheet)
    tree = placed(stored.lines)
    words = [line_words(node) for _, rows in tree for node, _ in rows]
    rates = rates_by_line(sheet, stored.known, stored.funds, stored.lines)
    checked = _checked(sheet, stored, edition, tree, words, rates)
    found = by_part(checked)
    funds = [_fund_row(*row) for row in zip(stored.funds, found.funds, strict=True)]
    asked = [
        reason_asked(line, checked.terms, over_target=edition.over_target.consequence)
        for line in checked.lines
    ]
    said = zip(words, found.lines, asked, strict=True)
    back = stored.back
    reasons = back.rows if back else {}
    blocks = [_block(block, rows, said, reasons) for block, rows in tree]
    _tell_rates(blocks, rates)
    _tell_wanted(blocks, edition)
    execution, lines = _sums(sheet, blocks)
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
        rescaled=checked.rescaled,
        total_findings=found.total,
        goals=stored.goals,
        tasks=stored.tasks,
        trail=stored.trail,
        returned=back,
        checked=checked,
        waived=stored.waived,
    )


def _checked(
    sheet: Sheet,
    stored: SheetRows,
    edition: Edition,
    tree: Sequence[NodesOfBlock],
    words: Sequence[str],
    rates: Mapping[UUID, Rate],
) -> checks.Sheet:
    """The sheet as the checks read it, with its goals and tasks."""
    carried = _carried_over(sheet, stored)
    told = stored.known.told
    made = checked_sheet(sheet, edition, stored.funds, tree, words, carried, rates, told)
    return made._replace(goals=texts_of(stored.goals), tasks=texts_of(stored.tasks))


def _carried_over(sheet: Sheet, stored: SheetRows) -> Printed:
    """What the final accounts say was brought over from the year before."""
    return carried_over(stored.known.cells, year=sheet.year_id, unit=sheet.plan.money_unit)


def _sums(sheet: Sheet, blocks: list[BlockPart]) -> tuple[Sums, Sums]:
    """Points and scores of the execution, and of all lines."""
    execution, lines = Sums(), Sums()
    execution.add(sheet.execution_points, sheet.computed_execution, sheet.claimed_execution)
    for part in blocks:
        for row in part.block.rows:
            lines.add(row.points, row.computed, row.claimed)
    return execution, lines


def _fund_row(line: Any, found: list[Finding]) -> FundRow:
    rate = percent(line.executed, line.annual_budget)
    return FundRow(
        public_id=line.public_id,
        version=line.result_version,
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
        findings=found,
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


def _block(
    block: Block[Any],
    rows: list[tuple[Any, Place]],
    said: Iterator[tuple[str, list[Finding], str]],
    reasons: Mapping[UUID, str],
) -> BlockPart:
    """A block as it is shown; `said`: of each row words, findings and why a reason is asked."""
    part = BlockPart(block, Sums())
    for node, place in rows:
        row = _line(node, place, *next(said), reasons.get(node.lineage, ""))
        block.rows.append(row)
        part.sums.add(row.points, row.computed, row.claimed)
    return part


def _tell_rates(blocks: list[BlockPart], rates: Mapping[UUID, Rate]) -> None:
    """Put what the system's figures say beside the lines that it says it of."""
    for part in blocks if rates else ():
        for row in part.block.rows:
            row.rate = rates.get(row.public_id)


def _tell_wanted(blocks: list[BlockPart], edition: Edition) -> None:
    """Say of each line with points whether the edition wants evidence for it."""
    for part in blocks:
        for row in part.block.rows:
            names = part.block.name, row.place.level2, row.name
            row.wants_evidence = bool(row.points) and edition.wants_evidence(*names)


def _line(
    node: Any, place: Place, why: str, found: list[Finding], asked: str, returned: str
) -> LineRow:
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
        why=why,
        findings=found,
        mark=_mark(node, found),
        points_shown=show.points(node.points),
        computed_shown=_computed(node),
        claimed_shown=show.score(node.a_claimed),
        difference_shown=show.difference(gap),
        difference_class="off" if gap else "zero",
        share_shown=show.plain(node.a_share * 100) if node.a_share is not None else "",
        files=node.files or 0,
        returned=returned,
        overrule_reason=node.a_overrule_reason or "",
        overruled=node.a_overruled or "",
        version=node.a_version or 0,
        reason_asked=asked,
    )


def _computed(node: Any) -> str:
    return "不适用" if node.a_not_applicable else show.score(node.s_score)


def _mark(node: Any, found: list[Finding]) -> str:
    if node.a_not_applicable:
        return "is-na"
    return wash(found)


def _total(sheet: Sheet, execution: Sums, lines: Sums) -> Sums:
    claimed = sheet.printed_total if sheet.printed_total is not None else sheet.claimed_total
    computed = sheet.computed_total
    if execution.computed is None and lines.computed is None:
        computed = None
    gap = None if computed is None or claimed is None else claimed - computed
    points = execution.points + lines.points
    return Sums(points=points, computed=computed, claimed=claimed, gap=gap)
