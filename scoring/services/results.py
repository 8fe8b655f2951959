"""Save what stands around the lines of a sheet: executed amounts, what became of goals, totals."""

from typing import Any

from projects.models import Goal, Task
from projects.values import Kind, parse
from scoring.entries import SheetEntry
from scoring.models import FundResult, GoalResult, Sheet, TaskResult

LONGEST_FIGURE = 40


class EntryRefused(ValueError):
    """The entry breaks a rule that the form should have caught; nothing was saved."""


def refuse_overtaken(where: str, compared: int | None, stored: int) -> None:
    """Raise EntryRefused where a row has moved on since the entry was compared with it."""
    if compared is not None and compared != stored:
        raise EntryRefused(f"{where} 刚被他人修改，没有写入任何内容。请刷新页面后核对。")


def told(value: object) -> str:
    """A value as the trail keeps it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def save_funds(sheet: Sheet, entry: SheetEntry, changes: dict[str, Any]) -> list[FundResult]:
    """Save executed amounts; returns the rows that changed."""
    if not entry.funds:
        return []
    stored = {
        result.fund_line.public_id: result
        for result in FundResult.objects.filter(sheet=sheet).select_related("fund_line")
    }
    if entry.funds.keys() - stored.keys():
        raise EntryRefused("资金表中没有这一行，请刷新页面后重填。")
    fresh = []
    for public_id, fund in entry.funds.items():
        result, value = stored[public_id], parse(fund.executed)
        refuse_overtaken(result.fund_line.label, fund.version, result.version)
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
    return fresh


def save_results(sheet: Sheet, entry: SheetEntry, changes: dict[str, Any]) -> list[Any]:
    """Save what became of goals and tasks; returns the rows that changed."""
    saved: list[Any] = []
    for plan_rows, model, name, word, asked in (
        (Goal, GoalResult, "goal", "目标", entry.goals),
        (Task, TaskResult, "task", "任务", entry.tasks),
    ):
        if asked:
            saved += _save_texts(sheet, (plan_rows, model, name, word), asked, changes)
    return saved


def _save_texts(
    sheet: Sheet, of: tuple[Any, Any, str, str], asked: dict[Any, Any], changes: dict[str, Any]
) -> list[Any]:
    plan_rows, model, name, word = of
    rows = plan_rows.objects.filter(plan_id=sheet.plan_id).order_by("position")
    known = {row.public_id: (number, row) for number, row in enumerate(rows, 1)}
    if asked.keys() - known.keys():
        raise EntryRefused(f"目标表中没有这一条{word}，请刷新页面后重填。")
    stored = {getattr(row, f"{name}_id"): row for row in model.objects.filter(sheet=sheet)}
    fresh = []
    for public_id, entry in asked.items():
        number, row = known[public_id]
        result = stored.get(row.pk) or model(
            sheet=sheet, department=sheet.department, year=sheet.year, version=0, **{name: row}
        )
        where = f"{word} {number} {row.name}".strip()
        refuse_overtaken(where, entry.version, result.version)
        if result.text != entry.text:
            changes[f"{where} 完成情况"] = [result.text, entry.text]
            result.text, result.version = entry.text, result.version + 1
            fresh.append(result)
    model.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["sheet", name],
        update_fields=["text", "version"],
    )
    return fresh


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
