"""The demo's sheets of 2023 on their way: one in every state.

Plans and targets are those of the published disclosure; what was achieved, the reasons and the
days are invented.
"""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from projects import show
from projects.models import Department, Indicator, User
from projects.returns import Remark
from projects.trail import last_change
from projects.values import Kind
from scoring.entries import FundEntry, LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from scoring.services.sheet_steps import take_sheet_step

YEAR, UNIT = 2023, "731"
SHANGHAI = ZoneInfo("Asia/Shanghai")
# How far each of the unit's first sheets has come: the steps in order, and who takes them.
SUBMIT, PASS = ("submit", "wuhao"), ("pass", "chenjie")
RETURN, ACCEPT = ("return", "chenjie"), ("accept", "caizheng")
WAYS = ((SUBMIT, PASS, ACCEPT), (SUBMIT, PASS), (SUBMIT,), (SUBMIT, RETURN), ())
REASON = "佐证不全，第 1 行的数与总结不一致，请核对后再报。"
ROW_REASON = "总结里写的数与这里不同，请说明以哪个为准。"


def seed_workflow() -> None:
    """Fill the first sheets and send them on their way."""
    unit = Department.objects.get(code=UNIT)
    sheets = Sheet.objects.filter(department=unit, year=YEAR, plan__project__isnull=False)
    rows = sheets.select_related("plan__project", "department", "year").order_by("pk")
    for sheet, way in zip(rows, WAYS, strict=False):
        _fill(sheet, half=not way)
        for day, (step, username) in enumerate(way, 13):
            _take(sheet, step, User.objects.get(username=username), _at(day))


def _at(day: int) -> datetime:
    return datetime(YEAR + 1, 3, day, 10, 30, tzinfo=SHANGHAI)


def _fill(sheet: Sheet, *, half: bool) -> None:
    """Say of every row (or of the first half) that it came out as planned, all money spent."""
    leaves = list(Indicator.objects.filter(plan=sheet.plan, level=3).order_by("position"))
    wanted = leaves[: len(leaves) // 2] if half else leaves
    lines = {leaf.public_id: _achieved(leaf) for leaf in wanted}
    funds = {
        line.public_id: FundEntry(executed=line.annual_text, printed_rate="")
        for line in sheet.plan.funds.all()
        if not half
    }
    filer = User.objects.get(username="wuhao")
    save_entry(sheet=sheet, entry=SheetEntry(lines=lines, funds=funds), by=filer, at=_at(12))


def _achieved(leaf: Indicator) -> LineEntry:
    if leaf.target_kind == Kind.NUMBER and leaf.target_number is not None:
        return LineEntry(text=f"{show.plain(leaf.target_number)}{leaf.target_unit}")
    return LineEntry(text="已按计划完成", share=Decimal(1))


def _take(sheet: Sheet, step: str, by: User, at: datetime) -> None:
    remark = Remark(reason="", rows={})
    if step == "return":
        first = sheet.plan.indicators.filter(level=3).order_by("position")[0]
        remark = Remark(reason=REASON, rows={first.lineage: ROW_REASON})
    take_sheet_step(sheet=sheet, step=step, version=last_change(sheet), by=by, at=at, remark=remark)
