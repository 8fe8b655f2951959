"""The marker `needs`: skipped without the program, failed where `PERF_REQUIRE` names it."""

import pytest

from tests import programs
from tests.conftest import pytest_runtest_setup


@pytest.fixture
def asking(request):
    """This test's own item, as if it were marked."""

    def mark(name):
        request.node.add_marker(pytest.mark.needs(name))
        return request.node

    return mark


@pytest.fixture
def nothing_installed(monkeypatch):
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)


def test_without_the_program_the_test_is_skipped(asking, nothing_installed, monkeypatch):
    monkeypatch.delenv("PERF_REQUIRE", raising=False)

    with pytest.raises(pytest.skip.Exception, match="redis"):
        pytest_runtest_setup(asking("redis"))


def test_without_a_program_that_is_required_the_test_fails(asking, nothing_installed, monkeypatch):
    monkeypatch.setenv("PERF_REQUIRE", "browser,redis")

    with pytest.raises(pytest.fail.Exception, match="PERF_REQUIRE names redis"):
        pytest_runtest_setup(asking("redis"))


def test_a_requirement_for_another_program_changes_nothing(asking, nothing_installed, monkeypatch):
    monkeypatch.setenv("PERF_REQUIRE", "browser")

    with pytest.raises(pytest.skip.Exception, match="redis"):
        pytest_runtest_setup(asking("redis"))


def test_with_the_program_the_test_runs(asking, monkeypatch):
    monkeypatch.setenv("PERF_REQUIRE", "redis")
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/usr/bin/{name}")

    pytest_runtest_setup(asking("redis"))  # raises neither skip nor fail


def test_a_misspelt_need_fails(asking):
    with pytest.raises(pytest.fail.Exception, match="reddis"):
        pytest_runtest_setup(asking("reddis"))
