"""Checks of the funds: rates against their amounts, the total row against its parts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import compress, product

from projects.funds import is_a_total
from projects.values import Printed
from scoring.checks.check import Subject, check
from scoring.checks.extent import total_row
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import (
    NOTHING,
    added,
    difference,
    digits_of,
    half_a_digit,
    plain,
    share_severity,
)
from scoring.checks.sheet import Fund
from scoring.rules.numbers import percent

_OF_WHICH = "其中"
_BY_SOURCE, _BY_STRUCTURE = "资金来源", "资金结构"
_MOST_PARTS = 12

# key of the column in a place, its heading, and how to take it from a row
COLUMNS: tuple[tuple[str, str, Callable[[Fund], Printed]], ...] = (
    ("initial_budget", "年初预算数", lambda fund: fund.initial),
    ("annual_budget", "全年预算数", lambda fund: fund.annual),
    ("arrived", "到位数", lambda fund: fund.arrived),
    ("executed", "全年执行数", lambda fund: fund.executed),
)


@check(
    "fund-rate",
    "执行率与金额",
    of=Subject.ASKED,
    compares="印出的执行率与本行执行数除以全年预算数的结果，按印出的小数位比较。",
    why="执行率是打分的依据，应当能由本行金额算出。",
    source="《项目支出绩效自评表》表式：执行率＝全年执行数÷全年预算数。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def rate_matches_its_amounts(fund: Fund) -> Iterator[Finding]:
    """A printed execution rate must come out of its own amounts at the digits it is printed with.

    Rests on: execution rate = executed / annual budget (form; [P]). A row without money prints 0 by
    custom, and a rate without a percent sign may be a share: 1 is 100 %.
    """
    severity = _rate_severity(fund)
    if severity is None or fund.rate.number is None:
        return
    computed = percent(fund.executed.number, fund.annual.number, digits_of(fund.rate.number))
    yield Finding(
        check="fund-rate",
        severity=severity,
        place=f"funds[{fund.row}].rate",
        message=f"表中印 {fund.rate.text}，{_worked_out(fund, computed)}"
        + ("，差在金额的四舍五入" if severity is Severity.ROUNDING else ""),
        printed=fund.rate.text,
        expected=None if computed is None else f"{computed}%",
    )


def _worked_out(fund: Fund, computed: Decimal | None) -> str:
    if computed is not None:
        return f"按本行金额重算 {fund.executed.text} ÷ {fund.annual.text} = {computed}%"
    if fund.executed.number is None:
        return "本行没有填执行数，无法重算"
    if fund.annual.number is None:
        return "本行没有填全年预算数，无法重算"
    return "本行全年预算数为 0，执行率不可计算"


def _rate_severity(fund: Fund) -> Severity | None:
    told, part = fund.rate.number, fund.executed.number
    if told is None or (not told and not part):
        return None
    return share_severity(part=part, base=fund.annual.number, told=told, text=fund.rate.text)


@check(
    "fund-parts",
    "资金总额与各来源",
    of=Subject.ASKED,
    compares="每一列总额行与各来源行的合计；某行空白时，只看各行是否超过总额。",
    why="各来源之和超过总额，说明总额或某个来源填错，执行率也随之失准。",
    source="《项目支出绩效自评表》表式：年度资金总额为各来源之和。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def parts_make_the_total(funds: Sequence[Fund]) -> Iterator[Finding]:
    """In each column the total row is the sum of its parts.

    Rests on: fund sub-rows are summed over sources ([P]; form). Parts above the total cannot be;
    a total above its parts may have parts that are not printed. Amounts may be rounded for print,
    a 0 is exact. Forms break sources down with 其中 or without a word, so any reading in which
    rows are part of a row before them is right. Sources and structure (资金来源, 资金结构: 基本支出
    and 项目支出) are two splits of the same total, each a whole, named or not.
    """
    total = total_row(funds)
    parts = [fund for fund in funds if fund is not total and not is_a_total(fund.label)]
    if total is None:
        return
    for split, rows in _splits(parts):
        yield from _of_one_split(total, split, rows)


def _splits(parts: Sequence[Fund]) -> Iterator[tuple[str, list[Fund]]]:
    """The rows of every split with its name, empty where there is but one."""
    by_split: dict[str, list[Fund]] = {_BY_SOURCE: [], _BY_STRUCTURE: []}
    name = _BY_SOURCE
    for fund in parts:
        name = next((split for split in by_split if split in fund.label), name)
        by_split[name].append(fund)
    wholes = [(split, rows) for split, rows in by_split.items() if rows]
    yield from wholes if len(wholes) > 1 else [("", rows) for _, rows in wholes]


def _of_one_split(total: Fund, split: str, parts: list[Fund]) -> Iterator[Finding]:
    is_plain = not any(_OF_WHICH in fund.label.lstrip()[1:] for fund in parts) and not any(
        fund.label.lstrip().startswith(_OF_WHICH) for fund in parts[1:]
    )
    for key, heading, figure in COLUMNS:
        printed, amounts = figure(total), [figure(fund) for fund in parts]
        verdict = _contradiction(printed.number, amounts, is_plain=is_plain)
        if verdict is not None:
            told = _told(parts, figure)
            yield _of_one_column(total, key, heading + split, printed, told, verdict)


def _told(parts: list[Fund], figure: Callable[[Fund], Printed]) -> list[Decimal]:
    """The amounts that a finding adds up: rows that say 其中 of a row before them left out."""
    plain_rows = [
        fund
        for at, fund in enumerate(parts)
        if not at or not fund.label.lstrip().startswith(_OF_WHICH)
    ]
    every = [figure(fund).number for fund in parts]
    own = [figure(fund).number for fund in plain_rows]
    amounts = own if any(amount is not None for amount in own) else every
    return [amount for amount in amounts if amount is not None]


def _contradiction(
    total: Decimal | None, parts: list[Printed], *, is_plain: bool
) -> Severity | None:
    """How the parts contradict the total, None where they need not."""
    known = [part.number for part in parts if part.number is not None]
    if total is None or not known:
        return None
    gap = Fraction(difference(added(known), total))
    if gap == 0 or (gap < 0 and len(known) < len(parts)):
        return None
    if _fits_in_levels(total, known) or _fits_in_splits(total, known):
        return None
    if abs(gap) <= sum(map(_slack, [total, *known]), NOTHING):
        return Severity.ROUNDING
    if gap < 0:
        return Severity.DOUBT
    too_large = any(Fraction(part) > Fraction(total) + _slack(total) for part in known)
    certain = too_large or (is_plain and len(known) <= _MOST_PARTS)
    return Severity.ERROR if certain else Severity.DOUBT


def _fits_in_levels(total: Decimal, amounts: list[Decimal]) -> bool:
    """Whether rows can be told as parts of rows before them so that the others make the total.

    A row is part of the counted row before it, and so no larger. Of too many rows nothing is said.
    """
    if len(amounts) > _MOST_PARTS:
        return True
    for counted in product((True, False), repeat=len(amounts) - 1):
        tops = (True, *counted)
        if all(tops):
            continue  # the plain sum, which the caller knows
        if _is_nested(amounts, tops) and _makes(total, compress(amounts, tops)):
            return True
    return False


def _fits_in_splits(total: Decimal, amounts: list[Decimal]) -> bool:
    """Whether the rows are two splits of the total or more, one after the other, each a whole."""
    last = len(amounts)
    ends = {0}  # how many rows whole splits may take
    for end in range(1, last + 1):
        starts = ends - {0} if end == last else ends  # the one split, which the caller knows
        own = [amounts[start:end] for start in starts]
        if any(_makes(total, rows) or _fits_in_levels(total, rows) for rows in own):
            ends.add(end)
    return last in ends


def _is_nested(amounts: list[Decimal], tops: Sequence[bool]) -> bool:
    above = NOTHING
    for amount, top in zip(amounts, tops, strict=True):
        if top:
            above = Fraction(amount) + _slack(amount)
        elif Fraction(amount) > above:
            return False
    return True


def _makes(total: Decimal, amounts: Iterable[Decimal]) -> bool:
    known = list(amounts)
    gap = abs(Fraction(difference(added(known), total)))
    return gap <= sum(map(_slack, [total, *known]), NOTHING)


def _slack(amount: Decimal) -> Fraction:
    return half_a_digit(amount) if amount else NOTHING


def _of_one_column(
    total: Fund,
    key: str,
    heading: str,
    printed: Printed,
    amounts: list[Decimal],
    severity: Severity,
) -> Finding:
    expected = added(amounts)
    terms = " + ".join(f"{amount:f}" for amount in amounts)
    said = f"{terms} = {expected:f}" if len(amounts) > 1 else f"{expected:f}"
    gap = difference(printed.number or Decimal(0), expected)
    wish = ""
    if severity is Severity.DOUBT:
        wish = "，请核对有无未列出的来源" if gap > 0 else "，请核对各行的层次"
    return Finding(
        check="fund-parts",
        severity=severity,
        place=f"funds[{total.row}].{key}",
        message=f"{heading}各行相加 {said}，总额行是 {printed.text}，"
        f"相差 {plain(gap.copy_abs())}{wish}",
        printed=printed.text,
        expected=f"{expected:f}",
    )


@check(
    "sub-row-points",
    "来源行重复总额行的分值",
    of=Subject.ASKED,
    compares="来源行的分值、得分与总额行的分值、得分。",
    why="预算执行只在总额行计一次分，来源行再填一次，容易重复相加。",
    source="《项目支出绩效自评表》表式：分值和得分只填在年度资金总额行。",
    severities=(Severity.DOUBT,),
)
def sub_row_has_no_points(fund: Fund, total: Fund) -> Iterator[Finding]:
    """Points and score stand on the total row only; a part that repeats them counts twice.

    Rests on: points and score only on the total row, — in the sub-rows (form, [R]).
    """
    if fund.is_total:
        return
    for key, mine, theirs in (
        ("points", fund.points, total.points),
        ("score", fund.score, total.score),
    ):
        if mine.number and mine.number == theirs.number:
            yield Finding(
                check="sub-row-points",
                severity=Severity.DOUBT,
                place=f"funds[{fund.row}].{key}",
                message=f"{fund.label}重复了总额行的{'分值' if key == 'points' else '得分'} "
                f"{mine.text}，只应填在总额行，合计时没有计入，请核对",
                printed=mine.text,
                expected=None,
            )
            return
