"""The one module that knows both the rows of the database and the rule book."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, cast

from projects.models import Plan
from projects.values import Kind
from scoring.models import Sheet
from scoring.rules.edition import Edition, choose, load_all
from scoring.rules.explain import (
    StoredScoreRefused,
    explain_stored,
    explain_stored_execution,
)
from scoring.rules.numbers import PRINTED, SCORE_DIGITS, unscaled
from scoring.rules.results import Adjustment
from scoring.rules.sheet import score_table
from scoring.rules.terms import LineColumns, Sign, execution

EDITIONS = load_all()
WHOLE = Decimal(100)
_ONE = Decimal(1)
_SIGNS = {sign.value: sign for sign in Sign} | {"": Sign.EQUAL}  # an unsigned number is to be met
_NUMBER = Kind.NUMBER.value  # a member costs more to look up than to compare
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


class Leaf(NamedTuple):
    """A line as the adapter takes it: target, and what was typed as `a_*` (None: nothing yet).

    Figures and the id are texts as PostgreSQL prints them. Base numbers and units are there where
    target and actual value have different units.
    """

    id: str
    points: str | None
    target_kind: str
    target_operator: str
    target_number: str | None
    target_unit: str
    target_base_number: str | None
    target_base_unit: str | None
    a_is_filled: bool | None
    a_kind: str | None
    a_number: str | None
    a_unit: str | None
    a_base_number: str | None
    a_base_unit: str | None
    a_share: str | None
    a_not_applicable: bool | None
    a_claimed: str | None


class Funds(NamedTuple):
    """The total row of a sheet's funds: figures as texts, None where nothing was filled in."""

    executed: str | None = None
    annual: str | None = None


class Comparable(NamedTuple):
    """Target and actual value brought to one unit, or the outcome that says why they cannot be.

    Where the target is in words (`sign` None) the share that a person gave.
    """

    sign: Sign | None
    target: str | None
    actual: str | None
    unit: str
    doubt: str | None = None
    share: str | None = None


def comparable(row: Leaf) -> Comparable:
    """Bring a line's target and actual value to one unit.

    A side without a unit takes the other's, except where that one is scaled (4万人): then nobody
    can say whether 40000 means persons or ten thousands of them. Money in 万元 is the form's own
    unit and reads as such.
    """
    if row.target_kind != _NUMBER:
        return _worded(row)
    sign, target_unit = _SIGNS[row.target_operator], row.target_unit
    if not row.a_is_filled:
        return Comparable(sign, row.target_number, None, target_unit)
    if row.a_kind != _NUMBER:
        return Comparable(sign, row.target_number, None, target_unit, "actual_unclear")
    actual_unit = row.a_unit or ""
    if target_unit == actual_unit or _reads_in(row, target_unit, actual_unit):
        return Comparable(sign, row.target_number, row.a_number, target_unit or actual_unit)
    base_unit = row.target_base_unit or ""
    if target_unit and actual_unit and base_unit == (row.a_base_unit or ""):
        return Comparable(sign, row.target_base_number, row.a_base_number, base_unit)
    return Comparable(sign, row.target_number, None, target_unit, "unit_unclear")


def _worded(row: Leaf) -> Comparable:
    doubt = None
    if row.a_share is None and row.target_kind in _NOT_JUDGED:
        doubt = _NOT_JUDGED[row.target_kind] if row.a_is_filled else "unfilled"
    return Comparable(None, None, None, "", doubt, row.a_share)


def _reads_in(row: Leaf, target_unit: str, actual_unit: str) -> bool:
    """Whether the side without a unit may be read in the unit of the other."""
    if target_unit and actual_unit:
        return False
    if row.target_number is None or row.a_number is None:
        return False
    target, actual = Decimal(row.target_number), Decimal(row.a_number)
    if target_unit == "%" and 0 < actual <= _ONE < target:
        return False  # 0.97 beside ≥95%: a share, or a hundredth of a percent?
    if target_unit == "万元":
        return True
    number, base = (target, row.target_base_number) if target_unit else (actual, row.a_base_number)
    return base is not None and number == Decimal(base)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSheet:
    """A scored sheet: its lines in columns for the table of scores, as texts or None.

    `columns`: id (of the indicator), rule, outcome, points, target, actual, share, score.
    """

    columns: Mapping[str, Sequence[str | None]]
    adjustments: tuple[Adjustment, ...]
    execution_rule: str
    execution_outcome: str
    execution_score: Decimal | None
    total: Decimal
    grade: str
    unscored: int


def score_rows(rows: Iterable[Leaf], *, funds: Funds, edition: Edition) -> ScoredSheet:
    """Score the leaves of a sheet; a leaf without points is left out."""
    leaves = [row for row in rows if row.points is not None]
    points = [cast(str, row.points) for row in leaves]
    signs, targets, actuals, _, doubts, shares = _columns(map(comparable, leaves))
    result = score_table(
        LineColumns(
            points=points,
            sign=signs,
            target=targets,
            actual=actuals,
            share=shares,
            applicable=[not row.a_not_applicable for row in leaves],
            doubt=doubts,
        ),
        execution(executed=funds.executed, annual=funds.annual),
        edition,
    )
    columns = {
        "id": [row.id for row in leaves],
        "rule": result.rules,
        "outcome": result.outcomes,
        "points": points,
        "target": targets,
        "actual": actuals,
        "share": shares,
        "score": [None if score is None else PRINTED[score] for score in result.scores],
    }
    return ScoredSheet(
        columns=columns,
        adjustments=result.adjustments,
        execution_rule=result.execution.rule,
        execution_outcome=result.execution.outcome,
        execution_score=result.execution.score,
        total=result.total,
        grade=(result.grade or "") if result.due == WHOLE else "",  # of 130 points it says nothing
        unscored=result.unscored,
    )


def _columns(compared: Iterable[Comparable]) -> list[tuple[Any, ...]]:
    return list(zip(*compared, strict=True)) or [()] * len(Comparable._fields)


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
