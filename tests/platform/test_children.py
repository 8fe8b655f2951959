"""Processes that live and die with their parent."""

import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from perf import children
from perf.children import Child, stop_all
from tests.platform.processes import wait_until


@pytest.fixture
def start(tmp_path):
    started = []

    def run(script, log="log"):
        child = Child(
            "样本", ["sh", "-c", script], cwd=tmp_path, env=os.environ, log=tmp_path / log
        )
        started.append(child)
        return child

    yield run
    stop_all(started)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_tells_how_it_ended_and_what_it_said_last(start, tmp_path):
    (tmp_path / "log").write_text("an earlier run\n")
    child = start("echo 准备; echo 出错 >&2; exit 3")
    wait_until(lambda: child.exit_code is not None)

    assert child.exit_code == 3
    assert child.tail() == "准备\n出错\n"
    assert child.tail(3) == "出错\n"


def test_one_that_runs_has_not_ended(start):
    assert start("sleep 60").exit_code is None


def test_all_are_asked_before_any_is_waited_for(start, tmp_path):
    ended = [start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done", f"l{n}")
             for n in range(2)]  # fmt: skip
    wait_until(lambda: all("up" in child.tail() for child in ended))

    stop_all(ended)

    assert [child.exit_code for child in ended] == [0, 0]
    assert all(child.tail().endswith("bye\n") for child in ended)


def test_its_helpers_end_with_it_even_when_it_died_first(start, tmp_path):
    child = start("sleep 60 & echo $!; exit 1")
    wait_until(lambda: child.exit_code is not None)
    helper = int(child.tail())
    assert alive(helper)

    stop_all([child])

    wait_until(lambda: not alive(helper))


def test_one_that_does_not_listen_is_ended_by_force(start, monkeypatch):
    monkeypatch.setattr(children, "_PATIENCE", 0.2)
    child = start("trap '' TERM; echo up; while :; do sleep 0.05; done")
    wait_until(lambda: "up" in child.tail())

    stop_all([child])

    assert child.exit_code == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
@pytest.mark.parametrize("tied", [True, False], ids=["tied", "control: not tied"])
def test_it_dies_with_a_parent_that_is_killed(tmp_path, monkeypatch, tied):
    if not tied:
        monkeypatch.setattr(children, "_LIBC", None)
    log = tmp_path / "log"

    def be_parent():
        Child("样本", ["sh", "-c", "echo $$; exec sleep 60"], cwd=tmp_path, env={}, log=log)
        signal.pause()

    parent = multiprocessing.get_context("fork").Process(target=be_parent)
    parent.start()
    wait_until(lambda: log.exists() and log.read_text().strip())
    pid = int(log.read_text())

    parent.kill()
    parent.join()

    if tied:
        wait_until(lambda: not alive(pid))
    else:
        assert alive(pid)
        os.kill(pid, signal.SIGKILL)
