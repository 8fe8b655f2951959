"""Long texts: the time grows with the length, and not with its square."""

import re

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
from tests.endless import Endless, ends

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
def test_a_hundred_thousand_characters_come_to_an_end(reader, piece):
    read = READERS[reader]
    with ends():
        for text in (piece * (LENGTH // len(piece)), "≥" + piece * (LENGTH // len(piece)) + "人x"):
            read(text)


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_the_longest_text_that_is_looked_at_closely_comes_to_an_end(piece):
    with ends():
        for text in (piece * (119 // len(piece)), "1" + piece * (116 // len(piece)) + "x"):
            for _ in range(400):  # a run of blanks once took 70 ms
                parse(text)
                is_template_rest(text)


def test_the_guard_stops_work_that_grows_with_the_square():
    with pytest.raises(Endless), ends(0.2):
        re.fullmatch(r"(?:a+)+b", "a" * 40)
