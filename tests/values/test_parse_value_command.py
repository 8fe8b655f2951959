"""`manage.py parse_value`: one text a line in, one answer a line out."""

import io
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from perf.management.commands import parse_value

ROOT = Path(__file__).parents[2]
KEYS = ["text", "kind", "operator", "number", "unit", "base_number", "base_unit"]


@pytest.fixture
def given(monkeypatch):
    """Give the command these bytes on standard input."""

    def give(data):
        stream = io.TextIOWrapper(io.BytesIO(data))
        monkeypatch.setattr(parse_value.sys, "stdin", stream)

    return give


def run(*args):
    out = StringIO()
    call_command("parse_value", *args, stdout=out)
    return out.getvalue()


def run_json(*args):
    return [json.loads(line) for line in run("--json", *args).splitlines()]


def test_each_line_is_answered_by_one_object_with_the_contracted_keys(given):
    given("≥1.5万人次\n3～5次\n2023年12月底\n".encode())
    number, span, date = run_json()
    assert list(number) == KEYS
    assert list(number.values()) == ["≥1.5万人次", "number", ">=", "1.5", "万人次", "15000", "人次"]
    assert list(span) == [*KEYS, "upper", "base_upper"]
    assert list(span.values()) == ["3～5次", "range", None, "3", "次", "3", "次", "5", "5"]
    assert list(date) == [*KEYS, "from", "to"]
    assert (date["from"], date["to"]) == (None, "2023-12-31")


def test_the_json_is_written_in_chinese_and_not_in_escapes(given):
    given("及时\n".encode())
    assert run("--json") == (
        '{"text": "及时", "kind": "words", "operator": null, "number": null, "unit": null, '
        '"base_number": null, "base_unit": null}\n'
    )


def test_blank_lines_windows_ends_a_byte_order_mark_and_a_missing_last_end_are_read(given):
    given(b"\xef\xbb\xbf5%\r\n\r\n \n\r\n0\r5\n7")
    found = [(value["text"], value["kind"]) for value in run_json()]
    assert found == [
        ("5%", "number"),
        ("", "empty"),
        (" ", "empty"),
        ("", "empty"),
        ("0\r5", "words"),
        ("7", "number"),
    ]


def test_a_form_feed_or_a_line_separator_inside_a_text_does_not_end_the_line(given):
    texts = [f"5{sign}人" for sign in "\x0b\x0c\x1c\x85\u2028\u2029"]
    given("\n".join(texts).encode())
    assert [value["text"] for value in run_json()] == texts


def test_no_line_gets_no_answer(given):
    given(b"")
    assert run("--json") == ""


def test_people_get_the_text_and_what_was_understood(given):
    given("≥95%\n\n2023年12月底\n".encode())
    lines = run().splitlines()
    assert [line.split() for line in lines] == [
        ["≥95%", "不低于", "95%"],
        ["空白"],
        ["2023年12月底", "截至", "2023年12月31日"],
    ]
    assert lines[0].index("不") == 32  # columns stand level: 8 half-width, 3 full-width + 6
    assert lines[2].index("截") == 32 - 3


def test_a_text_longer_than_its_column_stays_apart_from_its_reading(given):
    given(("提升" * 20 + "\n").encode())
    assert run() == "提升" * 20 + "  文字，按三档评定\n"


def test_a_name_gives_its_unit_to_bare_numbers(given):
    given("735\n735户\n".encode())
    assert [value["unit"] for value in run_json("--name", "就业人数（人）")] == ["人", "户"]


def test_a_file_is_read_like_standard_input(tmp_path, given):
    given(b"1\n")
    path = tmp_path / "texts.txt"
    path.write_text("≥95%\n", encoding="utf-8")
    assert [value["number"] for value in run_json(str(path))] == ["95"]


def test_a_file_that_cannot_be_opened_ends_with_exit_code_2(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(CommandError, match="打不开") as refused:
            run(str(path))
        assert refused.value.returncode == 2
        assert path.name in str(refused.value)


def test_bytes_that_are_no_utf8_end_it_at_their_line_after_the_lines_before(given):
    given("≥95%\n\n".encode() + b"\xff\xfe\n7\n")
    out = StringIO()
    with pytest.raises(CommandError, match="第 3 行不是 UTF-8") as refused:
        call_command("parse_value", "--json", stdout=out)
    assert refused.value.returncode == 2
    assert [json.loads(line)["text"] for line in out.getvalue().splitlines()] == ["≥95%", ""]


def test_each_answer_is_given_before_the_next_line_is_asked_for(monkeypatch):
    out = StringIO()
    answered = []

    def lines():
        for number in range(3):
            answered.append(len(out.getvalue().splitlines()))
            yield f"{number}\n".encode()

    class Source:
        buffer = lines()

    monkeypatch.setattr(parse_value.sys, "stdin", Source)
    call_command("parse_value", "--json", stdout=out)
    assert answered == [0, 1, 2]


def started(*args, **environment):
    return subprocess.Popen(
        [sys.executable, "manage.py", "parse_value", *args],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "perf.settings_test"} | environment,
    )


@pytest.mark.parametrize("count", [1, 20_000])
def test_a_reader_that_goes_away_ends_it_quietly(count):
    process = started("--json")
    process.stdout.close()
    _, complaints = process.communicate("≥95%\n".encode() * count)
    assert (process.returncode, complaints) == (0, b"")


def test_no_database_is_needed():
    process = started("--json", DATABASE_URL="postgres://nobody:x@127.0.0.1:1/none")
    answer, complaints = process.communicate("≥95%\n".encode())
    assert (process.returncode, complaints) == (0, b"")
    assert json.loads(answer)["number"] == "95"
