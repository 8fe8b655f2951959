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
from scoring.rules.numbers import percent
from scoring.sums import Sums

ZERO = Decimal(0)


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
    sheet: Sheet, execution: Sums, lines: Sums, blocks: list[BlockPart], rescaled: Decimal | None
) -> list[Finding]:
    """What is wrong with the total: against its parts, the text and the points of the form."""
    left_out = _left_out(blocks)
    nothing_left = bool(left_out) and left_out == lines.points
    printed, text = sheet.printed_total, sheet.printed_total_text
    return [
        *total_is_the_sum(
            printed=printed, printed_text=text, parts=_claims(execution, blocks), rescaled=rescaled
        ),
        *total_is_the_narrative(
            printed=printed, printed_text=text, narrative=sheet.narrative_total
        ),
        *points_make_the_whole(points=execution.points + lines.points, without=lines.without),
        *rule_can_judge(place="total_printed", outcome="nothing_left" if nothing_left else None),
    ]


def rescaled_claims(execution: Sums, lines: Sums, blocks: list[BlockPart]) -> Decimal | None:
    """The claimed sum brought to the whole where lines do not apply.

    None where all of them do, none does, or nothing is claimed.
    """
    left_out, claims = _left_out(blocks), _claims(execution, blocks)
    if not left_out or left_out == lines.points or not claims:
        return None
    due = execution.points + lines.points
    return percent(sum(claims, ZERO) * due, (due - left_out) * 100)


def _claims(execution: Sums, blocks: list[BlockPart]) -> list[Decimal]:
    """The claimed scores in printed order."""
    claims = (execution.claimed, *(part.sums.claimed for part in blocks))
    return [claim for claim in claims if claim is not None]


def _left_out(blocks: list[BlockPart]) -> Decimal:
    """The points of the lines that do not apply."""
    rows = [row for part in blocks for row in part.block.rows]
    return sum((row.points or ZERO for row in rows if row.not_applicable), ZERO)
