"""Checks of the funds of a whole department against its budget and final account."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from projects.values import Printed
from scoring.checks.accounts_facts import TOTAL, Fact, Key
from scoring.checks.accounts_same import by_key, reference
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.papers import FINAL, Document, Paper, Unit
from scoring.checks.rounding import (
    NOTHING,
    added,
    difference,
    digits_of,
    half_a_digit,
    percent_severity,
    plain,
    with_two,
)
from scoring.checks.sheet import Fund
from scoring.checks.unit_fiscal import income_beside, spent_beside
from scoring.rules.numbers import percent

_FOUR = 4
_SOURCES = (
    ("fiscal", ("财政性资金", "财政拨款", "一般公共预算", "政府预算资金")),
    ("other", ("其他资金", "单位资金")),
    ("basic", ("基本支出",)),
    ("project", ("项目支出",)),
)


class Due(NamedTuple):
    """What a table says a cell of the funds should be; `text` as printed there.

    `whole`: the same with all fiscal budgets counted; `is_open`: or anything between the two.
    """

    amount: Decimal
    text: str
    place: str
    whole: Decimal
    is_open: bool


class Books(NamedTuple):
    """A document with the facts of its tables."""

    document: Document
    facts: dict[Key, list[Fact]]

    def find(self, key: Key) -> Fact | None:
        """The usual amount of a key; where all is of the general budget it goes by that name."""
        found = self.facts.get(key) or self.facts.get((key[0].replace("spent", "general"), key[1]))
        return reference(found) if found else None


def source_of(fund: Fund) -> str:
    """Which money a row of the funds is: total, fiscal, other, basic or project; "" for another."""
    if fund.is_total:
        return TOTAL
    label = fund.label
    return next((name for name, words in _SOURCES if any(word in label for word in words)), "")


Reading = tuple[Key, ...]
"""The amount of a key; of two, the one less the other."""

_YEAR: dict[str, dict[str, tuple[Reading, ...]]] = {
    "annual": {
        TOTAL: ((("income", TOTAL),),),
        "fiscal": ((("income", "general"),),),
        "other": ((("income", "other"),), (("income", TOTAL), ("income", "general"))),
    },
    "executed": {
        TOTAL: ((("spent", TOTAL),),),
        "fiscal": ((("general", TOTAL),),),
        "other": ((("spent", TOTAL), ("general", TOTAL)),),
    },
}
_PLAN: dict[str, tuple[Reading, ...]] = {
    TOTAL: ((("spent", TOTAL),),),
    "fiscal": ((("income", "general"),),),
    "basic": ((("spent basic", TOTAL),),),
    "project": ((("spent project", TOTAL),),),
}
_BESIDE: Key = ("income", "other")  # told by itself, whatever else is fiscal money
_MILDEST_FIRST = (None, Severity.ROUNDING, Severity.ERROR)
_MOVES = {"fiscal": 1, "other": -1}  # how the other fiscal budgets move what is read of a source
_COLUMNS = {
    "initial": ("initial_budget", "年初预算数"),
    "annual": ("annual_budget", "全年预算数"),
    "executed": ("executed", "全年执行数"),
}


@check(
    "fund-accounts",
    "部门资金与预决算表",
    of=Subject.UNIT,
    compares="部门整体目标表、自评表的预算数和执行数，与同一年度预决算表中的收入、支出；"
    "同一列有一行与表相符，才把不符的一行作为错误。",
    why="自评表的资金取自预算和决算，同一笔钱在两张公开的表里应当一样，执行率才可信。",
    source="自评表与部门预决算一并公开，数据同源。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def funds_are_those_of_the_accounts(unit: Unit) -> Iterator[Finding]:
    """The funds of a whole department stand in the tables of its budget or final account.

    Rests on: rule book, section 4 (these figures are already in the system) and 9. A form may take
    its annual budget as income or with what was brought over: which, shows by the rows that agree.
    Fiscal money is the general budget or all fiscal budgets, other money what either leaves.
    """
    for paper in _whole_papers(unit):
        for document in unit.accounts:
            books = Books(document, by_key(document))
            for column in _COLUMNS:
                yield from _of_column(paper, books, column)


def _whole_papers(unit: Unit) -> list[Paper]:
    """The department's own sheet; its plan where there is no sheet yet."""
    sheets = [paper for paper in unit.sheets if paper.is_whole]
    return sheets or [paper for paper in unit.plans if paper.is_whole]


def _of_column(paper: Paper, books: Books, column: str) -> Iterator[Finding]:
    funds = paper.sheet.funds
    cells = [(fund, _dues(paper, fund, books, column), _cell(fund, column)) for fund in funds]
    verdicts = [
        (fund, dues[0], told, _severity(told, dues))
        for fund, dues, told in cells
        if dues and told.number is not None
    ]
    agrees = any(severity is None for *_, severity in verdicts)
    for fund, due, told, severity in verdicts:
        if severity is Severity.ERROR and not agrees:
            if not fund.is_total:
                continue
            severity = Severity.DOUBT
        if severity is None:
            continue
        yield _finding(paper, fund, column, told, due, severity)
        if severity is Severity.ERROR:
            yield from _rate(paper, fund, column, due)


