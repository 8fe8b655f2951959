"""What scoring reads of a sheet, in SQL written out.

Each time a line is entered its sheet is scored anew. Composing these two statements by the ORM
takes longer than PostgreSQL needs to answer them (measured by `manage.py bench rescore`).
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
_LEAVES = f"""
SELECT {_COLUMNS}, stored.sheet_id IS NOT NULL
FROM projects_indicator AS leaf
LEFT JOIN scoring_actual AS typed ON typed.indicator_id = leaf.id AND typed.sheet_id = %(sheet)s
LEFT JOIN scoring_scoreline AS stored
    ON stored.indicator_id = leaf.id AND stored.sheet_id = %(sheet)s AND stored.year_id = %(year)s
WHERE leaf.plan_id = %(plan)s AND leaf.level = 3
ORDER BY leaf.position"""
_AMOUNTS = """
SELECT result.executed, fund.annual_budget
FROM scoring_fundresult AS result JOIN projects_fundline AS fund ON fund.id = result.fund_line_id
WHERE result.sheet_id = %s AND fund.is_total
ORDER BY result.id LIMIT 1"""


def leaves(sheet: Sheet) -> list[Leaf]:
    """The lines of a sheet in printed order."""
    with connection.cursor() as cursor:
        asked = {"sheet": sheet.pk, "year": sheet.year_id, "plan": sheet.plan_id}
        cursor.execute(_LEAVES, asked)
        return [Leaf._make(row) for row in cursor.fetchall()]


def total_amounts(sheet: Sheet) -> tuple[Decimal | None, Decimal | None]:
    """Executed amount and annual budget of the funds' total row; (None, None) without one."""
    with connection.cursor() as cursor:
        cursor.execute(_AMOUNTS, [sheet.pk])
        found = cursor.fetchone()
    return found or (None, None)
