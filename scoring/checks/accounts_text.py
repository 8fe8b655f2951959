"""Checks of the figures that the explanatory text tells: shares, and amounts against the tables."""

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.values import Printed
from scoring.checks.accounts_facts import Fact
from scoring.checks.accounts_same import by_key, reference, severity_between
from scoring.checks.accounts_topics import Known, keys_of
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.papers import Document, Table, cell_place
from scoring.checks.rounding import (
    NOTHING,
    added,
    difference,
    digits_of,
    half_a_digit,
    percent_severity,
    plain,
    share_severity,
    with_two,
)
from scoring.rules.numbers import percent

RATES, AMOUNTS = "narrative_figures", "narrative_amounts"
_TOPIC, _KIND, _PART, _BASE, _TOLD = range(5)
_FALLS = re.compile(r"下降|减少|降低")
_SHARE = "占比"
_WHOLE = Decimal(100)


@check(
    "account-share",
    "正文比例与金额",
    of=Subject.DOCUMENT,
    compares="正文印出的占比、增长率、完成率，与同一句中金额相除的结果，按印出的小数位比较；"
    "基数为 0 而印有比例的，作为疑点。",
    why="比例由金额算出，算不出来说明比例或金额有一个写错。",
    source="部门预决算公开说明的通行写法：占比＝部分÷合计，增长率＝增减额÷上年数，完成率＝决算÷预算。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def share_is_of_its_amounts(document: Document) -> Iterator[Finding]:
    """A printed share comes out of its own amounts at the digits it is printed with.

    Rests on: rule book, section 8 (a rate printed 0.01 off its own amounts). 0 of 0 prints 0 % by
    custom.
    """
    yield from _completions(document)
    table = document.table(RATES)
    for at, row in enumerate(table.rows if table else ()):
        severity = _share_severity(row)
        if table is None or severity is None:
            continue
        told, part, base = row[_TOLD], row[_PART], row[_BASE]
        computed = percent(part.number, base.number, _digits(told))
        if computed is None:
            said = f"基数为 {base.text or '空'}，不可计算，正文印 {told.text}，请改为文字说明"
        else:
            computed = abs(computed) if _FALLS.search(row[_TOPIC].text) else computed
            said = f"正文印 {told.text}，按金额重算 {part.text} ÷ {base.text} = {computed}%" + (
                "，差在金额的四舍五入" if severity is Severity.ROUNDING else ""
            )
        yield Finding(
            check="account-share",
            severity=severity,
            place=cell_place(table, at, _TOLD),
            message=f"{row[_TOPIC].text}：{said}",
            printed=told.text,
            expected=None if computed is None else f"{computed}%",
        )


def _completions(document: Document) -> Iterator[Finding]:
    """In a table of budgets and accounts: the printed percent is of the one over the other."""
    for table in document.tables:
        heads = [re.sub(r"\s", "", path) for path in table.columns]
        budget = [at for at, head in enumerate(heads) if head.endswith("预算数")]
        spent = [at for at, head in enumerate(heads) if head.endswith("决算数")]
        told = [at for at, head in enumerate(heads) if _is_completion(head)]
        if not (len(budget) == len(spent) == len(told) == 1):
            continue
        for at, row in enumerate(table.rows):
            part, base, printed = row[spent[0]], row[budget[0]], row[told[0]]
            if printed.number is None or not base.number:
                continue
            severity = share_severity(
                part=part.number, base=base.number, told=printed.number, text=printed.text
            )
            if severity is None:
                continue
            computed = f"{percent(part.number, base.number, digits_of(printed.number))}%"
            yield Finding(
                check="account-share",
                severity=severity,
                place=cell_place(table, at, told[0]),
                message=f"{table.place}第 {at + 1} 行印 {printed.text}，"
                f"按本行金额重算 {part.text} ÷ {base.text} = {computed}"
                + ("，差在金额的四舍五入" if severity is Severity.ROUNDING else ""),
                printed=printed.text,
                expected=computed,
            )


_COMPLETION = re.compile(
    r"(?:完成率|执行率|完成(?:预算)?(?:百分比|比例)|印出百分比"
    r"|(?:完成|[占为])(?:年初|调整|全年|当年)?预算数?的?(?:百分比|比例|比重)?)(?:[(（]?[%％][)）]?)?$"
)
_COMPARED = re.compile(r"[增减较升降]|比上年|同比|比\d{4}年")


def _is_completion(heading: str) -> bool:
    """Whether a column says how much of the budget was spent; not a growth, nor any other share."""
    return bool(_COMPLETION.search(heading)) and not _COMPARED.search(heading)


def _share_severity(row: tuple[Printed, ...]) -> Severity | None:
    told, part, base = row[_TOLD].number, row[_PART].number, row[_BASE].number
    if told is None or (not told and not part):
        return None
    falls = bool(_FALLS.search(row[_TOPIC].text))
    return percent_severity(part=part, base=base, told=told, unsigned=falls)


def _digits(told: Printed) -> int:
    return 0 if told.number is None else digits_of(told.number)


@check(
    "account-shares",
    "占比合计",
    of=Subject.DOCUMENT,
    compares="各部分金额恰为合计时，正文印出的各项占比相加是否为 100%。",
    why="各项占比相加不是 100%，读者会问少了或多了什么；每项单独四舍五入时可以差在末位。",
    source="占比＝部分÷合计，各部分占比之和为 100%。",
    severities=(Severity.ERROR, Severity.ROUNDING),
)
def shares_make_the_whole(document: Document) -> Iterator[Finding]:
    """Where parts make their whole, their printed shares make 100 %.

    Rests on: rule book, section 7 (shares add up to 100 %). Shares rounded one by one may miss it
    by half of a last digit each.
    """
    table = document.table(RATES)
    for rows in _wholes(table) if table else ():
        told = [row[_TOLD].number for _, row, _ in rows]
        shares = [share for share in told if share is not None]
        total = added(shares)
        if total == _WHOLE or len(shares) < len(told):
            continue
        slack = sum(map(half_a_digit, filter(None, shares)), NOTHING)
        can = abs(difference(total, _WHOLE)) <= slack
        at, _, own = rows[-1]
        terms = " + ".join(f"{share:f}" for share in shares)
        yield Finding(
            check="account-shares",
            severity=Severity.ROUNDING if can else Severity.ERROR,
            place=cell_place(own, at, _TOLD),
            message=f"{rows[0][1][_TOPIC].text}等 {len(rows)} 项占比相加 {terms} = {total}%，"
            "应为 100%" + ("，差在四舍五入" if can else ""),
            printed=f"{total}%",
            expected="100%",
        )


Row = tuple[int, tuple[Printed, ...], Table]


def _wholes(table: Table) -> Iterator[list[Row]]:
    """Runs of shares of one base whose amounts make that base."""
    run: list[Row] = []
    for at, row in enumerate(table.rows):
        if row[_KIND].text != _SHARE or not row[_BASE].number:
            run = []
            continue
        if run and run[-1][1][_BASE].number != row[_BASE].number:
            run = []
        run.append((at, row, table))
        parts = [one[_PART].number or Decimal(0) for _, one, _ in run]
        base = row[_BASE].number or Decimal(0)
        slack = sum(map(half_a_digit, filter(None, (*parts, base))), NOTHING)
        gap = difference(added(parts), base)
        if abs(gap) <= slack and len(run) > 1:
            yield run
            run = []


@check(
    "account-text",
    "正文金额与表",
    of=Subject.DOCUMENT,
    compares="正文所列的收入、支出、基本支出、项目支出、人员经费、公用经费和各类支出，与表中印出的数。",
    why="正文和表是同一份公开材料，同一个数应当一致。",
    source="部门预决算公开：情况说明依据公开表编写。",
    severities=(Severity.ERROR, Severity.ROUNDING),
)
def text_agrees_with_the_tables(document: Document) -> Iterator[Finding]:
    """An amount of the text stands in a table that prints the same thing.

    Rests on: rule book, section 9 (narrative = table). One table that agrees is enough: that tables
    differ is said of the tables.
    """
    table = document.table(AMOUNTS)
    known = Known(by_key(document)) if table else None
    for at, row in enumerate(table.rows if table else ()):
        told = row[2]
        keys = keys_of(row[0].text, row[1].text, document) if told.number is not None else ()
        facts = known.facts_of(keys) if known and keys else []
        if table is None or told.number is None or not facts:
            continue
        own = Fact(keys[0], "", table, ((at, 2),), told.number, told.text)
        found = [severity_between(own, fact) for fact in facts]
        if None in found:
            continue
        is_rounding = Severity.ROUNDING in found
        usual = reference(facts)
        words = " ".join(filter(None, (row[0].text, row[1].text)))
        yield Finding(
            check="account-text",
            severity=Severity.ROUNDING if is_rounding else Severity.ERROR,
            place=cell_place(table, at, 2),
            message=f"{words}：正文写 {told.text}，{usual.table.place}为 {usual.text}，"
            f"相差 {plain(difference(told.number, usual.amount).copy_abs())}"
            + ("，差在四舍五入" if is_rounding else ""),
            printed=told.text,
            expected=with_two(usual.amount),
        )
