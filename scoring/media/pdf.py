"""PDF: its head in the first byte, its end at the end, nothing that runs."""

import re
import zipfile
from typing import IO

from scoring.media.kinds import MediaRefused

_HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
_RUNS = re.compile(rb"/(JavaScript|Launch)\b")
_CHUNK, _OVERLAP = 1 << 20, 16


def check_pdf(stream: IO[bytes], size: int) -> None:
    """Refuse a PDF that is broken, that is an archive too, or that says it starts programs.

    What is inside compressed parts is not seen: the file is never shown in the page either way.
    """
    stream.seek(0)
    if not _HEAD.match(stream.read(8)) or b"%%EOF" not in tail(stream, size, 2048):
        raise MediaRefused("PDF 文件不完整，可能已损坏。请重新导出或扫描后再上传。")
    if zipfile.is_zipfile(stream):
        raise MediaRefused("PDF 文件后面附着压缩包。请重新导出后再上传。")
    if _runs_something(stream):
        raise MediaRefused("PDF 文件里有脚本或启动程序的动作。请打印成不带脚本的 PDF 再上传。")


def tail(stream: IO[bytes], size: int, count: int) -> bytes:
    """The last `count` bytes."""
    stream.seek(max(0, size - count))
    return stream.read(count)


def _runs_something(stream: IO[bytes]) -> bool:
    stream.seek(0)
    before = b""
    while chunk := stream.read(_CHUNK):
        if _RUNS.search(before + chunk):
            return True
        before = chunk[-_OVERLAP:]
    return False
