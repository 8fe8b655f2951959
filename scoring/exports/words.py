"""The words of the two official forms, in printed order. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a form calls its parts. `money` and `lines` are the headings of two tables."""

    title: str
    funds: str
    funds_total: str
    money: tuple[str, str, str, str, str, str]
    goals: str
    lines: tuple[str, ...]
    explained: bool  # whether the lines have the column 指标说明
    total: str


# As printed in the 2021 disclosure of 焦作市科学技术协会.
DEPARTMENT = Words(
    title="部门（单位）整体绩效自评表",
    funds="预算执行情况",
    funds_total="部门预算总额",
    money=("年初数", "全年数", "全年执行数", "分值", "预算执行率", "得分"),
    goals="年度履职目标",
    lines=(
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "指标说明",
        "实际完成值",
        "分值",
        "得分",
        "未完成原因分析及改进措施",
    ),
    explained=True,
    total="总分：",
)

# The self-evaluation form of 财预〔2020〕10号, as units publish it.
PROJECT = Words(
    title="项目支出绩效自评表",
    funds="项目资金",
    funds_total="年度资金总额",
    money=("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    goals="年度总体目标",
    lines=(
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ),
    explained=False,
    total="总分",
)
