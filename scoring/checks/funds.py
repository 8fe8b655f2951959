"""Checks of the funds: rates against their amounts, the total row against its parts."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

from projects.values import Printed
from scoring.checks.extent import total_row
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import (
    EXACT,
    NOTHING,
    added,
    difference,
    digits_of,
    half_a_digit,
    percent_severity,
    plain,
)
from scoring.checks.sheet import Fund
from scoring.rules.numbers import percent

_TOTALS = ("合计", "总计", "总额", "总投资", "总预算")
_OF_WHICH = "其中"
_MOST_READINGS = 200
_MOST_PARTS = 20

# key of the column in a place, its heading, and how to take it from a row
COLUMNS: tuple[tuple[str, str, Callable[[Fund], Printed]], ...] = (
    ("initial_budget", "年初预算数", lambda fund: fund.initial),
    ("annual_budget", "全年预算数", lambda fund: fund.annual),
    ("arrived", "到位数", lambda fund: fund.arrived),
    ("executed", "全年执行数", lambda fund: fund.executed),
)


def total_at(labels: Sequence[str]) -> int:
    """Which row is the total: the first, unless only a later label says so (合计, 总计 ...)."""
    said = [
        at
        for at, label in enumerate(labels)
        if any(word in label for word in _TOTALS) and not label.lstrip().startswith(_OF_WHICH)
    ]
    return said[0] if said else 0


def rate_matches_its_amounts(fund: Fund) -> Iterator[Finding]:
    """A printed execution rate must come out of its own amounts at the digits it is printed with.

    Rests on: execution rate = executed / annual budget (form; [P]). A row without money prints 0 by
    custom, and a rate without a percent sign may be a share: 1 is 100 %.
    """
    severity = _rate_severity(fund)
    if severity is None or fund.rate.number is None:
        return
    computed = percent(fund.executed.number, fund.annual.number, digits_of(fund.rate.number))
    shown = "不可计算（基数为 0 或空白）" if computed is None else f"{computed}%"
    yield Finding(
        check="fund-rate",
        severity=severity,
        place=f"funds[{fund.row}].rate",
        message=f"表中印 {fund.rate.text}，按本行金额重算 {shown}",
        printed=fund.rate.text,
        expected=None if computed is None else f"{computed}%",
    )


def _rate_severity(fund: Fund) -> Severity | None:
    told, part, base = fund.rate.number, fund.executed.number, fund.annual.number
    if told is None or (not told and not part):
        return None
    found = percent_severity(part=part, base=base, told=told)
    if found is not Severity.ERROR or "%" in fund.rate.text or "％" in fund.rate.text:
        return found
    return percent_severity(part=part, base=base, told=_share_in_percent(told))


def _share_in_percent(share: Decimal) -> Decimal:
    """0.4517 as 45.17 and 1 as 100, with the digits that it was printed with."""
    moved = share.scaleb(2, EXACT)
    return moved if digits_of(share) > 2 else moved.quantize(Decimal(1), context=EXACT)


def parts_make_the_total(funds: Sequence[Fund]) -> Iterator[Finding]:
    """In each column the total row is the sum of its parts.

    Rests on: fund sub-rows are summed over sources ([P]; form). Parts above the total cannot be;
    a total above its parts may have parts that are not printed. Amounts may be rounded for print,
    a 0 is exact. A later 其中 row breaks down the row before it: any reading that adds up is right.
    """
    total = total_row(funds)
    parts = [fund for fund in funds if fund is not total]
    if total is None:
        return
    readings = _readings(parts)
    for key, heading, figure in COLUMNS:
        printed = figure(total)
        verdict, amounts = _nearest(printed.number, [list(map(figure, rows)) for rows in readings])
        if verdict is not None:
            yield _of_one_column(total, key, heading, printed, amounts, verdict)


def _nearest(
    total: Decimal | None, readings: list[list[Printed]]
) -> tuple[Severity | None, list[Decimal]]:
    """How the reading that comes nearest contradicts the total; None where one of them does not.

    Which rows are parts is not certain where there is more than one reading: a doubt then.
    """
    found = [_compared(total, reading) for reading in readings]
    if total is None or not found or any(verdict is None for verdict, _ in found):
        return None, []
    if len(found) == 1 and _adds_up_in_levels(total, found[0][1]):
        return None, []
    verdict, amounts = min(found, key=lambda one: difference(added(one[1]), total).copy_abs())
    if verdict is Severity.ERROR and len(found) > 1:
        verdict = Severity.DOUBT
    return verdict, amounts


def _adds_up_in_levels(total: Decimal, amounts: list[Decimal]) -> bool:
    """Whether rows in a run add up to the row before them and the others to the total.

    Some forms break a source down without saying 其中; only sums that agree to the digit show it.
    """
    if len(amounts) > _MOST_PARTS:
        return False
    for start, stop in combinations(range(1, len(amounts) + 1), 2):
        run, others = amounts[start:stop], amounts[:start] + amounts[stop:]
        if added(run) == amounts[start - 1] and added(others) == total:
            return True
    return False


def _readings(parts: list[Fund]) -> list[list[Fund]]:
    """The rows that may be the parts: all, or without those that break down the row before them.

    None at all where there are too many ways to tell.
    """
    nested = [
        at for at, fund in enumerate(parts) if at and fund.label.lstrip().startswith(_OF_WHICH)
    ]
    ends = [*nested[1:], len(parts)]
    choices = [range(start, end + 1) for start, end in zip(nested, ends, strict=False)]
    ways = 1
    for choice in choices:
        ways *= len(choice)
    if ways > _MOST_READINGS:
        return []
    readings = []
    for stops in product(*choices):
        left_out = {
            at for start, stop in zip(nested, stops, strict=True) for at in range(start, stop)
        }
        readings.append([fund for at, fund in enumerate(parts) if at not in left_out])
    return readings


def _compared(total: Decimal | None, parts: list[Printed]) -> tuple[Severity | None, list[Decimal]]:
    """How the parts contradict the total, None where they do not; and their amounts."""
    known = [part.number for part in parts if part.number is not None]
    if total is None or not known:
        return None, known
    gap = difference(added(known), total)
    if gap == 0 or (gap < 0 and len(known) < len(parts)):
        return None, known
    if abs(Fraction(gap)) <= sum(map(_slack, [total, *known]), NOTHING):
        return Severity.ROUNDING, known
    return Severity.ERROR if gap > 0 else Severity.DOUBT, known


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
        message=f"{heading}各行相加 {said}，总额行印 {printed.text}，"
        f"相差 {plain(gap.copy_abs())}{wish}",
        printed=printed.text,
        expected=f"{expected:f}",
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
