"""What the self-evaluation of a year came to: figures of the text with the final account. Pure.

A project counts as self-evaluated once its sheet was handed in; drafts are still being filled.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from scoring.checks.papers import Paper, Unit
from scoring.checks.rounding import added, with_two
from scoring.narrative.reading import (
    amount_of,
    counted,
    money,
    projects_of,
    rounded,
    whole_of,
)
from scoring.narrative.terms import GRADES, Figure, missing
from scoring.rules.numbers import percent
from scoring.rules.outcomes import MET, MISSED

DRAFT = "DRAFT"
_REACHED = MET | {"tier_reached", "band_full"}
_NOT_REACHED = MISSED | {"tier_partly", "tier_poor", "band_none"}
_LEFT_OUT = frozenset({None, "not_applicable", "points_moved"})
_NOT_FILLED = frozenset({"not_reported", "unfilled", "not_judged"})
_OF_LINES = ("indicators", "met", "missed", "by_hand")


def evaluation_figures(unit: Unit, *, projects: Figure) -> Iterator[Figure]:
    """Every figure of the self-evaluation; `projects` is how many projects there are."""
    whole = whole_of(unit.sheets)
    yield from _of_the_whole(unit, whole)
    if projects.amount == 0:
        why = "没有项目"
    elif not projects_of(unit.sheets):
        why = f"系统中没有 {unit.year} 年度的项目自评表"
    else:
        why = ""
    yield from _of_projects(unit, why)


def _of_the_whole(unit: Unit, whole: Paper | None) -> Iterator[Figure]:
    if whole is None:
        why = f"系统中没有 {unit.year} 年度的部门整体自评表"
        for key in ("department_score", "department_grade", "execution_rate", *_OF_LINES):
            yield missing(key, why)
        return
    source, score = "部门整体自评表总分", whole.score
    if score is None:
        yield missing("department_score", "部门整体自评表还没有填完，没有总分")
    else:
        yield Figure("department_score", with_two(score), score, source, "whole")
    if whole.grade:
        yield Figure("department_grade", whole.grade, None, f"{source}按评分办法", "whole")
    else:
        yield missing("department_grade", "部门整体自评表没有等级")
    yield _execution_rate(whole)
    yield from _of_lines(whole)


def _execution_rate(whole: Paper) -> Figure:
    rate = percent(amount_of(whole, "executed"), amount_of(whole, "annual"))
    if rate is None:
        why = "部门整体自评表的全年预算数或全年执行数空白或为 0"
        return missing("execution_rate", why)
    source = "部门整体自评表资金总额行：全年执行数 ÷ 全年预算数"
    return Figure("execution_rate", f"{with_two(rate)}%", rate, source, "whole")


def _of_lines(whole: Paper) -> Iterator[Figure]:
    """How many indicators of the whole department were met, by what the rules say of them."""
    outcomes = [line.outcome for line in whole.sheet.lines if line.outcome not in _LEFT_OUT]
    blank = sum(outcome in _NOT_FILLED for outcome in outcomes)
    if blank or not outcomes:
        why = f"部门整体自评表还有 {blank} 行没有填" if blank else "部门整体自评表没有计分的指标"
        for key in _OF_LINES:
            yield missing(key, why)
        return
    met = sum(outcome in _REACHED for outcome in outcomes)
    missed = sum(outcome in _NOT_REACHED for outcome in outcomes)
    source = "部门整体自评表各行"
    by_hand = len(outcomes) - met - missed
    for key, number in zip(_OF_LINES, (len(outcomes), met, missed, by_hand), strict=True):
        yield counted(key, number, source, "whole")


def _of_projects(unit: Unit, why: str) -> Iterator[Figure]:
    """`why` says why there is nothing to tell of sheets of projects; "" where there is."""
    if why:
        for key in ("evaluated", "evaluated_amount", "scored", "average", *GRADES):
            yield missing(key, why)
        return
    sent = [paper for paper in projects_of(unit.sheets) if paper.state != DRAFT]
    yield counted("evaluated", len(sent), "已提交的项目自评表", "sheets")
    yield _evaluated_amount(sent)
    scores = [(paper.score, paper.grade) for paper in sent if paper.score is not None]
    if not scores:
        lacks = "已提交的项目自评表没有得分" if sent else "还没有提交的项目自评表"
        for key in ("scored", "average", *GRADES):
            yield missing(key, lacks)
        return
    source = f"{len(scores)} 张已提交的项目自评表总分"
    mean = rounded(added(score for score, _ in scores), len(scores))
    yield counted("scored", len(scores), source, "sheets")
    yield Figure("average", with_two(mean), mean, f"{source}的平均数", "sheets")
    yield from _by_grade([grade for _, grade in scores], source)


def _evaluated_amount(sent: list[Paper]) -> Figure:
    amounts = [amount_of(paper, "executed") for paper in sent]
    known: list[Decimal] = [amount for amount in amounts if amount is not None]
    if not sent:
        return missing("evaluated_amount", "还没有提交的项目自评表")
    if len(known) < len(sent):
        why = f"{len(sent) - len(known)} 张已提交的项目自评表没有全年执行数"
        return missing("evaluated_amount", why)
    source = f"{len(sent)} 张已提交的项目自评表全年执行数合计"
    return money("evaluated_amount", added(known), source, "sheets")


def _by_grade(grades: list[str], source: str) -> Iterator[Figure]:
    found = Counter(grades)
    if set(found) <= set(GRADES.values()):
        for key, grade in GRADES.items():
            yield counted(key, found[grade], f"{source}按评分办法", "sheets")
    else:
        for key in GRADES:
            yield missing(key, "有的项目自评表没有等级")
