"""Bench `rescore`: a whole sheet scored again and stored, against one bare UPDATE of its rows.

The bare UPDATE writes the score lines of a twin sheet: the same table, as many rows, one statement
and one commit. Before every turn each line of the sheet gets another actual value or share.
Neither of the two is within a transaction of its caller.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import count as numbers

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from perf.bench.results import Disagreement, Result, count, ratio
from perf.bench.rounds import medians
from perf.bench.rows import make_sheet
from perf.roles import OWNER_ALIAS
from scoring.models import ScoreLine, Sheet
from scoring.services.scores import rescore

MOST_QUERIES = 10
GOALS = {35: 5, 300: 5}  # lines -> times a bare UPDATE
_BARE = "UPDATE scoring_scoreline SET score = 0 WHERE sheet_id = %s"
_CHANGE = """
UPDATE scoring_actual AS typed SET
    number = leaf.target_number * %(part)s,
    base_number = leaf.target_base_number * %(part)s,
    share = CASE WHEN typed.share IS NULL THEN NULL ELSE %(part)s END
FROM projects_indicator AS leaf
WHERE leaf.id = typed.indicator_id AND typed.sheet_id = %(sheet)s"""


def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Count the queries and time the work at each size; the count must not grow with the lines."""
    counts, results = [], []
    for size in lines:
        sheet, _ = make_sheet(size)
        twin, _ = make_sheet(size)
        settle()
        change = changer(sheet)
        counts.append(queries_of_a_rescore(sheet, change))
        taken = medians(
            {"subject": partial(rescore, sheet=sheet), "baseline": partial(_write_bare, twin)},
            rounds=rounds,
            before=change,
        )
        results.append(ratio(f"rescore-{size}", taken, GOALS.get(size)))
    return [
        count("rescore-queries", max(counts), MOST_QUERIES),
        count("rescore-queries-growth", max(counts) - min(counts), 0),
        *results,
    ]


def settle() -> None:
    """Leave no dead rows and no outdated statistics of what was just made."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def changer(sheet: Sheet) -> Callable[[], None]:
    """Give a function that changes every actual value of a sheet, to another part of its target.

    The parts come back only after forty calls, so no two turns near each other see the same.
    """
    steps = numbers()

    def change() -> None:
        part = Decimal(50 + next(steps) % 40) / 100
        with connection.cursor() as cursor:
            cursor.execute(_CHANGE, {"part": part, "sheet": sheet.pk})

    return change


def queries_of_a_rescore(sheet: Sheet, change: Callable[[], None]) -> int:
    """Rescore after a change and count its queries; BEGIN and COMMIT would be counted too.

    Raises Disagreement when a line stayed as it was: then it was not the work to be measured.
    """
    rescore(sheet=sheet)
    before = _stored(sheet)
    change()
    with CaptureQueriesContext(connection) as captured:
        rescore(sheet=sheet)
    if same := before & _stored(sheet):
        raise Disagreement(f"{len(same)} of {len(before)} lines were not written again")
    return len(captured)


def _stored(sheet: Sheet) -> set[tuple[object, ...]]:
    rows = ScoreLine.objects.filter(sheet=sheet)
    return set(rows.values_list("indicator_id", "actual", "share", "score"))


def _write_bare(sheet: Sheet) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BARE, [sheet.pk])
