"""Where commands write their answer: a reader who has gone, a full disk, a stream of few signs."""

import contextlib
import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from django.core.management.base import CommandError

CANNOT_WRITE = 2


@contextlib.contextmanager
def quiet_without_a_reader(stdout: Any) -> Iterator[None]:
    """Write an answer to a command's `stdout` and flush it.

    When nobody reads it any more, as of `manage.py audit ... | head`, leave quietly. Signs that the
    stream's encoding has not are written as escapes. Raises CommandError (code 2) where nothing can
    be written: a full disk, a closed output.
    """
    stream = getattr(stdout, "_out", stdout)
    if stream is None:
        raise CommandError(_told("没有打开"), returncode=CANNOT_WRITE)
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    try:
        yield
        stdout.flush()
    except BrokenPipeError:
        _drop()
    except OSError as error:
        _drop()
        raise CommandError(_told(error.strerror or ""), returncode=CANNOT_WRITE) from None


def _told(why: str) -> str:
    return f"写不了标准输出（{why}）。请核对输出的位置和剩余空间，或换一个位置。"


def _drop() -> None:
    """Say nothing more, at the interpreter's end too."""
    with contextlib.suppress(OSError):  # a stream that is no file has nothing left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
