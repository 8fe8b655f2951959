"""Checks of the money over one paper: changes, carry-over, caps, unit costs, results against it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from projects.values import Kind
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_at, doubt_of_row, quoted
from scoring.checks.extent import Extent, counted, measure, total_row
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import EXACT, added, difference, half_a_digit, plain
from scoring.checks.sheet import Fund, Line, Sheet, is_reason
from scoring.rules.numbers import percent

_COST, _QUANTITY, _MONEY, _TEN_THOUSAND = "成本", "数量", "元", "万"
_TEN_THOUSAND_YUAN = 10**4
_CHANGE = Fraction(1, 5)
_AHEAD = Decimal(20)  # more than one twentieth (5 %) ahead
_CARRIED = ("上年结转", "年初结转")
_WHOLE_COST = re.compile(
    "总(?:成本|投资|预算|费用|支出|经费)|预算(?:项目)?总?成本|项目(?:预算|计划)?(?:总)?(?:成本|投资)"
    "|预算总额|成本不超"
)
_PER = re.compile("单位|单价|人均|户均|生均|亩均|平均|每|标准|单项|单次|单个")
_CEILINGS = (None, "=", "<=", "<")
_FLOORS = (None, "=", ">=", ">")


@check(
    "budget-changed",
    "年中调整较大没有写原因",
    of=Subject.FUND,
    compares="全年预算数与年初预算数之差是否超过年初预算数的 20%，有没有写原因；年初为 0 的不看。",
    why="年中调整应单独说明理由，否则看不出年初预算编得准不准。",
    source="四川 510000_0013zp 表：年中调整应单独说明理由；预算调整率的指标值常见≤20%、≤30%。",
    severities=(Severity.DOUBT,),
)
def change_has_a_reason(fund: Fund, sheet: Sheet) -> Iterator[Finding]:
    """A budget that was much changed says why: on the total row, else on the part that changed."""
    if not sheet.is_copy or sheet.is_plan or is_reason(fund.reason):
        return
    initial, annual = fund.initial.number, fund.annual.number
    if not initial or annual is None or initial < 0:
        return
    total = total_row(sheet.funds)
    if total is not None and fund is not total and total.initial.number and total.annual.number:
        return
    change = Fraction(annual) / Fraction(initial) - 1
    if abs(change) <= _CHANGE:
        return
    gap = difference(annual, initial)
    rate = plain(abs(percent(gap, initial) or Decimal(0)))
    said = (
        f"年初预算数 {fund.initial.text}，全年预算数 {fund.annual.text}，"
        f"{'调增' if change > 0 else '调减'} {plain(abs(gap))}（{rate}%），"
        "没有写原因，请说明调整的原因"
    )
    yield doubt_at(
        "budget-changed",
        f"funds[{fund.row}].annual_budget",
        said,
        printed=fund.annual.text,
        expected=fund.initial.text,
    )


@check(
    "carry-over",
    "上年结转与说明文字",
    of=Subject.FUND,
    compares="资金表中上年结转一行与说明文字、决算中的年初结转和结余。",
    why="结转数两处不同，执行率也随之不同。",
    source="公开的自评表与文字说明、决算应当一致。",
    severities=(Severity.DOUBT,),
)
def carry_over_is_the_told_one(fund: Fund, sheet: Sheet) -> Iterator[Finding]:
    """What was carried over is one amount. That of a project is a part of the told one."""
    told = sheet.carried_over.number
    if told is None or not any(word in fund.label for word in _CARRIED):
        return
    mine = fund.annual if fund.annual.number is not None else fund.initial
    if mine.number is None or _agree(mine.number, told):
        return
    if sheet.kind == "project" and mine.number < told:
        return
    said = (
        f"{fund.label} {mine.text}，说明文字中的年初结转和结余 {sheet.carried_over.text}，"
        f"相差 {plain(abs(difference(mine.number, told)))}，请核对"
    )
    column = "annual_budget" if mine is fund.annual else "initial_budget"
    yield doubt_at(
        "carry-over",
        f"funds[{fund.row}].{column}",
        said,
        printed=mine.text,
        expected=sheet.carried_over.text,
    )


@check(
    "cost-cap",
    "总成本与预算金额",
    of=Subject.SHEET,
    compares="项目总成本、预算总成本一类指标的金额与资金表的年初、全年预算数，万元和元换算后比较。",
    why="上限高于预算等于没有上限，低于预算则预算花完就超支。",
    source="核查清单：成本指标与预算一致；公开的目标表中“预算总成本≤96万元”与预算 96 相同。",
    severities=(Severity.DOUBT,),
)
def cap_is_the_budget(sheet: Sheet) -> Iterator[Finding]:
    """What the whole may cost is what was budgeted for it."""
    budgets = _budgets(sheet)
    if not budgets or sheet.kind != "project":
        return
    for line in counted(sheet):
        cap = _cap_of(line)
        if cap is None or any(cap.agrees(budget) for budget in budgets):
            continue
        gap = cap.yuan - budgets[0].yuan
        printed = f"{budgets[0].text}{sheet.money_unit}"
        said = (
            f"{quoted(line.name)}的指标值{quoted(line.target)}"
            f"{'高于' if gap > 0 else '低于'}预算 {printed}，"
            f"相差 {_in_words(abs(gap), sheet)}，请核对"
        )
        yield doubt_of_row("cost-cap", line, "target", said, printed=line.target, expected=printed)


class _Amount(NamedTuple):
    """Money in 元, with what half of its last printed digit comes to."""

    yuan: Fraction
    slack: Fraction
    text: str

    def agrees(self, other: "_Amount") -> bool:
        """Whether the two may be one amount, rounded for print."""
        return abs(self.yuan - other.yuan) <= self.slack + other.slack


def _budgets(sheet: Sheet) -> list[_Amount]:
    """The annual and the initial budget of the total row, where there are any."""
    total = total_row(sheet.funds)
    if total is None:
        return []
    scale = _TEN_THOUSAND_YUAN if sheet.money_unit == "万元" else 1
    return [
        _Amount(Fraction(figure.number) * scale, half_a_digit(figure.number) * scale, figure.text)
        for figure in (total.annual, total.initial)
        if figure.number is not None and figure.number > 0
    ]


def _cap_of(line: Line) -> _Amount | None:
    """What a row says that the whole may cost; None where it says nothing of the kind."""
    due = line.due
    if due.kind is not Kind.NUMBER or due.operator not in _CEILINGS:
        return None
    if due.base_unit != _MONEY and due.unit != _TEN_THOUSAND:
        return None
    if not (_COST in line.heading or _COST in line.block):
        return None
    if not _WHOLE_COST.search(line.name) or _PER.search(line.name):
        return None
    return _money(line)


def _money(line: Line) -> _Amount | None:
    number, base = line.due.number, line.due.base_number
    if not number or base is None or number < 0:
        return None
    scale = Fraction(base) / Fraction(number)
    return _Amount(Fraction(base), half_a_digit(number) * scale, line.target)


def _in_words(yuan: Fraction, sheet: Sheet) -> str:
    """An amount in the sheet's own unit, exact."""
    scale = _TEN_THOUSAND_YUAN if sheet.money_unit == "万元" else 1
    amount = yuan / scale
    exact = EXACT.divide(Decimal(amount.numerator), Decimal(amount.denominator))
    return f"{plain(exact)}{sheet.money_unit}"


