"""What stands in the columns of a printed table: amounts, codes or words."""

import re
from collections.abc import Sequence
from enum import StrEnum

from projects.values import Printed
from scoring.checks.papers import Table
from scoring.finances.heads import SEPARATOR


class Holds(StrEnum):
    """What most cells of a column hold; BLANK where none holds anything."""

    AMOUNTS = "amounts"
    CODES = "codes"
    WORDS = "words"
    BLANK = "blank"


_CODE = re.compile(r"编码|代码|序号|行次|栏次|年份|年度$")
_LEVELS = frozenset("类款项")
_NAMES = re.compile(r"名称|项\s*目|科目|口径")


def held(table: Table) -> tuple[Holds, ...]:
    """What each column holds."""
    return tuple(
        _held(path, [row[at] for row in table.rows]) for at, path in enumerate(table.columns)
    )


def _held(path: str, cells: Sequence[Printed]) -> Holds:
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return Holds.BLANK
    last = path.rpartition(SEPARATOR)[2].removesuffix("（续）").strip()
    is_coded = last in _LEVELS or _CODE.search(last) is not None
    if is_coded and all(cell.text.isdigit() for cell in filled):
        return Holds.CODES  # 07 is no number, and a code all the same
    numbers = sum(cell.number is not None for cell in filled)
    if numbers * 2 < len(filled):
        return Holds.WORDS
    return Holds.CODES if is_coded else Holds.AMOUNTS


def label_columns(columns: Sequence[str], holding: Sequence[Holds]) -> frozenset[int]:
    """The columns that name their rows: the first one, and one before each further run of amounts.

    A table printed in two halves (收入, 支出) has one in each.
    """
    found = []
    run: list[int] = []
    for at, holds in enumerate(holding):
        if holds is Holds.WORDS:
            run.append(at)
        elif holds is Holds.AMOUNTS and run:
            found.append(_naming(run, columns))
            run = []
    if not found and run:
        found.append(_naming(run, columns))
    return frozenset(found)


def _naming(run: Sequence[int], columns: Sequence[str]) -> int:
    """Of columns with words the last one that is headed 名称 or 项目, else the last one."""
    named = [at for at in run if _NAMES.search(columns[at].rpartition(SEPARATOR)[2])]
    narrower = [at for at in named if "名称" in columns[at].rpartition(SEPARATOR)[2]]
    return (narrower or named or run)[-1]
