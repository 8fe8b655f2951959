"""What the report says in every form: head, totals, how much could be looked at, the order."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from scoring.audit.audit import Audit, sum_of_printed
from scoring.audit.files import FileAudit
from scoring.checks.finding import WORST_FIRST, Finding, Severity
from scoring.checks.rounding import EXACT, plain, printed_percent, with_two

NAMES = {Severity.ERROR: "错误", Severity.DOUBT: "疑点", Severity.ROUNDING: "舍入差"}
MEANING = {
    Severity.ERROR: "两处不可能都对，或与评分规则不符而没有写原因",
    Severity.DOUBT: "要人来看",
    Severity.ROUNDING: "印出位数所致，不必处理",
}
_BY_PEOPLE = frozenset({"not_judged"})
_LITTLE = "但没有一行能按规则重算，只核对了合计和资金"
_FALLBACK = "没有找到本地区的评分办法，按全国办法核对：涉及评分规则的只作疑点"
_NO_YEAR = "表上没有年度，不能按地区选评分办法，按全国办法核对：涉及评分规则的只作疑点"
_NO_EDITION = "没有适用的评分办法，只核对不需要评分办法的内容（可用 --edition 指定）"
_KINDS = {"BUDGET": "预算", "FINAL": "决算"}


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, then by how far the two figures lie apart."""
    return sorted(found, key=_order)


def counted(found: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, worst first."""
    every = [one.severity for one in found]
    return {severity: every.count(severity) for severity in WORST_FIRST}


def gap_of(finding: Finding) -> Decimal | None:
    """How far its two figures lie apart; None where one of them is no plain figure."""
    sides = [printed_percent(text or "") for text in (finding.printed, finding.expected)]
    if sides[0] is None or sides[1] is None:
        return None
    return EXACT.subtract(sides[0], sides[1])


def gap_words(finding: Finding) -> str:
    """The difference with its sign and unit, as people print it; "" without one."""
    gap = gap_of(finding)
    if gap is None or gap == 0:
        return ""
    shares = all((text or "").strip().endswith("%") for text in (finding.printed, finding.expected))
    return plain(gap).replace("-", "−") + (" 个百分点" if shares else "")


def subject_of(audit: FileAudit) -> str:
    """Whose papers these are: the unit, and the project where the file is of one."""
    head = audit.published
    alone = head.sheet or (head.plans[0].sheet if head.is_target_table else None)
    parts = [head.department, alone.subject if alone else ""]
    shown = " ".join(part for part in parts if part and part != head.title)
    return shown or head.title or "（没有写明单位）"


def head_lines(audit: FileAudit) -> Iterator[str]:
    """What is said over the findings of a file, after its subject."""
    head = audit.published
    if head.title and head.title != subject_of(audit):
        yield head.title
    yield from _edition_lines(audit)
    if audit.sheet is not None:
        yield totals(audit.sheet)
        yield coverage(audit.sheet)
    if audit.document is not None:
        tables = audit.document.tables
        cells = sum(cell.text != "" for table in tables for row in table.rows for cell in row)
        kind = _KINDS[audit.document.kind]
        yield f"{kind}账表和正文所列数字 {len(tables)} 张，有字的 {cells} 格"
    if audit.plans:
        rows = sum(len(plan.plan.sheet.lines) for plan in audit.plans)
        yield f"绩效目标表 {len(audit.plans)} 张，指标 {rows} 行"
    if audit.beside:
        yield f"与 {'、'.join(audit.beside)} 作为同一单位核对"
    if audit.unit_note:
        yield f"这些文件{audit.unit_note}，按要求作为同一单位核对"
    if head.unread:
        names = "、".join(f"{name[:30]}（第 {line} 行）" for name, line in head.unread[:10])
        yield f"没有读的内容：{names}{'等' if len(head.unread) > 10 else ''}"


def nothing_found(audit: FileAudit) -> str:
    """What is said where there is no finding: it may mean that little could be looked at."""
    own = audit.sheet
    alone = own is not None and audit.document is None and not audit.plans
    if alone and own is not None and not _is_rescored(own):
        return f"没有发现问题，{_LITTLE}。"
    return "没有发现问题。"


def totals(audit: Audit) -> str:
    """The total of a sheet as it is printed, added up and computed."""
    added = sum_of_printed(audit.sheet, audit.scored)
    parts = [
        f"总分：表中印 {audit.sheet.total.text or '—'}",
        f"各行相加 {'—' if added is None else with_two(added)}",
        f"按规则计算 {'—' if audit.total is None else with_two(audit.total)}",
    ]
    if audit.sheet.narrative_total.text:
        parts.append(f"说明文字写 {audit.sheet.narrative_total.text}")
    return "，".join(parts)


def coverage(audit: Audit) -> str:
    """Say how much of a sheet the rules could look at."""
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


def _edition_lines(audit: FileAudit) -> Iterator[str]:
    if audit.sheet is not None:
        choice, year = audit.sheet.choice, audit.sheet.sheet.year
    elif audit.published.is_target_table:
        choice, year = audit.plans[0].choice, audit.published.year
    else:
        return
    if choice is None:
        yield _NO_EDITION
        return
    yield f"评分办法：{choice.edition.name}（{choice.edition.code}）"
    if not choice.chosen:
        yield _NO_YEAR if year is None else _FALLBACK


def _is_rescored(audit: Audit) -> bool:
    return any(one.score is not None and one.score.score is not None for one in audit.scored.lines)


def _order(finding: Finding) -> tuple[int, Decimal]:
    return WORST_FIRST.index(finding.severity), -abs(gap_of(finding) or Decimal(0))
