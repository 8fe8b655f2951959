"""Figures in a text: 【name】 stands for a figure, and nothing typed can come in its place. Pure.

What a person types around them is his; a figure that is left out, unknown, written into its name or
run together with typed digits is told with its paragraph, all at once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from scoring.narrative.glue import FIGURE, glued, unseen_in
from scoring.narrative.terms import KEYS, LABELS, SHARES, WORDS

TOKEN = re.compile(r"【([^【】]*)】")
_LONE = re.compile(r"[【】]")
_SHORT = 20


class Fault(NamedTuple):
    """What is wrong, in which paragraph (from 1; 0: the text as a whole)."""

    paragraph: int
    message: str


class Piece(NamedTuple):
    """A piece of a paragraph: typed text, or (with its key) a figure."""

    text: str
    key: str = ""


def token(key: str) -> str:
    """How a figure stands in the text."""
    return f"【{LABELS[key]}】"


def keys_in(text: str) -> list[str]:
    """The keys of all figures in a text, in their order, again where they stand again."""
    return [KEYS[name] for name in TOKEN.findall(text) if name in KEYS]


def pieces(paragraph: str, printed: Mapping[str, str]) -> list[Piece]:
    """The paragraph with its figures printed; one without a figure keeps its name."""
    found, end = [], 0
    for match in TOKEN.finditer(paragraph):
        key = KEYS.get(match[1], "")
        if not key:
            continue
        found += [Piece(paragraph[end : match.start()]), Piece(printed.get(key) or match[0], key)]
        end = match.end()
    return [piece for piece in [*found, Piece(paragraph[end:])] if piece.text]


def rendered(paragraph: str, printed: Mapping[str, str]) -> str:
    """The paragraph as it is published."""
    return "".join(piece.text for piece in pieces(paragraph, printed))


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, blank lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def faults_of(
    paragraphs: Sequence[str], *, kept: Iterable[str], known: Set[str], left_out: Set[str]
) -> list[Fault]:
    """Everything that is wrong with the figures of a text that was typed.

    `kept`: the keys that stand in it so far and may not be lost; `known`: those that have a figure;
    `left_out`: those that the person says are not to be told.
    """
    found = [
        Fault(number, message)
        for number, paragraph in enumerate(paragraphs, 1)
        for message in _of_paragraph(paragraph, known)
    ]
    there = Counter(key for paragraph in paragraphs for key in keys_in(paragraph))
    for key in dict.fromkeys(kept):
        if key in known and key not in there and key not in left_out:
            found.append(
                Fault(
                    0,
                    f"少了{token(key)}。请放回正文；确实不写这个数的，请在“各个数”表中勾选“不写”。",
                )
            )
    for key in there:
        if key in left_out:
            found.append(Fault(0, f"{token(key)}勾选了“不写”，但还在正文中。请去掉其中一处。"))
    return found


def _of_paragraph(paragraph: str, known: Set[str]) -> Iterable[str]:
    if (at := unseen_in(paragraph)) >= 0:
        where = f"“{paragraph[max(0, at - 6) : at]}”的后面" if at else "段首"
        code = f"U+{ord(paragraph[at]):04X}"
        yield f"{where}有不可见的控制字符（{code}），看不出印出来是什么。请把这一处删去后重打。"
    if _LONE.search(TOKEN.sub("", paragraph)):
        yield "【和】没有成对，看不出是哪个数。请照表中的记号补齐。"
    for match in TOKEN.finditer(paragraph):
        name, mark = match[1], match[0][:_SHORT]
        if name in KEYS:
            if KEYS[name] not in known:
                yield f"{mark}现在没有数，不能写进正文。请删去这个记号，或先补齐数据。"
            elif beside := _beside(paragraph, match):
                yield (
                    f"{mark}前后紧挨着手写的数字、符号或别的单位“{beside}”，印出来会是另一个数。"
                    "请删去；另有所指的，请在中间写上单位或文字。"
                )
        elif any(name.startswith(label) for label in KEYS):
            yield f"{mark}里面写了别的内容。记号只代表系统中的数，不能改写，请恢复原样。"
        else:
            yield f"{mark}不是这份说明中的数。请照表中的记号写；要用括号请用〔〕。"


def _beside(paragraph: str, match: re.Match[str]) -> str:
    """What beside the figure makes another one of it, other figures as 【】; "" where nothing."""
    before = TOKEN.sub(_ending, paragraph[: match.start()])
    after = TOKEN.sub(_beginning, paragraph[match.end() :])
    return glued(before, after, KEYS[match[1]]).replace(FIGURE, "【】")


def _ending(other: re.Match[str]) -> str:
    """What another figure ends with: a digit, where it is neither a percentage nor a word."""
    key = KEYS.get(other[1], "")
    return FIGURE if key and key not in SHARES | WORDS else "数"


def _beginning(other: re.Match[str]) -> str:
    """What another figure begins with: a digit, where it is not a word."""
    key = KEYS.get(other[1], "")
    return FIGURE if key and key not in WORDS else "数"
