"""焦作市科学技术协会 2021: the rows of management rates, and the accounts that contradict them.

The figures are the published ones; the same document prints both.
"""

from decimal import Decimal

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft, TableDraft, TextDraft
from projects.services.accounts import store_document
from scoring.entries import LineEntry
from tests.factories import AT, fill_sheet, make_plan, make_sheet, make_year

# name: (target, points, actual as filled in, what the system's figures come to)
ROWS = {
    "专项资金细化率": (">=90%", "1", "95", None),
    "预算执行率": (">=95%", "3", "97", "145.71%"),
    "预算调整率": ("<=20%", "2", "0", "−0.76%"),
    "结转结余率": ("<=5%", "2", "3", "0.09%"),
    "“三公经费”控制率": ("<=100%", "1", "100", "19.76%"),
    "政府釆购执行率": ("=100%", "1", "0", None),
    "绩效监控完成率": ("=100%", "2", "100", None),
    "绩效自评完成率": ("=100%", "2", "100", None),
    "全民科学素质工作完成率": ("=100%", "2", "100", None),
}
NAMES = list(ROWS)
ENDS = TableDraft(
    role="income_expenditure",
    form="公开01表",
    title="收入支出决算总表",
    columns=["收入/项目", "收入/行次", "收入/金额", "支出/项目", "支出/行次", "支出/金额"],
    rows=[["年初结转和结余", "29", "103.49", "年末结转和结余", "60", "0.21"]],
)
THREE_PUBLIC = TableDraft(
    role="three_public",
    form="公开07表",
    title="一般公共预算财政拨款“三公”经费支出决算表",
    columns=["预算数/合计", "预算数/公务接待费", "决算数/合计", "决算数/公务接待费"],
    rows=[["4.1", "0.6", "0.81", "0.14"]],
)
PURCHASES = TableDraft(
    role="procurement",
    title="政府采购情况",
    columns=["项目", "金额"],
    rows=[["政府采购支出总额", "0"]],
)


def plan_draft():
    return PlanDraft(
        funds=[
            FundDraft(label="部门预算总额", initial="227.68", annual="225.94", is_total=True),
            FundDraft(label="财政性资金", initial="227.68", annual="220.65"),
        ],
        tasks=[TextDraft(name="全民科学素质工作"), TextDraft(name="老科协工作")],
        indicators=[
            IndicatorDraft(
                level1="投入管理指标", level2="预算和财务管理", level3=name, target=target,
                points=Decimal(points),
            )
            for name, (target, points, *_) in ROWS.items()
        ],
    )  # fmt: skip


def store_accounts(
    department, *, tables=(ENDS, THREE_PUBLIC, PURCHASES), year=2021, kind="FINAL", unit="万元"
):
    return store_document(
        department=department, year=make_year(year), kind=kind, title="决算", money_unit=unit,
        tables=list(tables), by=None, at=AT,
    )  # fmt: skip


def empty_sheet(department, year=2021):
    return make_sheet(plan=make_plan(department=department, year=year, draft=plan_draft()))


def filled_sheet(filer):
    """The sheet as published."""
    sheet = empty_sheet(filer.department)
    lines = {
        row: LineEntry(
            text=actual, deviation="当年未进行政府采购" if name == "政府釆购执行率" else ""
        )
        for row, (name, (_, _, actual, _)) in enumerate(ROWS.items())
    }
    return fill_sheet(sheet=sheet, by=filer, lines=lines, executed=["329.22", "323.56"])
