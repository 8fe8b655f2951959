"""A printed table as its page shows it: heading, cells with their marks, what is said below."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from projects import show
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import WORST_FIRST, Finding
from scoring.checks.papers import Document, Table
from scoring.finances.columns import Holds, held, label_columns
from scoring.finances.heads import Head, heading_rows
from scoring.finances.sums import Place, Recomputed, recomputed

_PLACE = re.compile(r"tables\.([^\[\]]+?)(?:\[(\d+)\])?(?:\[(\d+)\])?")


class Where(NamedTuple):
    """What a finding speaks about: a table by its role, and a row and cell of it, where it says."""

    role: str
    row: int | None
    column: int | None


def where_of(place: str) -> Where | None:
    """The table and cell of a place; None where it lies in no table.

    >>> where_of("tables.income[3][2]")
    Where(role='income', row=3, column=2)
    """
    match = _PLACE.fullmatch(place)
    if match is None:
        return None
    role, row, column = match.groups()
    return Where(role, int(row) if row else None, int(column) if column else None)


class Counts(NamedTuple):
    """How many findings of each severity are open, and how many were set aside (已说明)."""

    error: int
    doubt: int
    rounding: int
    aside: int = 0

    @property
    def all(self) -> int:
        """All that are open."""
        return self.error + self.doubt + self.rounding


def counted(findings: Iterable[Finding], aside: Collection[Finding] = ()) -> Counts:
    """The number of findings by severity; those `aside` are counted by themselves."""
    found = list(findings)
    severities = [finding.severity for finding in found if finding not in aside]
    error, doubt, rounding = (severities.count(severity) for severity in WORST_FIRST)
    return Counts(error, doubt, rounding, len(found) - len(severities))


@dataclass(frozen=True, slots=True)
class Said:
    """A finding below the table: `number` from 1, where it lies, in words, and the anchor there.

    `target` is "" where the finding speaks of no cell of this table; `is_aside`: somebody said why
    it stands (已说明).
    """

    number: int
    finding: Finding
    title: str
    where: str
    target: str
    is_aside: bool


@dataclass(frozen=True, slots=True)
class Again:
    """A sum computed again: `words` say what was added, `value` and `printed` are as shown.

    `differs`: the printed figure does not agree with its parts.
    """

    target: str
    where: str
    words: str
    printed: str
    value: str
    differs: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as shown. `text` is printed; `marks` lead to what is said below."""

    row: int
    column: int
    text: str
    look: str  # of a name "name stay", an amount "n", a zero "n zero", a code "num"
    is_label: bool
    marks: list[Said]
    sums: list[Again]

    @property
    def severity(self) -> str:
        """The worst severity of what is open at the cell, "" without any."""
        is_open = {mark.finding.severity for mark in self.marks if not mark.is_aside}
        return next((severity.value for severity in WORST_FIRST if severity in is_open), "")


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with all that its page says of it."""

    table: Table
    heads: list[list[Head]]
    rows: list[list[CellView]]
    said: list[Said]
    elsewhere: list[Finding]
    sums: list[Again]

    @property
    def is_empty(self) -> bool:
        """Whether no cell below the heading holds anything (空表)."""
        return not any(cell.text for row in self.table.rows for cell in row)

    @property
    def all_counts(self) -> Counts:
        """The findings of the table by severity, and those set aside."""
        aside = {said.finding for said in self.said if said.is_aside}
        return counted((said.finding for said in self.said), aside)


_LOOKS = {Holds.AMOUNTS: "n", Holds.BLANK: "n", Holds.CODES: "num", Holds.WORDS: "words"}


def anchor(row: int, column: int) -> str:
    """The id of a cell; rows and columns from 0, as places count them."""
    return f"r{row}-c{column}"


def table_view(
    table: Table,
    findings: Sequence[Finding],
    *,
    aside: Collection[Finding] = (),
    with_sums: bool = False,
) -> TableView:
    """The page's view of a table, out of all findings of its document; `aside`: set aside of them.

    Sums that come out as printed stand beside their figures only `with_sums`.
    """
    holding = held(table)
    labels = label_columns(table.columns, holding)
    said = list(_said(table, findings, labels, aside))
    again = {
        place: [_again(table, one, labels) for one in found]
        for place, found in recomputed(table).items()
    }
    marks = defaultdict(list)
    for one in said:
        marks[one.target].append(one)
    sums = [one for place in sorted(again) for one in again[place]]
    shown = {
        place: [one for one in found if with_sums or one.differs] for place, found in again.items()
    }
    return TableView(
        table=table,
        heads=heading_rows(table.columns),
        rows=[
            [
                _cell(table, (row, column), holding[column], column in labels, marks, shown)
                for column in range(len(table.columns))
            ]
            for row in range(len(table.rows))
        ],
        said=said,
        elsewhere=speaking_of(table, findings),
        sums=sums,
    )


def findings_by_role(document: Document, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each table by its role, "" for those of no table."""
    found: dict[str, list[Finding]] = {table.role: [] for table in document.tables}
    for finding in findings:
        where = where_of(finding.place)
        role = where.role if where and where.role in found else ""
        found.setdefault(role, []).append(finding)
    return found


