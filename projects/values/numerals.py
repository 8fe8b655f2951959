"""Figures written in Chinese: 两次, 百分之九十五, 五十万元. Only where they certainly count.

一期, 二类, 一般, 一起 are no quantities; 二次 means secondary as often as twice.
"""

import re

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SHARES = {"百分之": "%", "千分之": "‰"}
_NUMERAL = r"[零一二两三四五六七八九十百千]+"
_ARABIC = r"[0-9]+(?:\.[0-9]+)?"
_SHARE = re.compile(rf"(百分之|千分之)({_NUMERAL}|{_ARABIC})(?:点({_NUMERAL}))?")
_COUNTED = re.compile(rf"({_NUMERAL})([^零一二两三四五六七八九十百千].*)", re.DOTALL)
_HUNDRED = {"百分之百": "100%", "百分百": "100%"}
_MISPLACED_TWO = re.compile("两(?![百千])")

# With these a numeral counts; with any other unit it may name a stage or a class (一期, 二类).
_AFTER_ANY = """
    次 场 个 人 名 项 件 份 家 户 台 套 辆 篇 座 栋 幢 种 处 条 例 宗 场次 人次 户次 批次
    天 年 个月 个工作日 小时 亩 公里 米 吨 平方米 元 倍
"""
_AFTER_NONE = "起 次 件 例 宗 人 个 家 人次 场 场次 户 项"
_COUNTERS, _COUNTERS_OF_NONE = frozenset(_AFTER_ANY.split()), frozenset(_AFTER_NONE.split())


def to_figures(text: str, *, bounded: bool) -> str | None:
    """The text with its Chinese numeral in figures: 三场 gives '3场'; None when not certain.

    `bounded`: a sign or a word like 不少于 stands with it, so that it counts whatever follows.
    """
    if text in _HUNDRED:
        return _HUNDRED[text]
    if share := _SHARE.fullmatch(text):
        return _share(*share.groups())
    found = _COUNTED.fullmatch(text)
    if found is None:
        return None
    numeral, unit = found[1], found[2].strip()
    number = read_numeral(numeral)
    if number is None or not _counts(numeral, unit, bounded):
        return None
    return f"{number}{unit}"


def read_numeral(text: str) -> int | None:
    """The number of a well-formed numeral below ten thousand, else None: 三五, 一百五, 百."""
    if text == "两":
        return 2
    if _MISPLACED_TWO.search(text):
        return None
    total = digit = 0
    for sign in text:
        if sign in _PLACES:
            total += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    total += digit
    return total if text.replace("两", "二") == _written(total) else None


def _written(number: int) -> str:
    """A number in Chinese, as it is counted: 十二, 一百零五; of ten thousand and more the rest."""
    if number == 0:
        return "零"
    signs, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            signs += ("零" if gap and signs else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return signs[1:] if signs.startswith("一十") else signs


def _share(kind: str, numeral: str, decimals: str | None) -> str | None:
    if numeral.isascii():
        return None if decimals else numeral + _SHARES[kind]
    whole = read_numeral(numeral)
    if whole is None:
        return None
    if decimals is None:
        return f"{whole}{_SHARES[kind]}"
    if any(sign in _PLACES or sign == "两" for sign in decimals):
        return None
    return f"{whole}.{''.join(str(_DIGITS[sign]) for sign in decimals)}{_SHARES[kind]}"


def _counts(numeral: str, unit: str, bounded: bool) -> bool:
    if numeral == "零":
        return unit in _COUNTERS_OF_NONE
    if bounded or numeral == "两" or unit[0] in "万亿":
        return True
    return numeral != "二" and unit in _COUNTERS


_YEAR_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = re.compile("[一二][〇零一二三四五六七八九]{3}(?=年)")
_FIGURE_OF_A_DATE = re.compile("[〇零一二三四五六七八九十][年月日]")
_DAY_OR_MONTH = re.compile("[一二三四五六七八九十]{1,3}(?=[月日])")


def date_in_figures(text: str) -> str:
    """A date with its numerals in figures: 二〇二三年十二月底 gives '2023年12月底'."""
    if not _FIGURE_OF_A_DATE.search(text):
        return text
    text = _YEAR.sub(lambda found: found[0].translate(_YEAR_DIGITS), text)
    return _DAY_OR_MONTH.sub(lambda found: str(read_numeral(found[0]) or found[0]), text)
