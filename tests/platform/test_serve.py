"""`manage.py serve` as people run it: real processes in a folder of their own."""

import os
import shlex
import signal
import socket
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from perf.demo.accounts import ACCOUNTS
from perf.embedded import cluster
from perf.management.commands.serve import Command
from projects.services.people import create_first_admin
from tests.platform.processes import standing_in, wait_until, with_in_environment
from tests.platform.serving import CHECKOUT, Serving, environment, free_port, leftovers

PASSWORD = "a-long-Password-2026"


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
    wait_until(lambda: not leftovers(var_dir))


def test_one_life(serve, var_dir):
    """An empty system answers, says how to begin, survives its database, stops without a trace."""
    serving = serve().until_ready()

    assert serving.page()[0] == 200
    assert f"http://127.0.0.1:{serving.port}/" in serving.told
    typed = shlex.join([sys.executable, str(CHECKOUT / "manage.py"), "first_admin"])
    assert f"请在另一个终端运行：VAR_DIR={shlex.quote(str(var_dir))} {typed}\n" in serving.told
    made = manage(var_dir, "first_admin", "--password-stdin", input=PASSWORD)
    assert made.returncode == 0, made.stderr
    assert "csrfmiddlewaretoken" in serving.page("/signin/")[1]

    backends = set(standing_in(var_dir / "postgres"))
    os.kill(cluster.running_pid(var_dir / "postgres"), signal.SIGKILL)
    # A backend ends when it notices; who asks it in that moment is rightly told of a failure.
    wait_until(lambda: not backends & set(standing_in(var_dir / "postgres")))
    assert [serving.page()[0] for _ in range(4)] == [200] * 4

    assert serving.end(signal.SIGINT) == 0
    assert "已停止" in serving.told
    assert leftovers(var_dir) == []


def test_a_child_that_dies_ends_the_whole_and_shows_its_log(serve, var_dir):
    log = var_dir / "log" / "worker.log"
    earlier = len(log.read_text()) if log.exists() else 0  # of a serve in the test before
    serving = serve().until_ready()
    wait_until(lambda: "ready." in log.read_text()[earlier:])

    os.kill(serving.child("celery"), signal.SIGKILL)  # its timetable is a process of its own

    assert serving.process.wait(40) == 1
    assert "后台任务意外结束（代码 -9）" in serving.told
    assert "scoring.sweep_jobs" in serving.told
    assert "Traceback" not in serving.told
    assert leftovers(var_dir) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_children_do_not_outlive_a_killed_serve(serve, var_dir):
    serving = serve().until_ready()

    serving.process.kill()
    serving.process.wait()

    wait_until(lambda: not with_in_environment(f"VAR_DIR={var_dir}"))
    assert cluster.stop(var_dir / "postgres"), "the database itself is nobody's child"


def test_a_port_in_use_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(Command, "_prepare", lambda *args, **options: pytest.fail("too late"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError) as refusal:
            call_command("serve", "--port", str(port))

    assert f"127.0.0.1:{port}" in str(refusal.value)
    assert "--port" in str(refusal.value)


@pytest.mark.parametrize("option", ["--port=0", "--port=65536", "--port=http", "--port=８０００"])
def test_an_unusable_port_is_refused_with_what_was_typed(option):
    with pytest.raises(CommandError, match=f"“{option[7:]}”"):
        call_command("serve", option)


@pytest.mark.parametrize("option", ["--workers=0", "--workers=many"])
def test_an_unusable_number_of_workers_is_refused(option):
    with pytest.raises(CommandError, match=f"“{option[10:]}”"):
        call_command("serve", option)


def test_an_address_that_is_not_ours_is_refused():
    with pytest.raises(CommandError, match="192.0.2.1.*--host"):
        call_command("serve", "--host", "192.0.2.1", "--port", str(free_port()))


@pytest.mark.parametrize(
    "host, demo, words, silent",
    [
        ("127.0.0.1", True, [], ["注意", "ALLOWED_HOSTS"]),
        ("localhost", True, [], ["注意"]),
        ("0.0.0.0", False, ["没有加密", "ALLOWED_HOSTS"], ["演示账号的密码"]),
        ("0.0.0.0", True, ["没有加密", "ALLOWED_HOSTS", "演示账号的密码是公开的"], []),
    ],
)
@pytest.mark.django_db
def test_other_computers_are_let_in_with_a_plain_warning(host, demo, words, silent):
    told = StringIO()

    Command(stdout=told)._tell(host, 8000, demo=demo)

    assert all(word in told.getvalue() for word in words)
    assert not any(word in told.getvalue() for word in silent)


@pytest.mark.django_db
def test_it_says_how_to_make_the_first_account_only_while_there_is_none():
    empty, used = StringIO(), StringIO()

    Command(stdout=empty)._tell("127.0.0.1", 8000, demo=False)
    create_first_admin(username="admin", name="甲", password=PASSWORD, at=timezone.now())
    Command(stdout=used)._tell("127.0.0.1", 8000, demo=False)

    assert "first_admin" in empty.getvalue()
    assert "first_admin" not in used.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["postgres://perf:hush@db/perf", " ", None])
def test_with_a_database_of_ones_own_the_first_account_is_made_under_the_same_variables(
    url, monkeypatch
):
    if url is not None:
        monkeypatch.setenv("DATABASE_URL", url)
    told = StringIO()

    Command(stdout=told)._tell("127.0.0.1", 8000, demo=False)

    (line,) = [line for line in told.getvalue().splitlines() if "first_admin" in line]
    is_own = bool(url and url.strip())
    named = "请在另一个终端、在同样的环境变量（DATABASE_URL、SECRET_KEY 等）下运行："
    assert (named in line) == is_own
    assert ("请在另一个终端运行：" in line) != is_own
    assert "hush" not in told.getvalue()


def test_the_demo_accounts_are_shown_with_role_and_department():
    told = StringIO()

    Command(stdout=told)._tell("127.0.0.1", 8000, demo=True)

    for account in ACCOUNTS:
        (line,) = [line for line in told.getvalue().splitlines() if f" {account.username} " in line]
        assert account.password in line
        assert account.role_label in line
        assert account.department_name in line


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

    for command in (("serve", "--port", str(free_port())), ("showmigrations",)):
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
