"""The management rates by name: what is divided by what, in words, and where that is said. Pure.

A rate names its two figures by keys of FIGURES; whether the system has them is another matter.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a rate comes out of its two figures."""

    SHARE = "share"  # part ÷ base
    CHANGE = "change"  # (now − before) ÷ before; may be negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rate. `part` and `base` are keys of FIGURES; `also`: other names it goes by."""

    code: str
    name: str
    part: str
    base: str
    source: str
    kind: Kind = Kind.SHARE
    also: tuple[str, ...] = ()

    @property
    def formula(self) -> str:
        """The formula in words: 全年执行数 ÷ 全年预算数."""
        part, base = FIGURES[self.part], FIGURES[self.base]
        return f"({part} − {base}) ÷ {base}" if self.kind is Kind.CHANGE else f"{part} ÷ {base}"


FIGURES = {
    "executed": "全年执行数",
    "annual": "全年预算数",
    "initial": "年初预算数",
    "year_end": "年末结转和结余",
    "year_start": "年初结转和结余",
    "three_public_spent": "“三公”经费决算数",
    "three_public_budget": "“三公”经费预算数",
    "three_public_before": "上年“三公”经费决算数",
    "purchased": "实际采购金额",
    "purchase_budget": "政府采购预算数",
    "refined": "已细化到县区和承担单位的资金",
    "to_refine": "部门参与分配资金总数",
    "planned": "已报绩效目标的项目数",
    "monitored": "已报监控的项目数",
    "evaluated": "已提交自评表的项目数",
    "projects": "当年应编制绩效目标的项目数",
    "evaluations_done": "已完成评价的项目数",
    "evaluations_due": "部门重点绩效评价项目数",
    "advice_taken": "采纳的意见建议数",
    "advice_given": "提出的意见建议总数",
    "staff": "在职人员数",
    "posts": "编制数",
    "running_spent": "公用经费实际支出",
    "running_budget": "公用经费预算数",
}

_FORM = "河南省部门整体绩效目标表指标说明"
_CORE = "部门整体支出绩效评价指标体系框架"

_MONEY = (
    Rule(
        code="execution",
        name="预算执行率",
        part="executed",
        base="annual",
        source=f"{_FORM}：预算完成数÷预算数（调整）。",
        also=("预算完成率", "整体预算执行率", "预算资金执行率"),
    ),
    Rule(
        code="adjustment",
        name="预算调整率",
        part="annual",
        base="initial",
        kind=Kind.CHANGE,
        source=f"{_FORM}：（预算调整数－年初预算数）÷年初预算数；上级追加和不可抗力除外。",
        also=("整体预算调整率",),
    ),
    Rule(
        code="carry-over",
        name="结转结余率",
        part="year_end",
        base="annual",
        source=f"{_FORM}：结转结余总额÷预算数（调整）。",
        also=("结余结转率", "预算结转结余率", "资金结转结余率"),
    ),
    Rule(
        code="carry-over-change",
        name="结转结余变动率",
        part="year_end",
        base="year_start",
        kind=Kind.CHANGE,
        source=f"{_CORE}：（本年度累计结转结余－上年度）÷上年度。",
        also=("结余结转变动率",),
    ),
    Rule(
        code="three-public",
        name="三公经费控制率",
        part="three_public_spent",
        base="three_public_budget",
        source=f"{_FORM}：“三公经费”实际支出数÷预算数。",
        also=("三公经费支出控制率", "三公经费预算控制率", "三公控制率", "三公经费预算执行率"),
    ),
    Rule(
        code="three-public-change",
        name="三公经费变动率",
        part="three_public_spent",
        base="three_public_before",
        kind=Kind.CHANGE,
        source=f"{_CORE}：（本年度“三公经费”总额－上年度）÷上年度。",
        also=("三公变动率", "三公经费支出变动率", "三公经费增长率"),
    ),
    Rule(
        code="purchase",
        name="政府采购执行率",
        part="purchased",
        base="purchase_budget",
        source=f"{_FORM}：实际政府采购金额÷政府采购预算数。",
        also=("政府采购预算执行率",),
    ),
    Rule(
        code="refinement",
        name="专项资金细化率",
        part="refined",
        base="to_refine",
        source=f"{_FORM}：已细化到县区和承担单位的资金÷部门参与分配资金总数。",
    ),
    Rule(
        code="running",
        name="公用经费控制率",
        part="running_spent",
        base="running_budget",
        source=f"{_CORE}：实际支出公用经费总额÷预算安排公用经费总额。",
    ),
)

_WORK = (
    Rule(
        code="target-setting",
        name="绩效目标编制完成率",
        part="planned",
        base="projects",
        source="三门峡市 2024 年部门整体绩效目标表。",
        also=("绩效目标申报完成率",),
    ),
    Rule(
        code="monitoring",
        name="绩效监控完成率",
        part="monitored",
        base="projects",
        source=f"{_FORM}：已完成绩效监控项目数÷部门项目总数。",
        also=("绩效运行监控完成率",),
    ),
    Rule(
        code="self-evaluation",
        name="绩效自评完成率",
        part="evaluated",
        base="projects",
        source=f"{_FORM}：已完成自评项目数÷部门项目总数。",
        also=("自评完成率", "项目绩效自评完成率"),
    ),
    Rule(
        code="department-evaluation",
        name="绩效评价完成率",
        part="evaluations_done",
        base="evaluations_due",
        source=f"{_FORM}：已完成评价项目数÷部门重点绩效评价项目数。",
        also=("部门评价完成率", "评价完成率"),
    ),
    Rule(
        code="advice",
        name="评价结果应用率",
        part="advice_taken",
        base="advice_given",
        source=f"{_FORM}：采纳的意见建议数÷提出的意见建议总数。",
        also=("绩效评价结果应用率",),
    ),
    Rule(
        code="staff",
        name="在职人员控制率",
        part="staff",
        base="posts",
        source=f"{_CORE}：在职人员数÷编制数。",
        also=("人员控制率", "在编人员控制率"),
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in (*_MONEY, *_WORK)}
"""Code -> rate, in the order of the form."""
