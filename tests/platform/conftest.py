"""Clusters of these tests' own: what they kill must not be the one the other tests stand on."""

import shutil
import tempfile
from pathlib import Path

import pytest

from perf.embedded import binaries, cluster


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The data folder of a running server, shared by a module; each test may kill the server."""
    folder = tmp_path_factory.mktemp("预算 绩效 $HOME `x` \"y'") / "postgres"
    cluster.ensure(folder)
    yield folder
    cluster.stop(folder)


@pytest.fixture
def new(tmp_path):
    """The name of a data folder that does not exist yet."""
    folder = tmp_path / "新 库" / "postgres"
    yield folder
    cluster.stop(folder)


@pytest.fixture(scope="session")
def open_programs():
    """PostgreSQL's programs in a folder that everybody may enter, which pytest's own never are."""
    base = Path(tempfile.mkdtemp(prefix="perf-open-"))
    base.chmod(0o755)
    wheel = binaries.find().folder.parent.parent
    for part in (f"{wheel.name}/pginstall18", f"{wheel.name}.libs"):
        if (wheel.parent / part).exists():
            shutil.copytree(wheel.parent / part, base / part, symlinks=True)
    yield base / wheel.name / "pginstall18" / "bin"
    shutil.rmtree(base)


@pytest.fixture
def open_place(open_programs, monkeypatch):
    """An empty folder that everybody may enter, where PostgreSQL can be had."""
    base = Path(tempfile.mkdtemp(prefix="perf-open-"))
    base.chmod(0o755)
    monkeypatch.setenv("PERF_PG_BIN", str(open_programs))
    yield base
    shutil.rmtree(base)
