"""Tells what a file is from its content, and refuses what its name does not promise.

The structure is looked at as far as that is cheap, so that a file is one thing only: what begins
as a picture and goes on as a web page or an archive is refused. `olefile` reads compound files;
libraries that guess by the first bytes call every zip a docx and every compound file a doc.
"""

import io
from typing import IO

from scoring.media.archives import archive_kind
from scoring.media.compound import compound_kind
from scoring.media.kinds import (
    JPG,
    MEDIA_TYPES,
    PDF,
    PNG,
    TEXT,
    TIF,
    Kind,
    MediaRefused,
    ending_of,
    wanted_kind,
)
from scoring.media.pdf import check_pdf
from scoring.media.pictures import check_jpg, check_png, check_tif
from scoring.media.texts import check_text, is_markup

_FOREIGN = (
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"\xca\xfe\xba\xbe", "程序"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"RIFF", "音像文件"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"BZh", "bzip2 压缩包"),
    (b"\xfd7zXZ", "xz 压缩包"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "快捷方式"),
    (b"{\\rtf", "RTF 文档"),
)
_CHECKS = {PDF: check_pdf, JPG: check_jpg, PNG: check_png, TIF: check_tif, TEXT: check_text}


def media_type(stream: IO[bytes], *, name: str, size: int) -> str:
    """Return the media type of a file whose name and content agree. Raises MediaRefused.

    Reads the stream from its beginning and leaves it there.
    """
    wanted = wanted_kind(name)
    if size == 0:
        raise MediaRefused("是空文件（0 字节），没有内容。请核对后重新选择。")
    try:
        stream.seek(0)
        found = _kind(stream, size, wanted, ending_of(name))
        check = _CHECKS.get(found)
        if check is not None:
            check(stream, size)
    finally:
        stream.seek(0)
    return MEDIA_TYPES[ending_of(name)]


def _kind(stream: IO[bytes], size: int, wanted: Kind, ending: str) -> Kind:
    head = stream.read(512)
    found, words = _by_head(head, stream, size)
    if found is None and words is None and wanted is TEXT:
        return TEXT  # anything may be a text; whether it is one is checked
    if found is not wanted:
        told = found.words if found else words
        if told is None:
            raise MediaRefused(f"内容不是{wanted.words}，可能已损坏或改过扩展名。请核对。")
        raise MediaRefused(
            f"扩展名是 .{ending}，内容却是{told}。请核对，或用原来的软件另存后上传。"
        )
    return wanted


def _by_head(head: bytes, stream: IO[bytes], size: int) -> tuple[Kind | None, str | None]:
    """The kind that the first bytes tell, or else the words for what they are."""
    for magic, kind in (
        (b"%PDF-", PDF),
        (b"\xff\xd8\xff", JPG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"II*\x00", TIF),
        (b"MM\x00*", TIF),
    ):
        if head.startswith(magic):
            return kind, None
    if head.startswith(b"PK\x03\x04"):
        return archive_kind(stream, size), "压缩包"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return compound_kind(stream), "其他 Office 文件"
    for magic, words in _FOREIGN:
        if head.startswith(magic) and not _is_plain(head):
            return None, words
    return None, "网页、XML 或脚本" if is_markup(io.BytesIO(head)) else None


def _is_plain(head: bytes) -> bool:
    """Whether a beginning like MZ or BM is but the first word of a text."""
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head) and head[:1] != b"{"
