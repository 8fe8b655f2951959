"""A published sheet scored by an edition: printed texts brought to what the rule book compares."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from projects.funds import total_at
from projects.values import BLANK, Kind, Printed, Value, parse_actual, parse_columns, parse_named
from scoring.comparing import Comparable, Leaf, comparable
from scoring.published.sheet import PublishedLine, PublishedSheet
from scoring.rules.edition import Edition
from scoring.rules.edition_terms import DEFAULT
from scoring.rules.explain import explain, explain_execution
from scoring.rules.numbers import SCORE_DIGITS, NumberRefused, whole_at
from scoring.rules.results import ExecutionScore, LineScore
from scoring.rules.sheet import score_execution, score_sheet
from scoring.rules.tags import line_tag
from scoring.rules.terms import Execution, Line, execution, line


class ScoredLine(NamedTuple):
    """A row with what the rule book made of it. `score` None: not scored, `explanation` says why.

    `headings`: its level-one and level-two names, also where a merged cell prints them once.
    `tag`: how sure the rule is ("" without one). `applies`: not marked 不适用. `due` and `done`:
    target and actual value as they were read.
    """

    printed: PublishedLine
    headings: tuple[str, str]
    compared: Comparable
    applies: bool
    score: LineScore | None
    explanation: str
    tag: str
    due: Value
    done: Value


class Funds(NamedTuple):
    """Where the funds carry what belongs to the execution.

    `total_row`: index of the total row, None where no label says which one it is. `carrier`: index
    of the row that prints points or score of the execution, the total row where it does.
    """

    total_row: int | None
    carrier: int | None
    points: Printed
    score: Printed

    @property
    def has_points(self) -> bool:
        """Whether the execution is scored in this form."""
        return self.points.number is not None or self.score.number is not None


def funds_of(sheet: PublishedSheet) -> Funds:
    """Find the total row, and the points of the execution: on it, else on the only row with any."""
    total = total_at([fund.label for fund in sheet.funds])
    carriers = [
        row
        for row, fund in enumerate(sheet.funds)
        if fund.points.number is not None or fund.score.number is not None
    ]
    carrier = total if total in carriers or len(carriers) != 1 else carriers[0]
    if carrier is None:
        return Funds(total, None, BLANK, BLANK)
    return Funds(total, carrier, sheet.funds[carrier].points, sheet.funds[carrier].score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A scored sheet.

    `execution` None: not scored (no such row, no points for it, no edition). `total` None: a row or
    the execution has no computed score, so there is no total by the rules.
    """

    lines: tuple[ScoredLine, ...]
    funds: Funds
    execution: ExecutionScore | None
    execution_explanation: str
    total: Decimal | None


_NO_EDITION = "没有适用的评分办法，不计分"
_NO_POINTS = "没有分值，不计分"
_BREAKDOWN = "其中行，不计分"
_WHOLE, _MOST_OF_EXECUTION = Decimal(100), Decimal(30)
_JUDGED_BY_PEOPLE = "定性指标，档次由人评定，不重新计分"
NOTHING = Comparable(None, None, None, "")


def score_published(sheet: PublishedSheet, edition: Edition | None) -> Scored:
    """Score every row that has points, and the execution where a row of the funds has some."""
    rows = [
        _read(index, row, headings, sheet.year, edition)
        for index, (row, headings) in enumerate(zip(sheet.lines, headings_of(sheet), strict=True))
    ]
    funds = funds_of(sheet)
    if edition is None:
        return Scored(
            lines=tuple(_unscored(row) for row in rows),
            funds=funds,
            execution=None,
            execution_explanation="",
            total=None,
        )
    made = [row.line for row in rows if row.line is not None]
    spent = _execution(sheet, funds)
    scored = score_sheet(made, spent, edition)
    scores = {one.key: one for one in scored.lines}
    has_points = funds.has_points and funds.total_row is not None
    whole = has_points and scored.complete and all(row.is_settled for row in rows)
    return Scored(
        lines=tuple(_scored(index, row, scores, edition) for index, row in enumerate(rows)),
        funds=funds,
        execution=score_execution(spent, edition) if has_points else None,
        execution_explanation=explain_execution(spent, edition) if has_points else "",
        total=scored.total if whole and made else None,
    )


def headings_of(sheet: PublishedSheet) -> list[tuple[str, str]]:
    """The level-one and level-two names over each row; a merged cell stands on its first row."""
    level1 = level2 = ""
    headings = []
    for row in sheet.lines:
        if row.level1 and row.level1 != level1:
            level1, level2 = row.level1, ""
        level2 = row.level2 or level2
        headings.append((level1, level2))
    return headings


