"""What scoring reads of a sheet, in SQL written out.

Each time a line is entered its sheet is scored anew. Composing this statement by the ORM takes
longer than PostgreSQL needs to answer it (measured by `manage.py bench rescore`).
"""

from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from scoring.models import Sheet


class Leaf(NamedTuple):
    """A line as the adapter takes it: target, and what was typed as `a_*` (None: nothing yet).

    `is_stored`: whether it has a stored score already.
    """

    id: int
    points: Decimal | None
    target_kind: str
    target_operator: str
    target_number: Decimal | None
    target_unit: str
    target_base_number: Decimal | None
    target_base_unit: str
    a_text: str | None
    a_kind: str | None
    a_number: Decimal | None
    a_unit: str | None
    a_base_number: Decimal | None
    a_base_unit: str | None
    a_share: Decimal | None
    a_not_applicable: bool | None
    a_claimed: Decimal | None
    is_stored: bool


_COLUMNS = ", ".join(
    f"typed.{name[2:]}" if name.startswith("a_") else f"leaf.{name}"
    for name in Leaf._fields
    if name != "is_stored"
)
_READ = f"""
SELECT total.executed, total.annual_budget, {_COLUMNS}, stored.sheet_id IS NOT NULL
FROM (VALUES (%(sheet)s::bigint)) AS asked (sheet_id)
LEFT JOIN (
    SELECT result.sheet_id, result.executed, fund.annual_budget
    FROM scoring_fundresult AS result
    JOIN projects_fundline AS fund ON fund.id = result.fund_line_id AND fund.is_total
) AS total USING (sheet_id)
LEFT JOIN projects_indicator AS leaf ON leaf.plan_id = %(plan)s AND leaf.level = 3
LEFT JOIN scoring_actual AS typed
    ON typed.indicator_id = leaf.id AND typed.sheet_id = %(sheet)s
LEFT JOIN scoring_scoreline AS stored
    ON stored.indicator_id = leaf.id AND stored.sheet_id = %(sheet)s AND stored.year_id = %(year)s
ORDER BY leaf.position"""


def read_for_scoring(sheet: Sheet) -> tuple[list[Leaf], Decimal | None, Decimal | None]:
    """The lines of a sheet in printed order, and executed amount and annual budget of its funds.

    One query; a sheet without lines or without a total row has none or None of them. A plan has
    one total row at most (constraint fund_total_once_per_plan).
    """
    with connection.cursor() as cursor:
        asked = {"sheet": sheet.pk, "year": sheet.year_id, "plan": sheet.plan_id}
        cursor.execute(_READ, asked)
        found = cursor.fetchall()
    executed, annual = found[0][:2]
    return [Leaf._make(row[2:]) for row in found if row[2] is not None], executed, annual
