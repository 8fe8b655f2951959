"""Look at processes from outside, by the system's own tables."""

import os
import time
from pathlib import Path

PROC = Path("/proc")


def standing_in(folder):
    """The processes whose working folder is `folder`: PostgreSQL stands in its data folder."""
    return [pid for pid in _all() if _link(pid, "cwd") == str(folder)]


def with_in_environment(words):
    """The processes that were started with `words` in their environment."""
    found = []
    for pid in _all():
        try:
            if words.encode() in (PROC / str(pid) / "environ").read_bytes():
                found.append(pid)
        except OSError:  # it ended meanwhile, or is not ours to look at
            continue
    return found


def wait_until(holds, seconds=15):
    """Wait for a condition; the test fails when it does not come true."""
    end = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return value


def _all():
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _link(pid, name):
    try:
        return os.readlink(PROC / str(pid) / name)
    except OSError:
        return None
