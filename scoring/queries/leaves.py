"""What scoring reads of a sheet, in SQL written out.

Each time a line is entered its sheet is scored anew. Composing this statement by the ORM takes
longer than PostgreSQL needs to answer it, and making decimals of its figures as long as scoring
them: so they stay texts, which the rule book reads (measured by `manage.py bench rescore`).
"""

from django.db import connection
from psycopg.types.string import TextLoader

from scoring.adapter import Funds, Headings
from scoring.comparing import Leaf
from scoring.models import Sheet

_FUNDS = """
SELECT result.executed, fund.annual_budget
FROM scoring_fundresult AS result
JOIN projects_fundline AS fund ON fund.id = result.fund_line_id AND fund.is_total
WHERE result.sheet_id = %(sheet)s"""


_WRITTEN = {"id": "leaf.id::text", "a_is_filled": "typed.text <> ''"}


def _column(name: str) -> str:
    column = f"typed.{name[2:]}" if name.startswith("a_") else f"leaf.{name}"
    if "base" in name:
        return f"CASE WHEN leaf.target_unit <> typed.unit THEN {column} END"
    return _WRITTEN.get(name, column)


# The funds stand beside every line: a text more in a row is less than one more round trip.
_LEAVES = f"""
WITH funds AS MATERIALIZED ({_FUNDS})
SELECT {", ".join(map(_column, Leaf._fields))},
    (SELECT executed FROM funds), (SELECT annual_budget FROM funds)
FROM projects_indicator AS leaf
LEFT JOIN scoring_actual AS typed
    ON typed.indicator_id = leaf.id AND typed.sheet_id = %(sheet)s
WHERE leaf.plan_id = %(plan)s AND leaf.level = 3"""
_WIDTH = len(Leaf._fields)


# Only editions that score lines by their names ask for them: the others do without two joins.
_HEADINGS = """
SELECT leaf.id::text, one.name, CASE WHEN two.id = one.id THEN '' ELSE two.name END, leaf.name
FROM projects_indicator AS leaf
JOIN projects_indicator AS two ON two.id = leaf.parent_id
JOIN projects_indicator AS one ON one.id = coalesce(two.parent_id, two.id)
WHERE leaf.plan_id = %(plan)s AND leaf.level = 3"""


def read_headings(sheet: Sheet) -> Headings:
    """The names over the lines of a sheet and their own, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADINGS, {"plan": sheet.plan_id})
        return {line: names for line, *names in cursor.fetchall()}


def read_for_scoring(sheet: Sheet) -> tuple[list[Leaf], Funds]:
    """The lines of a sheet in no order, and the total row of its funds.

    One query, two for a sheet without lines. A plan has one total row at most (constraint
    fund_total_once_per_plan).
    """
    asked = {"sheet": sheet.pk, "plan": sheet.plan_id}
    with connection.cursor() as cursor:
        cursor.adapters.register_loader("numeric", TextLoader)
        cursor.execute(_LEAVES, asked)
        if found := cursor.fetchall():
            return [Leaf._make(row[:_WIDTH]) for row in found], Funds(*found[0][_WIDTH:])
        cursor.execute(_FUNDS, asked)
        return [], Funds(*(cursor.fetchone() or ()))
