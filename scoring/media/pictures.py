"""Pictures: their parts are walked through, and nothing may hang on behind them."""

import struct
import zipfile
from typing import IO

from scoring.media.kinds import MediaRefused
from scoring.media.pdf import tail

_BROKEN = "图片不完整，可能已损坏。请重新保存后再上传。"
_MORE = "图片后面附着别的内容（网页或压缩包）。请用看图软件另存后再上传。"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, b"\xff\xd9"
_TAIL = 1 << 16
_MARKUP = (b"<script", b"<html", b"<svg", b"<!doctype", b"<?php")


def check_jpg(stream: IO[bytes], size: int) -> None:
    """Walk the segments up to the picture itself; what follows its end may be no page or archive.

    Cameras and telephones do put bytes of their own behind the end.
    """
    stream.seek(2)
    has_frame = False
    while True:
        mark = _marker(stream)
        if mark == _SCAN:
            break
        has_frame |= mark in _FRAMES
        (length,) = _read(stream, ">H")
        if length < 2 or stream.tell() + length - 2 > size:
            raise MediaRefused(_BROKEN)
        stream.seek(length - 2, 1)
    end = tail(stream, size, _TAIL)
    if not has_frame or _END not in end:
        raise MediaRefused(_BROKEN)
    behind = end[end.rfind(_END) + 2 :].lower()
    if zipfile.is_zipfile(stream) or any(sign in behind for sign in _MARKUP):
        raise MediaRefused(_MORE)


def _marker(stream: IO[bytes]) -> int:
    if stream.read(1) != b"\xff":
        raise MediaRefused(_BROKEN)
    while (mark := stream.read(1)) == b"\xff":
        pass
    if not mark:
        raise MediaRefused(_BROKEN)
    return mark[0]


def check_png(stream: IO[bytes], size: int) -> None:
    """Walk the chunks from the head to the end, which is the end of the file."""
    at, first = 8, True
    while True:
        stream.seek(at)
        (length,), kind = _read(stream, ">I"), stream.read(4)
        if first != (kind == b"IHDR") or (first and length != 13):
            raise MediaRefused(_BROKEN)
        first, at = False, at + 12 + length
        if at > size:
            raise MediaRefused(_BROKEN)
        if kind == b"IEND":
            break
    if at != size:
        raise MediaRefused(_MORE)


def check_tif(stream: IO[bytes], size: int) -> None:
    """Look for the first directory where the head says it is."""
    stream.seek(0)
    order = "<" if stream.read(2) == b"II" else ">"
    stream.seek(4)
    (at,) = _read(stream, f"{order}I")
    stream.seek(at)
    (count,) = _read(stream, f"{order}H") if 8 <= at < size - 2 else (0,)
    if not count or at + 2 + 12 * count > size:
        raise MediaRefused(_BROKEN)
    if zipfile.is_zipfile(stream):
        raise MediaRefused(_MORE)


def _read(stream: IO[bytes], form: str) -> tuple[int, ...]:
    wanted = struct.calcsize(form)
    data = stream.read(wanted)
    if len(data) != wanted:
        raise MediaRefused(_BROKEN)
    return struct.unpack(form, data)
