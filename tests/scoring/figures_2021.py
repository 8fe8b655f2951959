"""焦作市科学技术协会, sheet of the whole department for 2021: the figures as published."""

from decimal import Decimal

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft
from projects.models import User
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from scoring.services.sheets import open_sheet, record_results
from tests.factories import AT, leaves_of, make_plan

# source: initial, annual, executed, printed rate
FUNDS = [
    ("部门预算总额", "227.68", "225.94", "329.22", "145.71%"),
    ("财政性资金", "227.68", "220.65", "323.56", "146.64%"),
    ("其他资金", "0", "5.68", "5.66", "99.65%"),
]
# block, level 2: (target, points, actual, claimed) a line
LINES = {
    ("投入管理指标", "工作目标管理"): [
        (">=95%", "2", "96", "2"), (">=95%", "2", "95", "2"), (">=95%", "2", "97", "2"),
    ],
    ("投入管理指标", "预算和财务管理"): [
        ("=100%", "1", "100", "1"), (">=90%", "1", "95", "1"), (">=95%", "3", "97", "2"),
        ("<=20%", "2", "0", "2"), ("<=5%", "2", "3", "2"), ("<=100%", "1", "100", "1"),
        ("=100%", "1", "0", "0"), ("=100%", "1", "100", "1"), ("=100%", "1", "100", "1"),
        ("=100%", "1", "100", "1"), ("=100%", "1", "100", "1"), ("=100%", "1", "100", "1"),
    ],
    ("投入管理指标", "绩效管理"): [
        ("=100%", "2", "100", "2"), ("=100%", "2", "100", "2"), ("=100%", "2", "100", "2"),
        (">=90%", "2", "93", "2"),
    ],
    ("产出指标", "重点工作任务完成"): [
        ("=100%", "2", "100", "2"), (">=90%", "2", "95", "2"), ("=100%", "2", "100", "2"),
        ("=100%", "2", "100", "2"), ("=100%", "2", "100", "2"), ("=100%", "2", "100", "2"),
        (">=90%", "2", "100", "2"), ("=100%", "2", "100", "2"),
    ],
    ("产出指标", "履职目标实现"): [
        (">=95%", "2", "97", "2"), (">=95%", "2", "95", "2"), (">=95%", "2", "96", "2"),
        (">=95%", "3", "97", "3"),
    ],
    ("效益指标", "履职效益"): [("0", "8", "0", "8"), (">=90%", "9", "92", "9")],
    ("效益指标", "满意度"): [(">=90", "9", "95", "9"), (">=90", "9", "93", "9")],
}  # fmt: skip
EXECUTION_CLAIMED, PRINTED_TOTAL, NARRATIVE_TOTAL = "9.9", "97.7", "97.9"
ROWS = [(*path, *line) for path, lines in LINES.items() for line in lines]
NO_PURCHASE = 9  # the row whose claimed 0 has its reason


def plan_draft() -> PlanDraft:
    """The target table."""
    return PlanDraft(
        funds=[
            FundDraft(label=label, initial=initial, annual=annual, is_total=row == 0)
            for row, (label, initial, annual, *_) in enumerate(FUNDS)
        ],
        indicators=[
            IndicatorDraft(
                level1=level1,
                level2=level2,
                level3=f"指标{row + 1}{level2 if level2 == '满意度' else ''}",
                target=target,
                points=Decimal(points),
            )
            for row, (level1, level2, target, points, *_) in enumerate(ROWS)
        ],
    )


def published_sheet(filer: User) -> Sheet:
    """The filled sheet of the filer's department."""
    plan = make_plan(department=filer.department, draft=plan_draft())
    sheet = open_sheet(plan=plan, by=filer, at=AT)
    sheet = save_entry(sheet=sheet, entry=entry_of(sheet), by=filer, at=AT)
    told = Decimal(NARRATIVE_TOTAL)
    record_results(sheet=sheet, goals={}, tasks={}, narrative_total=told, by=filer, at=AT)
    return sheet


def entry_of(sheet: Sheet) -> SheetEntry:
    """All that was entered."""
    lines = {
        leaf.public_id: LineEntry(
            text=actual,
            claimed=Decimal(claimed),
            deviation="当年未进行政府采购" if row == NO_PURCHASE else "",
        )
        for row, (leaf, (*_, actual, claimed)) in enumerate(
            zip(leaves_of(sheet.plan), ROWS, strict=True)
        )
    }
    funds = {
        line.public_id: FundEntry(executed=executed, printed_rate=rate)
        for line, (*_, executed, rate) in zip(
            sheet.plan.funds.order_by("position"), FUNDS, strict=True
        )
    }
    head = HeadEntry(
        claimed_execution=Decimal(EXECUTION_CLAIMED),
        printed_total=Decimal(PRINTED_TOTAL),
        printed_total_text=PRINTED_TOTAL,
    )
    return SheetEntry(lines=lines, funds=funds, head=head)
