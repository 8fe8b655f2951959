"""Bench `audit`: a published sheet audited against the rule book scoring the same lines."""

from collections.abc import Sequence

from perf.bench.results import Disagreement, Result, duration, ratio
from perf.bench.rounds import medians
from perf.bench.rows import ANNUAL, EXECUTED, EXECUTION_POINTS, YEAR, Made, made_lines
from perf.bench.sheet_value import checked
from scoring.audit.audit import Audit, audit_sheet
from scoring.audit.scored import score_published
from scoring.published.reading import read_text
from scoring.rules.edition import Edition, load_all
from scoring.rules.explain import explain, explain_execution
from scoring.rules.sheet import score_sheet
from scoring.rules.shelf import Choice
from scoring.rules.terms import Execution, Line, execution

GOALS = {35: 10}  # lines -> times scoring them and saying why


def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Time sheets of each size: from printed texts to findings, against scores with their words."""
    edition = load_all()["henan-department-2021"]
    return [result for size in lines for result in _measure(size, rounds, edition)]


def _measure(size: int, rounds: int, edition: Edition) -> list[Result]:
    made, choice = made_lines(size), Choice(edition, True)
    text = printed(made)
    sheet = read_text(text)
    lines, funds = checked(made), execution(executed=EXECUTED, annual=ANNUAL)
    agree(audit_sheet(sheet, choice), lines, funds, edition)
    taken = medians(
        {
            "subject": lambda: audit_sheet(sheet, choice),
            "baseline": lambda: _with_words(lines, funds, edition),
            "from texts": lambda: score_published(sheet, edition),
            "with file": lambda: audit_sheet(read_text(text), choice),
        },
        rounds=rounds,
        calls=max(1, 70 // max(size, 35)),
    )
    name = f"audit-{size}"
    return [
        ratio(name, taken, GOALS.get(size)),
        duration(f"{name}-scoring-with-words", taken["baseline"]),
        duration(f"{name}-scoring-from-texts", taken["from texts"]),
        duration(f"{name}-findings", taken["subject"]),
        duration(f"{name}-with-reading-the-file", taken["with file"]),
    ]


def printed(made: Sequence[Made]) -> str:
    """The lines as a sheet file; two in nine miss their target and print another score."""
    rows = "".join(map(_row, made))
    return f"""\
title: 部门（单位）整体绩效自评表
year: {YEAR}
department: 测速单位
region: 河南省
kind: department
money_unit: 万元
funds:
- {{label: 部门预算总额, annual_budget: '{ANNUAL}', executed: '{EXECUTED}', rate: 94.49%,
   points: '{EXECUTION_POINTS}', score: '9.45'}}
indicators:
{rows}total_printed: '98.9'
"""


def _row(one: Made) -> str:
    return (
        f"- {{level1: {one.block}, level2: {one.heading}, level3: {one.name},"
        f" target: '{one.target_text}', actual: '{one.actual_text}',"
        f" points: '{one.points}', score: '{one.points}'}}\n"
    )


def agree(audit: Audit, lines: list[Line], funds: Execution, edition: Edition) -> None:
    """Raise Disagreement unless the audit scored the measured lines as the rule book does."""
    book = {one.key: one for one in score_sheet(lines, funds, edition).lines}
    for own in audit.scored.lines:
        theirs = book[own.printed.level3]
        if own.compared.sign is not None and (own.score is None or own.score.score != theirs.score):
            raise Disagreement(f"{own.printed.level3}: {own.score} is not {theirs}")
    if not audit.findings:
        raise Disagreement("the audit of a sheet with wrong scores found nothing")


def _with_words(lines: list[Line], funds: Execution, edition: Edition) -> list[str]:
    score_sheet(lines, funds, edition)
    return [*(explain(one, edition) for one in lines), explain_execution(funds, edition)]