def speaking_of(table: Table, findings: Iterable[Finding]) -> list[Finding]:
    """Findings that lie elsewhere and whose sentence names this table."""
    return [
        finding
        for finding in findings
        if table.place
        and table.place in finding.message
        and not ((where := where_of(finding.place)) and where.role == table.role)
    ]


def _said(
    table: Table,
    findings: Iterable[Finding],
    labels: frozenset[int],
    aside: Collection[Finding],
) -> Iterator[Said]:
    """What is found in the table: by severity, then from top to bottom."""
    own = []
    for finding in findings:
        where = where_of(finding.place)
        if where is not None and where.role == table.role:
            own.append((WORST_FIRST.index(finding.severity), where, finding))
    own.sort(key=lambda one: (one[0], one[1].row or 0, one[1].column or 0))
    for number, (_, where, finding) in enumerate(own, 1):
        about = CATALOGUE.get(finding.check)
        yield Said(
            number=number,
            finding=finding,
            title=about.title if about else finding.check,
            where=_where_in_words(table, where, labels),
            target=_target(table, where),
            is_aside=finding in aside,
        )


def _target(table: Table, where: Where) -> str:
    if where.row is None or where.row >= len(table.rows):
        return ""
    if where.column is None or where.column >= len(table.columns):
        return anchor(where.row, 0)
    return anchor(where.row, where.column)


def _where_in_words(table: Table, where: Where, labels: frozenset[int]) -> str:
    """第 3 行 教育支出 支出/基本支出; "" for the table as a whole."""
    if where.row is None or where.row >= len(table.rows):
        return ""
    words = [f"第 {where.row + 1} 行"]
    if where.column is None or where.column >= len(table.columns):
        return words[0]
    row = table.rows[where.row]
    beside = [at for at in sorted(labels) if at <= where.column and row[at].text]
    if beside and beside[-1] != where.column:
        words.append(row[beside[-1]].text)
    return " ".join([*words, table.columns[where.column]])


def _again(table: Table, one: Recomputed, labels: frozenset[int]) -> Again:
    row, column = one.sum.row, one.sum.column
    return Again(
        target=anchor(row, column),
        where=_where_in_words(table, Where(table.role, row, column), labels),
        words=one.sum.what,
        printed=table.rows[row][column].text,
        value=show.money(one.value),
        differs=one.severity is not None,
    )


def _cell(
    table: Table,
    place: Place,
    holds: Holds,
    is_label: bool,
    marks: dict[str, list[Said]],
    sums: dict[Place, list[Again]],
) -> CellView:
    row, column = place
    printed = table.rows[row][column]
    is_figure = printed.number is not None and holds is Holds.AMOUNTS
    look = "name stay" if is_label else _LOOKS[holds]
    return CellView(
        row=row,
        column=column,
        text=printed.text,
        look=f"{look} zero" if is_figure and printed.number == 0 else look,
        is_label=is_label and bool(printed.text),
        marks=marks.get(anchor(row, column), []),
        sums=sums.get(place, []),
    )
