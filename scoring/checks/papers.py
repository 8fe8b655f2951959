"""What the checks of accounts and of whole units read: printed tables, and papers side by side.

A paper is whatever carries findings of its own: a target table, a self-evaluation sheet, a budget
or final account. `name` tells outsiders which one (a file, or what people call the document).
"""

from decimal import Decimal
from typing import NamedTuple

from projects.values import Printed
from scoring.checks.sheet import Sheet

BUDGET, FINAL = "BUDGET", "FINAL"
_WIDE = {"narrative_figures": 6, "narrative_amounts": 3, "narrative_lists": 4}


class Table(NamedTuple):
    """One printed table. `role` says which one whatever its printed number is.

    `place` is what people call it (公开07表, else the title); `columns` are heading paths
    (支出/基本支出/小计); every row has a cell for every column, BLANK where nothing is printed.
    """

    role: str
    place: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Printed, ...], ...]
    title: str = ""


class Document(NamedTuple):
    """A published budget (BUDGET) or final account (FINAL) of one department and year.

    `key` is what its reader knows it by, where names may be those of two ("" of a file).
    """

    year: int
    kind: str
    tables: tuple[Table, ...]
    money_unit: str = "万元"
    title: str = ""
    name: str = ""
    key: str = ""

    def table(self, role: str) -> Table | None:
        """The table of that role; None where the document has none.

        A table of the text that lacks some of its columns is not taken for one.
        """
        wide = _WIDE.get(role, 0)
        own = (table for table in self.tables if table.role == role)
        return next((table for table in own if len(table.columns) >= wide), None)


class Paper(NamedTuple):
    """A plan or sheet of a unit; `code` and `project` are "" for the whole department's.

    `state` is the document's state ("" of a file). `score` is what the unit states of a sheet as a
    whole, `grade` the edition's word for it: None and "" while it is not complete, and of a plan.
    `key` as of a Document, `plan_key` that of the plan whose targets a sheet prints.
    """

    name: str
    sheet: Sheet
    code: str = ""
    project: str = ""
    state: str = ""
    score: Decimal | None = None
    grade: str = ""
    key: str = ""
    plan_key: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is of the whole department."""
        return self.sheet.kind == "department"


class Told(NamedTuple):
    """A figure of an explanatory text (预算绩效情况说明), and what the unit's papers say of it.

    `printed` and `amount` as the text has them (`amount` None: a word, as a grade); `now_printed`
    and `now` as the papers give it today, "" where they do not. `source` says in words which table
    or sheet, or why nothing is known. `is_stated`: typed by the unit, taken from no paper.
    """

    key: str
    label: str
    printed: str
    amount: Decimal | None
    now_printed: str = ""
    now: Decimal | None = None
    source: str = ""
    is_stated: bool = False


class Narrative(NamedTuple):
    """An explanatory text: `paragraphs` as typed, figures standing in them as 【label】.

    `stage` is BUDGET or FINAL: with which of the two documents it is made public.
    """

    name: str
    stage: str
    figures: tuple[Told, ...]
    paragraphs: tuple[str, ...] = ()
    is_published: bool = False


class Unit(NamedTuple):
    """Everything known of one department and year; a part that is not known is empty.

    `key` as of a Document.
    """

    name: str
    year: int
    accounts: tuple[Document, ...] = ()
    plans: tuple[Paper, ...] = ()
    sheets: tuple[Paper, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    key: str = ""


def place_of(form: str, title: str) -> str:
    """What a table is called: its printed number where it says that it is a table (公开07表)."""
    return form if "表" in form else title


def cell_place(table: Table, row: int, column: int) -> str:
    """The path of a cell: tables.income_expenditure[26][2], rows and columns from 0."""
    return f"tables.{table.role}[{row}][{column}]"
