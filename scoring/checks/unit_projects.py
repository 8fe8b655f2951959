"""Checks of a unit's projects against its project table, and of what the text counts of them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.values import Printed, parse
from scoring.checks.accounts_facts import TOTAL
from scoring.checks.accounts_same import by_key, reference
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.layout import entries_of, panels_of
from scoring.checks.names import same_key
from scoring.checks.papers import BUDGET, Document, Paper, Table, Unit, cell_place
from scoring.checks.rounding import added, difference, plain, with_two
from scoring.checks.unit_funds import added_slack

_FEW = 3


class _Printed:
    """The project table of a budget: every project with its amount.

    `split`: names that stand in more than one row (by source, by class): no row has all of one.
    """

    def __init__(self, document: Document, table: Table) -> None:
        self.document, self.table = document, table
        self.rows: dict[str, tuple[int, int, str, Printed]] = {}
        self.split: set[str] = set()
        for panel in panels_of(table)[:1]:
            if not panel.names or not panel.amounts:
                continue
            name = next(
                (at for at in panel.names if "项目名称" in table.columns[at]), panel.names[0]
            )
            for entry in entries_of(table, panel):
                label = table.rows[entry.row][name].text
                cell = table.rows[entry.row][panel.amounts[0]]
                if label and not label.isdigit() and not entry.is_total and not entry.is_unit:
                    key = same_key(label)
                    if key in self.rows:
                        self.split.add(key)
                    self.rows[key] = (entry.row, panel.amounts[0], label, cell)


def _project_tables(unit: Unit) -> list[_Printed]:
    found = []
    for document in unit.accounts:
        table = document.table("project_expenditure")
        if document.kind == BUDGET and table is not None and panels_of(table):
            found.append(_Printed(document, table))
    return found


def _first_amount(paper: Paper) -> tuple[int, str, Printed] | None:
    """Row, column and amount that the budget gave a project: 年初数 where it is told."""
    total = next((fund for fund in paper.sheet.funds if fund.is_total), None)
    if total is None:
        return None
    if total.initial.number is not None:
        return total.row, "initial_budget", total.initial
    return (total.row, "annual_budget", total.annual) if total.annual.number is not None else None


@check(
    "project-amount",
    "项目金额与项目支出表",
    of=Subject.UNIT,
    compares="项目绩效目标表的预算数与预算公开的项目支出表中同名项目的金额；名称只差括号、空格的算同名。",
    why="绩效目标随预算一起批复，两处金额不同，说明目标不是照批复的预算编的。",
    source="预算公开：项目支出表与项目绩效目标表同时公开。",
    severities=(Severity.ERROR, Severity.ROUNDING),
)
def project_has_its_amount(unit: Unit) -> Iterator[Finding]:
    """A project's budget is the one of the project table.

    Rests on: issue list of the rule book, section 9 (fund totals); both are published together.
    """
    for printed in _project_tables(unit):
        for paper in unit.plans:
            key = same_key(paper.project)
            row, own = printed.rows.get(key) if key else None, _first_amount(paper)
            if row is None or own is None or row[3].number is None or key in printed.split:
                continue
            if printed.document.money_unit != paper.sheet.money_unit:
                continue
            told, due = own[2].number or Decimal(0), row[3].number
            gap = difference(told, due).copy_abs()
            if not gap:
                continue
            can = gap <= added_slack(told, due)
            yield Finding(
                check="project-amount",
                severity=Severity.ROUNDING if can else Severity.ERROR,
                place=f"funds[{own[0]}].{own[1]}",
                message=f"{paper.project}预算印 {own[2].text}，"
                f"{printed.table.place}为 {row[3].text}，相差 {plain(gap)}"
                + ("，差在四舍五入" if can else ""),
                printed=own[2].text,
                expected=with_two(due),
                paper=paper.name,
            )


@check(
    "project-missing",
    "项目支出表与绩效目标表的项目",
    of=Subject.UNIT,
    compares="项目支出表列出的项目与编了绩效目标的项目，按名称对照。",
    why="预算里的每个项目都应有绩效目标；有目标而预算里没有的，金额无从核对。",
    source="全面实施预算绩效管理：项目全部编制绩效目标；预算公开附项目绩效目标表。",
    severities=(Severity.DOUBT,),
)
def every_project_has_targets(unit: Unit) -> Iterator[Finding]:
    """The projects of the table and those with targets are the same. Names may differ: a doubt."""
    names = {same_key(paper.project): paper for paper in unit.plans if paper.project}
    for printed in _project_tables(unit) if names else ():
        for key, (row, column, label, cell) in printed.rows.items():
            if key not in names:
                yield Finding(
                    check="project-missing",
                    severity=Severity.DOUBT,
                    place=cell_place(printed.table, row, column),
                    message=f"{printed.table.place}列有“{label}”{cell.text}，"
                    "没有同名的绩效目标表，请核对名称或补编",
                    printed=cell.text or None,
                    expected=None,
                    paper=printed.document.name,
                )
        for key, paper in names.items():
            if key not in printed.rows:
                yield Finding(
                    check="project-missing",
                    severity=Severity.DOUBT,
                    place="subject",
                    message=f"“{paper.project}”有绩效目标，{printed.table.place}没有同名项目，"
                    "请核对名称",
                    printed=paper.project,
                    expected=None,
                    paper=paper.name,
                )


@check(
    "project-sum",
    "各项目金额与项目支出合计",
    of=Subject.UNIT,
    compares="没有项目支出表时，各项目绩效目标表的预算合计与支出表中的项目支出合计。",
    why="两者不同，说明有项目没有编目标，或目标表的金额不是预算数。",
    source="项目支出合计为各项目之和。",
    severities=(Severity.DOUBT,),
)
def projects_make_the_total(unit: Unit) -> Iterator[Finding]:
    """What the projects were given makes the project spending; many causes may differ: a doubt."""
    owned = [own for paper in unit.plans if paper.project and (own := _first_amount(paper))]
    if len(owned) < _FEW or _project_tables(unit):
        return
    for document in unit.accounts:
        known = by_key(document) if document.kind == BUDGET else {}
        facts = known.get(("spent project", TOTAL)) or known.get(("general project", TOTAL))
        if not facts:
            continue
        due, told = reference(facts), added([own[2].number or Decimal(0) for own in owned])
        gap = difference(told, due.amount).copy_abs()
        if gap > added_slack(due.amount, *[own[2].number or Decimal(0) for own in owned]):
            yield Finding(
                check="project-sum",
                severity=Severity.DOUBT,
                place=cell_place(due.table, *due.cells[0]),
                message=f"{len(owned)} 个项目的预算合计 {with_two(told)}，{due.table.place}"
                f"项目支出为 {due.text}，相差 {plain(gap)}，"
                + ("请核对有无没编目标的项目" if told < due.amount else "请核对各项目的预算数"),
                printed=due.text,
                expected=with_two(told),
                paper=document.name,
            )


_COUNTED = re.compile(r"项目个数")
_SELF, _MANAGED = re.compile(r"自评"), re.compile(r"纳入预算绩效管理")


@check(
    "project-count",
    "正文所列项目个数",
    of=Subject.UNIT,
    compares="正文写的项目个数与编了绩效目标的项目数；正文写的自评项目数与项目总数。",
    why="个数对不上，说明有项目漏编目标或漏做自评；自评完成率也跟着不实。",
    source="部门整体绩效目标表指标说明：绩效自评完成率＝已完成评价项目数÷部门项目总数。",
    severities=(Severity.DOUBT,),
)
def projects_are_as_many_as_told(unit: Unit) -> Iterator[Finding]:
    """The text counts the projects that there are, and all were self-evaluated."""
    plans = [paper for paper in unit.plans if paper.project]
    for document in unit.accounts:
        counts = dict(_counts(document))
        managed = next((one for topic, one in counts.items() if _MANAGED.search(topic)), None)
        own = next((one for topic, one in counts.items() if _SELF.search(topic)), None)
        if managed and plans and managed[1] != len(plans):
            yield _count(document, managed, f"编了绩效目标的项目有 {len(plans)} 个", len(plans))
        if managed and own and own[1] < managed[1]:
            rest = f"项目共 {managed[1]} 个，{managed[1] - own[1]} 个没有自评，自评完成率不是 100%"
            yield _count(document, own, rest, int(managed[1]))


Count = tuple[int, Decimal, str]


def _counts(document: Document) -> Iterator[tuple[str, Count]]:
    table = document.table("narrative_amounts")
    for at, row in enumerate(table.rows if table else ()):
        if _COUNTED.search(row[1].text):
            number = parse(row[2].text).number
            if number is not None:
                yield row[0].text, (at, number, row[2].text)


def _count(document: Document, count: Count, said: str, expected: int) -> Finding:
    table = document.table("narrative_amounts")
    assert table is not None  # the count was read from it
    topic = table.rows[count[0]][0].text
    return Finding(
        check="project-count",
        severity=Severity.DOUBT,
        place=cell_place(table, count[0], 2),
        message=f"正文写{topic} {count[2]}，{said}，请核对",
        printed=count[2],
        expected=f"{expected}个",
        paper=document.name,
    )
