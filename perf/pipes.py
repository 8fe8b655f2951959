"""The end of commands whose reader has gone: `manage.py audit ... | head`."""

import contextlib
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def quiet_without_a_reader() -> Iterator[None]:
    """Leave quietly when nobody reads standard output any more, at the interpreter's end too."""
    try:
        yield
    except BrokenPipeError:
        with contextlib.suppress(OSError):  # a stream that is no file has nothing left to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
