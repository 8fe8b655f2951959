"""Sheets are read without framework, database or rule book."""

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def modules_after(statement):
    code = f"{statement}; import sys; print(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_reading_a_sheet_needs_the_value_parser_and_yaml_alone():
    loaded = modules_after("import scoring.published.reading")
    strange = loaded - modules_after("import yaml") - modules_after("import dataclasses, difflib")
    ours = {name for name in strange if name.partition(".")[0] not in sys.stdlib_module_names}
    assert {".".join(name.split(".")[:2]) for name in ours} == {
        *("scoring", "scoring.published", "projects", "projects.values"),
    }


def test_the_check_sees_a_framework_when_there_is_one():
    assert "django" in modules_after("import django")
