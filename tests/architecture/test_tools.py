"""The tools that read all the code have nothing to say."""

import subprocess
import sys

import pytest

from tests.architecture.repository import ROOT

COMMANDS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy --strict": ["mypy", "--no-error-summary"],
}
BAD = {
    "ruff check": "import os\n",
    "ruff format": "x = {  'a':1 }\n",
    "mypy --strict": "def untyped(x):\n    return x\n",
}


def run(command, *more):
    return subprocess.run(
        [sys.executable, "-m", *command, *more], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_it_has_nothing_to_say(name):
    done = run(COMMANDS[name])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", BAD)
def test_it_speaks_up_where_it_should(name, tmp_path):
    file = tmp_path / "bad.py"
    file.write_text(BAD[name], encoding="utf-8")
    command = [part for part in COMMANDS[name] if part != "."]
    more = [] if name.startswith("mypy") else ["--config", str(ROOT / "pyproject.toml")]
    assert run(command, *more, str(file)).returncode == 1
