"""Why a text is not YAML, in Chinese, and JSON made ready for the same reader."""

import re

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from scoring.published.encoding import last_line

_QUOTE_IT = "请给这段文字加引号，例如 '>=95%'。"
HALF_A_SIGN = "转义写法（\\u 或 \\x）写的不是一个完整的字，请直接写这个字。"
# Words of the YAML library -> what they mean for the person who wrote the file; the first that
# is found counts.
_MEANINGS = (
    (
        "mapping values are not allowed",
        "这里不能再有冒号。请看看：缩进是否对齐，上一行的冒号后是否有空格，含冒号的文字是否加了引号。",
    ),
    ("could not find expected ':'", "这里缺少冒号。请写成“名称: 内容”，冒号用半角，后面空一格。"),
    ("expected ',' or '}'", "大括号没有配对，或各项之间缺少逗号。"),
    ("expected ',' or ']'", "方括号没有配对，或各项之间缺少逗号。"),
    ("unexpected end of stream", "引号没有配对，直到文件末尾也没有找到另一半。"),
    ("unexpected document indicator", "引号没有配对。"),
    ("comment or line break", f"以 > 或 | 开头的文字会被当作多行文字的记号。{_QUOTE_IT}"),
    ("alphabetic or numeric character", f"以 * 或 & 开头的文字会被当作引用的记号。{_QUOTE_IT}"),
    ("cannot start any token", f"文字不能以 @、%、反引号或制表符开头。{_QUOTE_IT}"),
    ("'-' indicator", "同一个列表的各行没有对齐。请让每一行都以 - 开头，缩进相同。"),
    ("invalid Unicode character", HALF_A_SIGN),
    (
        "unknown escape character",
        "双引号里的反斜杠（\\）后面写法不对。请写两个反斜杠，或改用单引号。",
    ),
    ("hexdecimal number", "双引号里的转义写法（\\u 或 \\x）位数不够。请直接写这个字。"),
    ("document start", "前面的内容已经结束，这里又多出一段。请看看缩进是否对齐。"),
    ("expected key", "这一段的写法前后不一致。请看看：缩进是否对齐，引号后是否有多余的文字。"),
)
_UNKNOWN = "这里的写法不符合 YAML 或 JSON。请看看缩进、冒号后的空格、引号和括号是否配对。"
_TAB = "这一行用制表符（Tab）缩进，YAML 只认空格。请把行首的制表符改成空格。"
_TAB_FIRST = re.compile(r" *\t")
_MAY_BE_A_TAB = ("cannot start any token", "tab character")

_STRING = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+"'
_JSON = re.compile(rf"(?>[ \t\r\n]+|[{{}}\[\]:,]|{_STRING}|[-+.\w]+)*+", re.ASCII)
# The look behind: a run of blanks is looked at once, not once for each of its blanks.
_JSON_PIECE = re.compile(rf"({_STRING})|(?<![ \t\r\n])([ \t\r\n]++):|\t+")
_MOST_PIECES = 100_000  # five for each node that a tree may have; what has more is refused there
_HEX = "[0-9a-fA-F]{2}"
_PAIR = re.compile(rf"(?<!\\)((?:\\\\)*+)\\u([dD][89abAB]{_HEX})\\u([dD][c-fC-F]{_HEX})")


def meaning_of(error: YAMLError, text: str) -> tuple[int | None, str]:
    """Where (from 1) and why the YAML library could not read `text`, in Chinese."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    if mark is None:
        return None, _UNKNOWN
    line = min(mark.line + 1, last_line(text))  # an end that is missing is missed behind the last
    written = str(error)
    if any(words in written for words in _MAY_BE_A_TAB) and _is_indented_by_tab(text, mark.index):
        return line, _TAB
    return line, next((means for words, means in _MEANINGS if words in written), _UNKNOWN)


def _is_indented_by_tab(text: str, position: int) -> bool:
    start = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1
    return _TAB_FIRST.match(text, start) is not None


def json_as_yaml(text: str) -> str:
    """The same text, or if it is JSON the same data on the same lines as YAML reads it.

    YAML takes no tab before the first brace, no line break before a colon and no character
    written in two halves (\\ud83d\\ude00); inside strings only such halves are joined.
    """
    if text.lstrip(" \t\r\n")[:1] not in ("{", "[") or not _JSON.fullmatch(text):
        return text
    return _JSON_PIECE.sub(_as_yaml, text, count=_MOST_PIECES)


def _as_yaml(piece: re.Match[str]) -> str:
    string, before_colon = piece.groups()
    if string is not None:
        return _PAIR.sub(_joined, string) if "\\u" in string else string
    if before_colon is not None:
        return ":" + before_colon.replace("\t", " ")
    return " "


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00:08x}"
