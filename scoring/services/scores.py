"""Score a sheet: read its rows, ask the rule book, store only what differs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from scoring.adapter import Leaf, ScoredSheet, edition_of, score_rows
from scoring.models import ScoreAdjustment, Sheet
from scoring.queries.leaves import read_for_scoring

COLUMNS = ("rule", "outcome", "points", "target", "actual", "share", "score")
# Side by side in the list of columns: unnest() of all of them in FROM would store each first.
FRESH = """(SELECT
    unnest(%(id)s::bigint[]) AS id,
    unnest(%(rule)s::text[]) AS rule,
    unnest(%(outcome)s::text[]) AS outcome,
    unnest(%(points)s::numeric[]) AS points,
    unnest(%(target)s::numeric[]) AS target,
    unnest(%(actual)s::numeric[]) AS actual,
    unnest(%(share)s::numeric[]) AS share,
    unnest(%(score)s::numeric[]) AS score
) AS fresh"""
ADD = f"""
INSERT INTO scoring_scoreline
    (year_id, sheet_id, department_id, indicator_id, {", ".join(COLUMNS)})
SELECT %(year)s, %(sheet)s, %(department)s, fresh.* FROM {FRESH}
ON CONFLICT (year_id, sheet_id, indicator_id) DO NOTHING
"""
# One statement: lines that differ, adjustment rows that are gone, the sheet's totals.
STORE = f"""
WITH lines AS (
    UPDATE scoring_scoreline AS stored
    SET {", ".join(f"{name} = fresh.{name}" for name in COLUMNS)}
    FROM {FRESH}
    WHERE stored.year_id = %(year)s AND stored.sheet_id = %(sheet)s
      AND stored.indicator_id = fresh.id
      AND ({", ".join(f"stored.{name}" for name in COLUMNS)})
          IS DISTINCT FROM ({", ".join(f"fresh.{name}" for name in COLUMNS)})
), gone AS (DELETE FROM scoring_scoreadjustment WHERE sheet_id = %(sheet)s)
UPDATE scoring_sheet SET {{totals}} WHERE id = %(sheet)s
"""
STALE = """
DELETE FROM scoring_scoreline
WHERE sheet_id = %(sheet)s AND NOT indicator_id = ANY(%(id)s::bigint[])
"""


@transaction.atomic(savepoint=False)
def rescore(*, sheet: Sheet) -> ScoredSheet:
    """Score every line and the sheet, store lines, adjustments and totals, return the scores.

    The caller holds the sheet's row lock when others may write; within a caller's transaction
    there is no savepoint, so a failure is that one's. One query and one statement whatever the
    number of lines, one more each for adjustment rows, for lines that were never scored, for
    lines that lost their points and for a sheet without lines. What comes out as stored is not
    written.
    """
    rows, funds = read_for_scoring(sheet)
    scored = score_rows(rows, funds=funds, edition=edition_of(sheet))
    totals = _totals(sheet, rows, scored)
    is_new = any(row.points is not None and not row.is_stored for row in rows)
    is_stale = any(row.points is None and row.is_stored for row in rows)
    _store(sheet, scored, totals, add=is_new, remove=is_stale)
    if scored.adjustments:
        _add_adjustments(sheet, scored)
    for name, value in totals.items():
        setattr(sheet, name, value)
    return scored


def _store(
    sheet: Sheet,
    scored: ScoredSheet,
    totals: dict[str, Any],
    *,
    add: bool,
    remove: bool,
) -> None:
    given = _given(sheet, scored)
    columns = ", ".join(f"{name} = %(sheet_{name})s" for name in totals)
    values = {f"sheet_{name}": value for name, value in totals.items()}
    with connection.cursor() as cursor:
        if add:
            cursor.execute(ADD, given)
        if remove:
            cursor.execute(STALE, given)
        cursor.execute(STORE.format(totals=columns), given | values)


def _given(sheet: Sheet, scored: ScoredSheet) -> dict[str, Any]:
    """What the statements ask for: the sheet, and its lines as one array a column."""
    of_sheet = {"year": sheet.year_id, "sheet": sheet.pk, "department": sheet.department_id}
    return of_sheet | {name: _array(column) for name, column in scored.columns.items()}


def _add_adjustments(sheet: Sheet, scored: ScoredSheet) -> None:
    ScoreAdjustment.objects.bulk_create(
        ScoreAdjustment(
            year_id=sheet.year_id,
            department_id=sheet.department_id,
            sheet=sheet,
            code=row.code,
            label=row.label,
            score=row.score,
            explanation=row.explanation,
        )
        for row in scored.adjustments
    )


def _totals(sheet: Sheet, rows: Sequence[Leaf], scored: ScoredSheet) -> dict[str, Any]:
    """Columns of the sheet that follow from its lines."""
    claims = [Decimal(row.a_claimed) for row in rows if row.a_claimed is not None]
    if sheet.claimed_execution is not None:
        claims.append(sheet.claimed_execution)
    return {
        "claimed_total": sum(claims, Decimal(0)) if claims else None,
        "execution_rule": scored.execution_rule,
        "execution_outcome": scored.execution_outcome,
        "computed_execution": scored.execution_score,
        "computed_total": scored.total,
        "grade": scored.grade,
        "unscored_count": scored.unscored,
        "line_count": len(rows),
        "filled_count": sum(1 for row in rows if row.a_text or row.a_not_applicable),
    }


def _array(column: Iterable[str | None]) -> str:
    """Write ids, codes of the rule book and figures as PostgreSQL reads an array.

    None of them needs quotes. Quoting each by itself was nearly all that the driver did here.
    """
    return "{" + ",".join(["NULL" if value is None else value for value in column]) + "}"