@check(
    "unit-cost",
    "数量乘单价与预算金额",
    of=Subject.SHEET,
    compares="一行数量（10个）与一行同单位的单价（23万元/个）相乘，与资金表的预算数；"
    "只看单价不是上限、数量不是上限的，乘积超过预算才提。",
    why="按目标做完，钱不够；不是目标定高了，就是单价或预算填错。",
    source="公开的目标表中见过：10 个 × 23 万元 = 230 万元，预算 214.06 万元。",
    severities=(Severity.DOUBT,),
)
def quantity_can_be_paid(sheet: Sheet) -> Iterator[Finding]:
    """So many at such a price cost no more than the budget."""
    budgets = _budgets(sheet)
    prices = [line for line in counted(sheet) if _is_price(line)] if budgets else []
    if len(prices) != 1:
        return
    price, unit = prices[0], (prices[0].due.base_unit or "").partition("/")[2]
    amounts = [line for line in counted(sheet) if _is_quantity(line, unit)]
    if len(amounts) != 1:
        return
    cost, amount = _money(price), amounts[0]
    if cost is None or amount.due.base_number is None:
        return
    whole = cost.yuan * Fraction(amount.due.base_number)
    slack = cost.slack * Fraction(amount.due.base_number)
    if any(whole - slack <= budget.yuan + budget.slack for budget in budgets):
        return
    printed = f"{budgets[0].text}{sheet.money_unit}"
    said = (
        f"第 {amount.row + 1} 行{quoted(amount.target)} × {quoted(price.target)} = "
        f"{_in_words(whole, sheet)}，超过预算 {printed}，请核对数量、单价和预算"
    )
    yield doubt_of_row("unit-cost", price, "target", said, printed=price.target, expected=printed)


