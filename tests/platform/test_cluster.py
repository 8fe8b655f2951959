"""The embedded server: made once, found again, alive after kill -9, gone after stop."""

import fcntl
import multiprocessing
import os
import signal
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest

from perf.embedded import cluster
from perf.embedded.refusal import ClusterRefused
from tests.platform.processes import standing_in, wait_until


def connect(data, user=cluster.OWNER):
    socket_dir = cluster.ensure(data)
    return psycopg.connect(
        host=str(socket_dir), user=user, dbname=cluster.DATABASE, autocommit=True
    )


def kill(data):
    pid = cluster.running_pid(data)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: cluster.running_pid(data) is None)


def test_a_new_cluster_has_the_database_and_roles_apart(data):
    with connect(data, cluster.SUPERUSER) as session:
        roles = session.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles"
            " WHERE rolname LIKE 'perf%' ORDER BY rolname"
        ).fetchall()
        owner, encoding = session.execute(
            "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database"
            " WHERE datname = %s",
            [cluster.DATABASE],
        ).fetchone()
        memberships = session.execute(
            "SELECT count(*) FROM pg_auth_members WHERE member IN"
            " (SELECT oid FROM pg_roles WHERE rolname IN ('perf_app', 'perf_owner'))"
        ).fetchone()

    assert roles == [
        ("perf", True, True, True),
        ("perf_app", False, False, False),
        ("perf_owner", False, True, False),
    ]
    assert (owner, encoding) == ("perf_owner", "UTF8")
    assert memberships == (0,)


def test_the_server_listens_on_no_network_and_its_socket_is_private(data):
    with connect(data) as session:
        assert session.execute("SHOW listen_addresses").fetchone() == ("",)
    socket_dir = cluster.ensure(data)
    assert socket_dir.stat().st_mode & 0o777 == 0o700
    assert data.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(socket_dir / ".s.PGSQL.5432")) <= 103


def test_the_server_survives_the_death_of_its_starter_and_is_nobodys_child(data):
    kill(data)
    starter = multiprocessing.get_context("fork").Process(target=cluster.ensure, args=(data,))
    starter.start()
    starter.join()

    pid = cluster.running_pid(data)
    assert pid is not None
    assert Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1] != str(os.getpid())


def test_rows_are_kept_through_kill_9_and_the_next_connection_works(data):
    with connect(data) as session:
        session.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    first = cluster.running_pid(data)

    kill(data)

    with connect(data) as session:
        assert session.execute("SELECT count(*), sum(number) FROM kept").fetchone() == (
            1000,
            500500,
        )
    assert cluster.running_pid(data) != first


def test_two_starters_at_once_start_one_server(new):
    fork = multiprocessing.get_context("fork")
    answers, ready = fork.Queue(), fork.Barrier(3)

    def start():
        ready.wait()
        answers.put((str(cluster.ensure(new, False)), cluster.running_pid(new)))

    starters = [fork.Process(target=start) for _ in range(3)]
    for starter in starters:
        starter.start()
    told = {answers.get(timeout=60) for _ in starters}
    for starter in starters:
        starter.join()

    assert len(told) == 1
    assert told.pop()[1] in standing_in(new)


def test_a_starter_waits_for_the_lock_of_another(data):
    kill(data)
    starter = threading.Thread(target=cluster.ensure, args=(data,))
    with data.with_name("postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        starter.start()
        starter.join(timeout=0.5)
        assert starter.is_alive()
        assert cluster.running_pid(data) is None
    starter.join(timeout=30)

    assert cluster.running_pid(data) is not None


def test_two_clusters_run_side_by_side(data, new):
    cluster.ensure(data)
    cluster.ensure(new, False)

    assert cluster.running_pid(data) != cluster.running_pid(new)
    assert cluster.ensure(data) != cluster.ensure(new)
    with connect(data) as one, connect(new) as other:
        one.execute("CREATE TABLE only_here ()")
        with pytest.raises(psycopg.errors.UndefinedTable):
            other.execute("SELECT * FROM only_here")


def test_stop_leaves_no_process_and_no_socket(data):
    socket_dir = cluster.ensure(data)

    assert cluster.stop(data) is True

    assert standing_in(data) == []
    assert not socket_dir.exists()
    assert cluster.stop(data) is False


def test_a_server_whose_socket_was_cleaned_away_is_started_again(data):
    socket_dir = cluster.ensure(data)
    before = cluster.running_pid(data)
    (socket_dir / ".s.PGSQL.5432").unlink()

    with connect(data) as session:
        assert session.execute("SELECT 1").fetchone() == (1,)
    assert cluster.running_pid(data) != before


@pytest.fixture
def number_in_use(data):
    """A killed server whose process number has passed to another program."""
    cluster.ensure(data)
    kill(data)
    wait_until(lambda: not standing_in(data))
    stranger = subprocess.Popen(["sleep", "60"])
    lines = (data / "postmaster.pid").read_text().split("\n")
    (data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]))
    yield stranger
    stranger.kill()
    stranger.wait()


def test_a_reused_process_number_does_not_block_the_start(data, number_in_use):
    assert cluster.running_pid(data) is None

    with connect(data) as session:
        assert session.execute("SELECT 1").fetchone() == (1,)
    assert number_in_use.poll() is None


def test_without_our_care_a_reused_process_number_would_block_it(data, number_in_use, monkeypatch):
    monkeypatch.setattr(cluster, "_clear_after_crash", lambda data: None)
    monkeypatch.setattr(cluster, "_TRIES_FOR", 0)

    with pytest.raises(ClusterRefused, match="postmaster.pid"):
        cluster.ensure(data)


def test_orphans_of_a_killed_server_are_waited_for(data, monkeypatch):
    cluster.ensure(data)
    checkpointer = next(p for p in standing_in(data) if p != cluster.running_pid(data))
    os.kill(checkpointer, signal.SIGSTOP)
    kill(data)
    monkeypatch.setattr(cluster, "_PATIENCE", 0.3)

    with pytest.raises(ClusterRefused, match=f"{checkpointer}.*还没有结束"):
        cluster.ensure(data)

    os.kill(checkpointer, signal.SIGKILL)
    monkeypatch.undo()
    assert cluster.ensure(data).exists()


def test_an_interrupted_first_start_is_begun_anew(new):
    draft = new.with_name("postgres.new")
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18")  # initdb writes it long before the end

    cluster.ensure(new, False)

    assert not draft.exists()
    with connect(new, cluster.APPLICATION) as session:
        assert session.execute("SELECT current_user").fetchone() == (cluster.APPLICATION,)
