"""The rows of a sheet as they are after saving, without reading them again."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from scoring.adapter import ScoredSheet
from scoring.models import Actual, FundResult
from scoring.queries.lines import ACTUAL, SCORE
from scoring.queries.sheet_rows import SheetRows

_TEXTS = frozenset({"rule", "outcome"})


def after_saving(
    rows: SheetRows,
    *,
    actuals: Iterable[Actual],
    funds: Iterable[FundResult],
    texts: Iterable[Any],
    scored: ScoredSheet | None,
) -> SheetRows:
    """Put what was just stored in place of what was read before: what a new reading would give."""
    lines = rows.lines
    fresh = {actual.indicator_id: actual for actual in actuals}
    if scored is not None:
        scores = dict(zip(scored.columns["id"], _scores(scored.columns), strict=True))
        none = dict.fromkeys((f"s_{name}" for name in SCORE), None)
        lines = [line._replace(**scores.get(str(line.id), none)) for line in lines]
    lines = [
        line._replace(**_typed(fresh[line.id])) if line.id in fresh else line for line in lines
    ]
    for result in funds:
        _put(rows.funds, result.fund_line_id, result, ["executed", "executed_text", "printed_rate"])
    for result in texts:
        _put(rows.goals, getattr(result, "goal_id", None), result, [])
        _put(rows.tasks, getattr(result, "task_id", None), result, [])
    return rows._replace(lines=lines)


def _typed(actual: Actual) -> dict[str, Any]:
    return {f"a_{name}": getattr(actual, name) for name in ACTUAL}


def _scores(columns: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for values in zip(*(columns[name] for name in SCORE), strict=True):
        yield {
            f"s_{name}": value if value is None or name in _TEXTS else Decimal(value)
            for name, value in zip(SCORE, values, strict=True)
        }


def _put(rows: list[Any], row_id: int | None, result: Any, names: list[str]) -> None:
    for row in rows:
        if row.pk == row_id:
            row.result_version = result.version
            for name in names:
                setattr(row, name, getattr(result, name))
            if hasattr(row, "result_text"):
                row.result_text = result.text