def _is_price(line: Line) -> bool:
    due = line.due
    is_money = (due.base_unit or "").startswith(f"{_MONEY}/")
    return is_money and due.kind is Kind.NUMBER and due.operator in _FLOORS


def _is_quantity(line: Line, unit: str) -> bool:
    due = line.due
    is_it = _QUANTITY in line.heading and due.base_unit == unit
    return is_it and due.kind is Kind.NUMBER and due.operator in _FLOORS


@check(
    "ahead-of-money",
    "绩效得分远高于预算执行",
    of=Subject.SHEET,
    compares="指标得分率与预算执行得分率：（指标得分率−执行得分率）÷指标得分率是否超过 5%；"
    "分值、得分不齐和写明原因的不看。",
    why="钱没有花完而目标几乎都完成，可能是预算编多了，也可能是得分填高了。",
    source="省级预算绩效系统的自评预警：（I/90−E/10）÷（I/90）＞5% 亮红灯。",
    severities=(Severity.DOUBT,),
)
def results_keep_to_the_spending(sheet: Sheet) -> Iterator[Finding]:
    """Results are not far ahead of the money spent on them."""
    total = total_row(sheet.funds)
    if total is None or is_reason(total.reason) or measure(sheet).extent is not Extent.COMPLETE:
        return
    points, score = total.points.number, total.score.number
    rows = [line for line in sheet.lines if line.points.number and not line.not_applicable]
    if not points or score is None or any(line.score.number is None for line in rows):
        return
    due = added(line.points.number or Decimal(0) for line in rows)
    given = added(line.score.number or Decimal(0) for line in rows)
    if not due or given <= 0 or score < 0:
        return
    # (given/due − score/points) ÷ (given/due) against one twentieth, without dividing
    results, spending = EXACT.multiply(given, points), EXACT.multiply(score, due)
    if EXACT.multiply(EXACT.subtract(results, spending), _AHEAD) <= results:
        return
    said = (
        f"指标得分率 {percent(given, due)}%（{plain(given)} ÷ {plain(due)}），"
        f"预算执行得分率 {percent(score, points)}%（{plain(score)} ÷ {plain(points)}），"
        "请核对得分，说明钱没有花完而目标完成的原因"
    )
    yield doubt_at(
        "ahead-of-money", f"funds[{total.row}].score", said,
        printed=total.score.text, expected=None,
    )  # fmt: skip


def _agree(figure: Decimal, other: Decimal) -> bool:
    gap = abs(Fraction(figure) - Fraction(other))
    return gap <= half_a_digit(figure) + half_a_digit(other)
