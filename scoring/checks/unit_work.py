"""Checks between tasks and indicators, and between a department's targets and its projects'."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from projects.values import Kind
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.names import likeness, same_key, shared_part
from scoring.checks.papers import Paper, Unit
from scoring.checks.rounding import added, plain
from scoring.checks.sheet import Line, Text

_OF_TASKS = re.compile(r"任务")
_FULL, _FEW, _QUOTED = Decimal(100), 3, 3
_ALIKE = Fraction(3, 4)


def _whole(unit: Unit) -> Paper | None:
    """The department's own sheet, or its plan where there is none."""
    papers = [paper for paper in (*unit.sheets, *unit.plans) if paper.is_whole]
    return papers[0] if papers else None


@check(
    "task-indicator",
    "年度主要任务与指标",
    of=Subject.UNIT,
    compares="部门整体目标表的每项年度主要任务，与产出指标的名称；"
    "写法不全相同的提示统一，一项也对不上的提示补指标。",
    why="任务没有指标，完成没有完成无从评价；名称不一致，读者不知是不是同一件事。",
    source="部门整体绩效目标表：重点工作任务完成指标对应年度主要任务。",
    severities=(Severity.DOUBT,),
)
def tasks_have_their_indicators(unit: Unit) -> Iterator[Finding]:
    """Every main task shows in an indicator of the department, under the name of the task.

    Rests on: the form's level-two heading 重点工作任务完成. Wording is free: a doubt.
    """
    paper = _whole(unit)
    lines = [line for line in paper.sheet.lines if line.name] if paper else []
    if paper is None or not paper.sheet.tasks or not any(map(_is_of_tasks, lines)):
        return
    for task in paper.sheet.tasks:
        if len(same_key(task.name)) < 4 or any(_names(line, task) for line in lines):
            continue
        near = [line for line in lines if shared_part(line.name, task.name)]
        twin = max(near, key=lambda line: likeness(line.name, task.name), default=None)
        if twin is None:
            said = "没有对应的指标，请补充或写明由哪个指标反映"
        elif likeness(twin.name, task.name) >= _ALIKE:
            said = f"与第 {twin.row + 1} 行指标“{twin.name}”写法不一致，请统一名称"
        else:
            continue  # another wording of the same work
        yield _doubt("task-indicator", paper, f"tasks[{task.row}].name", f"任务“{task.name}”{said}",
                     task.name, twin.name if twin else None)  # fmt: skip


def _is_of_tasks(line: Line) -> bool:
    return bool(_OF_TASKS.search(line.heading))


def _names(line: Line, task: Text) -> bool:
    return same_key(task.name) in same_key(line.name)


@check(
    "department-target",
    "部门指标与各项目指标",
    of=Subject.UNIT,
    compares="部门整体的数量指标与同名（含有同一名称）、同单位项目指标的指标值合计，万人与人换算后比较。",
    why="部门的产出由项目完成，部门定得远高于各项目之和，说明有一处没有落到项目上。",
    source="部门整体绩效目标由部门职责和项目目标汇总形成。",
    severities=(Severity.DOUBT,),
)
def department_is_its_projects(unit: Unit) -> Iterator[Finding]:
    """A department's quantity is no more than what its projects of the same name are to reach.

    Only what is counted in one unit can be added up.
    """
    paper = _whole(unit)
    rows = [
        line
        for other in unit.plans
        if not other.is_whole
        for line in other.sheet.lines
        if _is_floor(line) and len(same_key(line.name)) >= 4
    ]
    for line in paper.sheet.lines if paper and rows else ():
        due = line.due
        if not _is_floor(line) or due.base_number is None or paper is None:
            continue
        own = [
            one
            for one in rows
            if one.due.base_unit == due.base_unit and same_key(one.name) in same_key(line.name)
        ]
        total = added([one.due.base_number or Decimal(0) for one in own])
        if own and total < due.base_number:
            named = "、".join(f"{one.name} {one.target}" for one in own[:_QUOTED])
            yield _doubt(
                "department-target",
                paper,
                f"indicators[{line.row}].target",
                f"部门指标“{line.name}”{line.target}，"
                f"项目中同名指标合计 {plain(total)}{due.base_unit or ''}（{named}），"
                "请核对是否有其他来源",
                line.target,
                plain(total),
                level3=line.name,
            )


def _is_floor(line: Line) -> bool:
    """Whether a row wants so many of something at least; a share cannot be added up."""
    due = line.due
    is_count = due.kind is Kind.NUMBER and bool(due.unit) and due.unit not in ("%", "‰")
    return is_count and due.operator in (None, ">=", ">", "=")


@check(
    "projects-all-full",
    "项目自评全部满分",
    of=Subject.UNIT,
    compares="单位三个以上已填报的项目自评表，总分是否全部为 100 分。",
    why="全部满分看不出哪个项目做得好，评价结果无从应用，也常是没有认真自评。",
    source="公开的自评和审计反映的问题：自评流于形式，普遍满分。",
    severities=(Severity.DOUBT,),
)
def not_all_projects_are_full(unit: Unit) -> Iterator[Finding]:
    """Three projects or more that all got full marks want a second look (rule book, 9.10)."""
    totals = [
        (paper, paper.sheet.total.number)
        for paper in unit.sheets
        if paper.project and paper.sheet.total.number is not None
    ]
    if len(totals) >= _FEW and all(total == _FULL for _, total in totals):
        first = totals[0][0]
        yield _doubt(
            "projects-all-full",
            first,
            "total_printed",
            f"{len(totals)} 个项目自评表全部 100 分，请核对各项指标的佐证",
            "100",
            None,
        )


@check(
    "sheet-missing",
    "有目标表没有自评表",
    of=Subject.UNIT,
    compares="单位已有自评表报出时，已审定目标的项目是否都有自评表。",
    why="项目支出应当全部自评，少一张表，自评完成率就不是 100%。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》：单位自评覆盖所有项目支出。",
    severities=(Severity.DOUBT,),
)
def every_plan_has_its_sheet(unit: Unit) -> Iterator[Finding]:
    """Where one sheet of the year was sent, every approved plan has a sheet."""
    if not any(paper.state not in ("", "DRAFT") for paper in unit.sheets):
        return
    there = {(paper.project, paper.code) for paper in unit.sheets}
    for paper in unit.plans:
        is_due = paper.state == "FINANCE_APPROVED" and paper.sheet.lines
        if is_due and (paper.project, paper.code) not in there:
            yield _doubt(
                "sheet-missing",
                paper,
                "subject",
                f"{paper.project or '部门整体'}的目标已经审定，没有自评表，请补报",
                None,
                None,
            )


def _doubt(
    code: str,
    paper: Paper,
    place: str,
    said: str,
    printed: str | None,
    expected: str | None,
    *,
    level3: str | None = None,
) -> Finding:
    return Finding(
        check=code,
        severity=Severity.DOUBT,
        place=place,
        message=said,
        printed=printed,
        expected=expected,
        level3=level3,
        paper=paper.name,
    )
