"""Score a sheet: read its rows, ask the rule book, store only what differs."""

from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from scoring.adapter import ScoredSheet, edition_of, score_rows
from scoring.models import FundResult, ScoreAdjustment, Sheet
from scoring.queries.lines import sheet_lines

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


@transaction.atomic
def rescore(*, sheet: Sheet) -> ScoredSheet:
    """Score every line and the sheet, store lines, adjustments and totals, return the scores.

    The caller holds the sheet's row lock when others may write. A fixed number of queries (7)
    whatever the number of lines; lines that come out as stored are not written.
    """
    rows = [row for row in sheet_lines(sheet) if row.level == 3]
    executed, annual = _amounts(sheet)
    scored = score_rows(rows, executed=executed, annual=annual, edition=edition_of(sheet))
    _store_lines(sheet, scored)
    _store_adjustments(sheet, scored)
    _store_totals(sheet, rows, scored)
    return scored


def _amounts(sheet: Sheet) -> tuple[Decimal | None, Decimal | None]:
    found = (
        FundResult.objects.filter(sheet=sheet, fund_line__is_total=True)
        .values_list("executed", "fund_line__annual_budget")
        .first()
    )
    return found if found else (None, None)


def _store_lines(sheet: Sheet, scored: ScoredSheet) -> None:
    if not scored.lines:
        return
    columns = [list(column) for column in zip(*scored.lines, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [sheet.year_id, sheet.pk, sheet.department_id, *columns])


def _store_adjustments(sheet: Sheet, scored: ScoredSheet) -> None:
    fresh = [
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
    ]
    ScoreAdjustment.objects.filter(sheet=sheet).delete()
    if fresh:
        ScoreAdjustment.objects.bulk_create(fresh)


def _store_totals(sheet: Sheet, rows: list[Any], scored: ScoredSheet) -> None:
    claims = [row.a_claimed for row in rows if row.a_claimed is not None]
    if sheet.claimed_execution is not None:
        claims.append(sheet.claimed_execution)
    sheet.claimed_total = sum(claims, Decimal(0)) if claims else None
    sheet.execution_rule = scored.execution_rule
    sheet.execution_outcome = scored.execution_outcome
    sheet.computed_execution = scored.execution_score
    sheet.computed_total = scored.total
    sheet.grade = scored.grade
    sheet.unscored_count = scored.unscored
    sheet.line_count = len(rows)
    sheet.filled_count = sum(1 for row in rows if row.a_text or row.a_not_applicable)
    sheet.save(
        update_fields=[
            "claimed_total",
            "execution_rule",
            "execution_outcome",
            "computed_execution",
            "computed_total",
            "grade",
            "unscored_count",
            "line_count",
            "filled_count",
        ]
    )