class _Row(NamedTuple):
    """A row on its way: `line` None: not scored, `why` says so. `way` as of the edition."""

    printed: PublishedLine
    headings: tuple[str, str]
    compared: Comparable
    applies: bool
    way: str
    line: Line | None
    why: str
    due: Value
    done: Value

    @property
    def is_settled(self) -> bool:
        """Whether the row is scored or was never to be."""
        return self.line is not None or self.printed.is_breakdown


def _read(
    index: int,
    printed: PublishedLine,
    headings: tuple[str, str],
    year: int | None,
    edition: Edition | None,
) -> _Row:
    target = target_of(printed)
    actual = parse_actual(printed.actual, name=printed.level3)
    read = target, actual
    if printed.is_breakdown:
        return _Row(printed, headings, NOTHING, True, DEFAULT, None, _BREAKDOWN, *read)
    # A stroke or 不适用 beside points that were given says no figure, not that nothing applies.
    applies = actual.kind is not Kind.NOT_APPLICABLE or bool(printed.score.number)
    if applies and actual.kind is Kind.NOT_APPLICABLE:
        actual = Value(text=actual.text, kind=Kind.EMPTY)
    compared = comparable(_leaf(target, actual), year)
    row = _Row(printed, headings, compared, applies, DEFAULT, None, "", *read)
    points = printed.points.number
    points = printed.weight_pct.number if points is None else points
    if points is None or edition is None:
        return row._replace(why=_NO_POINTS if points is None else _NO_EDITION)
    if edition.has_ways:
        names, has_target = (*headings, printed.level3), target.kind is not Kind.EMPTY
        way = edition.way_of(*names, unit=compared.way_unit, measured=has_target)
        row = row._replace(way=way)
    return _with_line(row, str(index), points)


def _with_line(row: _Row, key: str, points: Decimal) -> _Row:
    compared = row.compared
    try:
        made = line(
            key=key,
            block=row.headings[0],
            points=points,
            sign=compared.sign,
            target=compared.target,
            actual=compared.actual,
            upper=compared.upper,
            applicable=row.applies,
            unit=compared.unit,
            doubt=compared.doubt,
            way=row.way,
        )
    except NumberRefused as refused:
        return row._replace(why=f"不计分：{refused.reason}")
    return row._replace(line=made)


def _scored(index: int, row: _Row, scores: dict[str, LineScore], edition: Edition) -> ScoredLine:
    if row.line is None:
        return _unscored(row)
    score = scores[str(index)]
    used, points = row.line, whole_at(score.points, SCORE_DIGITS)
    if points is not None and points != used.points:  # as the edition scaled them
        used = used._replace(points=points)
    tag = line_tag(edition, sign=row.compared.sign, way=row.way, outcome=score.outcome)
    words = _JUDGED_BY_PEOPLE if score.outcome == "not_judged" else explain(used, edition)
    read = (row.printed, row.headings, row.compared, row.applies)
    return ScoredLine(*read, score, words, tag, row.due, row.done)


def _unscored(row: _Row) -> ScoredLine:
    read = (row.printed, row.headings, row.compared, row.applies)
    return ScoredLine(*read, None, row.why, "", row.due, row.done)


def target_of(printed: PublishedLine) -> Value:
    """The target, from columns of its own where the form has them."""
    if printed.nature and printed.value:
        return parse_columns(nature=printed.nature, value=printed.value, unit=printed.unit)
    return parse_named(printed.target, name=printed.level3)


def _leaf(target: Value, actual: Value) -> Leaf:
    # By position, in the order of the fields: naming them takes a good part of reading a row.
    return Leaf(
        "", None,
        target.kind.value, target.operator or "",
        _text(target.number), _text(target.upper), target.unit or "",
        _text(target.base_number), _text(target.base_upper), target.base_unit,
        target.date_to or "",
        actual.kind is not Kind.EMPTY, actual.kind.value,
        _text(actual.number), actual.unit, _text(actual.base_number), actual.base_unit,
        actual.date_to,
        None, False, None,
    )  # fmt: skip


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _execution(sheet: PublishedSheet, funds: Funds) -> Execution:
    """The funds row with the sheet's own points: printed, or what the rows leave of the whole."""
    if funds.total_row is None:
        return execution(executed=None, annual=None)
    row, points = sheet.funds[funds.total_row], funds.points.number
    if points is None:
        points = _left_of_the_whole(sheet)
    amounts = {"executed": row.executed.number, "annual": row.annual_budget.number}
    try:
        return execution(**amounts, points=points)
    except NumberRefused:  # points that no score can be given for, as of a row
        return execution(**amounts)


def _left_of_the_whole(sheet: PublishedSheet) -> Decimal | None:
    """What rows with points leave for the execution; None where they leave nothing believable."""
    points = [row.points.number for row in sheet.lines if row.points.number is not None]
    whole = sheet.total_points.number
    left = (_WHOLE if whole is None else whole) - sum(points, Decimal(0))
    return left if points and 0 < left <= _MOST_OF_EXECUTION else None
