"""Mid-year monitoring from typed texts: lamps of rows, warnings, gaps before handing in.

Plain Python over the value parser and the lamps of the rule book; rows and forms come by here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from projects.values import Kind, Value, parse, parse_actual, parse_named
from scoring.checks.finding import Finding, Severity
from scoring.comparing import Comparable, Leaf, comparable
from scoring.gaps import Gap
from scoring.rules.lamps import Chance, Lamp, Lit, Row, grows, percent_told, row_lamp
from scoring.rules.terms import Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """One row of a report as a filer says it, cleaned."""

    text: str = ""
    forecast: str = ""
    cause: str = ""
    cause_text: str = ""
    chance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """A whole form or a part of it: only what is named is touched. Keys are public ids."""

    lines: dict[UUID, LineEntry] = field(default_factory=dict)
    executed: str | None = None  # None: leave what is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row stands and what it is to reach: the copies that a report keeps."""

    level1: str
    level2: str
    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as it is understood: its lamp, and how far it is on the way where that can be said."""

    value: Value
    lit: Lit
    progress: Fraction | None


_DOUBTS = {
    "actual_unclear": "填的不是数字",
    "unit_unclear": "单位与指标值不同",
    "date_not_judged": "指标值的期限不明确",
    "day_unclear": "填的不是日期",
}


def seen(place: Place, *, text: str, chance: str, month: int, year: int) -> Seen:
    """What an interim actual value means beside its target at the end of a month."""
    value = _answer(text, place.name)
    target = parse_named(place.target, name=place.name)
    compared = comparable(_leaf(target, value), year)
    row = Row(
        sign=compared.sign,
        target=_number(compared.target),
        actual=_number(compared.actual),
        upper=_number(compared.upper),
        unit=compared.unit,
        grows=grows(place.level2, place.level1),
        doubt=_DOUBTS.get(compared.doubt or "", ""),
        is_blank=value.kind is Kind.EMPTY,
        not_applicable=Kind.NOT_APPLICABLE in (value.kind, target.kind),
    )
    lit = row_lamp(row, month=month, chance=Chance(chance) if chance else None)
    return Seen(value, lit, _progress(place, row, compared))


def is_stroke(text: str) -> bool:
    """Whether a text says nothing: a stroke or N/A where a figure, words or 不适用 are wanted."""
    if not text or "不适用" in text:
        return False
    return not any(sign.isalnum() for sign in text) or parse(text).kind is Kind.NOT_APPLICABLE


def _answer(text: str, name: str) -> Value:
    """A stroke is no answer: it counts as blank, and its text is kept."""
    return Value(text, Kind.EMPTY) if is_stroke(text) else parse_actual(text, name=name)


def _leaf(target: Value, actual: Value) -> Leaf:
    return Leaf(
        id="",
        points=None,
        target_kind=target.kind.value,
        target_operator=target.operator or "",
        target_number=_text(target.number),
        target_upper=_text(target.upper),
        target_unit=target.unit or "",
        target_base_number=_text(target.base_number),
        target_base_upper=_text(target.base_upper),
        target_base_unit=target.base_unit or "",
        target_last_day=target.date_to or "",
        a_is_filled=actual.kind is not Kind.EMPTY,
        a_kind=actual.kind.value,
        a_number=_text(actual.number),
        a_unit=actual.unit or "",
        a_base_number=_text(actual.base_number),
        a_base_unit=actual.base_unit or "",
        a_last_day=actual.date_to or "",
        a_share=None,
        a_not_applicable=False,
        a_claimed=None,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


_COUNTED = (Sign.AT_LEAST, Sign.ABOVE, Sign.EQUAL)
_SHARES = ("%", "‰")


def _progress(place: Place, row: Row, compared: Comparable) -> Fraction | None:
    """How much of a counted target is done, at most all of it; shares say no progress."""
    is_quantity = "数量" in place.level2 or (not place.level2 and "产出" in place.level1)
    if not is_quantity or compared.sign not in _COUNTED or row.unit in _SHARES:
        return None
    if row.actual is None or row.target is None or row.target <= 0:
        return None
    return min(Fraction(row.actual) / Fraction(row.target), Fraction(1))


# ---- warnings ------------------------------------------------------------------------------

SPENT_BY = ((4, 25), (6, 40), (8, 60), (10, 80))
"""川财绩〔2025〕10号 [R]: to April, June, August, October at least so many percent are spent."""
WIDEST_GAP = 10
"""The same: progress and spending differ by more than so many points."""
SOURCE = "参照川财绩〔2025〕10号"


def warnings(
    *,
    executed: Decimal | None,
    annual: Decimal | None,
    month: int,
    progress: Iterable[tuple[Fraction | None, Decimal | None]],
) -> list[Finding]:
    """What the Sichuan rule warns of [R], each as a doubt: it is a rule of one province.

    `progress`: how much of each counted target is done, with the row's points.
    """
    if executed is None or not annual:
        return []
    spent = Fraction(executed) / Fraction(annual)
    return [*_slow(spent, month), *_apart(spent, list(progress))]


def _slow(spent: Fraction, month: int) -> Iterable[Finding]:
    """The latest of the four months that has passed counts; before April there is none."""
    due = [(by, share) for by, share in SPENT_BY if by <= month]
    if due and spent * 100 < due[-1][1]:
        by, share = due[-1]
        told = percent_told(spent)
        yield _doubt(
            "monitoring-spending",
            f"预算执行 {told}，低于 {by} 月底应达到的 {share}%（{SOURCE}），"
            "请说明原因，并提出继续、调剂或收回的意见",
            told,
            f"{share}%",
        )


def _apart(
    spent: Fraction, progress: list[tuple[Fraction | None, Decimal | None]]
) -> Iterable[Finding]:
    counted = [(done, points) for done, points in progress if done is not None]
    if not counted:
        return
    weighted = all(points for _, points in counted)
    weights = [Fraction(points) if weighted and points else Fraction(1) for _, points in counted]
    done = sum(
        (share * weight for (share, _), weight in zip(counted, weights, strict=True)), Fraction(0)
    ) / sum(weights)
    apart = abs(done - spent) * 100
    if apart > WIDEST_GAP:
        how = "按分值加权，" if weighted else ""
        told, own = percent_told(done), percent_told(spent)
        yield _doubt(
            "monitoring-progress",
            f"数量指标完成进度 {told}（{how}{len(counted)} 行），预算执行 {own}，"
            f"相差超过 {WIDEST_GAP} 个百分点（{SOURCE}），请核对并说明原因",
            own,
            told,
        )


def _doubt(check: str, message: str, printed: str, expected: str) -> Finding:
    return Finding(
        check=check,
        severity=Severity.DOUBT,
        place="executed",
        message=message,
        printed=printed,
        expected=expected,
    )


# ---- gaps ----------------------------------------------------------------------------------

WANTS_A_CAUSE = (Lamp.RED, Lamp.YELLOW)


NO_ANSWER = "不算填报。没有完成请填 0，当年不开展的请填“不适用”并写明原因。"


def line_gaps(line: LineEntry, lit: Lit, *, anchor: str, label: str) -> list[Gap]:
    """What a row still wants before the report can be handed in."""
    if lit.why == "不适用":
        wanted = _reason_left_out(line)
    else:
        wanted = [*_unanswered(line), *_causes(line, lit)]
    return [
        Gap(anchor=f"{name}-{anchor}", label=f"{label} {what}", message=message)
        for name, what, message in wanted
    ]


_Wanted = list[tuple[str, str, str]]  # field, its label, message


def _reason_left_out(line: LineEntry) -> _Wanted:
    """A row that the filer leaves out says why; one whose target says 不适用 is left out by it."""
    if line.cause_text or parse(line.text).kind is not Kind.NOT_APPLICABLE:
        return []
    return [("cause_text", "原因说明", "填了不适用。请写明原因，如当年没有这项工作。")]


def _unanswered(line: LineEntry) -> _Wanted:
    wanted = []
    if is_stroke(line.text):
        wanted.append(("text", "完成情况", f"“{line.text[:20]}”{NO_ANSWER}"))
    elif not line.text:
        wanted.append(("text", "完成情况", "还没有填；当年不开展的请填“不适用”并写明原因。"))
    if is_stroke(line.forecast):
        wanted.append(
            ("forecast", "全年预计", f"“{line.forecast[:20]}”没有说明预计，请填数或文字。")
        )
    elif not line.forecast:
        wanted.append(("forecast", "全年预计", "还没有填。"))
    if not line.chance:
        wanted.append(("chance", "完成可能性", "还没有选。"))
    return wanted


def _causes(line: LineEntry, lit: Lit) -> _Wanted:
    wanted = []
    if lit.lamp in WANTS_A_CAUSE:
        if not line.cause:
            wanted.append(("cause", "原因类别", "红灯、黄灯须选原因类别。"))
        if not line.cause_text:
            wanted.append(("cause_text", "原因说明", "红灯、黄灯须写明原因和措施。"))
    return wanted
