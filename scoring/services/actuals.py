"""Save what a filer entered: lines, executed amounts, totals; score again; leave a trail."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from projects.access import Verb, require
from projects.models import User
from projects.trail import record
from projects.values import Kind, parse, parse_actual
from scoring.entries import LineEntry, SheetEntry
from scoring.locks import sheet_lock
from scoring.models import Actual, FundResult, Sheet
from scoring.queries.lines import sheet_lines
from scoring.services.scores import rescore


class EntryRefused(ValueError):
    """The entry breaks a rule that the form should have caught; nothing was saved."""


@transaction.atomic
def save_entry(*, sheet: Sheet, entry: SheetEntry, by: User, at: datetime) -> Sheet:
    """Save a form or a part of it, score the sheet again and return it with its new totals.

    Raises PermissionDenied (not the unit's filer), Locked (the sheet has left the filer's hands)
    or EntryRefused. Who last changed anything of a line is its author; the trail has all others.
    """
    sheet = (
        Sheet.objects.select_for_update(of=("self",))
        .select_related("plan__project", "department", "year", "state_by")
        .get(pk=sheet.pk)
    )
    require(by, Verb.FILL, sheet)
    if lock := sheet_lock(sheet, at=at):
        raise lock
    changes: dict[str, Any] = {}
    changes |= _save_lines(sheet, entry, by, at)
    changes |= _save_funds(sheet, entry)
    changes |= _save_head(sheet, entry)
    if changes:
        sheet.version += 1
        sheet.save(update_fields=["version"])
        rescore(sheet=sheet)
        record(
            by=by,
            at=at,
            action="sheet.filled",
            on=sheet,
            summary=_summary(changes, sheet),
            changes=changes,
        )
    return sheet


LONGEST_FIGURE = 40
FIELDS = {
    "text": "实际完成值",
    "claimed": "自评分",
    "share": "得分比例",
    "not_applicable": "不适用",
    "deviation": "偏差原因",
}


def _save_lines(sheet: Sheet, entry: SheetEntry, by: User, at: datetime) -> dict[str, Any]:
    if not entry.lines:
        return {}
    rows = {row.public_id: row for row in sheet_lines(sheet) if row.level == 3}
    if unknown := entry.lines.keys() - rows.keys():
        raise EntryRefused(f"自评表中没有这 {len(unknown)} 行，请刷新页面后重填。")
    numbers = {public_id: number for number, public_id in enumerate(rows, 1)}
    versions = dict(Actual.objects.filter(sheet=sheet).values_list("indicator_id", "version"))
    changes: dict[str, Any] = {}
    fresh = []
    for public_id, line in entry.lines.items():
        row = rows[public_id]
        _check(row, line)
        if changed := _changed(row, line):
            fresh.append(_actual(sheet, row, line, versions.get(row.id, 0) + 1, by, at))
            changes |= {
                f"第 {numbers[public_id]} 行 {FIELDS[name]}": pair for name, pair in changed.items()
            }
    Actual.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["sheet", "indicator"],
        update_fields=[
            "text", "kind", "number", "unit", "base_number", "base_unit", "last_day", "share",
            "not_applicable", "claimed", "deviation", "by", "at", "version",
        ],
    )  # fmt: skip
    return changes


def _check(row: Any, line: LineEntry) -> None:
    if line.claimed is not None and not 0 <= line.claimed <= (row.points or Decimal(0)):
        raise EntryRefused(f"“{row.name}”自评分 {line.claimed} 超出 0 至分值 {row.points}。")
    if line.not_applicable and (not line.deviation.strip() or line.claimed is not None):
        raise EntryRefused(f"“{row.name}”选了不适用：须写明原因，并清空自评分。")
    if line.share is not None and not 0 <= line.share <= 1:
        raise EntryRefused(f"“{row.name}”得分比例须在 0 至 100% 之间。")


def _changed(row: Any, line: LineEntry) -> dict[str, list[str]]:
    before = {
        "text": row.a_text or "",
        "claimed": row.a_claimed,
        "share": row.a_share,
        "not_applicable": bool(row.a_not_applicable),
        "deviation": row.a_deviation or "",
    }
    return {
        name: [_told(old), _told(getattr(line, name))]
        for name, old in before.items()
        if old != getattr(line, name)
    }


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _actual(
    sheet: Sheet, row: Any, line: LineEntry, version: int, by: User, at: datetime
) -> Actual:
    value = parse_actual(line.text, name=row.name)
    return Actual(
        sheet=sheet,
        department=sheet.department,
        year=sheet.year,
        indicator_id=row.id,
        text=value.text,
        kind=value.kind.value,
        number=value.number if value.kind in (Kind.NUMBER, Kind.RANGE) else None,
        unit=value.unit or "",
        base_number=value.base_number,
        base_unit=value.base_unit or "",
        last_day=value.date_to or "",
        share=line.share,
        not_applicable=line.not_applicable,
        claimed=line.claimed,
        deviation=line.deviation,
        by=by,
        at=at,
        version=version,
    )


def _save_funds(sheet: Sheet, entry: SheetEntry) -> dict[str, Any]:
    if not entry.funds:
        return {}
    stored = {
        result.fund_line.public_id: result
        for result in FundResult.objects.filter(sheet=sheet).select_related("fund_line")
    }
    if entry.funds.keys() - stored.keys():
        raise EntryRefused("资金表中没有这一行，请刷新页面后重填。")
    changes, fresh = {}, []
    for public_id, fund in entry.funds.items():
        result, value = stored[public_id], parse(fund.executed)
        rate = result.printed_rate if fund.printed_rate is None else fund.printed_rate
        if (result.executed_text, result.printed_rate) == (value.text, rate):
            continue
        if len(value.text) > LONGEST_FIGURE:
            raise EntryRefused(f"{result.fund_line.label} 执行数超过 {LONGEST_FIGURE} 字，请缩短。")
        if value.kind not in (Kind.NUMBER, Kind.EMPTY) or (value.number or 0) < 0:
            raise EntryRefused(f"{result.fund_line.label} 执行数“{value.text}”不是金额，请填数字。")
        label = f"{result.fund_line.label} 全年执行数"
        changes[label] = [result.executed_text, value.text]
        result.executed_text, result.executed, result.printed_rate = value.text, value.number, rate
        result.version += 1
        fresh.append(result)
    FundResult.objects.bulk_update(fresh, ["executed_text", "executed", "printed_rate", "version"])
    return changes


def _save_head(sheet: Sheet, entry: SheetEntry) -> dict[str, Any]:
    if entry.head is None:
        return {}
    head, changes = entry.head, {}
    if head.claimed_execution is not None and head.claimed_execution > sheet.execution_points:
        raise EntryRefused(f"预算执行率自评分不能超过 {sheet.execution_points} 分。")
    if len(head.printed_total_text) > LONGEST_FIGURE:
        raise EntryRefused(f"表中总分超过 {LONGEST_FIGURE} 字，请缩短。")
    if head.claimed_execution != sheet.claimed_execution:
        pair = [_told(sheet.claimed_execution), _told(head.claimed_execution)]
        changes["预算执行率自评分"] = pair
    if head.printed_total_text != sheet.printed_total_text:
        changes["表中总分"] = [sheet.printed_total_text, head.printed_total_text]
    sheet.claimed_execution = head.claimed_execution
    sheet.printed_total = head.printed_total
    sheet.printed_total_text = head.printed_total_text
    sheet.save(update_fields=["claimed_execution", "printed_total", "printed_total_text"])
    return changes


def _summary(changes: dict[str, list[str]], sheet: Sheet) -> str:
    told = [f"{what}由“{old[:20]}”改为“{new[:20]}”" for what, (old, new) in changes.items()]
    more = f"等 {len(told)} 处" if len(told) > 3 else ""
    return "；".join(told[:3]) + more
