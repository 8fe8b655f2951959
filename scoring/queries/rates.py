"""What the system itself knows of a department's year: amounts of its accounts, counts of its work.

One query, whatever there is: cells of the few tables that rates are made of, and counts.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from scoring.management.accounts import Cell, figures_of_accounts, place_of
from scoring.management.naming import recognise
from scoring.management.rates import Amount, Rate, rate_of
from scoring.models import Sheet

_COUNTED = "本系统"

_KNOWN = """
SELECT cell.year_id, document.kind, tab.role, tab.form, tab.title, document.money_unit,
    cell.row, cell."column", cell.column_path, cell.text, cell.amount
FROM projects_accountcell AS cell
JOIN projects_accounttable AS tab ON tab.id = cell.table_id
JOIN projects_accountdocument AS document ON document.id = tab.document_id
WHERE cell.department_id = %(department)s AND cell.year_id IN (%(year)s, %(before)s)
    AND (tab.role IN ('three_public', 'procurement') OR (
        tab.role = 'income_expenditure' AND EXISTS (
            SELECT FROM projects_accountcell AS label
            WHERE label.table_id = cell.table_id AND label.row = cell.row
                AND label.text LIKE '%%结转%%结余%%'
        )
    ))
UNION ALL
SELECT %(year)s, '', 'counted', '', '', '', 0, 0, work.key, '', work.number
FROM (
    SELECT count(*) AS projects, count(*) FILTER (WHERE plan.state <> 'DRAFT') AS planned,
        count(*) FILTER (WHERE sheet.state <> 'DRAFT') AS evaluated
    FROM projects_plan AS plan
    LEFT JOIN scoring_sheet AS sheet ON sheet.plan_id = plan.id
    WHERE plan.department_id = %(department)s AND plan.year_id = %(year)s
        AND plan.project_id IS NOT NULL
) AS counted
CROSS JOIN LATERAL (VALUES
    ('projects', counted.projects), ('planned', counted.planned), ('evaluated', counted.evaluated)
) AS work (key, number)
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"""


class KnownFigures(NamedTuple):
    """`cells` of the accounts of the year and the one before, in order; `counts` by key."""

    cells: list[Cell]
    counts: dict[str, Decimal]


NOTHING = KnownFigures([], {})


def known_figures(sheet: Sheet) -> KnownFigures:
    """Read what rates of a whole department are made of: one query."""
    asked = {
        "department": sheet.department_id,
        "year": sheet.year_id,
        "before": sheet.year_id - 1,
    }
    cells, counts = [], {}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, asked)
        for year, kind, role, form, title, *rest in cursor.fetchall():
            cell = Cell(year, kind, role, place_of(form, title), *rest)
            if role == "counted":
                counts[cell.path] = cell.amount or Decimal(0)
            else:
                cells.append(cell)
    return KnownFigures(cells, counts)


def rates_by_line(
    sheet: Sheet, known: KnownFigures, funds: Sequence[Any], lines: Sequence[Any]
) -> Mapping[UUID, Rate]:
    """The rate of every line that is one, by the id of its indicator; none for a project."""
    if not sheet.plan.is_whole_department:
        return {}
    asked = {
        line.public_id: rule for line in lines if line.level == 3 and (rule := recognise(line.name))
    }
    if not asked:
        return {}
    figures = figures_of_accounts(known.cells, year=sheet.year_id, unit=sheet.plan.money_unit)
    figures |= {key: Amount(number, _COUNTED, True) for key, number in known.counts.items()}
    figures |= _of_funds(funds)
    return {line: rate_of(rule, figures) for line, rule in asked.items()}


def _of_funds(funds: Sequence[Any]) -> dict[str, Amount]:
    """The amounts of the sheet's own total row."""
    total = next((fund for fund in funds if fund.is_total), None)
    if total is None:
        return {}
    told = {
        "initial": total.initial_budget,
        "annual": total.annual_budget,
        "executed": total.executed,
    }
    source = f"本表资金“{total.label}”行"
    return {key: Amount(number, source) for key, number in told.items() if number is not None}
