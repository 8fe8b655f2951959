"""Score a sheet: read its rows, ask the rule book, store only what differs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django.db import connection

from scoring.adapter import (
    NO_HEADINGS,
    Headings,
    ScoredSheet,
    edition_of,
    needs_headings,
    score_rows,
)
from scoring.comparing import Leaf
from scoring.models import Sheet
from scoring.queries.leaves import read_for_scoring, read_headings

# Those that are likeliest to differ first.
_COLUMNS = ("score", "actual", "share", "outcome", "rule", "target", "points", "upper")
# Side by side in the list of columns: unnest() of all of them in FROM would store each first.
_FRESH = """(SELECT
    unnest(%(id)s::bigint[]) AS id,
    unnest(%(score)s::numeric[]) AS score,
    unnest(%(actual)s::numeric[]) AS actual,
    unnest(%(share)s::numeric[]) AS share,
    unnest(%(upper)s::numeric[]) AS upper,
    unnest(%(outcome)s::text[]) AS outcome,
    unnest(%(rule)s::text[]) AS rule,
    unnest(%(target)s::numeric[]) AS target,
    unnest(%(points)s::numeric[]) AS points
) AS fresh"""
_LINES = f"""
MERGE INTO scoring_scoreline AS stored
USING {_FRESH}
ON stored.year_id = %(year)s AND stored.sheet_id = %(sheet)s AND stored.indicator_id = fresh.id
WHEN MATCHED AND ({", ".join(f"stored.{name}" for name in _COLUMNS)})
        IS DISTINCT FROM ({", ".join(f"fresh.{name}" for name in _COLUMNS)}) THEN
    UPDATE SET {", ".join(f"{name} = fresh.{name}" for name in _COLUMNS)}
WHEN NOT MATCHED THEN
    INSERT (year_id, sheet_id, department_id, indicator_id, {", ".join(_COLUMNS)})
    VALUES (%(year)s, %(sheet)s, %(department)s, fresh.id,
        {", ".join(f"fresh.{name}" for name in _COLUMNS)})"""
_TOTALS = "totals AS (UPDATE scoring_sheet SET {columns} WHERE id = %(sheet)s)"
# Lines without points may have had some when they were last scored.
_STALE = """stale AS (
    DELETE FROM scoring_scoreline
    WHERE year_id = %(year)s AND sheet_id = %(sheet)s AND indicator_id <> ALL(%(id)s::bigint[])
)"""
_GONE = """gone AS (
    DELETE FROM scoring_scoreadjustment WHERE sheet_id = %(sheet)s RETURNING id
)"""
# Counting what is gone makes it go first: a sheet has one adjustment row of a kind.
_ADJUSTED = """adjusted AS (
    INSERT INTO scoring_scoreadjustment
        (year_id, sheet_id, department_id, code, label, score, explanation)
    SELECT %(year)s, %(sheet)s, %(department)s, row.*
    FROM unnest(
        %(codes)s::text[], %(labels)s::text[], %(scores)s::numeric[], %(explanations)s::text[]
    ) AS row
    WHERE (SELECT count(*) FROM gone) >= 0
)"""


def rescore(*, sheet: Sheet, headings: Headings | None = None) -> ScoredSheet:
    """Score every line and the sheet, store lines, adjustments and totals, return the scores.

    One query and one statement whatever the number of lines, one query more for a sheet without
    lines and for an edition that scores lines by their names (unless `headings` are given). All is
    stored by that statement or nothing is, so there is no transaction of its own. The caller has
    one, in which it holds the sheet's row lock and which it does not go on with after an error.
    Lines that come out as stored are not written; the sheet's `version` is, with its totals.
    """
    rows, funds = read_for_scoring(sheet)
    edition = edition_of(sheet)
    if headings is None:
        headings = read_headings(sheet) if needs_headings(edition) else NO_HEADINGS
    scored = score_rows(rows, funds=funds, edition=edition, year=sheet.year_id, headings=headings)
    totals = _totals(sheet, rows, scored)
    columns = ", ".join(f"{name} = %(sheet_{name})s" for name in totals)
    parts = [_GONE, _TOTALS.format(columns=columns)]
    given = _given(sheet, scored) | {f"sheet_{name}": value for name, value in totals.items()}
    if any(row.points is None for row in rows):
        parts.append(_STALE)
    if scored.adjustments:
        parts.append(_ADJUSTED)
        given |= _adjustments(scored)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {_LINES}", given)
    for name, value in totals.items():
        setattr(sheet, name, value)
    return scored


def _given(sheet: Sheet, scored: ScoredSheet) -> dict[str, Any]:
    """What the statement asks for: the sheet, and its lines as one array a column."""
    of_sheet = {"year": sheet.year_id, "sheet": sheet.pk, "department": sheet.department_id}
    return of_sheet | {name: _array(column) for name, column in scored.columns.items()}


def _adjustments(scored: ScoredSheet) -> dict[str, list[Any]]:
    rows = scored.adjustments
    return {
        "codes": [row.code for row in rows],
        "labels": [row.label for row in rows],
        "scores": [row.score for row in rows],
        "explanations": [row.explanation for row in rows],
    }


def _totals(sheet: Sheet, rows: Sequence[Leaf], scored: ScoredSheet) -> dict[str, Any]:
    """Columns of the sheet that follow from its lines."""
    claims = [Decimal(row.a_claimed) for row in rows if row.a_claimed is not None]
    if sheet.claimed_execution is not None:
        claims.append(sheet.claimed_execution)
    return {
        "version": sheet.version,
        "claimed_total": sum(claims, Decimal(0)) if claims else None,
        "execution_rule": scored.execution_rule,
        "execution_outcome": scored.execution_outcome,
        "computed_execution": scored.execution_score,
        "computed_total": scored.total,
        "grade": scored.grade,
        "unscored_count": scored.unscored,
        "line_count": len(rows),
        "filled_count": sum(1 for row in rows if row.a_is_filled or row.a_not_applicable),
    }


def _array(column: Sequence[str | None]) -> str:
    """Write ids, codes of the rule book and figures as PostgreSQL reads an array.

    None of them needs quotes. Quoting each by itself was nearly all that the driver did here.
    """
    if None in column:
        column = ["NULL" if value is None else value for value in column]
    return "{" + ",".join(cast("Sequence[str]", column)) + "}"
