"""Clusters of these tests' own: what they kill must not be the one the other tests stand on."""

import shutil

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


@pytest.fixture
def open_place(tmp_path_factory, monkeypatch):
    """A folder that everybody may enter, with the PostgreSQL programs in it."""
    base = tmp_path_factory.mktemp("open")
    for folder in (base, base.parent, base.parent.parent):
        folder.chmod(0o755)
    wheel = binaries.find().folder.parent.parent
    for part in (f"{wheel.name}/pginstall18", f"{wheel.name}.libs"):
        if (wheel.parent / part).exists():
            shutil.copytree(wheel.parent / part, base / part, symlinks=True)
    monkeypatch.setenv("PERF_PG_BIN", str(base / wheel.name / "pginstall18" / "bin"))
    return base
