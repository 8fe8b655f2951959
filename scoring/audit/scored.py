"""A published sheet scored by an edition: printed texts brought to what the rule book compares."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from projects.values import Kind, Value, parse, parse_columns, parse_named
from scoring.checks.funds import total_at
from scoring.comparing import Comparable, Leaf, comparable
from scoring.published.sheet import PublishedFund, PublishedLine, PublishedSheet
from scoring.rules.edition import Edition
from scoring.rules.edition_terms import DEFAULT
from scoring.rules.explain import explain, explain_execution
from scoring.rules.numbers import SCORE_DIGITS, NumberRefused, scaled
from scoring.rules.results import ExecutionScore, LineScore
from scoring.rules.sheet import score_execution, score_sheet
from scoring.rules.tags import line_tag
from scoring.rules.terms import Execution, Line, execution, line


class ScoredLine(NamedTuple):
    """A row with what the rule book made of it. `score` None: not scored, `explanation` says why.

    `tag`: how sure the rule is ("" without one). `applies`: not marked 不适用.
    """

    printed: PublishedLine
    compared: Comparable
    applies: bool
    score: LineScore | None
    explanation: str
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A scored sheet. `total_row`: index of the funds' total row, None without one.

    `execution` None: not scored (no such row, no points for it, no edition). `total` None: a row or
    the execution has no computed score, so there is no total by the rules.
    """

    lines: tuple[ScoredLine, ...]
    total_row: int | None
    execution: ExecutionScore | None
    execution_explanation: str
    total: Decimal | None


_NO_EDITION = "没有适用的评分办法，不计分"
_NO_POINTS = "没有分值，不计分"
_BREAKDOWN = "其中行，不计分"
_JUDGED_BY_PEOPLE = "定性指标，档次由人评定，不重新计分"
NOTHING = Comparable(None, None, None, "")


def score_published(sheet: PublishedSheet, edition: Edition | None) -> Scored:
    """Score every row that has points, and the execution where the total row has some."""
    total_row = total_at([fund.label for fund in sheet.funds]) if sheet.funds else None
    if edition is None:
        unscored = tuple(_unscored(row, _BREAKDOWN if row.is_breakdown else _NO_EDITION)
                         for row in sheet.lines)  # fmt: skip
        return Scored(
            lines=unscored,
            total_row=total_row,
            execution=None,
            execution_explanation="",
            total=None,
        )
    funds = None if total_row is None else sheet.funds[total_row]
    edition = _with_printed_points(edition, funds)
    rows = [_read(index, row, sheet.year, edition) for index, row in enumerate(sheet.lines)]
    made = [row.line for row in rows if row.line is not None]
    spent = _execution(funds)
    scored = score_sheet(made, spent, edition)
    scores = {one.key: one for one in scored.lines}
    has_points = funds is not None and _carries_points(funds)
    lines = tuple(_scored(index, row, scores, edition) for index, row in enumerate(rows))
    whole = has_points and scored.complete and all(row.is_settled for row in rows)
    return Scored(
        lines=lines,
        total_row=total_row,
        execution=score_execution(spent, edition) if has_points else None,
        execution_explanation=explain_execution(spent, edition) if has_points else "",
        total=scored.total if whole and made else None,
    )


class _Row(NamedTuple):
    """A row on its way: `line` None: not scored, `why` says so. `way` as of the edition."""

    printed: PublishedLine
    compared: Comparable
    applies: bool
    way: str
    line: Line | None
    why: str

    @property
    def is_settled(self) -> bool:
        """Whether the row is scored or was never to be."""
        return self.line is not None or self.printed.is_breakdown


def _read(index: int, printed: PublishedLine, year: int | None, edition: Edition) -> _Row:
    points = printed.points.number
    if points is None:
        points = printed.weight_pct.number
    if points is None:
        why = _BREAKDOWN if printed.is_breakdown else _NO_POINTS
        return _Row(printed, NOTHING, True, DEFAULT, None, why)
    target, actual = _target(printed), _actual(printed)
    compared = comparable(_leaf(target, actual), year)
    applies = actual.kind is not Kind.NOT_APPLICABLE
    way = DEFAULT
    if edition.has_ways:
        names = (printed.level1, printed.level2, printed.level3)
        way = edition.way_of(*names, unit=compared.unit, measured=compared.sign is not None)
    try:
        made = line(
            key=str(index),
            block=printed.level1,
            points=points,
            sign=compared.sign,
            target=compared.target,
            actual=compared.actual,
            upper=compared.upper,
            applicable=applies,
            unit=compared.unit,
            doubt=compared.doubt,
            way=way,
        )
    except NumberRefused as refused:
        return _Row(printed, compared, applies, way, None, f"不计分：{refused.reason}")
    return _Row(printed, compared, applies, way, made, "")


def _scored(index: int, row: _Row, scores: dict[str, LineScore], edition: Edition) -> ScoredLine:
    if row.line is None:
        return ScoredLine(row.printed, row.compared, row.applies, None, row.why, "")
    score = scores[str(index)]
    used = row.line._replace(points=scaled(score.points, SCORE_DIGITS))
    tag = line_tag(edition, sign=row.compared.sign, way=row.way, outcome=score.outcome)
    words = _JUDGED_BY_PEOPLE if score.outcome == "not_judged" else explain(used, edition)
    return ScoredLine(row.printed, row.compared, row.applies, score, words, tag)


def _unscored(row: PublishedLine, why: str) -> ScoredLine:
    applies = parse(row.actual).kind is not Kind.NOT_APPLICABLE
    return ScoredLine(row, NOTHING, applies, None, why, "")


def _target(printed: PublishedLine) -> Value:
    """The target, from columns of its own where the form has them."""
    if printed.nature and printed.value:
        return parse_columns(nature=printed.nature, value=printed.value, unit=printed.unit)
    return parse_named(printed.target, name=printed.level3)


def _actual(printed: PublishedLine) -> Value:
    """The actual value; one with a sign (≥266米) says no figure and is kept as words."""
    value = parse_named(printed.actual, name=printed.level3)
    if value.operator not in (None, "="):
        return Value(text=value.text, kind=Kind.WORDS)
    return value


def _leaf(target: Value, actual: Value) -> Leaf:
    return Leaf(
        id="",
        points=None,
        target_kind=target.kind.value,
        target_operator=target.operator or "",
        target_number=_text(target.number),
        target_upper=_text(target.upper),
        target_unit=target.unit or "",
        target_base_number=_text(target.base_number),
        target_base_upper=_text(target.base_upper),
        target_base_unit=target.base_unit,
        target_last_day=target.date_to or "",
        a_is_filled=actual.kind is not Kind.EMPTY,
        a_kind=actual.kind.value,
        a_number=_text(actual.number),
        a_unit=actual.unit,
        a_base_number=_text(actual.base_number),
        a_base_unit=actual.base_unit,
        a_last_day=actual.date_to,
        a_share=None,
        a_not_applicable=False,
        a_claimed=None,
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _carries_points(funds: PublishedFund) -> bool:
    return funds.points.number is not None or funds.score.number is not None


def _with_printed_points(edition: Edition, funds: PublishedFund | None) -> Edition:
    """The execution's printed points are the sheet's own weight of it."""
    if funds is None or funds.points.number is None:
        return edition
    points = scaled(funds.points.number, SCORE_DIGITS)
    if points == edition.execution_points:
        return edition
    return replace(edition, execution_points=points)


def _execution(funds: PublishedFund | None) -> Execution:
    if funds is None:
        return execution(executed=None, annual=None)
    return execution(executed=funds.executed.number, annual=funds.annual_budget.number)
