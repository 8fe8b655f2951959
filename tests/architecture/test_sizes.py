"""Files and functions that a person can read at one sitting."""

import ast
from pathlib import Path

import pytest

from tests.architecture.repository import sources, text_of

MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 40


def functions_of(text):
    return [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def long_functions(text):
    return [name for name, length in functions_of(text) if length > MOST_FUNCTION_LINES]


def test_no_file_is_longer_than_400_lines():
    found = {
        str(path): lines
        for path in sources(".py", ".html", ".css", ".js")
        if (lines := len(text_of(path).splitlines())) > MOST_FILE_LINES
    }
    assert found == {}


def test_no_function_is_longer_than_40_lines():
    found = {
        str(path): names for path in sources(".py") if (names := long_functions(text_of(path)))
    }
    assert found == {}


@pytest.mark.parametrize("lines, is_long", [(40, False), (41, True)])
def test_a_long_function_is_seen(lines, is_long):
    text = "class A:\n    async def long(self):\n" + "        pass\n" * (lines - 1)
    assert long_functions(text) == (["long"] if is_long else [])


def test_all_kinds_of_files_are_looked_at():
    kinds = {path.suffix for path in sources(".py", ".html", ".css", ".js")}
    assert kinds == {".py", ".html", ".css", ".js"}
    assert Path("scoring/rules/numbers.py") in sources(".py")
