"""Save what stands around the lines of a sheet: executed amounts, what became of goals, totals."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from projects.values import Kind, parse
from scoring.entries import SheetEntry, TextEntry
from scoring.models import FundResult, GoalResult, Sheet, TaskResult

LONGEST_FIGURE = 40


class EntryRefused(ValueError):
    """The entry breaks a rule that the form should have caught; nothing was saved."""


def is_stale(stored: int, posted: int | None) -> bool:
    """Whether a row has moved on since an entry was compared with it."""
    return posted is not None and posted != stored


def overtaken(where: str) -> EntryRefused:
    """The refusal of an entry whose row has moved on."""
    return EntryRefused(f"{where} 刚被他人修改，没有写入任何内容。请刷新页面后核对。")


def refuse_overtaken(where: str, posted: int | None, stored: int) -> None:
    """Raise EntryRefused where a row has moved on since the entry was compared with it."""
    if is_stale(stored, posted):
        raise overtaken(where)


def told(value: object) -> str:
    """A value as the trail keeps it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def save_funds(
    sheet: Sheet, rows: Sequence[Any], entry: SheetEntry, changes: dict[str, Any]
) -> list[FundResult]:
    """Save executed amounts (`rows` of `sheet_rows`); returns what changed."""
    known = {row.public_id: row for row in rows}
    if entry.funds.keys() - known.keys():
        raise EntryRefused("资金表中没有这一行，请刷新页面后重填。")
    fresh = []
    for public_id, fund in entry.funds.items():
        row, value = known[public_id], parse(fund.executed)
        refuse_overtaken(row.label, fund.version, row.result_version)
        before = row.executed_text or "", row.printed_rate or ""
        rate = before[1] if fund.printed_rate is None else fund.printed_rate
        if before == (value.text, rate):
            continue
        if len(value.text) > LONGEST_FIGURE:
            raise EntryRefused(f"{row.label} 执行数超过 {LONGEST_FIGURE} 字，请缩短。")
        if value.kind not in (Kind.NUMBER, Kind.EMPTY) or (value.number or 0) < 0:
            raise EntryRefused(f"{row.label} 执行数“{value.text}”不是金额，请填数字。")
        changes[f"{row.label} 全年执行数"] = [before[0], value.text]
        result = _row_of(FundResult, sheet, fund_line_id=row.pk, version=row.result_version + 1)
        result.executed_text, result.executed, result.printed_rate = value.text, value.number, rate
        fresh.append(result)
    _upsert(FundResult, fresh, "fund_line", ["executed_text", "executed", "printed_rate"])
    return fresh


def save_texts(
    sheet: Sheet,
    word: str,
    model: type[GoalResult] | type[TaskResult],
    rows: Sequence[Any],
    asked: Mapping[UUID, TextEntry],
    changes: dict[str, Any],
) -> list[Any]:
    """Save what became of goals or tasks (`rows` of `sheet_rows`); returns what changed."""
    known = {row.public_id: (number, row) for number, row in enumerate(rows, 1)}
    if asked.keys() - known.keys():
        raise EntryRefused(f"目标表中没有这一条{word}，请刷新页面后重填。")
    name = "goal" if model is GoalResult else "task"
    fresh = []
    for public_id, entry in asked.items():
        number, row = known[public_id]
        where = f"{word} {number} {row.name}".strip()
        refuse_overtaken(where, entry.version, row.result_version)
        before = row.result_text or ""
        if before != entry.text:
            changes[f"{where} 完成情况"] = [before, entry.text]
            of = {f"{name}_id": row.pk, "version": row.result_version + 1, "text": entry.text}
            fresh.append(_row_of(model, sheet, **of))
    _upsert(model, fresh, name, ["text"])
    return fresh


def _row_of(model: Any, sheet: Sheet, **columns: Any) -> Any:
    return model(sheet=sheet, department=sheet.department, year=sheet.year, **columns)


def _upsert(model: Any, fresh: list[Any], of: str, columns: list[str]) -> None:
    if fresh:
        model.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["sheet", of],
            update_fields=[*columns, "version"],
        )


def save_head(sheet: Sheet, entry: SheetEntry, changes: dict[str, Any]) -> None:
    """Save the claimed execution score and the printed total."""
    if entry.head is None:
        return
    head = entry.head
    refuse_overtaken("总分", head.version, sheet.head_version)
    if head.claimed_execution is not None and head.claimed_execution > sheet.execution_points:
        raise EntryRefused(f"预算执行率自评分不能超过 {sheet.execution_points} 分。")
    if len(head.printed_total_text) > LONGEST_FIGURE:
        raise EntryRefused(f"表中总分超过 {LONGEST_FIGURE} 字，请缩短。")
    before = sheet.claimed_execution, sheet.printed_total_text
    if before == (head.claimed_execution, head.printed_total_text):
        return
    if head.claimed_execution != before[0]:
        changes["预算执行率自评分"] = [told(before[0]), told(head.claimed_execution)]
    if head.printed_total_text != before[1]:
        changes["表中总分"] = [before[1], head.printed_total_text]
    sheet.claimed_execution = head.claimed_execution
    sheet.printed_total = head.printed_total
    sheet.printed_total_text = head.printed_total_text
    sheet.head_version += 1
    sheet.save(
        update_fields=["claimed_execution", "printed_total", "printed_total_text", "head_version"]
    )
