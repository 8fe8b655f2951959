"""Workbooks that want to do harm, or are none: refused in words, quickly, whatever they hold."""

import time
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook as Plain

from projects.imports import gate, limits, reading
from projects.imports.gate import FileRefused
from projects.imports.reading import read_table
from tests.imports.books import COLUMNS, HEADINGS, TYPES, book, changed, sound, with_sheet

BOMB = b"<a>" + b" " * (80 * 1024 * 1024) + b"</a>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;&lol;">]>'
    "<sst>&l2;</sst>"
)


def archive_of(*members):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in members:
            archive.writestr(name, text)
    return target.getvalue()


def flipped(place, data=None):
    data = bytearray(data or sound())
    data[len(data) * place // 100] ^= 0xFF
    return bytes(data)


def lying():
    """A member that says it is small and is not."""
    data = bytearray(changed(sound(), xl__sharedStrings_dot_xml=b"x" * 3_000_000))
    place = data.rfind(b"xl/sharedStrings.xml") - 46 + 24  # size in the central directory
    data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted():
    data = bytearray(sound())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) != -1:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def by_another_program():
    target, plain = BytesIO(), Plain()
    plain.active.append(HEADINGS)
    plain.active.append(["101", "一", "单位"])
    plain.save(target)
    return target.getvalue()


PARTS = [("[Content_Types].xml", TYPES), ("xl/workbook.xml", "<workbook/>")]
CELL = '<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>'
# what: (the file, words of the refusal)
HOSTILE = {
    "nothing": (b"", "0 字节"),
    "too big": (b"PK" + b"\0" * limits.MOST_BYTES, "超过 10 MB"),
    "old format or password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
    "csv": ("单位编码,单位名称\n101,一".encode("gbk"), "不是 .xlsx"),
    "html called xlsx": (b"<html><table></table></html>", "不是 .xlsx"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "不是 .xlsx"),
    "a zip of something": (archive_of(("a.txt", "x")), "不是 .xlsx"),
    "a text document": (archive_of(("word/document.xml", "<w/>"), PARTS[0]), "不是 .xlsx"),
    "open document": (archive_of(("mimetype", "x"), ("content.xml", "<x/>")), "不是 .xlsx"),
    "binary workbook": (archive_of(*PARTS, ("xl/workbook.bin", "x")), "宏或控件"),
    "empty parts": (archive_of(*PARTS), "损坏"),
    "no directory": (sound()[:-60], "损坏"),
    "half a file": (sound()[: len(sound()) // 2], "损坏"),
    "encrypted members": (encrypted(), "密码"),
    "macro": (changed(sound(), xl__vbaProject_dot_bin=b"x"), "宏"),
    "macro sheet": (changed(sound(), xl__macrosheets__sheet1_dot_xml="<x/>"), "宏"),
    "control": (changed(sound(), xl__activeX__activeX1_dot_xml="<x/>"), "控件"),
    "embedded file": (changed(sound(), xl__embeddings__oleObject1_dot_doc=b"x"), "嵌有"),
    "link to another workbook": (
        changed(sound(), xl__externalLinks__externalLink1_dot_xml="<x/>"),
        "链接到别的工作簿",
    ),
    "zip bomb": (changed(sound(), xl__media__a_dot_xml=BOMB), "太大"),
    "zip bomb in many members": (
        changed(sound(), **{f"m{n}_dot_xml": BOMB[: 5 << 20] for n in range(14)}),
        "太大",
    ),
    "members without end": (
        changed(sound(), **{f"m{n}": b"" for n in range(limits.MOST_MEMBERS)}),
        "部件",
    ),
    "a size that lies": (lying(), "损坏"),
    "billion laughs": (changed(sound(), xl__sharedStrings_dot_xml=LAUGHS), "DTD"),
    "external entity": (
        changed(sound(), xl__workbook_dot_xml='<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
        "DTD",
    ),
    "external entity in UTF-16": (
        changed(sound(), xl__styles_dot_xml='<!DOCTYPE x [<!ENTITY y "z">]><x/>'.encode("utf-16")),
        "DTD",
    ),
    "a cell at the far end": (
        with_sheet(CELL.format(row=1048576, cell="XFD1048576")),
        "范围太大",
    ),
    "a row at the far end": (
        with_sheet('<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="1048576"/>'),
        "范围太大",
    ),
    "a text longer than a cell": (
        changed(sound(), xl__sharedStrings_dot_xml=f"<sst><si><t>{'长' * 99_999}</t></si></sst>"),
        "32767",
    ),
    "a worksheet that is no XML": (
        changed(sound(), xl__worksheets__sheet1_dot_xml=b"\0\1\2"),
        "没有数据|没有找到|损坏|没有读到",
    ),
    "a workbook that is no XML": (changed(sound(), xl__workbook_dot_xml="<<<"), "损坏"),
    "no worksheet": (changed(sound(), xl__worksheets__sheet1_dot_xml=""), "损坏|没有|读不出"),
    "another table": (book(["姓名", "电话"], ["张三", "1"]), "没有找到这些列：单位编码、单位名称"),
    "headings alone": (book(HEADINGS), "没有读到数据行"),
    "a heading twice": (book([*HEADINGS, "名称"], ["101", "一"]), "两个“单位名称”"),
    "headings too far down": (book(*[["题"]] * 10, HEADINGS, ["101", "一"]), "没有找到这些列"),
    "too many rows": (sound(*[["101", "一"]] * (limits.MOST_ROWS + 1)), "最多导入 5000 行"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_in_words_and_soon(what):
    data, words = HOSTILE[what]
    start = time.monotonic()
    with pytest.raises(FileRefused, match=words) as refused:
        read_table(data, COLUMNS)
    assert str(refused.value).endswith("。")
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("place", range(2, 100, 7))
def test_a_flipped_byte_is_refused_or_read_never_a_crash(place):
    try:
        table = read_table(flipped(place), COLUMNS)
    except FileRefused:
        return
    assert [row.number for row in table.rows] == [2]


@pytest.mark.parametrize("data", [sound(), by_another_program()], ids=["ours", "another"])
def test_a_sound_one_is_read(data):
    (row,) = read_table(data, COLUMNS).rows
    assert (row.values, row.faults) == ({"code": "101", "name": "一", "kind": "UNIT"}, [])


def test_a_member_over_another_is_refused():
    class Member:
        filename, file_size, compress_size, flag_bits = "xl/workbook.xml", 1, 99, 0

    other = Member()
    other.filename = "[Content_Types].xml"
    with pytest.raises(FileRefused, match="损坏"):
        gate._check_directory([Member(), other], 100)


def test_without_its_gate_the_bomb_would_be_inflated(monkeypatch):
    """The negative control: it is the gate that refuses."""
    monkeypatch.setattr(limits, "MOST_INFLATED", 1 << 40)
    monkeypatch.setattr(limits, "MOST_RATIO", 1 << 40)
    gate.check(HOSTILE["zip bomb"][0])


def test_a_reader_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(reading.sys, "executable", "/bin/false")
    with pytest.raises(FileRefused, match="太复杂"):
        read_table(sound(), COLUMNS)
