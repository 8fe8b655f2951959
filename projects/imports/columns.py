"""The columns of a workbook: headings as people write them, and how a cell is read."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from projects.texts import TextRefused, clean_text, one_line

Reader = Callable[[str], str]


class CellRefused(ValueError):
    """The cell cannot be read; the message says what is wrong and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that is read. `read` takes the cleaned text and returns the value, or refuses it.

    `key` names the value in a row, `heading` stands in the template, `aliases` are other headings
    by which the column is known. `example` goes into the template, `choices` into its lists.
    Lines into which a cell is broken are joined, except in a long text (`is_long`).
    """

    key: str
    heading: str
    required: bool = False
    longest: int = 200
    aliases: tuple[str, ...] = ()
    read: Reader | None = None
    hint: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    is_long: bool = False

    def value_of(self, typed: str) -> str:
        """Read a cell; raises CellRefused."""
        try:
            text = clean_text(typed, name=self.heading, longest=self.longest)
        except TextRefused as error:
            raise CellRefused(str(error)) from error
        if not self.is_long:
            text = one_line(text)
        if not text:
            if self.required:
                raise CellRefused("必填，没有填写。")
            return ""
        return self.read(text) if self.read else text


def plain_heading(text: str) -> str:
    """A heading without what people put around it: blanks, *, （必填）, full-width signs.

    >>> plain_heading(" * 单位 编码（必填）")
    '单位编码'
    """
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\(.*?\)|[\s*:\u200b\ufeff]", "", folded)


def code(pattern: str, wrong: str) -> Reader:
    """A reader of codes: full-width signs become plain, then the whole must match."""
    matches = re.compile(pattern).fullmatch

    def read(text: str) -> str:
        folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        if not matches(folded):
            raise CellRefused(f"“{text[:40]}”{wrong}")
        return folded

    return read


def one_of(words: Mapping[str, str]) -> Reader:
    """A reader of a choice by its label: label -> stored value."""
    known = {plain_heading(label): value for label, value in words.items()}

    def read(text: str) -> str:
        value = known.get(plain_heading(text))
        if value is None:
            raise CellRefused(f"“{text[:40]}”不在可选范围内，请填：{'、'.join(words)}。")
        return value

    return read
