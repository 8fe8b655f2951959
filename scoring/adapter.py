"""The one module that knows both the rows of the database and the rule book."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, cast

from projects.models import Plan
from projects.values import Kind
from scoring.comparing import Comparable, Leaf, comparable
from scoring.models import Sheet
from scoring.rules.edition import Edition, load_all
from scoring.rules.edition_terms import DEFAULT
from scoring.rules.explain import (
    StoredScoreRefused,
    explain_stored,
    explain_stored_execution,
)
from scoring.rules.numbers import PRINTED, SCORE_DIGITS, unscaled
from scoring.rules.results import Adjustment, TableScore
from scoring.rules.sheet import score_table
from scoring.rules.shelf import choose
from scoring.rules.terms import LineColumns, execution

EDITIONS = load_all()
WHOLE = Decimal(100)
_EMPTY = Kind.EMPTY.value


class UnknownEdition(LookupError):
    """A sheet names an edition that this release does not ship."""


def edition_for(plan: Plan) -> Edition | None:
    """Choose the edition for a plan: longest region prefix, kind, latest first year."""
    kind = "department" if plan.is_whole_department else "project"
    region = plan.department.region
    choice = choose(EDITIONS.values(), region=region, kind=kind, year=plan.year_id)
    return choice.edition if choice else None


def edition_of(sheet: Sheet) -> Edition:
    """Return the edition a sheet keeps; raises UnknownEdition."""
    try:
        return EDITIONS[sheet.edition_code]
    except KeyError:
        raise UnknownEdition(f"没有评分办法“{sheet.edition_code}”。") from None


def execution_points(edition: Edition) -> Decimal:
    """The points of the execution row."""
    return unscaled(edition.execution_points, SCORE_DIGITS)


class Funds(NamedTuple):
    """The total row of a sheet's funds: figures as texts, None where nothing was filled in."""

    executed: str | None = None
    annual: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSheet:
    """A scored sheet: its lines in columns for the table of scores, as texts or None.

    `columns`: id (of the indicator), rule, outcome, points (as used), target, actual, share, upper,
    score.
    """

    columns: Mapping[str, Sequence[str | None]]
    adjustments: tuple[Adjustment, ...]
    execution_rule: str
    execution_outcome: str
    execution_score: Decimal | None
    total: Decimal
    grade: str
    unscored: int


Headings = Mapping[str, tuple[str, str, str]]
"""Id of a line -> the names of its levels 1, 2 and 3 ("" where level 2 is not printed)."""
NO_HEADINGS: Headings = {}


def needs_headings(edition: Edition) -> bool:
    """Whether the names over a line decide how it is scored."""
    return edition.has_ways or edition.moves_points


def score_rows(
    rows: Iterable[Leaf],
    *,
    funds: Funds,
    edition: Edition,
    year: int | None,
    headings: Headings = NO_HEADINGS,
) -> ScoredSheet:
    """Score the leaves of a sheet; a leaf without points is left out.

    `headings` are wanted where `needs_headings` says so.
    """
    leaves = [row for row in rows if row.points is not None]
    lines = _line_columns(leaves, edition, year, headings)
    result = score_table(lines, execution(executed=funds.executed, annual=funds.annual), edition)
    return ScoredSheet(
        columns=_score_columns(leaves, lines, result),
        adjustments=result.adjustments,
        execution_rule=result.execution.rule,
        execution_outcome=result.execution.outcome,
        execution_score=result.execution.score,
        total=result.total,
        grade=(result.grade or "") if result.due == WHOLE else "",  # of 130 points it says nothing
        unscored=result.unscored,
    )


def _line_columns(
    leaves: Sequence[Leaf], edition: Edition, year: int | None, headings: Headings
) -> LineColumns:
    """The leaves as the rule book takes them."""
    compared = [comparable(row, year) for row in leaves]
    signs, targets, actuals, _, doubts, shares, uppers = _columns(compared)
    ways, blocks = _ways(leaves, compared, edition, headings)
    return LineColumns(
        points=[cast(str, row.points) for row in leaves],
        sign=signs,
        target=targets,
        actual=actuals,
        share=shares,
        upper=uppers,
        applicable=[not row.a_not_applicable for row in leaves],
        doubt=doubts,
        way=ways,
        block=blocks,
    )


def _score_columns(
    leaves: Sequence[Leaf], lines: LineColumns, result: TableScore
) -> dict[str, Sequence[Any]]:
    """The scored lines as the table of scores takes them."""
    return {
        "id": [row.id for row in leaves],
        "rule": result.rules,
        "outcome": result.outcomes,
        "points": [PRINTED[used] for used in result.points],
        "target": lines.target,
        "actual": lines.actual,
        "share": lines.share,
        "upper": lines.upper,
        "score": [None if score is None else PRINTED[score] for score in result.scores],
    }


def _ways(
    leaves: Sequence[Leaf], compared: Sequence[Comparable], edition: Edition, headings: Headings
) -> tuple[Sequence[str], Sequence[str]]:
    """The way and the block of each line, where the edition asks for them."""
    if not needs_headings(edition):
        return [DEFAULT] * len(leaves), [""] * len(leaves)
    names = [headings[row.id] for row in leaves]
    ways = [
        edition.way_of(*own, unit=one.way_unit, measured=row.target_kind != _EMPTY)
        for row, own, one in zip(leaves, names, compared, strict=True)
    ]
    return ways, [own[0] for own in names]


def _columns(compared: Iterable[Comparable]) -> list[tuple[Any, ...]]:
    return list(zip(*compared, strict=True)) or [()] * len(Comparable._fields)


def line_words(row: Any) -> str:
    """Why a line got its computed score, from its stored columns; `row` is of `queries.lines`."""
    if row.s_rule is None:
        return "没有分值，不计分" if row.points is None else ""
    return _moved(row) + _said(
        explain_stored,
        rule=row.s_rule,
        outcome=row.s_outcome,
        points=row.s_points,
        target=row.s_target,
        actual=row.s_actual,
        share=row.s_share,
        upper=row.s_upper,
        unit=_shown_unit(row),
    )


def _moved(row: Any) -> str:
    """Say that a line counts with other points than it declares."""
    if row.points is None or row.s_points in (row.points, 0):
        return ""
    declared, used = row.points.normalize(), row.s_points.normalize()
    return f"分值由 {declared:f} 调为 {used:f}（不适用指标的分值调入）；"


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
