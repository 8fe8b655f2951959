"""The rule book can be read, run and trusted without framework or database."""

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def modules_after(statement):
    code = f"{statement}; import sys; print(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_importing_the_rule_book_brings_in_nothing_but_the_standard_library():
    loaded = modules_after("import scoring.rules.sheet, scoring.rules.explain")
    before = modules_after("pass")
    assert loaded - before - set(sys.stdlib_module_names) <= {"scoring"}


def test_the_check_sees_a_framework_when_there_is_one():
    assert "django" in modules_after("import django")
