"""Typed text is cleaned at the edge: refused or kept whole, never cut."""

import pytest

from projects.texts import TextRefused, clean_text, file_name, one_line

REFUSED = {
    "null": "\x00",
    "escape": "\x1b",
    "form feed": "\x0c",
    "delete": "\x7f",
    "next line": "\x85",
    "right-to-left override": "\u202e",
    "left-to-right embedding": "\u202a",
    "isolate": "\u2066",
    "end of isolate": "\u2069",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "lone surrogate": "\ud800",
    "non-character": "\ufffe",
    "non-character of a higher plane": "\U0001ffff",
}
KEPT = {
    "line end": "上\n下",
    "tab": "左\t右",
    "Chinese": "焦作市科学技术协会",
    "a rare character": "𠮷野家",
    "full-width digits": "９７％",
    "signs": "≥95% <b>&amp; '\"",
    "emoji": "👍",
}


def clean(text, longest=200):
    return clean_text(text, name="实际完成值", longest=longest)


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_stored_or_reads_otherwise_is_refused_by_name(what):
    with pytest.raises(TextRefused, match=rf"实际完成值.*U\+{ord(REFUSED[what]):04X}.*请删去"):
        clean(f"甲{REFUSED[what]}乙")


@pytest.mark.parametrize("what", KEPT)
def test_ordinary_text_is_kept_as_typed(what):
    assert clean(KEPT[what]) == KEPT[what]


def test_line_ends_become_plain_and_blanks_around_go():
    assert clean("  甲\r\n乙\r丙 \n") == "甲\n乙\n丙"


def test_letters_in_two_pieces_become_one():
    assert clean("e\u0301") == "é"


def test_the_longest_text_is_kept_and_one_more_character_refused():
    assert clean("字" * 5, longest=5) == "字" * 5
    with pytest.raises(TextRefused, match="最多 5 字，现有 6 字"):
        clean("字" * 6, longest=5)


@pytest.mark.parametrize(
    "typed, name",
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("第一行\n第二行", "第一行_第二行"),
        ("..", "未命名"),
        ("", "未命名"),
        ("名" * 100, "名" * 80),
        ("2021_某市科协", "2021_某市科协"),
    ],
)
def test_a_file_name_is_one_that_every_file_system_takes(typed, name):
    assert file_name(typed) == name


DEVICES = [
    "CON",
    "con",
    "Prn",
    "AUX",
    "nul",
    "COM1",
    "lpt9",
    "COM¹",
    "CON.说明",
    "con .x",
    "CONOUT$",
]


@pytest.mark.parametrize("typed", DEVICES)
def test_a_device_of_windows_is_no_file_name(typed):
    name = file_name(typed)
    assert name == f"_{typed}"
    assert file_name(name) == name


@pytest.mark.parametrize(
    "typed", ["CONTRACT", "控制CON", "COM", "COM10", "NULL", "LPT.doc", "a.con"]
)
def test_what_only_looks_like_a_device_stays(typed):
    assert file_name(typed) == typed


def test_a_device_with_its_sign_is_no_longer_than_asked():
    assert file_name("COM1." + "x" * 90, 80) == "_COM1." + "x" * 74


@pytest.mark.parametrize(
    "typed, joined",
    [
        ("科普活动\n经费", "科普活动经费"),
        ("科普 \n\n 活动", "科普活动"),
        ("Science\nWeek", "Science Week"),
        ("科普\nWeek", "科普Week"),
        ("2022-03-01\n09:00", "2022-03-01 09:00"),
        ("左\t右", "左 右"),
        (" 一行  两格 ", "一行  两格"),
    ],
)
def test_lines_into_which_a_cell_was_broken_are_joined(typed, joined):
    assert one_line(typed) == joined
