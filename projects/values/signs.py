"""Signs and their words, before and after a figure, and the words that clerks put round them."""

import re
from typing import NamedTuple

# 以上, 以下, 以内 include the number itself; 超过 and its like do not (民法典 article 1259).
# Further forms of 不低于 and its like (不得低于, 未超过) are read as a negation and a sign.
_BEFORE = {
    ">=": "大于或等于 大于等于 高于或等于 高于等于 不小于 不低于 不少于 至少 最少 最低 >= => ≥ ≮",
    "<=": "小于或等于 小于等于 低于或等于 低于等于 不大于 不高于 不多于 不超过 不超 不突破 "
    "至多 最多 最高 <= =< ≤ ≯",
    ">": "大于 高于 多于 超过 >",
    "<": "小于 低于 少于 不足 不到 <",
    "=": "等于 =",
}
_AFTER = {
    ">=": "及其以上 及以上 (含)以上 以上(含) 或以上 以上",
    "<=": "及其以下 及以下 (含)以下 以下(含) 及以内 (含)以内 以内(含) 或以下 以下 以内 之内 内",
}
_OPERATORS = {word: sign for sign, words in _BEFORE.items() for word in words.split()}
_ENDINGS = {word: sign for sign, words in _AFTER.items() for word in words.split()}
_NEGATIONS = "不得 不应 不能 不可 未"

# Words that change nothing: 全年完成2次, 累计不少于3场, 满意度达到95%以上.
_FILLERS = """
    全年 累计 共计 合计 总计 共 实际 应 为 达到 达 已达到 已达 完成 已完成 实现 开展 举办 召开 组织
"""
_HOLDING = "控制在 保持在 维持在 稳定在 在"


def _either(words: str, blank: str = "") -> str:
    longest_first = sorted(words.split(), key=len, reverse=True)
    return "|".join(blank.join(map(re.escape, word)) for word in longest_first)


_SIGN_WORDS = _either(" ".join(_BEFORE.values()), blank=r"\s?")
_SIGN = re.compile(_SIGN_WORDS)
_SYMBOLS = frozenset("<>=≥≤≮≯")
_DIGITS = frozenset("0123456789")
_SIGNED = re.compile("[<>=≥≤≮≯于以内超]|至[少多]|最[少多低高迟晚]|不[足到]")
_LEAD = re.compile(
    # The name of a share repeated before it: 满意度≥95%, 验收合格率100%. What compares or counts
    # apart (较上年增长率, 每班合格率) is no such name.
    r"(?P<subject>(?:[^\x00-\u4dff较比同每各与和及或]{1,10}?率|"
    r"[^\x00-\u4dff较比同每各与和及或]{0,10}?满意度)[:为]?\s*)?"
    rf"(?P<before>(?:(?:{_either(_FILLERS + ' ' + _HOLDING)})\s*){{0,3}})"
    rf"(?P<negated>{_either(_NEGATIONS)})?(?P<sign>{_SIGN_WORDS})?\s*"
    rf"(?P<after>(?:(?:{_either(_FILLERS)})\s*){{0,3}})"
    r"(?=[0-9+\-¥零一二两三四五六七八九十百千])"
)
_LAST_CHARACTERS = frozenset(word[-1] for word in _ENDINGS)
_TAIL = re.compile(rf"(?:{_either(' '.join(_AFTER.values()))})\Z")
_FINISHED = ("完成", "完工", "竣工", "办结")
_BEFORE_FINISHED = tuple("内前底末")
_SPARE = re.compile(r"(?<=[^0-9])[.,;、。]+\Z|[;。]+\Z")
_WHOLE = re.compile(r"(?:完成|实现)")
_HELD = re.compile(rf"{_either(_HOLDING)}")


class Framed(NamedTuple):
    """What stands round a figure: both signs, the figure's own text, and what the words demand."""

    before: str | None
    after: str | None
    body: str
    only_share: bool  # a subject like 满意度 stands before it, so that it must be a share
    no_share: bool  # 已完成100% tells the progress, not the figure of the line
    held: bool  # 控制在5%: bound or aim? only certain with a sign or two ends
    in_words: str | None  # the operator before, where words and no sign print it


def frame(text: str) -> Framed | None:
    """Take signs and fillers off a folded text; None when no figure follows them."""
    if text[:1] in _DIGITS or (text[:1] in _SYMBOLS and text[1:2] in _DIGITS):
        return _bare(text)
    found = _LEAD.match(text)
    if found is None:
        return None
    sign = "".join(found["sign"].split()) if found["sign"] else None
    operator = sign and _OPERATORS[sign]
    if found["negated"]:
        operator = _OPERATORS.get("不" + (sign or ""))
        if operator is None:
            return None  # 未达到95% bounds nothing
    after, body = take_suffix(text[found.end() :])
    fillers = found["before"] + found["after"]
    return Framed(
        operator,
        after,
        body,
        only_share=found["subject"] is not None,
        no_share=bool(_WHOLE.search(fillers)),
        held=bool(_HELD.search(found["before"])),
        in_words=operator if sign and sign[0] not in _SYMBOLS else None,
    )


def _bare(text: str) -> Framed:
    """What most values are, 30场 and ≥95%: no words before the figure, at most one symbol."""
    operator = _OPERATORS.get(text[0])
    after, body = take_suffix(text if operator is None else text[1:])
    return Framed(operator, after, body, False, False, False, None)


def operator_of(text: str) -> str | None:
    """The operator that a folded text is, and nothing else: '大于等于' gives '>='."""
    return _OPERATORS.get("".join(text.split()))


def has_sign(text: str) -> bool:
    """Whether a sign may be in a folded text: cheap, and never wrong where it denies."""
    return _SIGNED.search(text) is not None


def take_prefix(text: str) -> tuple[str | None, str]:
    """Split a sign or its words off the front: '不低于95%' gives ('>=', '95%')."""
    found = _SIGN.match(text)
    if found is None:
        return None, text
    return _OPERATORS["".join(found[0].split())], text[found.end() :].lstrip()


def take_suffix(text: str) -> tuple[str | None, str]:
    """Split the words of a sign off the end: '95%以上' gives ('>=', '95%')."""
    found = _TAIL.search(text) if text[-1:] in _LAST_CHARACTERS else None
    if found is None:
        return None, text
    return _ENDINGS[found[0]], text[: found.start()].rstrip()


def without_end(text: str) -> str:
    """The text without a full stop, and without 完成 after a time: 3个工作日内完成。"""
    if text[-1] in ".,;、。":
        text = _SPARE.sub("", text).rstrip()
    return text[:-2] if text.endswith(_FINISHED) and text[-3:-2] in _BEFORE_FINISHED else text
