"""`manage.py serve` as people run it: real processes in a folder of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from perf.embedded import cluster
from tests.platform.processes import standing_in, wait_until, with_in_environment

CHECKOUT = Path(__file__).resolve().parents[2]
PASSWORD = "a-long-Password-2026"


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

    def leftovers(self):
        """What still runs: children know the folder from their environment, the server from its
        working folder."""
        return with_in_environment(f"VAR_DIR={self.var_dir}") + standing_in(
            self.var_dir / "postgres"
        )


def environment(var_dir):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"VAR_DIR": str(var_dir), "PYTHONUNBUFFERED": "1"}


def manage(var_dir, *words, **options):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env=environment(var_dir),
        capture_output=True,
        text=True,
        timeout=90,
        **options,
    )


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory):
    """A folder that the tests of this module share, so that the tables are made once."""
    folder = tmp_path_factory.mktemp("试用 serve") / "var"
    yield folder
    cluster.stop(folder / "postgres")


@pytest.fixture
def serve(var_dir):
    """Start `serve`; at the end nothing of it may be left."""
    started = []

    def start(*options, **environ):
        started.append(Serving(var_dir, *options, **environ))
        return started[-1]

    yield start
    for serving in started:
        serving.end(signal.SIGTERM)
        wait_until(lambda serving=serving: not serving.leftovers())


def test_an_empty_system_answers_says_how_to_begin_and_stops_without_a_trace(serve, var_dir):
    serving = serve().until_ready()

    assert serving.page()[0] == 200
    assert f"http://127.0.0.1:{serving.port}/" in serving.told
    assert "first_admin" in serving.told
    assert "csrfmiddlewaretoken" in serving.page("/signin/")[1]
    made = manage(var_dir, "first_admin", "--password-stdin", input=PASSWORD)
    assert made.returncode == 0, made.stderr

    assert serving.end(signal.SIGINT) == 0
    assert "已停止" in serving.told
    assert serving.leftovers() == []
    again = serve().until_ready()
    assert "first_admin" not in again.told


def test_killing_the_database_under_it_costs_no_request(serve, var_dir):
    serving = serve().until_ready()
    serving.page("/signin/")

    os.kill(cluster.running_pid(var_dir / "postgres"), signal.SIGKILL)

    assert [serving.page()[0] for _ in range(4)] == [200] * 4


@pytest.mark.parametrize("name", ["gunicorn", "celery"])
def test_a_child_that_dies_ends_the_whole_and_shows_its_log(serve, name):
    serving = serve().until_ready()

    os.kill(serving.child(name), signal.SIGKILL)

    assert serving.process.wait(40) == 1
    assert "意外结束（代码 -9）" in serving.told
    assert {"gunicorn": "Listening at", "celery": "celery@"}[name] in serving.told
    assert "Traceback" not in serving.told
    assert serving.leftovers() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_children_do_not_outlive_a_killed_serve(serve, var_dir):
    serving = serve().until_ready()

    serving.process.kill()
    serving.process.wait()

    wait_until(lambda: not with_in_environment(f"VAR_DIR={var_dir}"))
    assert cluster.stop(var_dir / "postgres"), "the database itself is nobody's child"


def test_a_port_in_use_is_told_in_a_sentence_and_nothing_is_started(serve, var_dir):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = manage(var_dir, "serve", "--port", str(port))

    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    assert standing_in(var_dir / "postgres") == []


@pytest.mark.parametrize("port", ["0", "65536", "http", "８０００"])
def test_an_unusable_port_is_refused_with_what_was_typed(var_dir, port):
    done = manage(var_dir, "serve", "--port", port)

    assert done.returncode == 2
    assert f"“{port}”" in done.stderr


def test_an_odd_variable_is_told_without_a_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=CHECKOUT,
        env=environment(tmp_path / "var") | {"DATABASE_URL": "mysql://app:hush@db/perf"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "hush" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_cannot_be_used_is_told_without_a_traceback(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("13\n")

    for command in (("serve", "--port", str(free_port())), ("migrate",), ("showmigrations",)):
        done = manage(tmp_path, *command)

        assert done.returncode == 1
        assert "PostgreSQL 13 的数据" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_server_of_ones_own_that_does_not_answer_is_told_in_a_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", str(free_port())],
        cwd=CHECKOUT,
        env=environment(tmp_path)
        | {"DATABASE_URL": f"postgres://app:hush@127.0.0.1:{free_port()}/perf"}
        | {"SECRET_KEY": "k" * 50},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert "连不上数据库" in done.stderr
    assert "hush" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "postgres").exists()


def test_the_first_account_needs_tables(tmp_path):
    done = manage(tmp_path / "var", "first_admin", "--password-stdin", input=PASSWORD)
    cluster.stop(tmp_path / "var" / "postgres")

    assert done.returncode == 1
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr
