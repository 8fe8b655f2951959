"""What an amount of the explanatory text is, as the tables call it: its topic decides. Pure.

The same words mean another amount under another topic: 基本支出 of 一般公共预算财政拨款支出 is of
the general budget, 人员经费 of 纳入预算绩效管理的支出总额 is of all that is spent.
"""

import re

from scoring.checks.accounts_facts import TOTAL, Fact, Key, class_of
from scoring.checks.accounts_same import reference
from scoring.checks.papers import BUDGET, Document

_ANY_OF_SPENDING = r"(?:年初预算|预算|决算|合计|总计|总额|情况|总体情况|具体情况)*"
_GENERAL_BUDGET = r"一般公共预算(?:财政拨款)?"
_OF_GENERAL = re.compile(_GENERAL_BUDGET + "支出" + _ANY_OF_SPENDING)
_OF_GENERAL_BASIC = re.compile(_GENERAL_BUDGET + "基本支出" + _ANY_OF_SPENDING)
_OF_ALL = re.compile(
    r"(?:部门|单位|本年|全年)?(?:预算)?支出" + _ANY_OF_SPENDING + r"|收、?支总计"
    r"|纳入(?:部门)?预算绩效管理的?(?:部门)?支出" + _ANY_OF_SPENDING
)
_OF_INCOME = re.compile(
    r"(?:部门|单位|本年|全年)?(?:预算)?收入(?:预算|决算|合计|总计|总额|情况)*|收、?支总计"
)
_BASIC = re.compile(r"基本支出" + _ANY_OF_SPENDING)

_TOPICS: tuple[tuple[re.Pattern[str], Key], ...] = tuple(
    (re.compile(words), key)
    for words, key in (
        (r"收入总计|支出总计|收、?支总计", ("grand", TOTAL)),
        (r"收入合计|预算收入|本年收入", ("income", TOTAL)),
        (r"支出合计|支出预算|本年支出", ("spent", TOTAL)),
        (_GENERAL_BUDGET + r"支出(?:年初预算)?", ("general", TOTAL)),
        (_GENERAL_BUDGET + r"基本支出(?:年初预算)?", ("general basic", TOTAL)),
    )
)
_INCOMES: tuple[tuple[re.Pattern[str], Key], ...] = tuple(
    (re.compile(words), key)
    for words, key in (
        (r"一般公共预算(?:拨款|财政拨款)?收入", ("income", "general")),
        (r"财政拨款收入", ("income", "fiscal")),
        (r"其他收入", ("income", "other")),
        (r"上年结转结余|年初结转和结余", ("carried", "start")),
    )
)
_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words), name)
    for words, name in (
        (r"基本支出", "basic"),
        (r"项目支出", "project"),
        (r"人员经费(?:支出)?", "personnel"),
        (r"(?:日常)?公用经费(?:支出)?", "public"),
    )
)
_OF_BASIC = ("personnel", "public")
_NOT_AN_AMOUNT = re.compile(r"增加|减少|较|自评|评价|三公|采购|运行|固定资产|结构")
_YEAR = re.compile(r"(\d{4})\s*年度?")
_OF_A_BUDGET = re.compile(r"(?:一般公共|政府性?基金|国有资本经营|纳入(?:部门)?)预算")


def keys_of(topic: str, part: str, document: Document) -> tuple[Key, ...]:
    """What an amount of the text may be, as the tables call it; empty where they may not have it.

    An amount of another year is of no table of the document, nor is a plan told in final accounts.
    """
    said = f"{topic} {part}"
    if _NOT_AN_AMOUNT.search(said) or {int(year) for year in _YEAR.findall(said)} - {document.year}:
        return ()
    if document.kind != BUDGET and "预算" in _OF_A_BUDGET.sub("", said):
        return ()
    topic, part = (_YEAR.sub("", words.replace("（正文）", "")).strip() for words in (topic, part))
    return _of_a_part(topic, part) if part else _of_a_topic(topic)


def _of_a_topic(topic: str) -> tuple[Key, ...]:
    own = [key for pattern, key in (*_TOPICS, *_INCOMES) if pattern.fullmatch(topic)]
    return tuple(own[:1]) or _of_either(topic)


def _of_either(words: str) -> tuple[Key, ...]:
    """Of all that is spent or of the general budget: a topic without either does not say."""
    name = _name_of(words)
    return ((f"spent {name}", TOTAL), (f"general {name}", TOTAL)) if name else ()


def _of_a_part(topic: str, part: str) -> tuple[Key, ...]:
    name = _name_of(part)
    if _OF_GENERAL.fullmatch(topic):
        code = "" if name else class_of(part)
        found = (f"general {name}", TOTAL) if name else ("general", code)
        return (found,) if name or code else ()
    if _OF_GENERAL_BASIC.fullmatch(topic):
        return ((f"general {name}", TOTAL),) if name in _OF_BASIC else ()
    if _BASIC.fullmatch(topic):
        return _of_either(part) if name in _OF_BASIC else ()
    if _OF_ALL.fullmatch(topic) and name:
        return ((f"spent {name}", TOTAL),)
    if _OF_INCOME.fullmatch(topic):
        return tuple(key for pattern, key in _INCOMES if pattern.fullmatch(part))[:1]
    return ()


def _name_of(words: str) -> str:
    return next((name for pattern, name in _PARTS if pattern.fullmatch(words)), "")


class Known:
    """The facts of a document's tables, found by what an amount of the text may be."""

    def __init__(self, facts: dict[Key, list[Fact]]) -> None:
        self._facts = facts

    def facts_of(self, keys: tuple[Key, ...]) -> list[Fact]:
        """The facts of the first key with those of the others; none where the first has none."""
        first = self._of(keys[0]) if keys else []
        rest = [fact for key in keys[1:] for fact in self._of(key)] if first else []
        return first + rest

    def _of(self, key: Key) -> list[Fact]:
        """The facts of a key; of all that is spent, those of the general budget if that is all."""
        own, (what, part) = self._facts.get(key, []), key
        if own or not what.startswith("spent"):
            return own
        is_basic = what.removeprefix("spent ") in _OF_BASIC
        return (
            self._facts.get((what.replace("spent", "general"), part), [])
            if (self._is_all_general("") or (is_basic and self._is_all_general(" basic")))
            else []
        )

    def _is_all_general(self, name: str) -> bool:
        """Whether all spending of that name is of the general budget."""
        spent = self._facts.get((f"spent{name}", TOTAL), [])
        general = self._facts.get((f"general{name}", TOTAL), [])
        if not spent:  # both go by one name: see by_key
            return any(fact.key[0].startswith("spent") for fact in general)
        return bool(general) and reference(spent).amount == reference(general).amount
