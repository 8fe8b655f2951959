"""Checks of what is filed where: an indicator that is not of the kind of its heading."""

import re
from collections.abc import Iterator

from projects.values import Kind
from scoring.checks.actuals import is_bare_zero
from scoring.checks.blocks import block_key
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_of_row, quoted
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Sheet

_QUANTITY, _CONTENT = "数量", "满意度"
_SHARES, _MONEY = ("%", "‰"), "元"
_PAID = re.compile("支付|发放|拨付|支出|兑付|使用|补助|补贴|资助|奖励|经费|资金|工资|费用")
_SUM_PAID = re.compile(
    "(?:资金|经费|款|补助|补贴|工资|奖金)(?:支付|发放|拨付|使用|支出|到位|兑付)"
    "(?:率|额|金额|进度|比例|数)?$|(?:发放|支付|拨付|支出|补助|补贴|兑付|奖励)(?:总?金额|总?额)$"
)
_OPINION = re.compile(
    "满意|投诉|认可|评价|好评|信访|口碑|表扬|意见|评议|反馈|公正|公平|认同|获得感|幸福感"
)
_MEANT_ZERO = re.compile("事故|投诉|违[规纪法]|发生|案件|事件|次数|起数|偏差|比例|率|超|差错|拖欠")
_RECHECK = "成都市复核办法（2025）：三级指标与二级指标不符（如把支付金额作数量指标）不得分。"


@check(
    "share-as-quantity",
    "数量指标填的是比例",
    of=Subject.LINE,
    compares="数量指标的指标值是否是百分比。",
    why="数量指标要写做多少，比例说的是做得怎样，多半属于质量或时效指标。",
    source="财预〔2020〕10号自评表：产出指标分数量、质量、时效、成本；" + _RECHECK,
    severities=(Severity.DOUBT,),
)
def quantity_is_no_share(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """How many is a number of things."""
    if _QUANTITY not in line.heading or line.due.base_unit not in _SHARES:
        return
    said = f"数量指标的指标值{quoted(line.target)}是比例，请改填数量，或改列质量、时效等指标"
    yield doubt_of_row("share-as-quantity", line, "target", said, printed=line.target)


@check(
    "money-as-quantity",
    "把支付的钱作数量指标",
    of=Subject.LINE,
    compares="数量指标的名称是否是资金、补贴、工资等的支付、发放、使用，指标值是否是金额。",
    why="花了多少钱是预算执行，已另计分，不是做了多少事。",
    source=_RECHECK,
    severities=(Severity.DOUBT,),
)
def quantity_is_no_payment(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """Money paid is the execution, which is scored by itself."""
    if _QUANTITY not in line.heading:
        return
    name = line.name.strip()
    paid = line.due.base_unit == _MONEY and _PAID.search(name)
    if not paid and not _SUM_PAID.search(name):
        return
    shown = f"，指标值{quoted(line.target)}" if line.target else ""
    said = f"数量指标“{name}”说的是支付的资金{shown}，资金支付由预算执行率考核，请改填做了多少事"
    yield doubt_of_row("money-as-quantity", line, "target", said, printed=line.target or None)


@check(
    "satisfaction-other",
    "满意度指标里是别的指标",
    of=Subject.LINE,
    compares="满意度指标下的三级指标，名称、说明和指标值里是否有满意、投诉、评价等字样。",
    why="满意度的分值是留给服务对象的看法的，别的指标应列到产出或效益。",
    source="财预〔2020〕10号自评表：满意度指标为服务对象满意度；三级指标应与上级指标相符。",
    severities=(Severity.DOUBT,),
)
def satisfaction_is_an_opinion(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """What stands under satisfaction says what people think."""
    if block_key(line.block) != _CONTENT and _CONTENT not in line.heading:
        return
    if not line.name or _OPINION.search(f"{line.name}{line.description}{line.target}"):
        return
    said = f"满意度指标下的{quoted(line.name)}不是满意度，请核对应列到哪一类指标"
    yield doubt_of_row("satisfaction-other", line, "level3", said, printed=line.name)


@check(
    "zero-target",
    "指标值是 0，没有写单位",
    of=Subject.LINE,
    compares="目标表中不带单位和符号的指标值 0；事故、投诉、比例等本来就求 0 的不提。",
    why="看不出是求 0、当年没有，还是没有填。",
    source="公开的目标表中见过：经济效益的指标值填 0。",
    severities=(Severity.DOUBT,),
)
def zero_is_meant(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A target of nothing says of what; a sheet's is told by `zero-of-zero`."""
    due = line.due
    if not sheet.is_plan or due.kind is not Kind.NUMBER or due.number != 0 or due.unit:
        return
    if not is_bare_zero(line.target) or _MEANT_ZERO.search(line.name):
        return
    said = f"指标值是“{line.target}”，没有写单位，请写明是求 0 还是不适用，不适用请删除本行"
    yield doubt_of_row("zero-target", line, "target", said, printed=line.target)
