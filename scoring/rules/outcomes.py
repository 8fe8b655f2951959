"""Every way a line, an execution or an adjustment can end: a code that is stored, its words.

A template only glues: `{condition}`, `{formula}`, `{rate}` and the fields are written from the
formula itself, `{score}` is the score that the kernel gave. See `words.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way to end.

    `doubt`: the rule cannot judge this, a person must. `forced`: the caller may set it on a line,
    because only the caller has seen the printed text.
    """

    label: str
    template: str
    doubt: bool = False
    forced: bool = False


def _doubt(label: str, template: str, *, forced: bool = False) -> Outcome:
    return Outcome(label=label, template=template, doubt=True, forced=forced)


def _forced(label: str, template: str) -> Outcome:
    return _doubt(label, template, forced=True)


_PERSON = "规则无法计分，请人工评定"


def _bands(code: str, template: str) -> dict[str, Outcome]:
    """Name the outcomes of the bands, best first; as many as an edition may have."""
    return {
        f"{code}_{index}": Outcome(label=f"第{name}档", template=template)
        for index, name in enumerate("一二三四五六", start=1)
    }


OUTCOMES: dict[str, Outcome] = {
    # measured lines
    "met": Outcome(label="达标", template="{condition}，达标，得满分"),
    "exceeded": Outcome(label="超过指标值", template="{condition}，超过指标值，得满分"),
    "edge": Outcome(label="等于指标值", template="{condition}，等于指标值，按比例得满分"),
    "below_zero_target": Outcome(label="达标", template="{condition}，低于零指标值，得满分"),
    "short": Outcome(label="未达标，按比例计分", template="{formula}"),
    "over": Outcome(label="超出上限，按比例计分", template="{formula}"),
    "far_over": Outcome(
        label="超出上限一倍及以上", template="{condition}，超出上限一倍及以上，得 {score} 分"
    ),
    "zero_missed": Outcome(label="零指标未达标", template="{condition}，未达标，得 {score} 分"),
    "negative": Outcome(
        label="实际完成值为负数", template="{condition}，未达标，负数按 0 计，得 {score} 分"
    ),
    "missed": Outcome(label="未达标，不得分", template="{condition}，未达标，得 {score} 分"),
    "under_pass": Outcome(
        label="完成率低于及格线", template="{condition}，完成率低于及格线，得 {score} 分"
    ),
    "minus": Outcome(label="按百分点扣分", template="按百分点扣分：{formula}"),
    "minus_all": Outcome(label="按百分点扣完", template="{condition}，扣完为止，得 {score} 分"),
    "over_target": Outcome(
        label="超过指标值过多，扣分", template="{condition}，超过指标值过多，扣分：{formula}"
    ),
    "over_target_all": Outcome(
        label="超过指标值过多，扣完", template="{condition}，超过指标值过多，扣完，得 {score} 分"
    ),
    "edge_strict": _doubt("恰好等于指标值", "恰好等于指标值 {target}；" + _PERSON),
    "not_reported": Outcome(label="未填实际完成值", template="未填实际完成值，暂不计分"),
    "unjudgeable": _doubt(
        "指标值无法按比例计分", "指标值 {target}，实际完成值 {actual}，未达标；" + _PERSON
    ),
    "no_target": _doubt("没有指标值", "没有可比较的指标值；" + _PERSON),
    # lines with a last day, lines with an interval, lines by bands
    "on_time": Outcome(label="按期完成", template="{days}，按期完成，得满分"),
    "late": _doubt("逾期", "{days}，逾期，" + _PERSON),
    "late_nothing": Outcome(label="逾期，不得分", template="{days}，逾期，得 {score} 分"),
    "within": Outcome(label="在区间内", template="{actual} 在 {target} 至 {upper} 之内，得满分"),
    "below_range": _doubt("低于区间", "{actual} 低于 {target} 至 {upper}，" + _PERSON),
    "above_range": _doubt("高于区间", "{actual} 高于 {target} 至 {upper}，" + _PERSON),
    "below_range_nothing": Outcome(
        label="低于区间，不得分", template="{actual} 低于 {target} 至 {upper}，得 {score} 分"
    ),
    "above_range_nothing": Outcome(
        label="高于区间，不得分", template="{actual} 高于 {target} 至 {upper}，得 {score} 分"
    ),
    "no_upper": _doubt("区间没有上限", "区间没有上限；" + _PERSON),
    "band_full": Outcome(label="最高一档", template="{condition}，得满分"),
    **_bands("band", "{condition}，{formula}"),
    "band_none": Outcome(label="低于最低一档", template="{condition}，得 {score} 分"),
    # described lines
    "tier_reached": Outcome(label="达成年度指标", template="{condition}，达成年度指标，{formula}"),
    "tier_partly": Outcome(
        label="部分达成并有一定效果",
        template="{condition}，部分达成年度指标并具有一定效果，{formula}",
    ),
    "tier_poor": Outcome(
        label="未达成且效果较差", template="{condition}，未达成年度指标且效果较差，{formula}"
    ),
    "not_judged": Outcome(label="定性指标未评定", template="定性指标尚未评定档次，暂不计分"),
    # any line
    "not_applicable": Outcome(label="不适用", template="不适用，不计分，分值不计入应得分"),
    "points_moved": Outcome(label="不适用", template="不适用，不计分，分值调给适用的指标"),
    # set by the caller, who has seen the printed text or that there is none
    "unfilled": Outcome(label="未填实际完成值", template="未填实际完成值，暂不计分", forced=True),
    "unit_unclear": _forced("单位对不上", "实际完成值与指标值的单位对不上，暂不计分，请写明单位"),
    "target_unclear": _forced("指标值看不懂", "指标值不能确定为数字，暂不计分，请核对指标值"),
    "actual_unclear": _forced(
        "实际完成值看不懂", "实际完成值不能确定为数字，暂不计分，请核对实际完成值"
    ),
    "day_unclear": _forced("看不出完成日期", "实际完成值不能确定为日期，暂不计分，请写明完成日期"),
    "date_not_judged": _forced("时限指标", "时限指标没有计分规则；" + _PERSON),
    "range_not_judged": _forced("区间指标", "区间指标没有计分规则；" + _PERSON),
    # budget execution
    "execution_full": Outcome(label="全部执行", template="{rate}，得满分"),
    "execution_over": Outcome(
        label="超预算执行", template="{rate}，超过 100%，按 100% 计 {score} 分"
    ),
    "execution_part": Outcome(label="按执行率计分", template="{rate}，{formula}"),
    "execution_negative": Outcome(
        label="执行数为负数", template="执行数 {executed}，负数按 0 计，得 {score} 分"
    ),
    "execution_missing": Outcome(label="未填全年执行数", template="未填全年执行数，暂不计分"),
    "annual_missing": Outcome(label="未填全年预算数", template="未填全年预算数，暂不计分"),
    "execution_no_budget": _doubt(
        "全年预算数不大于 0", "全年预算数 {annual}，执行率无法计算，请人工评定"
    ),
    "execution_over_bands": _doubt(
        "超预算执行", "{rate}，超过 100%，不在计分的档次之内，请人工评定"
    ),
    **_bands("execution_band", "{rate}，{formula}"),
    "execution_band_none": Outcome(
        label="低于最低一档", template="{rate}，低于最低一档，得 {score} 分"
    ),
    # adjustment rows of the sheet
    "rescaled": Outcome(
        label="不适用指标折算",
        template="按应得总分折算：{formula}",
    ),
    "nothing_left": _doubt("没有可计分的适用指标", "全部指标不适用，不能折算，请人工评定"),
    "ceiling": Outcome(
        label="执行率偏低，总分封顶",
        template="{condition}，执行率偏低，总分封顶：{formula}",
    ),
    "rounded": Outcome(
        label="总分按位数取舍", template="总分 {total} 按规定的小数位数取舍，相差 {score}"
    ),
}
"""Code -> outcome. Codes are stored beside scores: add, never rename."""

MET = frozenset({"met", "exceeded", "edge", "below_zero_target", "on_time", "within"})
"""Outcomes of a target that was met: all points."""

MISSED = frozenset(
    ["short", "over", "far_over", "zero_missed", "missed", "under_pass", "negative"]
    + ["minus", "minus_all", "late_nothing", "below_range_nothing", "above_range_nothing"]
)
"""Outcomes of a target that was missed."""
