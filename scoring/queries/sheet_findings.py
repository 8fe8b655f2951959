"""The checks over the rows of one stored sheet: no query, the columns that its page has read."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from projects import show
from projects.models import Plan
from projects.values import BLANK, Kind, Printed, Value, parse_actual, parse_named, sign_of
from scoring.checks import sheet as checks
from scoring.checks.finding import Finding
from scoring.checks.rounding import printed_percent
from scoring.checks.terms import terms_of
from scoring.checks.totals import Scores, total_is_the_sum
from scoring.management.rates import Rate
from scoring.models import Sheet
from scoring.plan_checks import about
from scoring.rules.edition import Edition
from scoring.rules.sheet import brought_to_the_whole
from scoring.rules.tags import rule_tag
from scoring.rules.terms import Sign
from scoring.tables import Block, Place

ZERO = Decimal(0)
NO_RATES: Mapping[UUID, Rate] = MappingProxyType({})
NodesOfBlock = tuple[Block[Any], list[tuple[Any, Place]]]
"""A level-one block with the rows of `queries.lines` under it, as `tables.placed` gives them."""

_NUMBER = Kind.NUMBER.value
_SIGNS = {sign.value: sign for sign in Sign} | {"": Sign.EQUAL}
_KINDS = {kind.value: kind for kind in Kind}
_READ_AGAIN = (Kind.DATE, Kind.RANGE)  # not every part of them is stored
_OTHER_SIGNS = {Kind.RANGE.value: Sign.WITHIN, Kind.DATE.value: Sign.BY}


def checked_sheet(
    sheet: Sheet,
    edition: Edition,
    funds: Sequence[Any],
    blocks: Sequence[NodesOfBlock],
    words: Sequence[str],
    carried_over: Printed = BLANK,
    rates: Mapping[UUID, Rate] = NO_RATES,
    told: Printed = BLANK,
) -> checks.Sheet:
    """The stored rows as the checks read them: what was claimed is what is printed.

    `words`: why each line got its computed score, in printed order; `rates`: what the system's
    figures say of a line, by the id of its indicator. `told`: the total in the explanatory text
    that was published here; without one the total that was transcribed with the sheet counts.
    """
    funds_read = tuple(map(_fund, [sheet] * len(funds), range(len(funds)), funds))
    has_total = any(fund.is_total for fund in funds_read)
    nodes = [node for _, rows in blocks for node, _ in rows]
    outcome, rescaled = _brought_to_the_whole(sheet, nodes)
    return checks.Sheet(
        lines=_lines(edition, blocks, words, rates),
        funds=funds_read,
        blocks=_printed_points(blocks),
        total=Printed(sheet.printed_total_text, sheet.printed_total),
        narrative_total=told_total(sheet, told),
        carried_over=carried_over,
        execution_score=BLANK if has_total else _score(sheet.claimed_execution),
        execution_computed=sheet.computed_execution,
        execution_outcome=sheet.execution_outcome or None,
        rescaled=rescaled,
        whole_outcome=outcome,
        terms=terms_of(edition, chosen=edition.region != ""),
        is_copy=False,
        **head_of(sheet.plan),
    )


def told_total(sheet: Sheet, told: Printed) -> Printed:
    """The total that a text states of the sheet: the published one's, else what was transcribed."""
    return told if told.text else _narrative(sheet.narrative_total)


def head_of(plan: Plan) -> dict[str, Any]:
    """What a checked sheet or plan says of itself, from a plan with its project loaded."""
    return {
        "year": plan.year_id,
        "kind": "department" if plan.is_whole_department else "project",
        "subject": "" if plan.project is None else plan.project.name,
        "money_unit": plan.money_unit,
    }


def due_of(node: Any) -> Value:
    """The target of a stored row as it was read, with the unit that stands in its name."""
    kind = _KINDS[node.target_kind]
    if kind in _READ_AGAIN:
        return parse_named(node.target_text, name=node.name)
    return Value(
        node.target_text,
        kind,
        node.target_operator or None,
        node.target_number,
        None,
        node.target_unit or None,
        node.target_base_number,
        None,
        node.target_base_unit or None,
    )


def done_of(node: Any) -> Value:
    """The actual value of a stored row as it was read; its sign is told from its text."""
    text = node.a_text or ""
    if not text:
        return checks.NO_VALUE
    kind = _KINDS[node.a_kind]
    if kind in _READ_AGAIN:
        return parse_actual(text, name=node.name)
    return Value(
        text,
        kind,
        None if kind is not Kind.NUMBER else sign_of(text),
        node.a_number,
        None,
        node.a_unit or None,
        node.a_base_number,
        None,
        node.a_base_unit or None,
    )


def total_finding(sheet: Any) -> Finding | None:
    """What a list says of the printed total; `sheet` is of `queries.sheets.with_points`."""
    claims = () if sheet.claimed_total is None else (sheet.claimed_total,)
    _, rescaled = whole_of(
        claims,
        execution=sheet.execution_points,
        lines=sheet.line_points or ZERO,
        left_out=sheet.left_out_points or ZERO,
    )
    blank = (sheet.unclaimed_lines or 0) + (sheet.claimed_execution is None)
    return next(
        total_is_the_sum(
            Printed(sheet.printed_total_text, sheet.printed_total),
            Scores(claims, blank=blank),
            rescaled=rescaled,
        ),
        None,
    )


