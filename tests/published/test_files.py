"""What is handed in for a file: other formats, other encodings, no file at all."""

import os
import zipfile

import pytest

from scoring.published.reading import SheetUnreadable, read_sheet
from tests.published.samples import SMALL, YUNNAN, read, refusal

MIB = 1024 * 1024


def refused(path):
    with pytest.raises(SheetUnreadable) as refusal:
        read_sheet(path)
    assert str(refusal.value) == refusal.value.message
    return refusal.value


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    found = refused(tmp_path / "none.yaml")
    assert found.message == "没有这个文件，请核对路径和文件名。"
    assert (found.line, found.key) == (None, None)


def test_a_folder_is_no_file(tmp_path):
    assert "文件夹" in refused(tmp_path).message


def test_a_pipe_without_a_writer_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "管道" in refused(tmp_path / "pipe").message


def test_what_is_no_regular_file_is_not_even_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    opened = []
    monkeypatch.setattr(os, "open", lambda *_: opened.append(_))
    refused(tmp_path / "pipe")
    assert opened == []


def test_a_file_that_is_exchanged_for_a_pipe_before_it_is_opened_is_refused(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", lambda _: os.stat_result((0o100644, *[0] * 9)))
        found = refused(tmp_path / "pipe")
    assert "管道" in found.message


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(path):
    assert "设备" in refused(path).message


def test_a_file_without_permission_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text(SMALL, encoding="utf-8")

    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)  # the superuser may read everything
    assert "没有权限" in refused(path).message


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b", "x" * 5000])
def test_a_name_that_the_system_does_not_take_is_refused(name):
    assert refused(name).line is None


def test_a_link_in_a_circle_is_refused(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "打不开" in refused(tmp_path / "a").message


def test_a_file_of_ten_megabytes_is_too_large_and_both_sizes_are_said(tmp_path):
    found = refusal(tmp_path, SMALL.encode().ljust(10 * MIB, b"#"))
    assert found.message.startswith("文件太大：有 10.0 MB，最多读 1 MB。")


def test_one_byte_too_many_is_too_large_and_the_byte_before_is_not(tmp_path):
    filled = SMALL.encode() + b"#"
    assert read(tmp_path, filled + b"x" * (MIB - len(filled))).kind == "project"
    found = refusal(tmp_path, filled + b"x" * (MIB + 1 - len(filled)))
    assert "1.1 MB" in found.message


def test_a_file_that_grows_while_it_is_read_is_not_read_further(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_bytes(SMALL.encode() + b"#" * (3 * MIB))
    small = os.stat_result((0o100644, *[0] * 9))
    read_in_all = []

    def counted(descriptor, most, read=os.read):
        piece = read(descriptor, most)
        read_in_all.append(len(piece))
        return piece

    monkeypatch.setattr(os, "fstat", lambda _: small)
    monkeypatch.setattr(os, "read", counted)
    assert "超过 1 MB" in refused(path).message
    assert sum(read_in_all) == MIB + 1


@pytest.mark.parametrize("data", ["", " \n", "# nothing but a comment\n", "---\n...\n"])
def test_a_file_without_content_is_refused(tmp_path, data):
    assert refusal(tmp_path, data).line in (None, 1, 2)


def test_a_file_with_nothing_but_comments_is_said_to_be_empty(tmp_path):
    assert "没有内容" in refusal(tmp_path, "# a\n# b\n").message


@pytest.mark.parametrize(
    "data, what",
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
        (b"  <!DOCTYPE html><html>", "网页"),
        (b"\xef\xbb\xbf<html>", "网页"),
        (b"<?xml version='1.0'?>", "XML"),
        (b"\x89PNG\r\n", "图片"),
        (b"\x1f\x8b\x08", "压缩文件"),
        (b"{\\rtf1", "RTF"),
    ],
)
def test_another_format_is_named(tmp_path, data, what):
    message = refusal(tmp_path, data).message
    assert what in message
    assert message.endswith("请给出自评表或公开材料的数据文件（YAML 或 JSON）。")


@pytest.mark.parametrize(
    "member, what",
    [("xl/workbook.xml", "Excel"), ("word/document.xml", "Word"), ("a.yaml", "压缩文件")],
)
def test_a_workbook_a_document_and_an_archive_are_told_apart(tmp_path, member, what):
    path = tmp_path / "a.yaml"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    assert what in refused(path).message


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    assert read(tmp_path, SMALL.encode("utf-8-sig")) == read(tmp_path, SMALL)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_named_with_the_first_line_that_cannot_be_read(tmp_path, encoding):
    found = refusal(tmp_path, ("# a\r\n" + YUNNAN).encode(encoding, "replace"))
    assert found.line == 2
    assert "很可能是 GBK" in found.message
    assert "另存为 UTF-8" in found.message


@pytest.mark.parametrize(
    "encoding, name",
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
def test_wide_encodings_are_named_with_or_without_their_mark(tmp_path, encoding, name):
    found = refusal(tmp_path, YUNNAN.encode(encoding))
    assert f"{name} 编码" in found.message
    assert "另存为 UTF-8" in found.message


def test_one_broken_character_is_not_taken_for_another_encoding(tmp_path):
    data = YUNNAN.encode()
    at = data.index("明朗".encode(), data.index(b"department"))
    found = refusal(tmp_path, data[:at] + b"\xff" + data[at + 1 :])
    assert (found.line, "损坏" in found.message, "GBK" in found.message) == (3, True, False)


def test_a_file_cut_within_a_character_is_said_to_be_cut(tmp_path):
    found = refusal(tmp_path, (SMALL + "title: 绩").encode()[:-1])
    assert (found.line, "截断" in found.message) == (6, True)


def test_what_is_in_no_known_encoding_says_so(tmp_path):
    found = refusal(tmp_path, SMALL.encode() + b"title: \xff\xff")
    assert (found.line, "GBK" in found.message) == (6, False)


def test_a_single_nul_is_found_in_its_line(tmp_path):
    found = refusal(tmp_path, SMALL.replace("讲座", "讲\0座"))
    assert (found.line, "NUL" in found.message) == (3, True)


@pytest.mark.parametrize("mark", ["\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u2028"])
def test_an_unseen_character_is_found_in_its_line_and_numbered(tmp_path, mark):
    found = refusal(tmp_path, SMALL.replace("讲座", f"讲{mark}座"))
    assert (found.line, f"U+{ord(mark):04X}" in found.message) == (3, True)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_line_ends_of_other_systems_change_neither_sheet_nor_lines(tmp_path, ending):
    assert read(tmp_path, SMALL.replace("\n", ending)) == read(tmp_path, SMALL)
    wrong = SMALL.replace("9.90", "九分").replace("\n", ending)
    assert refusal(tmp_path, wrong).line == 5
