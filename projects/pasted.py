"""A block of cells copied from Excel or WPS, as the clipboard tells it. Pure.

Cells stand between tabs and rows between line ends; a cell that holds one of them is quoted. What
cannot be a value (a formula, the code of a web page) is refused in words; nothing is guessed.
"""

import re

from projects.values.grammar import fold

MOST_ROWS = 500
LONGEST = 2_000_000
_LONGEST_QUOTED = 20_000
_NO_DATA = "没有写入任何内容"

_WEB = re.compile(
    r"<\s*[/!]?\s*(?:html|head|meta|body|table|tbody|thead|tr|td|th|div|span|script|style|p|br|a|"
    r"img|svg|iframe)\b[^<>]*>|<!--",
    re.IGNORECASE,
)
# Behind the sign: a function, a cell (A1, $B$2), a sheet's cell ('表 1'!A1). =100% is a value.
_FORMULA = re.compile(
    r"\A[=+@-][\s+(-]*(?:[A-Za-z][A-Za-z0-9.]*\s*\(|\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?!\w)|[^!]{1,60}!\$?[A-Z])"
)
_FAILED = re.compile(r"\A#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|#+)\Z")


class PasteRefused(ValueError):
    """The block cannot be taken; the message says why and what to do."""


def read_block(text: str, *, keep_blank: bool = False) -> list[list[str]]:
    """The rows of a block, each a list of cells without blanks around them.

    Rows that are blank throughout are left out of a block of several columns; in a single column
    they are kept, since a blank cell stands for its row, and everywhere with `keep_blank` (the rows
    are there already). Raises PasteRefused.
    """
    if len(text) > LONGEST:
        raise PasteRefused(f"粘贴的内容太长，{_NO_DATA}。请分几次粘贴，一次最多 {MOST_ROWS} 行。")
    if _WEB.search(text):
        raise PasteRefused(
            f"粘贴的是网页代码，{_NO_DATA}。请在 Excel 或 WPS 中选中单元格，复制后再粘贴。"
        )
    rows = _rows(text)
    if not keep_blank and max(map(len, rows), default=0) > 1:
        rows = [row for row in rows if any(row)]
    if not any(any(row) for row in rows):
        raise PasteRefused(f"粘贴的内容是空的，{_NO_DATA}。请重新复制单元格。")
    if len(rows) > MOST_ROWS:
        raise PasteRefused(
            f"粘贴的有 {len(rows)} 行，一次最多 {MOST_ROWS} 行，{_NO_DATA}。请分几次粘贴。"
        )
    return rows


def value_fault(text: str) -> str:
    """Why the text of a cell is no value (a formula, a failed formula), or "" when it may be one.

    >>> value_fault("=100%")
    ''
    """
    body = fold(text).strip()
    quoted = text.strip()[:20]
    if _FORMULA.match(body):
        return f"“{quoted}”是公式，不是数值。请在 Excel 中“选择性粘贴”为数值后再复制，或直接填数。"
    if _FAILED.match(body):
        return f"“{quoted}”是 Excel 的出错标记，不是数值。请改好原表再复制，或直接填数。"
    return ""


def _rows(text: str) -> list[list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        cell, at = _cell(text, at)
        rows[-1].append(cell.strip())
        if at >= len(text):
            break
        if text[at] == "\n":
            rows.append([])
        at += 1
    while len(rows) > 1 and not any(rows[-1]):  # Excel ends the block with a line end
        rows.pop()
    return rows


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that starts at `at`, and where it ends (at a tab, a line end or the end)."""
    if text.startswith('"', at):
        quoted = _quoted(text, at)
        if quoted is not None:
            return quoted
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    """A cell in quotation marks; None where they belong to the text (“三公”经费 and the like)."""
    position, limit = at + 1, min(len(text), at + _LONGEST_QUOTED)
    while position < limit:
        close = text.find('"', position, limit)
        if close < 0:
            return None
        if text.startswith('""', close):
            position = close + 2
            continue
        if close + 1 < len(text) and text[close + 1] not in "\t\n":
            return None
        inside = text[at + 1 : close]
        if not any(sign in inside for sign in '\t\n"'):
            return None  # Excel would not have quoted it
        return inside.replace('""', '"'), close + 1
    return None
