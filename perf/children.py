"""Processes that live and die with the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PATIENCE = 10.0  # seconds from the request to stop to the end by force
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """One process with its log file, and with its own group so that its helpers end with it."""

    def __init__(
        self, name: str, command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self._log = log
        self._log_start = log.stat().st_size if log.exists() else 0
        parent = os.getpid()
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is ours to pass on, once we are ready to
                preexec_fn=lambda: _die_with(parent),  # noqa: PLW1509  (no threads run yet)
            )

    @property
    def exit_code(self) -> int | None:
        """How it ended, or None while it runs."""
        return self._process.poll()

    def tail(self, length: int = 2000) -> str:
        """Return the last characters of what it wrote since its start."""
        with self._log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")[-length:]

    def ask_to_stop(self) -> None:
        """Ask it and its helpers to finish."""
        self._signal(signal.SIGTERM)

    def wait_or_kill(self) -> None:
        """Wait for its end, then end by force whatever of its group is left."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)


def stop_all(children: Sequence[Child]) -> None:
    """Stop them together; returns when none is left."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_or_kill()


def _die_with(parent: int) -> None:
    """In a new child on Linux: be asked to stop when the parent dies, however it dies."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died just before
            os.kill(os.getpid(), signal.SIGTERM)
