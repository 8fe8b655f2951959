"""What the system itself knows of a department's year: amounts of its accounts, counts of its work.

It comes along with the funds of a sheet: no query of its own, whatever there is.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import JSONField, Value
from django.db.models.expressions import RawSQL

from projects.values import BLANK, Printed
from scoring.checks.papers import place_of
from scoring.management.accounts import Cell, figures_of_accounts
from scoring.management.naming import recognise
from scoring.management.rates import Amount, Rate, rate_of
from scoring.models import Sheet

_COUNTED = "本系统"

# Cells of the few tables that rates are made of, and counts, as one JSON value: it comes along
# with another query (`known_figures`). Amounts are texts, so that they stay exact. A project was
# monitored when all its interim reports were handed in; where there was no round, nothing is said.
# Targets that are being adjusted were declared all the same. The projects are those that owe
# targets (`scoring.queries.progress`): one that nobody has begun counts, one that ended as a draft
# or before the year does not.
_KNOWN = """
SELECT jsonb_agg(
    jsonb_build_array(year, kind, role, form, title, money_unit, "row", at, path, text, amount)
    ORDER BY year, kind, role, form, title, "row", at)
FROM (
    SELECT cell.year_id AS year, document.kind, tab.role, tab.form, tab.title,
        document.money_unit, cell.row, cell."column" AS at, cell.column_path AS path, cell.text,
        cell.amount::text AS amount
    FROM projects_accountcell AS cell
    JOIN projects_accounttable AS tab ON tab.id = cell.table_id
    JOIN projects_accountdocument AS document ON document.id = tab.document_id
    WHERE cell.department_id = %s AND cell.year_id IN (%s, %s)
        AND (tab.role IN ('three_public', 'procurement') OR (
            tab.role = 'income_expenditure' AND EXISTS (
                SELECT FROM projects_accountcell AS label
                WHERE label.table_id = cell.table_id AND label.row = cell.row
                    AND label.text LIKE '%%结转%%结余%%'
            )
        ))
    UNION ALL
    SELECT 0, '', 'counted', '', '', '', 0, 0, work.key, '', work.number::text
    FROM (
        SELECT count(*) + (
                SELECT count(*) FROM projects_project AS missing
                WHERE missing.department_id = %s AND missing.closed_on IS NULL
                    AND NOT EXISTS (
                        SELECT FROM projects_plan AS made
                        WHERE made.project_id = missing.id AND made.year_id = %s)
                    AND ((missing.added_on IS NULL OR missing.added_on < make_date(%s, 1, 1))
                        AND NOT EXISTS (
                            SELECT FROM projects_plan AS made WHERE made.project_id = missing.id)
                    OR EXISTS (
                        SELECT FROM projects_plan AS made
                        WHERE made.project_id = missing.id AND made.year_id = %s))
            ) AS projects,
            count(*) FILTER (WHERE plan.state <> 'DRAFT' OR plan.adjustments > 0) AS planned,
            count(*) FILTER (WHERE sheet.state <> 'DRAFT') AS evaluated,
            CASE WHEN sum(interim.reports) > 0 THEN
                count(*) FILTER (WHERE interim.reports > 0 AND interim.drafts = 0)
            END AS monitored
        FROM projects_plan AS plan
        JOIN projects_project AS project ON project.id = plan.project_id
        LEFT JOIN scoring_sheet AS sheet ON sheet.plan_id = plan.id
        CROSS JOIN LATERAL (
            SELECT count(*) AS reports, count(*) FILTER (WHERE report.state = 'DRAFT') AS drafts
            FROM scoring_monitoringreport AS report WHERE report.plan_id = plan.id
        ) AS interim
        WHERE plan.department_id = %s AND plan.year_id = %s
            AND (plan.state <> 'DRAFT' OR plan.adjustments > 0 OR project.closed_on IS NULL)
            AND (project.closed_on IS NULL OR project.closed_on >= make_date(plan.year_id, 1, 1))
    ) AS counted
    CROSS JOIN LATERAL (VALUES
        ('projects', counted.projects), ('planned', counted.planned),
        ('evaluated', counted.evaluated), ('monitored', counted.monitored)
    ) AS work (key, number)
    WHERE work.number IS NOT NULL
    UNION ALL
    SELECT 0, '', 'told', '', '', '', 0, 0, '', score->>'printed', score->>'amount'
    FROM (
        SELECT figures->'department_score' AS score FROM scoring_narrative
        WHERE department_id = %s AND year_id = %s AND stage = 'FINAL' AND state = 'PUBLISHED'
    ) AS published WHERE score IS NOT NULL
) AS known"""


class KnownFigures(NamedTuple):
    """`cells` of the accounts of the year and the one before, in order; `counts` by key.

    `told`: the department's score in the explanatory text that was published; BLANK without one.
    """

    cells: list[Cell]
    counts: dict[str, Decimal]
    told: Printed = BLANK


NOTHING = KnownFigures([], {})


def known_figures(sheet: Sheet) -> RawSQL | Value:
    """What rates of a whole department are made of, to be read along as a column (`read_known`)."""
    if not sheet.plan.is_whole_department:
        return Value(None, output_field=JSONField())
    unit, year = sheet.department_id, sheet.year_id
    asked = [unit, year, year - 1, unit, year, year + 1, year - 1, unit, year, unit, year]
    return RawSQL(_KNOWN, asked, output_field=JSONField())


def read_known(told: list[list[Any]] | None) -> KnownFigures:
    """The column that `known_figures` asked for."""
    cells, counts, score = [], {}, BLANK
    for year, kind, role, form, title, unit, row, column, path, text, figure in told or ():
        amount = None if figure is None else Decimal(figure)
        if role == "counted":
            counts[path] = amount or Decimal(0)
        elif role == "told":
            score = Printed(text, amount)
        else:
            place = place_of(form, title)
            cells.append(Cell(year, kind, role, place, unit, row, column, path, text, amount))
    return KnownFigures(cells, counts, score)


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
