"""The broker of folders, so that a message is read whole or not at all.

kombu writes a message under the name by which the reader finds it: a reader that comes between
opening and writing gets an empty message, and the worker ends (celery/kombu issue 1551). Here it
is written under another name first and renamed when it is complete.
"""

import os
from pathlib import Path
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

_KOMBU: Any = filesystem  # its stubs leave some names out


class Channel(filesystem.Channel):
    """Folders as channels; only the writing is ours."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        """Add a message to a queue; raises ChannelError where the folder cannot be written."""
        name = f"{time_ns()}_{uuid4()}.{queue}.msg"  # read in the order of names
        _write(Path(self.data_folder_out, name), payload)

    def _queue_bind(self, exchange: str, routing_key: Any, pattern: Any, queue: str) -> None:
        """Note that a queue belongs to an exchange; two processes may start at once."""
        file: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]
        file.parent.mkdir(exist_ok=True)
        with file.with_suffix(".lock").open("w") as held:
            _KOMBU.lock(held, _KOMBU.LOCK_EX)
            known = self.get_table(exchange)
            bound = _KOMBU.exchange_queue_t(routing_key or "", pattern or "", queue or "")
            if bound not in known:
                _write(file, [bound, *known])


def _write(file: Path, content: Any) -> None:
    """Put a file there as a whole; raises ChannelError where the folder cannot be written."""
    unfinished = file.with_name(f"{file.name}.part")  # no queue is called so
    try:
        unfinished.write_bytes(str_to_bytes(dumps(content)))
        os.replace(unfinished, file)
    except OSError as error:
        raise ChannelError(f"Cannot write {str(file)!r}") from error


class Transport(filesystem.Transport):
    """What `filesystem://` stands for, once `install` was called."""

    Channel = Channel


def install() -> None:
    """Let `filesystem://` mean this transport, for whoever sends and whoever reads."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
