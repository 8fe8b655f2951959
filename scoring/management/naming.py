"""Which management rate a row of a form asks for, from the row's name. Pure.

The whole name must be that of the rate: 项目支出预算执行率 or 非税收入预算执行率 divide other
amounts and are not taken for 预算执行率.
"""

import re
import unicodedata
from functools import lru_cache

from scoring.management.catalogue import RULES, Rule

_OTHER_SIGNS = str.maketrans({"釆": "采"})  # U+91C6, seen in a published form
_QUOTES = re.compile(r"[\s\"'“”‘’「」『』《》〈〉＂＇`·]+")
_NUMBERING = re.compile(r"^(?:\(?\d{1,2}(?!\d)[.、)]*|\(?[一二三四五六七八九十]{1,3}[、)])")
_YEAR = re.compile(r"^(?:20\d\d年度?|本年度?|当年|年度|全年)")
_OWNER = re.compile(r"^(?:本?部门|本?单位|部门\(单位\))(?:整体)?")
_SUFFIX = re.compile(
    r"(?:\((?:%|‰|百分比|单位:?%|\d+(?:\.\d+)?分?|[正反逆负]向(?:指标)?)\)|%|[★☆*:。])+$"
)


def plain_name(name: str) -> str:
    """The bare name of a row: no quotes, blanks, numbering, stars, units or points in brackets."""
    text = _QUOTES.sub("", unicodedata.normalize("NFKC", name).translate(_OTHER_SIGNS))
    text = _QUOTES.sub("", text)
    text = _SUFFIX.sub("", _NUMBERING.sub("", text))
    return _OWNER.sub("", _YEAR.sub("", text))


_BY_NAME = {known: rule for rule in RULES.values() for known in (rule.name, *rule.also)}


@lru_cache(maxsize=4096)
def recognise(name: str) -> Rule | None:
    """The rate that a row of this name asks for; None for any other row."""
    return _BY_NAME.get(plain_name(name))


def may_fall(name: str) -> bool:
    """Whether the value of a row may be below 0: a rate of change (调整率, 变动率)."""
    rule = recognise(name)
    return rule is not None and rule.kind == "change"