def _cell(fund: Fund, column: str) -> Printed:
    cell: Printed = getattr(fund, column)
    return cell


def _dues(paper: Paper, fund: Fund, books: Books, column: str) -> list[Due]:
    """What the document may say of a cell, the usual reading first; [] where it says nothing."""
    source, unit, wanted = source_of(fund), books.document.money_unit, paper.sheet.money_unit
    made: list[Due] = []
    for keys in _readings(paper, fund, column, source, is_final=books.document.kind == FINAL):
        own = [fact for key in keys if (fact := books.find(key))]
        if len(own) < len(keys):
            break
        amounts = [own[0].amount if len(own) == 1 else difference(own[0].amount, own[1].amount)]
        if source in _MOVES and _BESIDE not in keys:
            amounts.append(_with_all_budgets(amounts[0], books, source, column))
        told = [_in_unit(amount, unit, wanted) for amount in amounts]
        place = "、".join(dict.fromkeys(one.table.place for one in own))
        text = own[0].text if len(own) == 1 and unit == wanted else f"{told[0]:f}"
        moves = source in _MOVES and column == "executed"
        is_open = moves and spent_beside(books.document) is None
        made.append(Due(told[0], text, place, told[-1], is_open))
    return made


def _with_all_budgets(amount: Decimal, books: Books, source: str, column: str) -> Decimal:
    """An amount of the general budget, or what it leaves, with all fiscal budgets in its place.

    Where no table says what was spent of the others: the most that it may have been.
    """
    beside: Decimal | None = income_beside(books.document)
    if column == "executed":
        beside = spent_beside(books.document)
        spent, general = books.find(("spent", TOTAL)), books.find(("general", TOTAL))
        if beside is None and spent and general:
            beside = difference(spent.amount, general.amount)
    return added([amount, (beside or Decimal(0)) * _MOVES[source]])


def _readings(
    paper: Paper, fund: Fund, column: str, source: str, *, is_final: bool
) -> tuple[Reading, ...]:
    if is_final:
        return _YEAR.get(column, {}).get(source, ())
    is_first = not fund.initial.text and paper.sheet.is_plan
    return _PLAN.get(source, ()) if column == ("annual" if is_first else "initial") else ()


def _in_unit(amount: Decimal, unit: str, wanted: str) -> Decimal:
    if unit == wanted:
        return amount
    return amount.scaleb(-_FOUR) if wanted == "万元" else amount.scaleb(_FOUR)


def _severity(told: Printed, dues: list[Due]) -> Severity | None:
    """The mildest of all readings; None where one agrees."""
    if told.number is None:
        return None
    found = {_gap(told.number, due) for due in dues}
    return next((one for one in _MILDEST_FIRST if one in found), None)


def _gap(told: Decimal, due: Due) -> Severity | None:
    low, high = sorted((due.amount, due.whole))
    if told in (low, high) or (due.is_open and low <= told <= high):
        return None
    near = any(difference(told, end).copy_abs() <= added_slack(told, end) for end in (low, high))
    return Severity.ROUNDING if near else Severity.ERROR


def added_slack(*figures: Decimal) -> Decimal:
    """How far apart rounding may bring printed figures: half of each one's last digit."""
    total = sum(map(half_a_digit, filter(None, figures)), NOTHING)
    return Decimal(total.numerator) / Decimal(total.denominator)


def _finding(
    paper: Paper, fund: Fund, column: str, told: Printed, due: Due, severity: Severity
) -> Finding:
    key, heading = _COLUMNS[column]
    end = {
        Severity.ROUNDING: "，差在四舍五入",
        Severity.DOUBT: "，请核对口径",
        Severity.ERROR: "",
    }[severity]
    gap = plain(difference(told.number or Decimal(0), due.amount).copy_abs())
    return Finding(
        check="fund-accounts",
        severity=severity,
        place=f"funds[{fund.row}].{key}",
        message=f"{fund.label}{heading}印 {told.text}，{due.place}为 {due.text}，相差 {gap}{end}",
        printed=told.text,
        expected=with_two(due.amount),
        paper=paper.name,
    )


def _rate(paper: Paper, fund: Fund, column: str, due: Due) -> Iterator[Finding]:
    """The rate that rests on the wrong figure, with the one of the table in its place."""
    told = fund.rate.number
    part = due.amount if column == "executed" else fund.executed.number
    base = due.amount if column == "annual" else fund.annual.number
    if told is None or part is None or not base:
        return
    if percent_severity(part=part, base=base, told=told) is not Severity.ERROR:
        return
    computed = percent(part, base, digits_of(told))
    yield Finding(
        check="fund-accounts",
        severity=Severity.ERROR,
        place=f"funds[{fund.row}].rate",
        message=f"{fund.label}执行率印 {fund.rate.text}，按{due.place}的 {due.text} 计算 "
        f"{part:f} ÷ {base:f} = {computed}%",
        printed=fund.rate.text,
        expected=f"{computed}%",
        paper=paper.name,
    )
