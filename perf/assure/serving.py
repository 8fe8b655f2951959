"""The web server of the long checks: gunicorn over a database of theirs, in a child process.

Run as `python -m perf.assure.serving DATABASE SOCKET [--careless]`. With `--careless` the child
takes the check of versions out of itself: the negative control. The product has no such switch.
"""

import contextlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from perf.children import Child, stop_all

CHECKOUT = Path(__file__).resolve().parents[2]
HOST = "localhost"  # a name that every configuration answers to unless it names others
_PATIENCE = 60.0  # seconds until the first answer


class NotServing(RuntimeError):
    """The server did not come up; the message has the end of its log."""


@contextlib.contextmanager
def server(*, careless: bool = False) -> Iterator[str]:
    """Give the path of the Unix socket on which the product answers while the block runs.

    What goes wrong in the block is raised with the end of the server's log as a note.
    """
    database = connections["default"].settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="perf-assure-") as folder:
        path, log = Path(folder) / "web", Path(folder) / "log"
        command = [sys.executable, "-m", "perf.assure.serving", database, str(path)]
        env = dict(os.environ) | {"ALLOWED_HOSTS": HOST, "PLAIN_HTTP": "true", "DEBUG": "false"}
        child = Child("web", command + ["--careless"] * careless, cwd=CHECKOUT, env=env, log=log)
        try:
            _wait(child, path)
            yield str(path)
        except Exception as wrong:
            wrong.add_note(f"网页服务最后的记录：\n{child.tail()}")
            raise
        finally:
            stop_all([child])


def _wait(child: Child, path: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while child.exit_code is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(path))
            return
        time.sleep(0.1)
    raise NotServing(f"网页服务没有起来。它最后的记录：\n{child.tail()}")


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn as `serve` runs it, over another database."""

    def __init__(self, database: str, path: str, careless: bool) -> None:
        self.database, self.path, self.careless = database, path, careless
        super().__init__()

    def load_config(self) -> None:
        """Two processes of eight threads on a Unix socket, with room for everybody to wait."""
        for name, value in {
            "bind": f"unix:{self.path}",
            "worker_class": "gthread",
            "workers": 2,
            "threads": 8,
            "backlog": 1024,
            "timeout": 120,
            "keepalive": 75,  # as `serve`: a browser meets no connection that is just being closed
            "control_socket_disable": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The product, over the database of the check; careless when that was asked for."""
        application = get_wsgi_application()
        for alias in ("default", "owner"):
            connections[alias].settings_dict["NAME"] = self.database
        if self.careless:
            be_careless()
        return application


def be_careless() -> None:
    """Let every write pass whatever was stored meanwhile: what the check must notice."""
    for module, name, never in (
        ("scoring.forms.merging", "overtakes", lambda cell, was: False),
        ("scoring.services.actuals", "is_stale", lambda stored, posted: False),
    ):
        place = import_module(module)  # only now: the apps are ready
        if not hasattr(place, name):
            raise AttributeError(f"{module} has no {name}: the control would control nothing")
        setattr(place, name, never)


if __name__ == "__main__":
    django.setup()
    name, place, *more = sys.argv[1:]
    _Server(name, place, "--careless" in more).run()
