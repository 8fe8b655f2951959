"""Checks of the explanatory text (预算绩效情况说明) against the unit's papers and by itself."""

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.values import parse
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.papers import Narrative, Told, Unit
from scoring.checks.rounding import (
    NOTHING,
    added,
    around,
    half_a_digit,
    how_far,
    plain,
    prints_as,
    with_two,
)

_PUBLIC = "公开的文字说明、报表和自评表应当一致。"
_FORM = "部门预算、部门决算公开文本中的预算绩效情况说明"
_OUTWARD = "说明与报表、自评表一起公开，同一个数写成两个，读者不知以哪个为准。"
_PARTS = (("personnel", "public"), ("basic",))


@check(
    "narrative-figure",
    "说明中的数与表中的数",
    of=Subject.UNIT,
    compares="说明中写的每个数与预决算表、目标表、自评表现在的数；系统中没有出处、由单位填写的数不比较；"
    "还是草稿的说明请更新数字。",
    why=_OUTWARD,
    source=_PUBLIC,
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def figure_is_that_of_its_source(unit: Unit) -> Iterator[Finding]:
    """A figure of the text must be what its table or sheet says today."""
    for narrative in unit.narratives:
        for told in narrative.figures:
            if told.now_printed:
                yield from _compared(unit, narrative, told)
            elif not told.is_stated:
                said = f"说明写{_named(told)}，现在{told.source}，看不出这个数从哪里来，请核对"
                yield _finding(
                    narrative, told, said, None, Severity.DOUBT, check="narrative-figure"
                )


def _compared(unit: Unit, narrative: Narrative, told: Told) -> Iterator[Finding]:
    if told.printed == told.now_printed or _is_told_of_the_sheet(unit, narrative, told):
        return
    severity = Severity.ERROR
    if told.amount is not None and told.now is not None:
        if told.amount == told.now:
            return
        severity = _apart(told.amount, told.now)
    said = f"说明写{_named(told)}，{told.source}为 {told.now_printed}"
    if not narrative.is_published and severity is Severity.ERROR:
        severity, said = Severity.DOUBT, f"{said}，请更新数字"
    yield _finding(narrative, told, said, told.now_printed, severity, check="narrative-figure")


def _apart(printed: Decimal, now: Decimal) -> Severity:
    """The two state one figure: the shorter one may be the longer one rounded."""
    can = prints_as(printed, around(now)) or prints_as(now, around(printed))
    return Severity.ROUNDING if can else Severity.ERROR


def _is_told_of_the_sheet(unit: Unit, narrative: Narrative, told: Told) -> bool:
    """Whether the sheet is compared with this very figure already (total-narrative)."""
    return (
        told.key == "department_score"
        and narrative.is_published
        and any(
            paper.sheet.narrative_total.number == told.amount
            and paper.sheet.total.number is not None
            for paper in unit.sheets
        )
    )


@check(
    "narrative-sum",
    "支出总额与各部分",
    of=Subject.UNIT,
    compares="说明中的支出总额与同一说明中人员经费、公用经费（或基本支出）、项目支出之和；"
    "各部分没有写全的不比较。",
    why="总额与各部分出自同一张表，相加对不上，说明有一个数写错或口径不同。",
    source=f"{_FORM}：支出总额后列各部分。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def total_is_the_sum_of_its_parts(unit: Unit) -> Iterator[Finding]:
    """The expenditure as a whole must be what its parts in the same text add up to."""
    for narrative in unit.narratives:
        told = {one.key: one for one in narrative.figures if one.amount is not None}
        parts = _parts(told)
        if "total" in told and parts:
            yield from _summed(narrative, told["total"], parts)


def _parts(told: dict[str, Told]) -> list[Told]:
    """What the text tells of the total, where it tells all of it."""
    if "spending" not in told:
        return []
    basic = next((keys for keys in _PARTS if all(key in told for key in keys)), ())
    rest = ("spending", "others") if "others" in told else ("spending",)
    return [told[key] for key in (*basic, *rest)] if basic else []


def _summed(narrative: Narrative, total: Told, parts: list[Told]) -> Iterator[Finding]:
    amounts = [_number(part) for part in parts]
    added_up = added(amounts)
    if added_up == total.amount:
        return
    span = around(added_up, sum(map(half_a_digit, amounts), NOTHING))
    severity = how_far(_number(total), span)
    terms = " + ".join(f"{part.label} {part.printed}" for part in parts)
    said = f"{terms} = {with_two(added_up)}，说明写支出总额 {total.printed}"
    if severity is Severity.ERROR and added_up < _number(total):
        severity, said = Severity.DOUBT, f"{said}，请核对是否还有没有写出的支出"
    yield _finding(narrative, total, said, with_two(added_up), severity, check="narrative-sum")


@check(
    "narrative-within",
    "部分不大于全部",
    of=Subject.UNIT,
    compares="自评项目数与项目数、有得分的项目数与自评项目数、达到和未达到的指标数与指标总数、"
    "各等级项目数之和与有得分的项目数。",
    why="部分大于全部，至少有一个数写错。",
    source=_PUBLIC,
    severities=(Severity.ERROR,),
)
def part_is_not_more_than_the_whole(unit: Unit) -> Iterator[Finding]:
    """What is counted out of something is not more than that."""
    for narrative in unit.narratives:
        told = {one.key: one for one in narrative.figures if one.amount is not None}
        for whole, keys in _WITHIN:
            parts = [told[key] for key in keys if key in told]
            if whole not in told or not parts:
                continue
            counted = added(map(_number, parts))
            if counted > _number(told[whole]):
                terms = " + ".join(f"{part.label} {part.printed}" for part in parts)
                added_up = f"{terms} = {plain(counted)}" if len(parts) > 1 else terms
                said = f"{added_up}，多于{told[whole].label} {told[whole].printed}"
                of, sum_ = told[whole], plain(counted)
                yield _finding(narrative, of, said, sum_, Severity.ERROR, check="narrative-within")


_WITHIN = (
    ("projects", ("evaluated",)),
    ("evaluated", ("scored",)),
    ("indicators", ("met", "missed", "by_hand")),
    ("scored", ("grade_1", "grade_2", "grade_3", "grade_4")),
)


@check(
    "narrative-typed",
    "正文手写的数与说明中的数",
    of=Subject.UNIT,
    compares="同一句中写全了名称的手写数（如“部门整体绩效自评得分96分”）与说明中同一个数；"
    "写明是上年、其他年度、目标或计划的不比较。",
    why="手写的数不随数据更新，容易与表中的数不同。",
    source=_PUBLIC,
    severities=(Severity.DOUBT,),
)
def typed_figure_is_the_known_one(unit: Unit) -> Iterator[Finding]:
    """A figure typed into the text beside its own full name must be the known one."""
    for narrative in unit.narratives:
        told = {one.key: one for one in narrative.figures}
        for number, paragraph in enumerate(narrative.paragraphs):
            for sentence in _SENTENCE.split(paragraph):
                if not _speaks_of_another(sentence, unit.year):
                    yield from _typed(narrative, told, number, sentence)


_SENTENCE = re.compile(r"[。；;！？\n]")
_OTHERS = re.compile(r"上年|去年|前年|上一年|同比|相比|较|目标|计划|拟|预计|原|其他|某|下属|所属")
_YEAR = re.compile(r"(\d{4})\s*年")
_FIGURE = r"\s*(?:共计|为|是|共)?\s*[：:]?\s*(\d[\d,]*(?:\.\d+)?)\s*"
_END = r"(?!\s*(?:以|及|左右|多|余|至|—|-|~|～|个百分点))"
_TYPED = {
    "total": (r"纳入预算绩效管理的支出总额", "万元"),
    "personnel": (r"人员经费(?:支出)?", "万元"),
    "public": (r"公用经费(?:支出)?", "万元"),
    "projects": (r"支出项目", "个"),
    "evaluated": (r"绩效自评(?:的)?项目", "个"),
    "department_score": (r"(?:部门|单位|部门（单位）)整体(?:支出)?(?:绩效)?自评得分", "分"),
    "average": (r"(?:绩效)?自评平均(?:得)?分", "分"),
    "execution_rate": (r"部门预算执行率", "%"),
}
_PATTERNS = {
    key: re.compile(f"{words}{_FIGURE}{unit}{_END}") for key, (words, unit) in _TYPED.items()
}


def _speaks_of_another(sentence: str, year: int) -> bool:
    """Whether the sentence tells of another year, of a target or of somebody else."""
    years = {int(found) for found in _YEAR.findall(sentence)}
    return bool(_OTHERS.search(sentence) or years - {year})


def _typed(
    narrative: Narrative, told: dict[str, Told], number: int, sentence: str
) -> Iterator[Finding]:
    for key, pattern in _PATTERNS.items():
        one = told.get(key)
        known = None if one is None else one.now if one.now is not None else one.amount
        if one is None or known is None:
            continue
        for match in pattern.finditer(sentence):
            typed = parse(match[1]).number
            if typed is not None and _apart(typed, known) is Severity.ERROR:
                shown = one.now_printed or one.printed
                words = f"第 {number + 1} 段手写“{match[0].strip()}”"
                yield Finding(
                    check="narrative-typed",
                    severity=Severity.DOUBT,
                    place=f"paragraphs[{number}]",
                    message=f"{words}，{one.label}是 {shown}，请核对",
                    printed=match[1],
                    expected=shown,
                    paper=narrative.name,
                )


def _named(told: Told) -> str:
    return f"{told.label} {told.printed}"


def _number(told: Told) -> Decimal:
    """The amount of a figure that is known to have one."""
    return told.amount if told.amount is not None else Decimal(0)


def _finding(
    narrative: Narrative,
    told: Told,
    said: str,
    expected: str | None,
    severity: Severity,
    *,
    check: str,
) -> Finding:
    return Finding(
        check=check,
        severity=severity,
        place=f"figures.{told.key}",
        message=said,
        printed=told.printed,
        expected=expected,
        paper=narrative.name,
    )
