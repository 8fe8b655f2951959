"""`manage.py serve` as a process of its own, for the tests that look at it from outside."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.platform.processes import standing_in, wait_until, with_in_environment

CHECKOUT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Serving:
    """One `serve` and what it started."""

    def __init__(self, var_dir, *options, **environ):
        self.var_dir = var_dir
        self.port = free_port()
        self.log = var_dir.parent / f"told-{self.port}"
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), *options]
        with self.log.open("w") as told:
            self.process = subprocess.Popen(
                command,
                cwd=CHECKOUT,
                env=environment(var_dir) | environ,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def told(self):
        return self.log.read_text()

    def until_ready(self):
        wait_until(lambda: "Ctrl+C" in self.told or self.process.poll() is not None, seconds=90)
        assert self.process.poll() is None, self.told
        return self

    def child(self, name):
        """The main process of the web server or of the worker."""
        pattern = re.compile(rf"\0-m\0{name}\0")
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for pid in map(int, children.read_text().split()):
            if pattern.search(Path(f"/proc/{pid}/cmdline").read_text()):
                return pid
        raise AssertionError(f"no {name} below serve")

    def page(self, path="/health/"):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()

    def end(self, number=signal.SIGINT):
        """Ask it to stop; returns its exit code once it has."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(40)


def leftovers(var_dir):
    """What still runs: children show the folder in their environment, the server stands in it."""
    return with_in_environment(f"VAR_DIR={var_dir}") + standing_in(var_dir / "postgres")


def environment(var_dir):
    names = {"PATH", "HOME", "LANG", "PYTHONPATH"}.intersection(os.environ)
    return {name: os.environ[name] for name in names} | {
        "VAR_DIR": str(var_dir),
        "PYTHONUNBUFFERED": "1",
    }
