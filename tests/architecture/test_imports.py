"""Imports run one way: the contracts are in pyproject.toml and are kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

PACKAGES = ("perf", "projects", "scoring")
PROGRAM = Path(sys.executable).parent / "lint-imports"

BREAKS = {
    "the floor imports the top": ("projects/texts.py", "import scoring.locks"),
    "the rule book imports Django": ("scoring/rules/numbers.py", "import django.db"),
    "the value parser imports models": ("projects/values/terms.py", "import projects.models"),
    "a model imports a service": ("scoring/models/actuals.py", "import scoring.services.sheets"),
    "a long check imports a test": ("perf/assure/access/world.py", "import tests.factories"),
    "a page imports a long check": ("perf/views.py", "import perf.assure.making.rows"),
    "the policy asks the code": ("perf/assure/access/turns.py", "import projects.steps"),
    "a query imports a view": ("scoring/queries/lines.py", "import scoring.views.sheets"),
}


def lint(folder):
    return subprocess.run(
        [PROGRAM, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_are_kept():
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The packages in a folder of their own."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in PACKAGES:
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "static")
        )
    return folder


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_import_is_caught(copy, what):
    name, line = BREAKS[what]
    file = copy / name
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        run = lint(copy)
    finally:
        file.write_text(before, encoding="utf-8")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "BROKEN" in run.stdout
