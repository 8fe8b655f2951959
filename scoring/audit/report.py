"""The report of an audit as lines of text: what is so, where, both figures, why it matters."""

from collections.abc import Iterable, Iterator, Sequence

from scoring.audit.files import Audited, FileAudit
from scoring.audit.places import place_words
from scoring.audit.words import (
    MEANING,
    NAMES,
    counted,
    head_lines,
    nothing_found,
    subject_of,
    worst_first,
)
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.check import About
from scoring.checks.finding import WORST_FIRST, Finding
from scoring.published.faults import Fault
from scoring.published.reading import SheetUnreadable


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
    yield f"  {subject_of(audit)}"
    for line in head_lines(audit):
        yield f"  {line}"
    if not audit.findings:
        yield f"  {nothing_found(audit)}"
        return
    found = worst_first(audit.findings)
    for severity in WORST_FIRST:
        own = [finding for finding in found if finding.severity is severity]
        if own:
            yield ""
            yield f"  {NAMES[severity]} {len(own)} 处（{MEANING[severity]}）"
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


def check_list(checks: Iterable[About]) -> Iterator[str]:
    """Write the code and the title of each check."""
    for check in checks:
        yield f"{check.code}  {check.title}"


def fault_words(fault: Fault) -> str:
    """A fault of a file with its line and key."""
    place = [f"第 {fault.line} 行"] if fault.line else []
    place += [fault.key] if fault.key else []
    return f"{' '.join(place)}{'：' if place else ''}{fault.message}"


def _finding(number: int, finding: Finding, audit: FileAudit) -> Iterator[str]:
    yield f"  {number:>3}. {place_words(finding, audit)}"
    yield f"       {finding.message}"
    if finding.printed is not None or finding.expected is not None:
        yield f"       表中数 {finding.printed or '—'}    重算数 {finding.expected or '—'}"


def _why(found: Iterable[Finding]) -> Iterator[str]:
    yield "  为什么要看"
    for code in dict.fromkeys(finding.check for finding in found):
        check = CATALOGUE[code]
        yield f"    {check.title}（{code}）：{check.why}"


def _unreadable(refused: SheetUnreadable) -> Iterator[str]:
    yield "  无法读取，没有核对："
    for fault in refused.faults:
        yield f"    {fault_words(fault)}"


def _summary(audited: Sequence[Audited]) -> Iterator[str]:
    yield f"共 {len(audited)} 个文件"
    for file, result in audited:
        if isinstance(result, SheetUnreadable):
            yield f"  无法读取  {file}"
            continue
        counts = [f"{NAMES[severity]} {n}" for severity, n in counted(result.findings).items()]
        yield f"  {'  '.join(counts)}  {file}"
