"""Units as printed: which texts after a figure are surely a unit, and what their scale is.

The list is closed on purpose: '3级' or '5号' count nothing, '8点' is a time, and a text that is
not certainly a quantity must stay words.
"""

import re
from dataclasses import dataclass

from projects.values.unit_words import ACTIVITIES, IN_COLUMN, PER, SAME, SHARES, UNITS

_LONGEST = 20
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "亿": 10**8,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
# '98 %(百分比)' names the sign twice.
_GLOSSES = {
    "%(百分比)": "%",
    "%(百分数)": "%",
    "百分比(%)": "%",
    "百分数(%)": "%",
    "‰(千分比)": "‰",
}
_DOUBLE = re.compile(r"([^()]+)\(([^()]+)\)")
_PARTS = re.compile(r"[/*·.×]")
_PRODUCT = re.compile(r"[*·.×]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, without its scale, and the scale. All empty for a bare number."""

    printed: str | None = None
    base: str | None = None
    scale: int = 1


_NONE = Unit()
_SINGLE = {text: Unit(text, SAME.get(text, text)) for text in UNITS}
_SINGLE |= {text: _SINGLE[counter] for text, counter in ACTIVITIES.items()}
# 年 alone is found above; what else begins with it is a date (2023年12月).
_FIRST = ({text[0] for text in UNITS} | {word[0] for word in _SCALES} | set("(/点级层班届站天")) - {
    "年"
}


def read_unit(text: str, *, in_column: bool = False) -> Unit | None:
    """The unit that a folded text is, or None when it is not certainly one.

    `in_column`: the text stands in a column or a bracket for units, where 点 is one too.
    """
    if not text:
        return _NONE
    if found := _SINGLE.get(text):
        return found
    if text[0] not in _FIRST or len(text) > _LONGEST:
        return None
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    text = _GLOSSES.get(text, text)
    return Unit(text, text) if in_column and text in IN_COLUMN else _read_ratio(text)


def _read_ratio(text: str) -> Unit | None:
    head, stroke, per = text.partition("/")
    if stroke and not _is_per(per):
        return None
    measure = _read_measure(head) if head else _NONE
    if measure is None or not text:
        return None
    return Unit(text, (measure.base or "") + stroke + per or None, measure.scale)


def _read_measure(text: str) -> Unit | None:
    if _is_single(text):
        return Unit(text, SAME.get(text, text))
    for word, scale in _SCALES.items():
        rest = text.removeprefix(word)
        if rest != text:
            return _scaled(text, rest, scale)
    return None


def _scaled(text: str, rest: str, scale: int) -> Unit | None:
    base = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
    # 百分 and its like are half of 百分点, 百分比; a share has no scale; '3百' nobody prints.
    if base in SHARES or base == "分" or (not base and (rest or scale == 100)):
        return None
    if base and not _is_single(base):
        return None
    return Unit(text, SAME.get(base, base) or None, scale)


def _is_single(text: str) -> bool:
    if text in UNITS:
        return True
    if double := _DOUBLE.fullmatch(text):  # 台(套)
        return UNITS.issuperset(double.groups()) and SHARES.isdisjoint(double.groups())
    parts = _PRODUCT.split(text)  # 人·天
    return parts[0] in UNITS - SHARES and all(part in PER for part in parts)


def _is_per(text: str) -> bool:
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]  # 元/(人·月)
    return all(part in PER or _read_measure(part) for part in _PARTS.split(text))
