"""What the API says of a sheet, as plain values; `serializers` gives them their form.

Figures stay exact decimals here. Blank is None, 0 is 0, and a row that does not apply says so.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from projects.access import visible
from projects.models import User
from scoring.checks.finding import Finding
from scoring.models import FundResult, Sheet
from scoring.queries.sheet_parts import BlockPart, FundRow, LineRow, SheetPage
from scoring.queries.sheets import PRINTED_ORDER, with_heads
from scoring.rules.numbers import percent
from scoring.sums import Sums


def sheet_rows(user: User) -> "QuerySet[Sheet, Sheet]":
    """The sheets that `user` may know of, latest year first, whole departments before projects.

    Each carries `executed` and `annual` of its funds' total row, which the execution rate is
    made of; one query whatever the number of rows.
    """
    total = FundResult.objects.filter(sheet=OuterRef("pk"), fund_line__is_total=True)
    return (
        with_heads(visible(user, Sheet))
        .annotate(
            executed=Subquery(total.values("executed")[:1]),
            annual=Subquery(total.values("fund_line__annual_budget")[:1]),
        )
        .order_by("-year_id", *PRINTED_ORDER)
    )


def sheet_head(sheet: Any) -> dict[str, Any]:
    """The head of a sheet, which is a row of `sheet_rows`."""
    project = sheet.plan.project
    return {
        "id": sheet.public_id,
        "department": {"code": sheet.department.code, "name": sheet.department.name},
        "year": sheet.year_id,
        "subject": "project" if project else "department",
        "title": sheet.plan.title,
        "project_code": project.code if project else None,
        "state": sheet.state,
        "edition": sheet.edition_code,
        "computed_total": sheet.computed_total,
        "claimed_total": sheet.claimed_total,
        "printed_total": sheet.printed_total,
        "grade": sheet.grade or None,
        "execution_rate": percent(sheet.executed, sheet.annual),
        "unscored": sheet.unscored_count,
    }


def sheet_detail(page: SheetPage) -> dict[str, Any]:
    """A whole sheet: its head and every part of the form."""
    return {
        **sheet_head(page.sheet),
        "execution": _execution(page),
        "funds": [_fund(row) for row in page.funds],
        "lines": list(_lines(page)),
        "blocks": [_block(part) for part in page.blocks],
        "adjustments": [
            {
                "code": row.code,
                "label": row.label,
                "score": row.score,
                "explanation": row.explanation,
            }
            for row in page.adjustments
        ],
        "findings": [_finding(finding) for finding in page.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "place": finding.place,
        "message": finding.message,
        "printed": finding.printed,
        "expected": finding.expected,
        "level3": finding.level3,
    }


def _execution(page: SheetPage) -> dict[str, Any]:
    sheet = page.sheet
    return {
        "points": sheet.execution_points,
        "computed": sheet.computed_execution,
        "claimed": sheet.claimed_execution,
        "rule": sheet.execution_rule or None,
        "outcome": sheet.execution_outcome or None,
        "explanation": page.execution_why,
    }


def _fund(row: FundRow) -> dict[str, Any]:
    return {
        "label": row.label,
        "is_total": row.is_total,
        "initial": row.initial,
        "initial_text": row.initial_text,
        "annual": row.annual,
        "annual_text": row.annual_text,
        "executed": row.executed,
        "executed_text": row.executed_text,
        "rate": row.rate,
        "printed_rate": row.printed_rate,
    }


def _lines(page: SheetPage) -> Iterable[dict[str, Any]]:
    for part in page.blocks:
        for row in part.block.rows:
            yield _line(part.block.name, row)


def _line(level1: str, row: LineRow) -> dict[str, Any]:
    return {
        "row": row.place.number - 1,
        "level1": level1,
        "level2": row.place.level2 or None,
        "level3": row.name,
        "target": row.target or None,
        "actual": row.text or None,
        "points": row.points,
        "computed": row.computed,
        "claimed": row.claimed,
        "reason": row.deviation,
        "not_applicable": row.not_applicable,
        "rule": row.rule,
        "outcome": row.outcome,
        "explanation": row.why,
    }


def _block(part: BlockPart) -> dict[str, Any]:
    sums: Sums = part.sums
    return {
        "name": part.block.name,
        "printed_points": part.block.printed_points,
        "points": sums.points,
        "computed": sums.computed,
        "claimed": sums.claimed if sums.has_claims else None,
    }
