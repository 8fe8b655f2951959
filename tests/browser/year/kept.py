"""What is stored when the year is over: who did what, from what to what."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from tests.browser.year.before import TRAINING, UNIT, WHOLE
from tests.browser.year.july import ANSWER, CAUSE, DEMAND, WORDS
from tests.browser.year.sheets import HALF, NOTE, PROOF, REASON, REST
from tests.browser.year.targets import BEFORE, LOW, RETURNED, YEAR
from tests.browser.year.whole import ON_PAPER

FILER, COLLEAGUE, SUPERVISOR, FINANCE = "李静", "刘洋", "陈洁", "赵倩"
DRAFT, SENT, PASSED, APPROVED = "草稿", "已提交", "主管部门已审核", "已审定"
LEAVES = """
SELECT name, target_text, points, lineage FROM projects_indicator
WHERE plan_id = %s AND level = 3 ORDER BY position"""
ACTUALS = """
SELECT row.name, actual.text, actual.share, actual.claimed, actual.deviation, person.name
FROM scoring_actual AS actual JOIN projects_user AS person ON person.id = actual.by_id
JOIN projects_indicator AS row ON row.id = actual.indicator_id
WHERE actual.sheet_id = %s ORDER BY row.position"""


def of_the_targets(record) -> None:
    """The steps of both plans, the mended row, the points; the year before is as it was."""
    plan, trail = _plan_and_trail(record, TRAINING)
    assert _steps(trail) == [
        (FILER, "plan.rolled_over", None),
        (FILER, "plan.submit", [DRAFT, SENT]),
        (SUPERVISOR, "plan.return", [SENT, DRAFT]),
        (FILER, "plan.submit", [DRAFT, SENT]),
        (SUPERVISOR, "plan.pass", [SENT, PASSED]),
        (FINANCE, "plan.approve", [PASSED, APPROVED]),
    ]
    assert _changes(trail, "第 1 行 指标值") == [
        (FILER, ["≥60人", "≥５８人"]),
        (FILER, ["≥５８人", "≥65人"]),
    ]
    now = record.rows(LEAVES, plan)
    assert [str(points.normalize()) for _, _, points, _ in now] == [
        *("17", "17", "8", "8", "3E+1", "4", "3", "3")
    ]
    (source, *_) = record.document(UNIT, BEFORE, TRAINING)
    past = record.rows(LEAVES, source)
    assert [target for _, target, _, _ in past] == ["≥60人", "≥60%", "100%", "提升", "≥90%"]
    kept = {name: lineage for name, _, _, lineage in now}
    assert all(kept[name] == lineage for name, _, _, lineage in past)
    assert _reasons(record, plan) == [(RETURNED, 1, LOW)]
    _, trail = _plan_and_trail(record, WHOLE)
    assert [step[1] for step in _steps(trail)] == [
        *("plan.rolled_over", "plan.submit", "plan.pass", "plan.approve")
    ]
    last = record.rows("SELECT max(at) FROM projects_trailentry")[0][0]
    assert timedelta(0) <= datetime.now(UTC) - last < timedelta(hours=1)


def of_july(record) -> None:
    """One red lamp of eight with its cause; the notice, its answer and its acceptance."""
    plan, *_ = record.document(UNIT, YEAR, TRAINING)
    lamps = record.rows(
        "SELECT line.lamp, line.cause_text FROM scoring_monitoringline AS line"
        " JOIN scoring_monitoringreport AS report ON report.id = line.report_id"
        " WHERE report.plan_id = %s ORDER BY line.position",
        plan,
    )
    assert [words for lamp, words in lamps if lamp == "red"] == [WORDS]
    ((report, mending, state, notice, answer),) = record.rows(
        "SELECT report.public_id, mending.public_id, mending.state, notice, answer"
        " FROM scoring_rectification AS mending"
        " JOIN scoring_monitoringreport AS report ON report.id = mending.report_id"
        " WHERE report.plan_id = %s",
        plan,
    )
    assert (state, notice, answer) == ("ACCEPTED", DEMAND, ANSWER)
    assert _changes(record.trail(report), "第 1 行 原因类别") == [(FILER, ["", CAUSE])]
    assert [(who, action) for who, action, _ in record.trail(mending)] == [
        (SUPERVISOR, "rectification.notified"),
        (FILER, "rectification.answer"),
        (SUPERVISOR, "rectification.accept"),
    ]


def of_the_sheet(record) -> None:
    """Every value with its author, both sides of the conflict, the files, the submission."""
    sheet, trail = _sheet_and_trail(record, TRAINING)
    rows = record.rows(ACTUALS, sheet)
    assert [(text, who) for _, text, _, _, _, who in rows] == [
        ("66人", FILER),
        ("72%", FILER),
        ("100%", FILER),
        ("1期", FILER),
        ("有提升", FILER),
        ("97%", FILER),
        ("94%", COLLEAGUE),
        ("90%", FILER),
    ]
    assert rows[3][4] == REASON
    assert (rows[4][2], rows[4][4]) == (Decimal("0.9"), HALF + REST)
    assert _changes(trail, "第 2 行 实际完成值") == [
        (FILER, ["", "70%"]),
        (COLLEAGUE, ["70%", "71%"]),
        (FILER, ["71%", "72%"]),
    ]
    assert _steps(trail)[-1] == (FILER, "sheet.submit", [DRAFT, SENT])
    files = record.rows(
        "SELECT name, digest FROM scoring_evidence WHERE sheet_id = %s ORDER BY id", sheet
    )
    assert files == [
        ("签到表.pdf", sha256(PROOF).hexdigest()),
        ("现场说明.txt", sha256(NOTE.encode()).hexdigest()),
    ]
    state = record.rows("SELECT state, computed_total FROM scoring_sheet WHERE id = %s", sheet)
    assert state == [("SUBMITTED", Decimal("92.67"))]


def of_the_whole_department(record) -> None:
    """One rate of the system taken over, the other kept with its reason."""
    _, trail = _sheet_and_trail(record, WHOLE)
    assert _steps(trail) == [(FILER, "sheet.opened", None), (FILER, "sheet.submit", [DRAFT, SENT])]
    assert _changes(trail, "第 6 行 实际完成值") == [
        (FILER, ["", "97"]),
        (FILER, ["97", "99.56%"]),
    ]
    assert _changes(trail, "第 17 行 不采用系统数的原因") == [(FILER, ["", ON_PAPER])]


def _plan_and_trail(record, title):
    plan, public_id, *_ = record.document(UNIT, YEAR, title)
    return plan, record.trail(public_id)


def _sheet_and_trail(record, title):
    _, _, sheet, public_id = record.document(UNIT, YEAR, title)
    return sheet, record.trail(public_id)


def _steps(trail) -> list[tuple]:
    """How the document began, and what changed its state from what to what."""
    return [
        (who, action, changes.get("状态"))
        for number, (who, action, changes) in enumerate(trail)
        if number == 0 or "状态" in changes
    ]


def _changes(trail, what) -> list[tuple]:
    """Who changed a cell, from what to what."""
    return [(who, changes[what]) for who, _, changes in trail if what in changes]


def _reasons(record, plan) -> list[tuple]:
    return record.rows(
        "SELECT whole.reason, line.number, line.reason FROM projects_planreturn AS whole"
        " JOIN projects_planreturnline AS line ON line.returned_id = whole.id"
        " WHERE whole.plan_id = %s",
        plan,
    )
