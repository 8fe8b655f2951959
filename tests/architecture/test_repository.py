"""What lies where: the fixed top level, locks without host names, no path of anybody's machine."""

import re

import pytest

from tests.architecture.repository import ROOT, files, text_of

TOP = {
    *("manage.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"),
    *("requirements.txt", "requirements-dev.txt"),
    *("perf", "projects", "scoring", "templates", "tests"),
}
LOCKS = [path for path in files() if path.name.startswith("requirements")]
HOST = re.compile(
    r"://|--(extra-)?index-url|--find-links|--trusted-host|@\s*(file|git|http)"
    r"|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|cn|io|dev|local|internal|lan)\b",
    re.IGNORECASE,
)
PIN = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ ]+( ;.*)? \\")
MACHINE = re.compile(r"/(root|home|Users)/[a-z]")


def test_the_top_level_is_fixed():
    found = {path.parts[0] for path in files()}
    assert {name for name in found if not name.startswith(".")} == TOP


def test_nothing_that_is_made_here_is_kept():
    kept = {path.name for path in files()}
    assert not kept & {"uv.lock", "secret_key", "db.sqlite3"}
    assert not [path for path in files() if path.parts[0] == "var" or path.suffix == ".pyc"]


@pytest.mark.parametrize("path", LOCKS, ids=str)
def test_a_lock_names_no_host(path):
    found = [line for line in text_of(path).splitlines() if HOST.search(line)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "a @ file:///x.whl",
        "# from packages.example.com",
        "--trusted-host mirror.lan",
    ],
)
def test_a_host_name_is_seen(line):
    assert HOST.search(line)


@pytest.mark.parametrize("path", LOCKS, ids=str)
def test_a_lock_pins_every_package_with_its_digests(path):
    lines = text_of(path).splitlines()
    packages = [number for number, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]
    assert len(packages) > 20
    for number in packages:
        assert PIN.fullmatch(lines[number]), lines[number]
        assert "--hash=sha256:" in lines[number + 1]


def test_the_tests_have_what_the_program_has():
    def pins(name):
        return set(re.findall(r"^[A-Za-z0-9._-]+(?:\[[a-z,]+\])?==\S+", text_of(name), re.M))

    program, tests = pins(ROOT / "requirements.txt"), pins(ROOT / "requirements-dev.txt")
    assert program
    assert program <= tests


def test_no_file_names_a_path_of_somebodys_machine():
    found = {}
    for path in files():
        if path.parts[0] != "tests" and path.suffix in {".py", ".md", ".toml", ".txt", ".html", ""}:
            hits = MACHINE.findall(text_of(path))
            if hits:
                found[str(path)] = hits
    assert found == {}
