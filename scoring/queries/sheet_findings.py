"""The checks run over the rows of one sheet as it is shown."""

from decimal import Decimal
from typing import Any

from scoring.checks.finding import Finding
from scoring.checks.lines import claim_matches_the_rule, rate_matches_its_amounts, rule_can_judge
from scoring.checks.totals import (
    points_make_the_whole,
    total_is_the_narrative,
    total_is_the_sum,
)
from scoring.models import Sheet
from scoring.queries.sheet_parts import BlockPart
from scoring.rules.sheet import brought_to_the_whole
from scoring.sums import Sums

ZERO = Decimal(0)
Whole = tuple[str | None, Decimal | None]
"""Outcome of the rule for lines that do not apply, and the claimed sum brought to the whole."""


def fund_findings(sheet: Sheet, line: Any) -> list[Finding]:
    """What is wrong with a funds row; the total row also carries the execution's score."""
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


def line_findings(node: Any, place: str) -> list[Finding]:
    """What is wrong with a line's scores; `node` is a row of `queries.lines`."""
    return [
        *claim_matches_the_rule(
            place=place,
            claimed=node.a_claimed,
            computed=node.s_score,
            reason=node.a_deviation or "",
        ),
        *rule_can_judge(place=place, outcome=node.s_outcome),
    ]


def total_findings(
    sheet: Sheet, execution: Sums, lines: Sums, claims: list[Decimal], whole: Whole
) -> list[Finding]:
    """What is wrong with the total: against its parts, the text and the points of the form."""
    printed, text = sheet.printed_total, sheet.printed_total_text
    outcome, rescaled = whole
    return [
        *total_is_the_sum(printed=printed, printed_text=text, parts=claims, rescaled=rescaled),
        *total_is_the_narrative(
            printed=printed, printed_text=text, narrative=sheet.narrative_total
        ),
        *points_make_the_whole(points=execution.points + lines.points, without=lines.without),
        *rule_can_judge(place="total_printed", outcome=outcome),
    ]


def claims_of(execution: Sums, blocks: list[BlockPart]) -> list[Decimal]:
    """The claimed scores of the execution and of the blocks in printed order."""
    claims = (execution.claimed, *(part.sums.claimed for part in blocks))
    return [claim for claim in claims if claim is not None]


def whole_of(
    claims: list[Decimal], *, execution: Decimal, lines: Decimal, left_out: Decimal
) -> Whole:
    """What the rule book says of lines that do not apply, and the claimed sum it leads to.

    All in points: of the execution, of all lines, of the lines left out. (None, None) where all
    lines apply; no sum where nothing is claimed.
    """
    if not left_out:
        return None, None
    outcome, rescaled = brought_to_the_whole(
        sum(claims, ZERO), execution=execution, lines=lines, left_out=left_out
    )
    return outcome, rescaled if claims else None


def left_out_of(blocks: list[BlockPart]) -> Decimal:
    """The points of the lines that do not apply."""
    rows = [row for part in blocks for row in part.block.rows]
    return sum((row.points or ZERO for row in rows if row.not_applicable), ZERO)


def total_finding(sheet: Any) -> Finding | None:
    """What a list says of the printed total; `sheet` is of `queries.sheets.with_points`."""
    claims = [] if sheet.claimed_total is None else [sheet.claimed_total]
    _, rescaled = whole_of(
        claims,
        execution=sheet.execution_points,
        lines=sheet.line_points or ZERO,
        left_out=sheet.left_out_points or ZERO,
    )
    return next(
        total_is_the_sum(
            printed=sheet.printed_total,
            printed_text=sheet.printed_total_text,
            parts=claims,
            rescaled=rescaled,
        ),
        None,
    )
