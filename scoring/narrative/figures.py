"""The figures of a unit's year for its explanatory text, each with its source. Pure.

Nothing is invented: what the papers do not say is not known, and the source says what is missing.
Only an average and a rate are rounded, half-up to two decimals, once.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from scoring.checks.papers import Paper, Unit
from scoring.checks.rounding import added
from scoring.narrative.accounts import expenditure_of
from scoring.narrative.evaluation import evaluation_figures
from scoring.narrative.reading import amount_of, counted, money, projects_of, whole_of
from scoring.narrative.terms import BUDGET, FINAL, KEYS_OF, STATED, Figure, missing

Figures = dict[str, Figure]
_DOCUMENT = {BUDGET: "部门预算", FINAL: "部门决算"}
_BY_THE_UNIT = "系统中没有出处，请由本单位填写"


def figures_of(unit: Unit, stage: str) -> Figures:
    """Every figure that the text of that stage may hold, by key, in the order of `KEYS_OF`."""
    found = {one.key: one for one in _of_accounts(unit, stage)}
    for one in _counted(unit, stage, found):
        found[one.key] = one
    if stage != BUDGET:
        found |= {one.key: one for one in evaluation_figures(unit, projects=found["projects"])}
    found |= {key: missing(key, _BY_THE_UNIT) for key in STATED}
    return {key: found[key] for key in KEYS_OF[stage]}


def _of_accounts(unit: Unit, stage: str) -> Iterator[Figure]:
    document = next((one for one in unit.accounts if one.kind == stage), None)
    printed = expenditure_of(document) if document else {}
    title = f"{unit.year} 年{_DOCUMENT[stage]}"
    lacks = "表中没有印这个数" if document else f"系统中没有 {title}"
    for key in ("total", "basic", "personnel", "public", "spending", "others"):
        if (one := printed.get(key)) is not None:
            yield money(key, one.amount, one.source, "accounts")
        elif not document and key in _BESIDE and (instead := _BESIDE[key](unit, stage)):
            yield instead
        else:
            yield missing(key, f"{title}没有这类支出" if key == "others" and document else lacks)


def _total_beside(unit: Unit, stage: str) -> Figure | None:
    """Without accounts: the total row of the whole department's table, or of its sheet."""
    is_budget = stage == BUDGET
    paper = whole_of(unit.plans if is_budget else unit.sheets)
    amount, column = _amount(paper, stage) if paper else (None, "")
    if amount is None:
        return None
    what = "绩效目标表" if is_budget else "自评表"
    source = f"部门整体{what}资金总额行{column}"
    return money("total", amount, source, "plans" if is_budget else "whole")


def _spending_beside(unit: Unit, stage: str) -> Figure | None:
    """Without accounts: what the projects' own tables (at the year's end sheets) add up to."""
    is_budget, plans = stage == BUDGET, projects_of(unit.plans)
    papers = plans if is_budget else projects_of(unit.sheets)
    found = [_amount(paper, stage) for paper in papers]
    known = [amount for amount, _ in found if amount is not None]
    if not known or len(known) < len(plans):
        return None
    columns = "、".join(dict.fromkeys(column for _, column in found))
    source = f"{len(known)} 张项目{'目标表' if is_budget else '自评表'}{columns}合计"
    return money("spending", added(known), source, "plans" if is_budget else "sheets")


def _amount(paper: Paper, stage: str) -> tuple[Decimal | None, str]:
    """What the total row says at that stage, and of which column: a budget is the initial one."""
    if stage != BUDGET:
        return amount_of(paper, "executed"), "全年执行数"
    initial = amount_of(paper, "initial")
    return (
        (amount_of(paper, "annual"), "全年预算数") if initial is None else (initial, "年初预算数")
    )


_BESIDE: dict[str, Callable[[Unit, str], Figure | None]] = {
    "total": _total_beside,
    "spending": _spending_beside,
}


def _counted(unit: Unit, stage: str, known: Figures) -> Iterator[Figure]:
    """How many projects have targets, and how many targets there are."""
    plans = projects_of(unit.plans)
    spending = known["spending"]
    if plans or spending.amount == 0:
        source = f"{unit.year} 年度项目绩效目标表" if plans else spending.source
        yield counted("projects", len(plans), source, "plans" if plans else "accounts")
    else:
        yield missing("projects", f"系统中没有 {unit.year} 年度的项目绩效目标表")
    with_targets = [paper for paper in unit.plans if paper.sheet.lines]
    if stage == BUDGET and with_targets:
        source = f"{unit.year} 年度部门整体和项目绩效目标表"
        targets = sum(map(_targets, with_targets))
        yield counted("tables", len(with_targets), source, "plans")
        yield counted("targets", targets, source, "plans")
    elif stage == BUDGET:
        for key in ("tables", "targets"):
            yield missing(key, f"系统中没有 {unit.year} 年度的绩效目标表")


def _targets(paper: Paper) -> int:
    """Its indicators; where points are set, break-down rows (其中) have none and do not count."""
    lines = paper.sheet.lines
    return sum(line.points.number is not None for line in lines) or len(lines)
