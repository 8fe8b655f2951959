"""Texts: what decodes, holds no control characters, and is no web page or script."""

import codecs
from collections.abc import Iterator
from typing import IO

from scoring.media.kinds import MediaRefused

_CHUNK = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEGINNINGS = (
    "<!doctype", "<html", "<head", "<body", "<?xml", "<svg", "<script", "<!--", "<?php", "<%",
    "#!", "@echo", "{\\rtf", "mime-version:", "content-type:",
)  # fmt: skip
_INSIDE = ("<script", "<svg", "<html", "<iframe", "<?php", "javascript:")
_CONTROLS = frozenset(map(chr, {*range(32), 127} - {9, 10, 12, 13, 26}))


def check_text(stream: IO[bytes], size: int) -> None:
    """Refuse what is no text in UTF-8, UTF-16 (with its mark) or GB18030, and what is markup."""
    stream.seek(0)
    if is_markup(stream):
        raise MediaRefused("内容是网页、XML 或脚本，不是一般文本。请打印或另存为 PDF 再上传。")
    for encoding in _encodings(stream):
        if _decodes(stream, encoding):
            return
    raise MediaRefused(
        "内容不是文本（UTF-8、GB18030），或含有控制字符，可能已损坏或改过扩展名。请核对。"
    )


def is_markup(stream: IO[bytes]) -> bool:
    """Whether a text begins like a web page, an XML file or a script, or holds one near its top."""
    head = stream.read(_CHUNK)
    encoding = next((code for mark, code in _BOMS if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n\f").lower()
    return text.startswith(_BEGINNINGS) or any(sign in text for sign in _INSIDE)


def _encodings(stream: IO[bytes]) -> Iterator[str]:
    stream.seek(0)
    head = stream.read(4)
    marked = next((code for mark, code in _BOMS if head.startswith(mark)), None)
    yield from (marked,) if marked else ("utf-8", "gb18030")


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    """Whether all of it decodes to text, read piece by piece."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while chunk := stream.read(_CHUNK):
            if not _CONTROLS.isdisjoint(decoder.decode(chunk)):
                return False
        return _CONTROLS.isdisjoint(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False
