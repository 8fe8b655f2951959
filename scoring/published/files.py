"""The bytes of a file: at most 1 MiB is read, only of a regular file, and nothing blocks."""

import os
import stat
from typing import NoReturn

from scoring.published.encoding import other_format
from scoring.published.faults import SheetUnreadable

MOST_BYTES = 1024 * 1024
"""A whole disclosure with all its tables and targets takes 80 KB; a sheet takes 8."""

_HEAD = 4096
_PIECE = 64 * 1024
_WANTED = "请给出自评表或公开材料的数据文件（YAML 或 JSON）。"


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """What the file at `path` holds.

    Raises:
        SheetUnreadable: no such file, no permission, no regular file, another format, too large.

    """
    try:
        # Asked before it is opened: opening alone does something to some devices, and a FIFO waits.
        _must_be_regular(os.stat(path).st_mode)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            return _read(descriptor)
        finally:
            os.close(descriptor)
    except SheetUnreadable:
        raise
    except OSError as error:
        _refuse(_why_not(error))
    except ValueError:  # a NUL or a lone surrogate in the name
        _refuse("文件名里有系统不能用的字符，请改名后再读。")


def _must_be_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        _refuse(f"这是一个文件夹，不是文件。{_WANTED}")
    if not stat.S_ISREG(mode):
        _refuse(f"这是设备或管道，不是普通文件。{_WANTED}")


def _read(descriptor: int) -> bytes:
    found = os.fstat(descriptor)
    _must_be_regular(found.st_mode)
    head = _read_up_to(descriptor, _HEAD)
    if name := other_format(head):
        _refuse(f"这个文件像是{name}，不是数据文件。{_WANTED}")
    if found.st_size > MOST_BYTES:
        _refuse_size(f"有 {_mebibytes(found.st_size)} MB")
    body = head + _read_up_to(descriptor, MOST_BYTES + 1 - len(head))
    if len(body) > MOST_BYTES:  # it has grown, or the system does not tell its size
        _refuse_size("超过 1 MB")
    return body


def _read_up_to(descriptor: int, most: int) -> bytes:
    pieces = []
    while most > 0 and (piece := os.read(descriptor, min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _mebibytes(size: int) -> str:
    tenths = -(-size * 10 // MOST_BYTES)  # upwards, so that a byte too many is not "1.0 MB"
    return f"{tenths // 10}.{tenths % 10}"


def _why_not(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "没有这个文件，请核对路径和文件名。"
        case PermissionError():
            return "没有权限读这个文件，请改文件权限，或换有权限的用户再读。"
        case _:
            return f"这个文件打不开（系统错误号 {error.errno}），请核对路径，或换一个位置再试。"


def _refuse(message: str) -> NoReturn:
    raise SheetUnreadable(None, None, message)


def _refuse_size(size: str) -> NoReturn:
    _refuse(f"文件太大：{size}，最多读 1 MB。请只留要核对的表，或分成几个文件，再读一次。")
