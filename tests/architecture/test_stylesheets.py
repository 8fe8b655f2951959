"""The stylesheet: the dark colours are written twice and are the same."""

import re

import pytest

from tests.architecture.repository import ROOT

TOKENS = (ROOT / "perf/static/perf/tokens.css").read_text(encoding="utf-8")
BY_SYSTEM = ':root:not([data-theme="light"])'
BY_ACCOUNT = ':root[data-theme="dark"]'


def declared(css, selector):
    """Property -> value of the first block with that selector."""
    block, *_ = re.findall(re.escape(selector) + r"\s*\{([^}]*)\}", css, re.MULTILINE)
    plain = re.sub(r"/\*.*?\*/", "", block, flags=re.DOTALL)
    pairs = [part.partition(":") for part in plain.split(";") if part.strip()]
    return {name.strip(): value.strip() for name, _, value in pairs}


def test_both_dark_blocks_are_equal():
    by_system = declared(TOKENS, BY_SYSTEM)
    assert by_system == declared(TOKENS, BY_ACCOUNT)
    assert by_system["color-scheme"] == "dark"


def test_a_difference_is_seen():
    before, selector, block = TOKENS.partition(BY_ACCOUNT)
    changed = before + selector + block.replace("--paper: #", "--paper: #0", 1)
    assert declared(changed, BY_SYSTEM) != declared(changed, BY_ACCOUNT)


def test_every_dark_colour_has_a_light_one():
    light = declared(TOKENS, ":root")
    assert set(declared(TOKENS, BY_SYSTEM)) <= set(light)


@pytest.mark.parametrize("name", ["tokens.css", "components.css"])
def test_nothing_is_fetched_from_elsewhere(name):
    css = (ROOT / "perf/static/perf" / name).read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", css)
