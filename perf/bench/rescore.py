"""Bench `rescore`: a whole sheet scored again and stored, against one bare UPDATE of its rows."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test.utils import CaptureQueriesContext

from perf.bench.results import Result, count, ratio
from perf.bench.rounds import medians
from perf.bench.rows import make_sheet
from perf.bench.sheet_value import Disagreement
from perf.roles import OWNER_ALIAS
from scoring.models import ScoreLine, Sheet
from scoring.services.scores import rescore

MOST_QUERIES = 10
GOALS = {35: 5, 300: 5}  # lines -> times a bare UPDATE
BARE = "UPDATE scoring_scoreline SET score = %s WHERE sheet_id = %s"
# Every line falls short of its target by one of two parts, and every tier moves with it.
CHANGE = """
UPDATE scoring_actual AS typed SET
    number = i.target_number * %s, base_number = i.target_base_number * %s, share = typed.share - %s
FROM projects_indicator AS i
WHERE i.id = typed.indicator_id AND typed.sheet_id = %s"""


def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Count the queries and time the work at each size; the counts must not grow with the lines."""
    results, counts = [], []
    for size in lines:
        sheet, _ = make_sheet(size, f"rescore{size}")
        twin, _ = make_sheet(size, f"bare{size}")
        settle()
        change = changer(sheet)
        counts.append(queries_when_all_changes(sheet, change))
        taken = medians(
            {"subject": lambda s=sheet: rescore(sheet=s), "baseline": _bare(twin)},
            rounds=rounds,
            before=change,
        )
        results.append(ratio(f"rescore-{size}", taken, GOALS.get(size)))
    return [
        count("rescore-queries", max(counts), MOST_QUERIES),
        count("rescore-queries-growth", max(counts) - min(counts), 0),
        *results,
    ]
