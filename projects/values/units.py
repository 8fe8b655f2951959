"""Units as printed: which texts after a figure are surely a unit, and what their scale is.

The list is closed on purpose: '3级' or '5号' count nothing, '8点' is a time, and a text that is
not certainly a quantity must stay words.
"""

import re
from dataclasses import dataclass

_COUNTS = """
    个 人 人次 人天 名 位 户 户次 家 家次 所 校 村 社区 次 场 场次 期 批 批次 班次 轮 趟 车次
    架次 件 项 项次 种 类 例 宗 起 份 篇 本 册 部 集 首 字 页 张 幅 面 块 片 枚 支 根 条 段 处
    座 栋 幢 间 套 台 台套 台次 辆 艘 架 株 棵 头 只 匹 羽 尾 口 眼 盏 顶 床 组 队 对 双
    门 节 课时 学时 款 单 笔 袋 瓶 盒 箱 包 桶 罐 卷 倍 分 百分点 个百分点
"""
_TIMES = "年 个月 个季度 周 天 日历天 个工作日 工作日 小时 分钟 秒"
_MEASURES = """
    米 千米 公里 厘米 毫米 km m cm mm 平方米 平方千米 平方公里 ㎡ m² m2 km² km2 公顷 亩 立方米 m³ m3
    升 毫升 L mL 吨 公斤 千克 斤 克 kg g t 度 千瓦时 kWh 千瓦 兆瓦 kW MW GB TB MB dB 分贝 ℃
"""
_MONEY = "元 美元 欧元 港元"
_SHARES = frozenset({"%", "‰", "百分比"})

UNITS = _SHARES.union(_COUNTS.split(), _TIMES.split(), _MEASURES.split(), _MONEY.split())
# After a stroke a month is a unit (元/月); after a figure it is a date (12月).
_PER = UNITS | {"月", "日", "季度", "学期", "学年", "年度", "学生", "平方"}
_SCALES = {
    "万亿": 10**12,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "亿": 10**8,
    "万": 10**4,
    "千": 10**3,
}
# '98 %(百分比)' names the sign twice.
_GLOSSES = {"%(百分比)": "%", "%(百分数)": "%"}
_SAME = {"百分比": "%"}
_DOUBLE = re.compile(r"([^()]+)\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, without its scale, and the scale. All empty for a bare number."""

    printed: str | None = None
    base: str | None = None
    scale: int = 1


def read_unit(text: str) -> Unit | None:
    """The unit that a folded text is, or None when it is not certainly one."""
    if not text:
        return Unit()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    text = _GLOSSES.get(text, text)
    head, stroke, per = text.partition("/")
    if stroke and not _is_per(per):
        return None
    measure = _read_measure(head) if head else Unit()
    if measure is None or not text:
        return None
    return Unit(text, (measure.base or "") + stroke + per or None, measure.scale)


def _read_measure(text: str) -> Unit | None:
    if _is_single(text):
        return Unit(text, _SAME.get(text, text))
    for word, scale in _SCALES.items():
        rest = text.removeprefix(word)
        if rest != text and (not rest or (_is_single(rest) and rest not in _SHARES)):
            return Unit(text, rest or None, scale)
    return None


def _is_single(text: str) -> bool:
    double = _DOUBLE.fullmatch(text)  # 台(套)
    return text in UNITS or (double is not None and UNITS.issuperset(double.groups()))


def _is_per(text: str) -> bool:
    return all(part in _PER or _read_measure(part) for part in re.split(r"[/*]", text))
