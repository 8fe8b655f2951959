"""The checks over the targets of one stored plan: no query, rows that its page has read."""

from collections.abc import Iterable, Sequence
from typing import Any

from projects import show
from projects.models import Plan
from projects.values import BLANK, Printed
from projects.values import Kind as ValueKind
from scoring.checks import sheet as checks
from scoring.checks.located import Located, located_on
from scoring.checks.papers import Paper
from scoring.checks.places import Kind
from scoring.checks.run import findings
from scoring.checks.terms import terms_of
from scoring.plan_checks import about
from scoring.queries.sheet_findings import due_of, head_of
from scoring.rules.edition import Edition
from scoring.rules.terms import Sign
from scoring.tables import Place, placed

_SIGNS = {sign.value: sign for sign in Sign} | {"": Sign.EQUAL}
_OTHER_SIGNS = {ValueKind.RANGE.value: Sign.WITHIN}


def checked_plan(
    plan: Plan,
    edition: Edition | None,
    nodes: Iterable[Any],
    funds: Iterable[Any],
    *,
    goals: Sequence[Any] = (),
    tasks: Sequence[Any] = (),
) -> checks.Sheet:
    """The stored targets as the checks read them; `nodes` are of `queries.lines.plan_lines`."""
    blocks = placed(nodes)
    return checks.Sheet(
        lines=tuple(_line(block.name, *row) for block, rows in blocks for row in rows),
        funds=tuple(_fund(row, fund) for row, fund in enumerate(funds)),
        blocks={
            block.name: Printed(show.points(block.printed_points), block.printed_points)
            for block, _ in blocks
            if block.printed_points is not None
        },
        terms=None if edition is None else terms_of(edition, chosen=edition.region != ""),
        is_copy=False,
        is_plan=True,
        goals=texts_of(goals),
        tasks=texts_of(tasks),
        **head_of(plan),
    )


def found_on(plan: Plan, checked: checks.Sheet) -> list[Located]:
    """Every finding of a plan by itself, at its place."""
    paper = Paper("", checked, key=str(plan.public_id))
    return located_on(paper, Kind.PLAN, findings(checked))


def texts_of(rows: Sequence[Any]) -> tuple[checks.Text, ...]:
    """Goals or tasks in printed order, with what became of them where a sheet says it."""
    return tuple(
        checks.Text(row, text.name, text.content, getattr(text, "result_text", None) or "")
        for row, text in enumerate(rows)
    )


def _line(block: str, node: Any, place: Place) -> checks.Line:
    points, kind = node.points, node.target_kind
    is_number = kind == ValueKind.NUMBER.value
    return checks.Line(
        row=place.number - 1,
        block=block,
        heading=place.level2,
        name=node.name,
        target=node.target_text,
        points=BLANK if points is None else Printed(show.points(points), points),
        sign=_SIGNS[node.target_operator] if is_number else _OTHER_SIGNS.get(kind),
        target_number=node.target_number,
        unit=node.target_unit or "",
        due=due_of(node),
        description=about(node.description, node.explanation),
    )


def _fund(row: int, line: Any) -> checks.Fund:
    return checks.Fund(
        row=row,
        label=line.label,
        initial=Printed(line.initial_text, line.initial_budget),
        annual=Printed(line.annual_text, line.annual_budget),
        is_total=line.is_total,
    )
