"""What stands in the XML of worksheets and the reader library does not tell.

It gives error values (#NAME?) and formulas without a stored result as blank cells, and it
allocates every cell between the first and the last one: both are looked for here.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from projects.imports import limits
from projects.imports.gate import FileRefused

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d{1,9})\"")
_PLACE = re.compile(rb"\br=\"([A-Z]{1,4})(\d{1,8})\"")
_IS_ERROR = re.compile(rb"\bt=\"e\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>(.*?)</", re.DOTALL)
_STRING = re.compile(rb"<(?:\w+:)?si\b(.*?)</(?:\w+:)?si>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that reads as blank and is not: `row` and `column` are counted from 1."""

    row: int
    column: int
    text: str  # #NAME? and the like, or empty for a formula without a result


def column_number(letters: str) -> int:
    """1 for A, 27 for AA.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def odd_cells(xml: bytes, sheet: str) -> list[Odd]:
    """The odd cells of a worksheet; raises FileRefused where a cell lies too far out."""
    found, widest, lowest, count = [], 0, 0, 0
    for match in _CELL.finditer(xml):
        count += 1
        place = _PLACE.search(match[1])
        if place is None:
            continue
        column, row = column_number(place[1].decode()), int(place[2])
        widest, lowest = max(widest, column), max(lowest, row)
        content = match[2] or b""
        if odd := _odd(match[1], content):
            found.append(Odd(row, column, odd.strip()))
    lowest = max([lowest, *(int(row) for row in _ROW.findall(xml))])
    if widest * lowest > limits.MOST_CELLS or count > limits.MOST_CELLS:
        raise FileRefused(
            f"工作表“{sheet}”用到第 {lowest} 行、{column_letters(widest)} 列，范围太大。"
            "请删去表格以外的行、列和内容，再上传。"
        )
    return found


def _odd(attributes: bytes, content: bytes) -> str:
    """What an odd cell shows; empty for an ordinary one."""
    value = _VALUE.search(content)
    if _IS_ERROR.search(attributes):
        return value[1].decode("utf-8", "replace")[:20] if value else "#错误"
    if _FORMULA.search(content) and value is None and b"/v>" not in content:
        return " =…"
    return ""


def check_texts(archive: zipfile.ZipFile) -> None:
    """Refuse shared texts that are longer than a cell holds; raises FileRefused."""
    name = "xl/sharedStrings.xml"
    if name not in archive.namelist():
        return
    longest = max((len(text[1]) for text in _STRING.finditer(archive.read(name))), default=0)
    if longest > limits.MOST_CELL_TEXT * 6:  # bytes with mark-up of a run
        raise FileRefused("有一个单元格的文字超过 32767 字。请缩短，再上传。")


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The member that holds each worksheet: name of the sheet -> path in the archive."""
    targets: dict[str, str] = {}
    for tag, told in _elements(archive.read("xl/_rels/workbook.xml.rels")):
        if tag == "Relationship":
            target = told.get("Target", "")
            targets[told.get("Id", "")] = target[1:] if target[:1] == "/" else f"xl/{target}"
    found = {}
    for tag, told in _elements(archive.read("xl/workbook.xml")):
        if tag == "sheet":
            related = next((value for name, value in told.items() if name.endswith("id")), "")
            found[told.get("name", "")] = targets.get(told.get("r:id", related), "")
    return found


def _elements(xml: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part in order, without their prefixes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, told: found.append((name.split(":")[-1], told))
    parser.Parse(xml, True)
    yield from found
