"""The one module that knows both the rows of the database and the rule book."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from projects.models import Plan
from projects.values import Kind
from scoring.models import Sheet
from scoring.rules.edition import Edition, choose, load_all
from scoring.rules.explain import (
    StoredScoreRefused,
    explain_stored,
    explain_stored_execution,
)
from scoring.rules.numbers import SCORE_DIGITS, unscaled
from scoring.rules.results import Adjustment
from scoring.rules.sheet import score_sheet
from scoring.rules.terms import Line, Sign, execution, line

EDITIONS = load_all()
WHOLE = Decimal(100)
_ONE = Decimal(1)
_SIGNS = {sign.value: sign for sign in Sign} | {"": Sign.EQUAL}  # an unsigned number is to be met
_NOT_JUDGED = {Kind.DATE.value: "date_not_judged", Kind.RANGE.value: "range_not_judged"}


class UnknownEdition(LookupError):
    """A sheet names an edition that this release does not ship."""


def edition_for(plan: Plan) -> Edition | None:
    """Choose the edition for a plan: longest region prefix, kind, latest first year."""
    kind = "department" if plan.is_whole_department else "project"
    return choose(EDITIONS.values(), region=plan.department.region, kind=kind, year=plan.year_id)


def edition_of(sheet: Sheet) -> Edition:
    """Return the edition a sheet keeps; raises UnknownEdition."""
    try:
        return EDITIONS[sheet.edition_code]
    except KeyError:
        raise UnknownEdition(f"没有评分办法“{sheet.edition_code}”。") from None


def execution_points(edition: Edition) -> Decimal:
    """The points of the execution row."""
    return unscaled(edition.execution_points, SCORE_DIGITS)


class Comparable(NamedTuple):
    """Target and actual value brought to one unit, or the outcome that says why they cannot be."""

    sign: Sign | None
    target: Decimal | None
    actual: Decimal | None
    unit: str
    doubt: str | None = None


def comparable(row: Any) -> Comparable:
    """Bring a line's target and actual value to one unit; `row` is one of `queries.lines`.

    A side without a unit takes the other's, except where that one is scaled (4万人): then nobody
    can say whether 40000 means persons or ten thousands of them. Money in 万元 is the form's own
    unit and reads as such.
    """
    if row.target_kind != Kind.NUMBER:
        return _worded(row)
    sign = _SIGNS[row.target_operator]
    if not row.a_text:
        return Comparable(sign=sign, target=row.target_number, actual=None, unit=row.target_unit)
    if row.a_kind != Kind.NUMBER:
        return _unjudged(sign, row, "actual_unclear")
    return _same_unit(sign, row)


def _worded(row: Any) -> Comparable:
    doubt = None
    if row.a_share is None and row.target_kind in _NOT_JUDGED:
        doubt = _NOT_JUDGED[row.target_kind] if row.a_text else "unfilled"
    return Comparable(sign=None, target=None, actual=None, unit="", doubt=doubt)


def _unjudged(sign: Sign, row: Any, doubt: str) -> Comparable:
    return Comparable(
        sign=sign, target=row.target_number, actual=None, unit=row.target_unit, doubt=doubt
    )


def _same_unit(sign: Sign, row: Any) -> Comparable:
    target_unit, actual_unit = row.target_unit or "", row.a_unit or ""
    if target_unit == actual_unit or _reads_in(target_unit, row, actual_unit):
        unit = target_unit or actual_unit
        return Comparable(sign=sign, target=row.target_number, actual=row.a_number, unit=unit)
    if target_unit and actual_unit and row.target_base_unit == (row.a_base_unit or ""):
        return Comparable(
            sign=sign,
            target=row.target_base_number,
            actual=row.a_base_number,
            unit=row.target_base_unit,
        )
    return _unjudged(sign, row, "unit_unclear")


def _reads_in(target_unit: str, row: Any, actual_unit: str) -> bool:
    """Whether the side without a unit may be read in the unit of the other."""
    if target_unit == "%" and not actual_unit and 0 < row.a_number <= _ONE < row.target_number:
        return False  # 0.97 beside ≥95%: a share, or a hundredth of a percent?
    if target_unit and not actual_unit:
        return bool(row.target_number == row.target_base_number) or target_unit == "万元"
    if actual_unit and not target_unit:
        return bool(row.a_number == row.a_base_number)
    return False


def _rule_line(row: Any, found: Comparable) -> Line:
    return line(
        key=str(row.id),
        block="",  # blocks are summed where they are shown; totals need none
        points=row.points,
        sign=found.sign,
        target=found.target,
        actual=found.actual,
        share=row.a_share if found.sign is None else None,
        applicable=not row.a_not_applicable,
        unit=found.unit,
        doubt=found.doubt,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSheet:
    """A scored sheet in columns: `lines` are tuples ready for the table of scores.

    (indicator id, rule, outcome, points, target, actual, share, score)
    """

    lines: list[tuple[Any, ...]]
    adjustments: tuple[Adjustment, ...]
    execution_rule: str
    execution_outcome: str
    execution_score: Decimal | None
    total: Decimal
    grade: str
    unscored: int


def score_rows(
    rows: Iterable[Any],
    *,
    executed: Decimal | None,
    annual: Decimal | None,
    edition: Edition,
) -> ScoredSheet:
    """Score the leaves of a sheet (rows of `queries.lines`); a leaf without points is left out."""
    scored_rows = [row for row in rows if row.points is not None]
    compared = [comparable(row) for row in scored_rows]
    lines = [_rule_line(row, found) for row, found in zip(scored_rows, compared, strict=True)]
    result = score_sheet(lines, execution(executed=executed, annual=annual), edition)
    columns = [
        (
            row.id,
            score.rule,
            score.outcome,
            score.points,
            found.target,
            found.actual,
            row.a_share if found.sign is None else None,
            score.score,
        )
        for row, found, score in zip(scored_rows, compared, result.lines, strict=True)
    ]
    return ScoredSheet(
        lines=columns,
        adjustments=result.adjustments,
        execution_rule=result.execution.rule,
        execution_outcome=result.execution.outcome,
        execution_score=result.execution.score,
        total=result.total,
        grade=(result.grade or "") if result.due == WHOLE else "",  # of 130 points it says nothing
        unscored=result.unscored,
    )


def line_words(row: Any) -> str:
    """Why a line got its computed score, from its stored columns; `row` is of `queries.lines`."""
    if row.s_rule is None:
        return "没有分值，不计分" if row.points is None else ""
    return _said(
        explain_stored,
        rule=row.s_rule,
        outcome=row.s_outcome,
        points=row.s_points,
        target=row.s_target,
        actual=row.s_actual,
        share=row.s_share,
        unit=_shown_unit(row),
    )


def _said(reader: Callable[..., str], **stored: Any) -> str:
    """The words of a stored score; figures that were saved in between must not break the page."""
    try:
        return reader(**stored)
    except StoredScoreRefused:
        return "数据刚有变动，请刷新页面"


def _shown_unit(row: Any) -> str:
    target, actual = row.target_unit or "", row.a_unit or ""
    if target and actual and target != actual:
        return row.target_base_unit or ""
    return target or actual


def execution_words(*, sheet: Sheet, executed: Decimal | None, annual: Decimal | None) -> str:
    """Why the execution got its computed score; empty while the sheet was never scored."""
    if not sheet.execution_rule:
        return ""
    return _said(
        explain_stored_execution,
        rule=sheet.execution_rule,
        outcome=sheet.execution_outcome,
        points=sheet.execution_points,
        executed=executed,
        annual=annual,
    )
