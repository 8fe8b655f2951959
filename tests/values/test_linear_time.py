"""Long texts: the time grows with the length, and not with its square."""

import time

import pytest

from projects.values import (
    is_scale_name,
    is_template_rest,
    parse,
    parse_columns,
    parse_named,
    sign_of,
    unit_in_name,
)

LENGTH = 100_000
PIECES = [
    "9",
    " ",
    "≥",
    "1-",
    "万",
    "(",
    ")",
    "()",
    "一",
    "9,",
    "年",
    "1月",
    "*",
    "_ ",
    "率",
    "不",
    "\n",
]
READERS = {
    "parse": parse,
    "sign_of": sign_of,
    "unit_in_name": unit_in_name,
    "parse_named": lambda text: parse_named(text, name=f"{text}(人)"),
    "parse_columns": lambda text: parse_columns(nature=text, value=text, unit=text),
    "is_template_rest": is_template_rest,
    "is_scale_name": is_scale_name,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_a_hundred_thousand_characters_are_read_at_once(reader, piece):
    read = READERS[reader]
    for text in (piece * (LENGTH // len(piece)), "≥" + piece * (LENGTH // len(piece)) + "人x"):
        start = time.perf_counter()
        read(text)
        assert time.perf_counter() - start < 1  # seconds; a square of the length takes minutes


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_the_longest_text_that_is_looked_at_closely_is_read_at_once(piece):
    for text in (piece * (119 // len(piece)), "1" + piece * (116 // len(piece)) + "x"):
        start = time.perf_counter()
        for _ in range(20):
            parse(text)
            is_template_rest(text)
        assert time.perf_counter() - start < 0.5  # seconds; blanks once took 1.4
