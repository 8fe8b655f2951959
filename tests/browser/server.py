"""The real server, started as its users start it."""

import contextlib
import http.client
import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from perf import CHECKOUT
from perf.children import Child, stop_all
from perf.embedded import cluster
from tests.platform.processes import wait_until, with_in_environment

PATIENCE = 90  # seconds; a new database and the demo take less than 15 on two busy cores
CONFIGURED = (
    *(
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "CELERY_BROKER_URL",
        "FILES_URL",
        "SECRET_KEY",
        "EMAIL_URL",
    ),
    *("ALLOWED_HOSTS", "DEBUG", "PLAIN_HTTP", "LANGUAGE", "DJANGO_SETTINGS_MODULE"),
)


class Server:
    """`manage.py serve --demo` in a folder of its own; `address` ends without a slash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        folder.mkdir(parents=True)
        env = {name: text for name, text in os.environ.items() if name not in CONFIGURED}
        self._child = Child(
            "serve",
            (sys.executable, "manage.py", "serve", "--demo", "--port", str(self.port)),
            cwd=CHECKOUT,
            env=env | {"VAR_DIR": str(folder), "PYTHONUNBUFFERED": "1"},
            log=folder / "serve.log",
        )

    def wait_until_ready(self) -> None:
        """Return when pages are answered; fail the test with the server's own words if never."""
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._child.exit_code is not None or time.monotonic() > end:
                said = self._child.tail(6000)
                pytest.fail(f"serve --demo did not start. It said:\n{said}", pytrace=False)
            time.sleep(0.2)

    def refuse_ended(self) -> None:
        """Fail the test with the server's own words where it ended by itself."""
        if self._child.exit_code is not None:
            said = self._child.tail(6000)
            pytest.fail(f"serve ended ({self._child.exit_code}). It said:\n{said}", pytrace=False)

    def stop(self) -> None:
        """Stop everything that was started, and see that nothing of it is left."""
        try:
            self._child.ask_to_stop()
            wait_until(lambda: self._child.exit_code is not None, seconds=40)
        finally:
            stop_all([self._child])
            cluster.stop(self.folder / "postgres")  # only left over where serve was killed
        wait_until(lambda: not with_in_environment(str(self.folder)))

    @contextlib.contextmanager
    def background_work_halted(self):
        """Let the Celery worker rest meanwhile, so that a job is seen before it is done."""
        workers = [pid for pid in with_in_environment(str(self.folder)) if _is_celery(pid)]
        assert workers, "serve runs no Celery worker"
        _send(workers, signal.SIGSTOP)
        try:
            yield
        finally:
            _send(workers, signal.SIGCONT)

    def _answers(self) -> bool:
        page = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            page.request("GET", "/health/")
            return page.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            page.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_celery(pid: int) -> bool:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return b"celery" in words


def _send(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
