"""Score a sheet: read its rows, ask the rule book, store only what differs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from scoring.adapter import ScoredSheet, edition_of, score_rows
from scoring.models import ScoreAdjustment, Sheet
from scoring.queries.leaves import Leaf, leaves, total_amounts

UPSERT = """
INSERT INTO scoring_scoreline AS stored
    (year_id, sheet_id, department_id, indicator_id,
     rule, outcome, points, target, actual, share, score)
SELECT %s, %s, %s, fresh.* FROM unnest(
    %s::bigint[], %s::text[], %s::text[], %s::numeric[],
    %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[]
) AS fresh
ON CONFLICT (year_id, sheet_id, indicator_id) DO UPDATE SET
    rule = excluded.rule, outcome = excluded.outcome, points = excluded.points,
    target = excluded.target, actual = excluded.actual, share = excluded.share,
    score = excluded.score
WHERE (stored.rule, stored.outcome, stored.points, stored.target, stored.actual,
       stored.share, stored.score)
   IS DISTINCT FROM
      (excluded.rule, excluded.outcome, excluded.points, excluded.target, excluded.actual,
       excluded.share, excluded.score)
"""
STALE = "DELETE FROM scoring_scoreline WHERE sheet_id = %s AND NOT indicator_id = ANY(%s)"
TOTALS = """
WITH gone AS (DELETE FROM scoring_scoreadjustment WHERE sheet_id = %s)
UPDATE scoring_sheet SET {columns} WHERE id = %s
"""


@transaction.atomic
def rescore(*, sheet: Sheet) -> ScoredSheet:
    """Score every line and the sheet, store lines, adjustments and totals, return the scores.

    The caller holds the sheet's row lock when others may write. Four queries whatever the number
    of lines, one more each for adjustment rows and for lines that lost their points; lines that
    come out as stored are not written.
    """
    rows = leaves(sheet)
    executed, annual = total_amounts(sheet)
    scored = score_rows(rows, executed=executed, annual=annual, edition=edition_of(sheet))
    with connection.cursor() as cursor:
        if scored.lines:
            columns = [_array(column) for column in zip(*scored.lines, strict=True)]
            cursor.execute(UPSERT, [sheet.year_id, sheet.pk, sheet.department_id, *columns])
        if len(scored.lines) < len(rows):
            cursor.execute(STALE, [sheet.pk, [line[0] for line in scored.lines]])
        _store_totals(cursor, sheet, _totals(sheet, rows, scored))
    if scored.adjustments:
        _add_adjustments(sheet, scored)
    return scored


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
    claims = [row.a_claimed for row in rows if row.a_claimed is not None]
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


def _store_totals(cursor: CursorWrapper, sheet: Sheet, totals: dict[str, Any]) -> None:
    """Write the totals, into the row and into the sheet in hand; drop its adjustment rows."""
    columns = ", ".join(f"{name} = %s" for name in totals)
    cursor.execute(TOTALS.format(columns=columns), [sheet.pk, *totals.values(), sheet.pk])
    for name, value in totals.items():
        setattr(sheet, name, value)


def _array(column: Iterable[Any]) -> str:
    """Write ids, codes of the rule book and numbers as PostgreSQL reads an array.

    None of them needs quotes. Quoting each by itself was nearly all that the driver did here.
    """
    return "{" + ",".join(["NULL" if value is None else str(value) for value in column]) + "}"
