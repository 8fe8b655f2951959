"""The answer for outside scripts: keys as the contract has them, figures as texts or null."""

from decimal import Decimal
from typing import Any

from scoring.audit.audit import Audit, sum_of_printed
from scoring.audit.files import Audited, FileAudit, PlanAudit
from scoring.audit.scored import Scored, ScoredLine
from scoring.checks.finding import Finding
from scoring.checks.rounding import with_two
from scoring.published.reading import SheetUnreadable
from scoring.published.sheet import PublishedLine, PublishedSheet
from scoring.rules.numbers import percent

_EXECUTION = ("printed_rate", "rate", "printed_score", "computed")
_TOTAL = ("printed", "sum_of_printed", "computed", "narrative")


def answer(one: Audited) -> dict[str, Any]:
    """The object of one file (contract `manage.py audit`).

    `lines`, `execution` and `total` are those of its self-evaluation sheet, or of the one target
    table that the file is; without either they are empty.
    """
    if isinstance(one.result, SheetUnreadable):
        refused = one.result
        error = {"line": refused.line, "key": refused.key, "message": refused.message}
        return {"file": one.file, "error": error}
    return {
        "file": one.file,
        **_papers(one.result),
        "findings": [_finding(finding) for finding in one.result.findings],
    }


def _papers(audit: FileAudit) -> dict[str, Any]:
    if audit.sheet is not None:
        return _sheet(audit.sheet)
    nothing = {"execution": dict.fromkeys(_EXECUTION), "total": dict.fromkeys(_TOTAL)}
    if audit.published.is_target_table:
        return {**_targets(audit.plans[0]), **nothing}
    return {"edition": None, "lines": [], **nothing}


def _sheet(audit: Audit) -> dict[str, Any]:
    sheet, scored = audit.sheet, audit.scored
    return {
        "edition": audit.choice.edition.code if audit.choice else None,
        "lines": [_scored(row, one) for row, one in enumerate(scored.lines)],
        "execution": _execution(sheet, scored),
        "total": {
            "printed": sheet.total.text or None,
            "sum_of_printed": _two(sum_of_printed(sheet, scored)),
            "computed": _two(audit.total),
            "narrative": sheet.narrative_total.text or None,
        },
    }


def _targets(audit: PlanAudit) -> dict[str, Any]:
    rows = audit.plan.sheet.lines
    return {
        "edition": audit.choice.edition.code if audit.choice else None,
        "lines": [_line(at, row) for at, row in enumerate(rows)],
    }


def _scored(at: int, one: ScoredLine) -> dict[str, Any]:
    return _line(
        at,
        one.printed,
        computed=_two(one.score.score) if one.score else None,
        rule=one.score.rule if one.score else None,
        explanation=one.explanation,
    )


def _line(
    at: int,
    row: PublishedLine,
    *,
    computed: str | None = None,
    rule: str | None = None,
    explanation: str = "",
) -> dict[str, Any]:
    return {
        "row": at,
        "level3": row.level3,
        "target": row.target or None,
        "actual": row.actual or None,
        "points": row.points.text or None,
        "printed": row.score.text or None,
        "computed": computed,
        "rule": rule,
        "explanation": explanation,
    }


def _execution(sheet: PublishedSheet, scored: Scored) -> dict[str, Any]:
    if scored.funds.total_row is None:
        return dict.fromkeys(_EXECUTION) | {"printed_score": scored.funds.score.text or None}
    funds = sheet.funds[scored.funds.total_row]
    rate = percent(funds.executed.number, funds.annual_budget.number)
    return {
        "printed_rate": funds.rate.text or None,
        "rate": None if rate is None else f"{rate:f}",
        "printed_score": scored.funds.score.text or None,
        "computed": _two(scored.execution.score) if scored.execution else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "place": finding.place,
        "level3": finding.level3,
        "message": finding.message,
        "printed": finding.printed,
        "expected": finding.expected,
    }


def _two(score: Decimal | None) -> str | None:
    return None if score is None else with_two(score)
