"""Units that the indicator's name hides: 新增就业人数（人）, 合格率(%)."""

import re
from dataclasses import replace

from projects.values.grammar import FIGURE, fold
from projects.values.parsing import parse, with_unit
from projects.values.terms import Kind, Value
from projects.values.units import read_unit

_LONGEST_UNIT = 20
_LABEL = re.compile(r"(?:计量|度量)?单位\s*:?\s*")
_STROKED = re.compile(rf"\s*{FIGURE}\s*-{{1,2}}\s*{FIGURE}\s*")
# In brackets at a name's end these say what is meant as often as how it is counted:
# 补助村(社区), 文化馆(站), 脱贫村(组).
_NOUN_TEXT = "社区 村 校 组 队 段 站 门 口 方 级 层 班 届 部 类 期 街道 乡镇 网格"
_NOUNS = frozenset(_NOUN_TEXT.split())
# 台(套), 人(次), 家(户): the second half of a counter, and not a unit of its own.
_HALVES = {
    "点": "站网店",
    "次": "人场辆架批班期车户家台件个项篇频层",
    "套": "台件配",
    "台": "套",
    "户": "家村人",
    "家": "户",
    "项": "个事",
    "个": "项",
    "头": "只匹羽",
    "只": "头羽匹",
    "处": "座局科室事",
    "座": "处",
    "株": "棵",
    "棵": "株",
    "人": "户家法",
    "位": "床单岗车席",
    "件": "文案条",
    "所": "院站室局馆心",
    "册": "本",
    "幢": "栋",
    "栋": "幢",
}


def unit_in_name(name: str | None) -> str | None:
    """The unit in the bracket that ends an indicator's name: 新增就业人数（人） gives 人.

    None for any other bracket: (工程), (含监测对象)户, the second half of 台(套).
    """
    text = fold(name or "").rstrip(" ★☆*\t\r\n")
    if not text.endswith(")"):
        return None
    start = _opening(text)
    if start is None:
        return None
    inside, before = text[start + 1 : -1].strip(), text[:start].rstrip()
    labelled = _LABEL.match(inside)
    if labelled:
        inside = inside[labelled.end() :]
    elif inside in _NOUNS or (before and before[-1] in _HALVES.get(inside, "")):
        return None
    unit = read_unit(inside, in_column=True)
    return unit.printed if unit and before else None


def _opening(text: str) -> int | None:
    """Where the bracket opens that the text's last character closes, if it is short."""
    depth = 0
    for place in range(len(text) - 1, max(-1, len(text) - _LONGEST_UNIT - 8), -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return place
    return None


def parse_named(text: str | None, *, name: str | None) -> Value:
    """What a text means beside the name of its indicator, which may hide the unit.

    Like `parse`; a bare number or range, with or without a sign, takes the unit of the name. A
    unit of its own, a date and words stay what they are, and so does the printed text.
    """
    value = parse(text)
    return _with_unit(value, unit_in_name(name)) if _lacks_unit(value) else value


def _lacks_unit(value: Value) -> bool:
    return value.unit is None and value.kind in _TAKE_UNITS


def _with_unit(value: Value, unit: str | None) -> Value:
    """A value that lacks a unit with that of its indicator's name, if there is one."""
    if unit is None:
        return value
    if value.kind is Kind.WORDS:
        return _stroked(value, unit)
    return with_unit(value, unit) or value


def _stroked(value: Value, unit: str) -> Value:
    """'3-5' alone may be a day; with a unit it is a range. Two years stay words."""
    folded = fold(value.text)
    if not _STROKED.fullmatch(folded):
        return value
    joined = parse(folded.replace("-", "~"))
    return replace(with_unit(joined, unit) or value, text=value.text)


def parse_actual(text: str | None, *, name: str) -> Value:
    """What an actual value (实际完成值) of the indicator `name` means.

    Like `parse_named`, with two cautions: one with a sign (≥266米) says no figure, it is words; and
    a bare figure does not take a percent sign from the name: 0.96 may be a share.
    """
    value = parse(text)
    if _lacks_unit(value) and (unit := unit_in_name(name)) not in _SHARES:
        value = _with_unit(value, unit)
    if value.operator not in (None, "="):
        return Value(text=value.text, kind=Kind.WORDS)
    return value


_SHARES = frozenset({"%", "‰"})
_TAKE_UNITS = frozenset({Kind.NUMBER, Kind.RANGE, Kind.WORDS})
