"""From bytes to text: UTF-8 only, and what else a file seems to be when it is not that."""

import re
import unicodedata
from typing import NoReturn

from scoring.published.faults import SheetUnreadable

_BREAK = re.compile("\r\n|\r|\n")
_BREAK_BYTES = re.compile(rb"\r\n|\r|\n")
_SAVE = "请用记事本等编辑器打开，另存为 UTF-8 编码，再读一次。"

_BEGINNINGS = (
    (b"%PDF", " PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（.xls、.doc）"),
    (b"\x1f\x8b", "压缩文件（gzip）"),
    (b"Rar!", "压缩文件（RAR）"),
    (b"7z\xbc\xaf", "压缩文件（7z）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"{\\rtf", "写字板文件（RTF）"),
    (b"<?xml", " XML 文件"),
    (b"<!doctype html", "网页（HTML）"),
    (b"<html", "网页（HTML）"),
)
_IN_ZIP = ((b"xl/", " Excel 工作簿（.xlsx）"), (b"word/", " Word 文档（.docx）"))
# The longer mark first: a UTF-32 file begins with the mark of UTF-16.
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_UTF8_MARK = b"\xef\xbb\xbf"

# Tab, line feed and carriage return are all that a text needs. The other marks are not seen on the
# screen: they end a line for one program and not for another, or turn the order of what is shown.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")
UNSEEN_IN_KEY = re.compile(f"[{_UNSEEN}\t\r\n\u00ad\u200b-\u200d\u2060\ufeff]")


def other_format(head: bytes) -> str | None:
    """What the first bytes show a file to be when it is surely no text, as words; else None."""
    if head.startswith(b"PK\x03\x04"):
        return next((name for mark, name in _IN_ZIP if mark in head), "压缩文件（zip）")
    start = head.removeprefix(_UTF8_MARK).lstrip()[:20].lower()
    return next((name for mark, name in _BEGINNINGS if start.startswith(mark.lower())), None)


def decode(data: bytes) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises:
        SheetUnreadable: another encoding (named if it can be guessed), a broken or unseen
            character, with the line it stands in.

    """
    _no_wide_encoding(data)
    try:
        text = data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_of_byte(data, error.start + len(data) - len(error.object))
        raise SheetUnreadable(line, None, _why_not_utf8(data, error)) from None
    if found := UNSEEN.search(text):
        raise SheetUnreadable(
            _line_at(text, found.start()), None, f"这一行有{named(found[0])}，请删去后再读。"
        )
    return text


def named(character: str) -> str:
    """An unseen character in words: its number, and its name where it has one."""
    name = unicodedata.name(character, "")
    return f"看不见的控制字符 U+{ord(character):04X}" + (f"（{name}）" if name else "")


def last_line(text: str) -> int:
    """The number of the last line that is not blank; 1 at least."""
    return _line_at(text, len(text.rstrip()))


def _line_at(text: str, position: int) -> int:
    return 1 + sum(1 for _ in _BREAK.finditer(text, 0, position))


def _line_of_byte(data: bytes, position: int) -> int:
    return 1 + sum(1 for _ in _BREAK_BYTES.finditer(data, 0, position))


def _no_wide_encoding(data: bytes) -> None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            _refuse(1, f"文件是 {name} 编码，这里只读 UTF-8。{_SAVE}")
    first = data.find(0)
    if first < 0:
        return
    head = data[:4096]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 10 > len(head):
        name = "UTF-32" if min(odd, even) * 10 > len(head) else "UTF-16"
        _refuse(1, f"文件很可能是 {name} 编码，这里只读 UTF-8。{_SAVE}")
    _refuse(
        _line_of_byte(data, first),
        "这一行有空字节（NUL），文件可能已损坏，或不是文本文件。请重新导出后再读。",
    )


def _why_not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data":
        return "文件末尾的字不完整，可能没有传完或被截断。请重新取得这个文件。"
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    sound = sum(1 for character in replaced if character > "\x7f") - broken
    if sound > 4 * broken:
        return "这一行有损坏的字，不是有效的 UTF-8。请改正这个字，或重新导出后再读。"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return f"文件不是 UTF-8 编码，从这一行起读不出。{_SAVE}"
    return f"文件不是 UTF-8 编码，很可能是 GBK（GB18030），从这一行起读不出。{_SAVE}"


def _refuse(line: int, message: str) -> NoReturn:
    raise SheetUnreadable(line, None, message)
