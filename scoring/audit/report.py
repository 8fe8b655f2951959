"""The report of an audit for people: what is so, where, both figures, why it matters."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from scoring.audit.audit import Audit, sum_of_printed
from scoring.audit.places import place_words
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.check import About
from scoring.checks.finding import WORST_FIRST, Finding, Severity
from scoring.checks.rounding import printed_percent, with_two
from scoring.published.reading import SheetUnreadable

NAMES = {Severity.ERROR: "错误", Severity.DOUBT: "疑点", Severity.ROUNDING: "舍入差"}
_MEANING = {
    Severity.ERROR: "两处不可能都对，或与评分规则不符而没有写原因",
    Severity.DOUBT: "要人来看",
    Severity.ROUNDING: "印出位数所致，不必处理",
}
_BY_PEOPLE = frozenset({"not_judged"})
_LITTLE = "但没有一行能按规则重算，只核对了合计和资金"
_FALLBACK = "没有找到本地区的评分办法，按全国办法核对：涉及评分规则的只作疑点"
_NO_YEAR = "表上没有年度，不能按地区选评分办法，按全国办法核对：涉及评分规则的只作疑点"
_NO_EDITION = "没有适用的评分办法，只核对不需要评分办法的内容（可用 --edition 指定）"


class Audited(NamedTuple):
    """A file and what came of it."""

    file: str
    result: Audit | SheetUnreadable


def report(audited: Sequence[Audited]) -> Iterator[str]:
    """Write the report in lines: each file by itself, a summary after more than one."""
    for number, one in enumerate(audited):
        if number:
            yield ""
        yield from file_report(one)
    if len(audited) > 1:
        yield ""
        yield from _summary(audited)


def file_report(one: Audited) -> Iterator[str]:
    """Write what was found in one file, worst first."""
    yield one.file
    if isinstance(one.result, SheetUnreadable):
        yield from _unreadable(one.result)
        return
    audit = one.result
    yield from _head(audit)
    if not audit.findings:
        yield "  没有发现问题。" if _is_rescored(audit) else f"  没有发现问题，{_LITTLE}。"
        return
    found = sorted(audit.findings, key=_order)
    for severity in WORST_FIRST:
        own = [finding for finding in found if finding.severity is severity]
        if own:
            yield ""
            yield f"  {NAMES[severity]} {len(own)} 处（{_MEANING[severity]}）"
            for number, finding in enumerate(own, start=1):
                yield from _finding(number, finding, audit)
    yield ""
    yield from _why(found)


def check_report(check: About) -> Iterator[str]:
    """Write what one check is about."""
    yield f"{check.code}  {check.title}"
    yield f"  核对什么：{check.compares}"
    yield f"  为什么：{check.why}"
    yield f"  依据：{check.source}"
    yield f"  程度：{'、'.join(NAMES[severity] for severity in check.severities)}"


def _head(audit: Audit) -> Iterator[str]:
    sheet, choice = audit.sheet, audit.choice
    subject = [part for part in (sheet.department, sheet.subject) if part]
    yield f"  {' '.join(subject) or sheet.title or '（没有写明单位）'}"
    if sheet.title:
        yield f"  {sheet.title}"
    if choice is None:
        yield f"  {_NO_EDITION}"
    else:
        yield f"  评分办法：{choice.edition.name}（{choice.edition.code}）"
        if not choice.chosen:
            yield f"  {_NO_YEAR if sheet.year is None else _FALLBACK}"
    yield f"  {_totals(audit)}"
    yield f"  {_coverage(audit)}"


def _coverage(audit: Audit) -> str:
    """Say how much of the sheet the rules could look at: no finding may mean nothing to look at."""
    every = audit.scored.lines
    rows = [one for one in every if not one.printed.is_breakdown]
    by_rule = sum(one.score is not None and one.score.score is not None for one in rows)
    left_out = sum(not one.applies for one in rows)
    by_people = sum(one.score is not None and one.score.outcome in _BY_PEOPLE for one in rows)
    without = sum(one.printed.points.number is None for one in rows)
    parts = [f"指标 {len(every)} 行：按规则重算 {by_rule} 行"]
    for count, words in (
        (by_people, "由人评定"),
        (left_out, "不适用"),
        (without, "没有分值"),
        (len(rows) - by_rule - by_people - left_out - without, "不能重算"),
        (len(every) - len(rows), "没有分值和得分（其中行等）"),
    ):
        parts += [f"{words} {count} 行"] if count > 0 else []
    end = "；分值不足，抄本不全，总分没有核对" if audit.is_cut else ""
    return "，".join(parts) + end


def _is_rescored(audit: Audit) -> bool:
    return any(one.score is not None and one.score.score is not None for one in audit.scored.lines)


def _totals(audit: Audit) -> str:
    added = sum_of_printed(audit.sheet, audit.scored)
    parts = [
        f"总分：表中印 {audit.sheet.total.text or '—'}",
        f"各行相加 {'—' if added is None else with_two(added)}",
        f"按规则计算 {'—' if audit.total is None else with_two(audit.total)}",
    ]
    if audit.sheet.narrative_total.text:
        parts.append(f"说明文字写 {audit.sheet.narrative_total.text}")
    return "，".join(parts)


def _finding(number: int, finding: Finding, audit: Audit) -> Iterator[str]:
    yield f"  {number:>3}. {place_words(finding, audit.sheet)}"
    yield f"       {finding.message}"
    if finding.printed is not None or finding.expected is not None:
        yield f"       表中数 {finding.printed or '—'}    重算数 {finding.expected or '—'}"


def _why(found: Iterable[Finding]) -> Iterator[str]:
    yield "  为什么要看"
    for code in dict.fromkeys(finding.check for finding in found):
        check = CATALOGUE[code]
        yield f"    {check.title}（{code}）：{check.why}"


def _order(finding: Finding) -> tuple[int, Decimal]:
    """Worst first: by severity, then by how far the two figures lie apart."""
    return WORST_FIRST.index(finding.severity), -_gap(finding)


def _gap(finding: Finding) -> Decimal:
    sides = [printed_percent(text or "") for text in (finding.printed, finding.expected)]
    if sides[0] is None or sides[1] is None:
        return Decimal(0)
    return abs(sides[0] - sides[1])


def _unreadable(refused: SheetUnreadable) -> Iterator[str]:
    yield "  无法读取，没有核对："
    for fault in refused.faults:
        place = [f"第 {fault.line} 行"] if fault.line else []
        place += [fault.key] if fault.key else []
        yield f"    {' '.join(place)}{'：' if place else ''}{fault.message}"


def _summary(audited: Sequence[Audited]) -> Iterator[str]:
    yield f"共 {len(audited)} 个文件"
    for file, result in audited:
        if isinstance(result, SheetUnreadable):
            yield f"  无法读取  {file}"
            continue
        counts = [
            f"{NAMES[severity]} {sum(one.severity is severity for one in result.findings)}"
            for severity in WORST_FIRST
        ]
        yield f"  {'  '.join(counts)}  {file}"