def whole_of(
    claims: Iterable[Decimal], *, execution: Decimal, lines: Decimal, left_out: Decimal
) -> tuple[str | None, Decimal | None]:
    """What the rule book says of lines that do not apply, and the claimed sum it leads to.

    All in points: of the execution, of all lines, of the lines left out. (None, None) where all
    lines apply; no sum where nothing is claimed.
    """
    if not left_out:
        return None, None
    figures = list(claims)
    outcome, rescaled = brought_to_the_whole(
        sum(figures, ZERO), execution=execution, lines=lines, left_out=left_out
    )
    return outcome, rescaled if figures else None


def _brought_to_the_whole(sheet: Sheet, nodes: Sequence[Any]) -> tuple[str | None, Decimal | None]:
    claims = [node.a_claimed for node in nodes if node.a_claimed is not None]
    if sheet.claimed_execution is not None:
        claims.append(sheet.claimed_execution)
    return whole_of(
        claims,
        execution=sheet.execution_points,
        lines=sum((node.points or ZERO for node in nodes), ZERO),
        left_out=sum((node.points or ZERO for node in nodes if node.a_not_applicable), ZERO),
    )


def _fund(sheet: Sheet, row: int, line: Any) -> checks.Fund:
    rate = line.printed_rate or ""
    total = line.is_total
    points = sheet.execution_points
    return checks.Fund(
        row=row,
        label=line.label,
        initial=Printed(line.initial_text, line.initial_budget),
        annual=Printed(line.annual_text, line.annual_budget),
        executed=Printed(line.executed_text or "", line.executed),
        points=Printed(show.points(points), points) if total else BLANK,
        rate=Printed(rate, printed_percent(rate)) if rate else BLANK,
        score=_score(sheet.claimed_execution) if total else BLANK,
        is_total=total,
    )


def _lines(
    edition: Edition,
    blocks: Sequence[NodesOfBlock],
    words: Sequence[str],
    rates: Mapping[UUID, Rate],
) -> tuple[checks.Line, ...]:
    said = iter(words)
    lines = [_line(block.name, *row, next(said), edition) for block, rows in blocks for row in rows]
    if rates:
        nodes = [node for _, rows in blocks for node, _ in rows]
        for at, node in enumerate(nodes):
            if rate := rates.get(node.public_id):
                known = rate.known(has_reason=bool(node.a_overrule_reason))
                lines[at] = lines[at]._replace(known=known)
    return tuple(lines)


def _line(block: str, node: Any, place: Place, words: str, edition: Edition) -> checks.Line:
    points, sign = node.points, _sign(node)
    tag = ""
    if node.s_rule is not None:
        tag = rule_tag(edition, rule=node.s_rule, sign=sign, outcome=node.s_outcome)
    compared = sign is not None and sign is not Sign.BY  # days are no figures to weigh
    return checks.Line(
        row=place.number - 1,
        block=block,
        heading=place.level2,
        name=node.name,
        target=node.target_text,
        actual=node.a_text or "",
        points=BLANK if points is None else Printed(show.points(points), points),
        score=_score(node.a_claimed),
        reason=node.a_deviation or "",
        sign=sign if compared else None,
        target_number=node.s_target if compared else None,
        upper_number=node.s_upper,
        actual_number=node.s_actual if compared else None,
        unit=node.target_unit or node.a_unit or "",
        outcome=node.s_outcome,
        rule=node.s_rule,
        computed=node.s_score,
        words=words,
        tag=tag,
        not_applicable=bool(node.a_not_applicable),
        files=node.files or 0,
        due=due_of(node),
        done=done_of(node),
        description=about(node.description, node.explanation),
    )


def _sign(node: Any) -> Sign | None:
    """How the rule book compared a line; None where a person gives the share."""
    if node.target_kind == _NUMBER:
        return _SIGNS[node.target_operator]
    return None if node.a_share is not None else _OTHER_SIGNS.get(node.target_kind)


def _score(claimed: Decimal | None) -> Printed:
    """A claimed score: kept with two decimals, printed with those that it needs (2, 9.9)."""
    return BLANK if claimed is None else Printed(show.plain(claimed), claimed)


def _narrative(told: Decimal | None) -> Printed:
    """The total in the text: stored with two decimals, printed with those that it needs."""
    if told is None:
        return BLANK
    text = show.plain(told)
    return Printed(text, Decimal(text))


def _printed_points(blocks: Sequence[NodesOfBlock]) -> dict[str, Printed]:
    found: dict[str, Decimal] = {}
    for block, _ in blocks:
        if block.printed_points is not None:
            found[block.name] = found.get(block.name, ZERO) + block.printed_points
    return {name: Printed(show.points(points), points) for name, points in found.items()}
