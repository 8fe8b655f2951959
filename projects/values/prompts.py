"""What stands in a value's cell though nobody filled it in: rests of the form, names of scales.

Both are conservative: never true for a value that somebody meant.
"""

import re

from projects.values.grammar import fold
from projects.values.signs import take_prefix
from projects.values.units import read_unit

_LONGEST = 300
_LONGEST_SCALE = 30
_MARKS = re.compile(r"\*+|★+|☆+|[xX]{2,}|×{2,}|_{2,}|○{2,}|〇{2,}|□+|△{2,}|\?{2,}|…+|\.{3,}")
_DRAWN = re.compile(r"[*★☆xX×_○〇□△?….]+")
_LINE = re.compile(r"(?:_{2,}\s*[年月日]\s*)+(?:[底末]?前)?")
# A limit of length in brackets: (100字以内), (限200字), (不超过500个字).
_LIMIT = re.compile(
    r"\([^()]{0,12}[0-9]{2,4}个?字(?:符|左右|以内|之内|以下|内)*[^()]{0,6}\)[。.]?\Z"
)
_OPENINGS = (
    "请 对照 填写 说明 简要 简述 简单 概述 描述 概括 阐述 根据 结合 反映 总结 列明 "
    "应 主要 分条 逐条 此处 可 包括 文字 内容"
)
_PROMPT = re.compile(rf"\(?(?:{'|'.join(_OPENINGS.split())})")
_ASKED = re.compile(
    r"\(?(?:请|此处)(?:在此|简要|如实|按要求)?"
    r"(?:填写|填报|输入|选择|说明|描述|简述)"
)

_UPPER = "优 优秀 好 很好 高 大 强 快 是 有 合格 达标 完成 已完成 明显 显著 及时"
_BETWEEN = "良 良好 较好 中 中等 一般 较高 较低 低 较差 基本合格 基本达标 部分完成"
_LOWER = "差 较差 很差 坏 低 劣 小 弱 慢 否 无 不合格 不达标 未达标 未完成 不明显 不显著 不及时"
_TOP, _BOTTOM = frozenset(_UPPER.split()), frozenset(_LOWER.split())
_STEPS = _TOP | _BOTTOM | frozenset(_BETWEEN.split())
_SEPARATORS = re.compile(r"[/、,|;]|或者?")
_CLOSED = re.compile(
    "优良?(?:中|一般)?低?较?差|优秀良好(?:中等?|一般|合格)?(?:较?差|不合格)|"
    "好中?[坏差]|高中?低|大中?小|强中?弱|优劣|快慢|是否|有无"
)


def is_template_rest(text: str | None) -> bool:
    """Whether a text is a rest of the form, not a value: ≥**人, ★★★, (100字以内), ____."""
    body = fold(text or "").strip()
    if len(body) > _LONGEST:
        return False
    if _LINE.fullmatch(body) or _ASKED.match(body):
        return True
    limit = _LIMIT.search(body)
    if limit is not None and (limit.start() == 0 or _PROMPT.match(body)):
        return True
    return _is_blank(body)


def _is_blank(body: str) -> bool:
    """Marks where the figure should be, perhaps between a sign and a unit."""
    _, rest = take_prefix(body.strip("() "))
    drawn = _DRAWN.match(rest)
    if drawn is None:
        return False
    unit = rest[drawn.end() :].strip()
    if _MARKS.fullmatch(drawn[0]):
        return read_unit(unit) is not None
    # One x alone is a mark for 'no'; before a unit it stands for a figure.
    return drawn[0] in ("x", "X", "×") and unit != "" and read_unit(unit) is not None


def is_scale_name(text: str | None) -> bool:
    """Whether a text names a scale and no place on it: 好坏, 优良中低差, 高中低, 是/否."""
    body = "".join(fold(text or "").split())
    if len(body) > _LONGEST_SCALE:
        return False
    if _CLOSED.fullmatch(body.strip("()")):
        return True
    names = [name for name in _SEPARATORS.split(body.strip("()")) if name]
    if not names or names[0] not in _TOP or names[-1] not in _BOTTOM:
        return False
    return all(name in _STEPS for name in names)
