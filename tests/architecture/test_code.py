"""What may not stand in production code."""

import ast
import re

import pytest

from tests.architecture.repository import sources, text_of

CODE = ("perf", "projects", "scoring")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|\b[Ss]tub\b")
FLOAT_FREE = ("projects", "scoring")
DRAWN = ("charts", "exports")  # places on paper, in pixels and inches


def floats_in(text):
    """Lines with a float literal or with `float` itself, other than to refuse one."""
    tree = ast.parse(text)
    asked = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "isinstance"
        for part in ast.walk(node.args[1])
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float" and id(node) not in asked)
    ]


def signals_in(text):
    """Names imported from Django's signals: nothing may flow by them."""
    return [
        alias.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and "signals" in (node.module or "")
        for alias in node.names
    ]


def test_nothing_is_left_unfinished():
    found = {
        str(path): match.group()
        for path in sources(".py", ".html", ".css", ".js", top=(*CODE, "templates"))
        if (match := UNFINISHED.search(text_of(path)))
    }
    assert found == {}


@pytest.mark.parametrize("text", ["# TODO: x", "raise NotImplementedError", "(Stub until then)"])
def test_what_is_unfinished_is_seen(text):
    assert UNFINISHED.search(text)


def test_no_figure_is_a_float():
    found = {
        str(path): lines
        for path in sources(".py", top=FLOAT_FREE)
        if path.parts[1] not in DRAWN and (lines := floats_in(text_of(path)))
    }
    assert found == {}


@pytest.mark.parametrize("text", ["x = 0.5", "x = float('1')", "def f(x: float): ..."])
def test_a_float_is_seen(text):
    assert floats_in(text) == [1]


def test_nothing_flows_by_signals():
    found = {
        str(path): names
        for path in sources(".py", top=CODE)
        if (names := signals_in(text_of(path)))
    }
    assert found == {}


def test_a_signal_is_seen():
    assert signals_in("from django.db.models.signals import post_save") == ["post_save"]
