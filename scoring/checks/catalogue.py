"""Every check by its code, in words for a clerk: what it compares, why, and where the rule stands.

Read by `audit --explain` and the printed report. Codes are for outsiders: add, never rename.
"""

from typing import NamedTuple

from scoring.checks.finding import Severity

_E, _D, _R = Severity.ERROR, Severity.DOUBT, Severity.ROUNDING


class Check(NamedTuple):
    """One check. `severities`: how sure its findings can be, worst first."""

    code: str
    title: str
    compares: str
    why: str
    source: str
    severities: tuple[Severity, ...]


_METHOD = "财预〔2020〕10号《项目支出绩效评价管理办法》"
_FORM = "《项目支出绩效自评表》表式"
_SYSTEM = "省级预算绩效系统的通行做法"

_TOTALS = (
    Check(
        "total-sum",
        "总分与各行得分",
        "表中总分与预算执行得分、各行得分的合计；分值印得不足，说明抄本不全，不比较。",
        "总分决定评价等级。总分与各行对不上，说明总分或某一行填错。",
        f"{_METHOD}：总分为各项指标得分之和；{_SYSTEM}。",
        (_E, _D, _R),
    ),
    Check(
        "total-narrative",
        "总分与说明文字",
        "表中总分与公开说明文字中的总分。",
        "同一张表对外公布两个总分，读者不知以哪个为准。",
        "公开的自评表与文字说明应当一致。",
        (_E, _R),
    ),
    Check(
        "points-whole",
        "分值合计",
        "各行分值与预算执行分值的合计，与印出的分值合计（没有印的按 100）。",
        "分值合计不是 100，总分就不能按百分制评等级。",
        f"{_METHOD}：权重总额 100 分。",
        (_E, _D),
    ),
    Check(
        "block-points",
        "一级指标分值与各行分值",
        "一级指标印出的分值与它下面各行分值的合计；抄本不全时，最后一个一级指标不比较。",
        "分值对不上，说明有一行漏填，或一级指标的分值填错。",
        f"{_SYSTEM}：三级指标分值之和为一级指标分值。",
        (_E, _D),
    ),
    Check(
        "block-edition",
        "一级指标分值与评分办法",
        "各一级指标分值与评分办法规定的分值；分值合计成立时，视为本表自定的权重。",
        "特殊情况可以调整权重，但应有依据。",
        f"{_METHOD}自评表注：产出 50、效益 30、满意度 10、预算执行率 10，特殊情况可以调整。",
        (_D,),
    ),
)

_FUNDS = (
    Check(
        "fund-rate",
        "执行率与金额",
        "印出的执行率与本行执行数除以全年预算数的结果，按印出的小数位比较。",
        "执行率是打分的依据，应当能由本行金额算出。",
        f"{_FORM}：执行率＝全年执行数÷全年预算数。",
        (_E, _D, _R),
    ),
    Check(
        "fund-parts",
        "资金总额与各来源",
        "每一列总额行与各来源行的合计；某行空白时，只看各行是否超过总额。",
        "各来源之和超过总额，说明总额或某个来源填错，执行率也随之失准。",
        f"{_FORM}：年度资金总额为各来源之和。",
        (_E, _D, _R),
    ),
    Check(
        "sub-row-points",
        "来源行重复总额行的分值",
        "来源行的分值、得分与总额行的分值、得分。",
        "预算执行只在总额行计一次分，来源行再填一次，容易重复相加。",
        f"{_FORM}：分值和得分只填在年度资金总额行。",
        (_D,),
    ),
    Check(
        "execution-score",
        "预算执行得分",
        "印出的预算执行得分与按执行率计算的得分。",
        "预算执行得分由金额决定，不由人评定，应当能算出来。",
        f"{_SYSTEM}：执行率×分值，最多得满分；以所用评分办法为准。",
        (_E, _D, _R),
    ),
    Check(
        "execution-over",
        "执行数超过全年预算数",
        "执行数与全年预算数；知道上年结转的，再与两者之和比较。",
        "超预算执行要有依据，或是全年预算数漏计了上年结转，两种情况都要说明。",
        "执行率高于 100% 应当说明原因（公开的自评表和核查记录中常见）。",
        (_D,),
    ),
)

_LINES = (
    Check(
        "line-score",
        "得分与评分规则",
        "印出的得分与按指标值、实际完成值和分值计算的得分。",
        "达标少得分、未达标得满分，都应当有原因。",
        f"{_METHOD}：定量指标达标得满分，未达标按比例计分；低于满分写明原因；以所用评分办法为准。",
        (_E, _D, _R),
    ),
    Check(
        "score-above-points",
        "得分超过分值",
        "得分与同一行的分值。",
        "得分最多为分值，超过的部分会虚增总分。",
        f"{_SYSTEM}：得分不得超过分值。",
        (_E,),
    ),
    Check(
        "line-judged",
        "需要人工评定",
        "规则不能计分的行：单位对不上、实际完成值看不懂、零或负的指标值未达标、预算为 0 等。",
        "规则不能判断，不等于填错，需要人看一眼。",
        f"{_METHOD}及所用评分办法。",
        (_D,),
    ),
    Check(
        "reason-missing",
        "未得满分没有写原因",
        "得分低于分值而原因栏空白的行。",
        "未得满分的指标应写明偏差原因和改进措施，下一年才能改进。",
        f"{_FORM}：偏差原因分析及改进措施一栏；{_SYSTEM}。",
        (_D,),
    ),
    Check(
        "actual-copied",
        "实际完成值照抄指标值",
        "带符号的实际完成值与指标值是否相同。",
        "“≥266米”不是一个实际数，看不出完成了多少。",
        "公开的自评表中常见：实际完成值应为实际数。",
        (_D,),
    ),
    Check(
        "points-without-actual",
        "没有实际完成值而得分",
        "有得分的行是否填了实际完成值。",
        "没有完成情况，得分就没有依据。",
        "公开的自评表中常见：空白的实际完成值得了满分。",
        (_D,),
    ),
    Check(
        "far-above",
        "远超指标值没有写原因",
        "实际完成值与指标值之比是否达到评分办法的限度；上限类指标和零指标不比较。",
        "远超指标值，可能是指标值定得偏低，或统计口径不同。",
        f"{_METHOD}：完成值远超指标值的应分析原因；限度以所用评分办法为准。",
        (_D,),
    ),
    Check(
        "zero-of-zero",
        "零指标值得满分",
        "没有单位的指标值 0、实际完成值 0、得满分的行。",
        "可能当年不适用，却计入了得分。“0起”“≤0”“=0”是正常的零指标，不在此列。",
        "公开的自评表中见过：指标值 0、实际完成值 0，得满分。",
        (_D,),
    ),
    Check(
        "weighted-score",
        "折算得分与权重",
        "折算得分与单项得分乘以权重的结果。",
        "折算错误直接进入总分。",
        "成安县 2020 年自评表：单项指标得分×权重占比%＝折算得分。",
        (_E, _R),
    ),
    Check(
        "weight-twice",
        "权重乘了两次",
        "得分是否恰为已折算的得分再乘一次权重。",
        "多乘一次权重，总分会远低于实际。",
        "公开的自评表中见过；折算只应进行一次。",
        (_D,),
    ),
)

CATALOGUE: dict[str, Check] = {check.code: check for check in (*_TOTALS, *_FUNDS, *_LINES)}
"""Code -> check, in the order in which a sheet is read."""
