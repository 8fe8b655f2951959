"""Sheets to measure with: made up, but shaped like the published one of 2021.

Two targets in three are percentages to reach, the rest ceilings, counts and targets in words; two
lines in nine miss their target, and their claimed scores differ from the rule, with and without a
reason, so that pages have findings to show.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import count
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft, TextDraft
from projects.models import Department, Plan, User
from projects.points import spread
from projects.services.departments import add_department
from projects.services.people import create_account
from projects.services.plans import approve_plan, declare_plan
from projects.services.years import open_year
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from scoring.services.sheets import open_sheet

AT = datetime(2022, 3, 14, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
YEAR = 2021
ANNUAL, EXECUTED = Decimal("225.94"), Decimal("213.50")
EXECUTION_POINTS = Decimal(10)
LINE_POINTS = Decimal(90)
BLOCKS = ("投入管理指标", "产出指标", "效益指标")
HEADINGS = ("工作目标管理", "预算和财务管理", "履职目标实现")
_numbers = count(1)
_PATTERN = (">=", ">=", "=", ">=", "worded", ">=", "<=", ">=", ">=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One line before it is a row. `kind`: ">=", "<=", "=" or "worded"; `share` from 0 to 1."""

    kind: str
    block: str
    heading: str
    name: str
    points: Decimal
    target: Decimal | None = None
    actual: Decimal | None = None
    share: Decimal | None = None

    @property
    def target_text(self) -> str:
        """The target as a form prints it."""
        sign = {">=": "≥", "<=": "≤", "=": "=", "worded": ""}[self.kind]
        return "进一步提升" if self.target is None else f"{sign}{self.target}%"

    @property
    def actual_text(self) -> str:
        """The actual value as a filer types it."""
        return "有所提升" if self.actual is None else f"{self.actual}%"


def made_lines(lines: int) -> list[Made]:
    """Make as many lines, whose points add up to 90."""
    return [_made(row, lines, points) for row, points in enumerate(spread(LINE_POINTS, lines))]


def _made(row: int, lines: int, points: Decimal) -> Made:
    part = row * 9 // lines  # three blocks of three headings each
    line = Made(
        kind=_PATTERN[row % len(_PATTERN)],
        block=BLOCKS[part // 3],
        heading=f"{HEADINGS[part % 3]}{part // 3 + 1}",
        name=f"第 {row + 1} 项工作完成情况",
        points=points,
    )
    if line.kind == "worded":
        return replace(line, share=Decimal("0.75") if row % 2 else Decimal("0.95"))
    target = Decimal(80 + row % 20)
    gap = Decimal("3.5") if row % 9 in (0, 6) else Decimal(0)
    return replace(line, target=target, actual=target + gap if line.kind == "<=" else target - gap)


def make_sheet(lines: int) -> tuple[Sheet, User]:
    """Store a filled sheet of a new department, by the services, and return it with its filer."""
    department, filer = _unit()
    made = made_lines(lines)
    year = open_year(year=YEAR)
    plan = declare_plan(
        department=department, year=year, project=None, draft=_draft(made), by=filer, at=AT
    )
    plan = approve_plan(plan=plan, by=None, at=AT)
    sheet = open_sheet(plan=plan, by=filer, at=AT)
    return save_entry(sheet=sheet, entry=_entry(sheet, made), by=filer, at=AT), filer


def make_draft_plan(lines: int) -> tuple[Plan, User]:
    """Store a draft plan of a new department and return it with its filer."""
    department, filer = _unit()
    draft = _draft(made_lines(lines))
    year = open_year(year=YEAR)
    plan = declare_plan(
        department=department, year=year, project=None, draft=draft, by=filer, at=AT
    )
    return plan, filer


def _unit() -> tuple[Department, User]:
    """A new department and its filer."""
    number = next(_numbers)
    department = _department(number)
    filer = create_account(
        username=f"bench-{number}",
        name="测速员",
        role=User.Role.FILER,
        department=department,
        password=token_urlsafe(),
        by=None,
        at=AT,
    )
    return department, filer


def _department(number: int) -> Department:
    return add_department(
        code=f"B{number:05}",
        name=f"测速单位 {number}",
        kind=Department.Kind.UNIT,
        region="410800",
        parent=None,
        by=None,
        at=AT,
    )


def _draft(made: list[Made]) -> PlanDraft:
    return PlanDraft(
        funds=[
            FundDraft(label="资金总额", initial="146.64", annual=str(ANNUAL), is_total=True),
            FundDraft(label="财政拨款", initial="146.64", annual=str(ANNUAL)),
            FundDraft(label="其他资金", initial="0.00", annual="0.00"),
        ],
        goals=[TextDraft(name=f"目标 {n}", content="完成年度重点工作。") for n in range(1, 4)],
        tasks=[TextDraft(name=f"任务 {n}", content="按计划推进。") for n in range(1, 7)],
        indicators=[
            IndicatorDraft(
                level1=line.block,
                level2=line.heading,
                level3=line.name,
                target=line.target_text,
                points=line.points,
            )
            for line in made
        ],
    )


def _entry(sheet: Sheet, made: list[Made]) -> SheetEntry:
    leaves = sheet.plan.indicators.filter(level=3).order_by("position")
    funds = [fund.public_id for fund in sheet.plan.funds.order_by("position")]
    amounts = (str(EXECUTED), str(EXECUTED), "0.00")
    return SheetEntry(
        lines={
            leaf.public_id: _line_entry(row, line)
            for row, (leaf, line) in enumerate(zip(leaves, made, strict=True))
        },
        funds={
            fund: FundEntry(executed=amount) for fund, amount in zip(funds, amounts, strict=True)
        },
        head=HeadEntry(claimed_execution=Decimal("9.45"), printed_total=None),
    )


def _line_entry(row: int, line: Made) -> LineEntry:
    is_short = line.actual != line.target
    return LineEntry(
        text=line.actual_text,
        claimed=line.points,  # more than the rule gives where the target was missed
        share=line.share,
        deviation="部分工作受条件限制，次年补齐。" if is_short and row % 2 else "",
    )
