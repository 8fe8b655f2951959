"""The tables of a plan's entry page: stored rows, with what was typed instead where it was not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from projects.models import Indicator
from projects.queries.plan_rows import Row, StoredPart
from projects.row_edits import Conflict, arranged
from scoring.checks.finding import Finding
from scoring.forms.plan_cells import KINDS, RowKind, mark, sent
from scoring.forms.plan_rows import PlanRowsForm
from scoring.plan_gaps import is_vague, line_fault
from scoring.queries.last_year import LastYear
from scoring.queries.plan_rows import PlanGrid, reads_as, told_last_year
from scoring.queries.returns import OpenReturn

_PART_FIELDS = {
    "funds": ("label", "initial", "annual"),
    "goals": ("name", "content"),
    "tasks": ("name", "content"),
}
NOTHING_FOUND: Mapping[str, Sequence[Finding]] = MappingProxyType({})
BLANK_KEY = "f" * 32
"""Stands for the key of a row that the script adds."""


@dataclass
class TableRow:
    """A row as the page shows it: what is typed (or stored), and what is wrong with it."""

    kind: RowKind
    key: str
    number: int
    was: str
    said: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    last: str = ""
    returned: str = ""
    is_total: bool = False
    overtaken: bool = False
    findings: Sequence[Finding] = ()

    @cached_property
    def reading(self) -> str:
        """How the target is understood."""
        return reads_as(self.said.get("level3", ""), self.said.get("target", ""))

    @cached_property
    def fault(self) -> str:
        """What is wrong with the target though it may be stored."""
        return line_fault(self.said.get("target", ""))

    @cached_property
    def is_vague(self) -> bool:
        """Whether the target says a movement without a comparison."""
        return is_vague(self.said.get("target", ""))

    @property
    def more(self) -> int:
        """How many of the folded texts are filled in."""
        names = ("explanation", "scoring_note", "basis", "data_source", "description")
        return sum(bool(self.said.get(name)) for name in names)

    @property
    def mark(self) -> str:
        """The row's wash."""
        return "is-error" if self.errors or self.overtaken or self.fault else ""


@dataclass(slots=True)
class PlanTables:
    """Everything that can be typed into, with the errors of the last post."""

    grid: PlanGrid
    form: PlanRowsForm | None = None
    conflicts: Sequence[Conflict] = ()

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Field, place and message of every error."""
        return self.form.error_list if self.form else []

    @property
    def block(self) -> str:
        """The block that was pasted and refused, to be mended."""
        return str(self.form.data.get("block", "")) if self.form else ""

    @property
    def lines(self) -> list[TableRow]:
        """The grid of indicators."""
        grid = self.grid
        found = grid.state.line_findings
        rows = stored_lines_of(grid.lines, grid.last_year, grid.returned, found)
        return self._table("lines", rows)

    @property
    def funds(self) -> list[TableRow]:
        """The funds."""
        return self._table("funds", stored_parts_of("funds", self.grid.parts))

    @property
    def goals(self) -> list[TableRow]:
        """The goals."""
        return self._table("goals", stored_parts_of("goals", self.grid.parts))

    @property
    def tasks(self) -> list[TableRow]:
        """The tasks."""
        return self._table("tasks", stored_parts_of("tasks", self.grid.parts))

    @property
    def blanks(self) -> dict[str, TableRow]:
        """A row of each kind without anything, for the script to add."""
        return {
            kind.key: TableRow(kind, BLANK_KEY, 0, "0.", dict.fromkeys(kind.fields, ""))
            for kind in KINDS.values()
        }

    def _table(self, key: str, stored: list[TableRow]) -> list[TableRow]:
        """The stored rows with what was typed; new ones behind the row they were put behind."""
        if self.form is None or key not in self.form.rows:
            return stored
        kind, known = KINDS[key], {row.key: row for row in stored}
        posted = {row.key: row for row in self.form.rows[key]}
        rows = []
        others = [UUID(key) for key in known if key not in posted]
        order = arranged([UUID(key) for key in posted], others, tuple(map(UUID, known)))
        theirs = {conflict.public_id.hex for conflict in self.conflicts}
        for number, public_id in enumerate(order, 1):
            row, typed = known.get(public_id.hex), posted.get(public_id.hex)
            if row is None or (typed and not typed.untouched):
                assert typed is not None  # the order holds stored and posted rows
                row = self._typed(kind, typed.key, typed.said, row)
                row.overtaken = row.key in theirs
            row.number = number
            rows.append(row)
        return rows

    def _typed(
        self, kind: RowKind, key: str, said: Mapping[str, str], stored: TableRow | None
    ) -> TableRow:
        assert self.form is not None
        before = stored.said if stored else dict.fromkeys(kind.fields, "")
        wrong = {
            name: self.form.errors[f"{letter}-{key}"][1]
            for name, letter in kind.letters.items()
            if f"{letter}-{key}" in self.form.errors
        }
        was = self.form.data.get(f"was-{key}", "")
        return TableRow(
            kind,
            key,
            0,
            str(was),
            {**before, **said},
            wrong,
            last=stored.last if stored else "",
            returned=stored.returned if stored else "",
            is_total=stored.is_total if stored else False,
        )


def stored_lines_of(
    rows: Sequence[Row[Indicator]],
    last: Mapping[UUID, LastYear],
    returned: OpenReturn | None = None,
    found: Mapping[str, Sequence[Finding]] = NOTHING_FOUND,
) -> list[TableRow]:
    """Leaves as rows of the table, each with its past, why it was sent back and what was found."""
    kind, reasons = KINDS["lines"], returned.rows if returned else {}
    return [
        TableRow(
            kind,
            row.node.public_id.hex,
            number,
            was_of(kind, row.node.version, row.said),
            row.said,
            last=told_last_year(last.get(row.node.lineage)),
            returned=reasons.get(row.node.lineage, ""),
            findings=found.get(row.node.public_id.hex, ()),
        )
        for number, row in enumerate(rows, 1)
    ]


def stored_parts_of(key: str, parts: Sequence[StoredPart]) -> list[TableRow]:
    """Funds, goals or tasks as rows of their table."""
    kind, found = KINDS[key], [part for part in parts if part.kind == key]
    rows = []
    for number, part in enumerate(found, 1):
        texts = (part.first, part.second, part.third)
        said = dict(zip(_PART_FIELDS[key], texts, strict=False))
        was = was_of(kind, part.version, said)
        rows.append(TableRow(kind, part.public_id.hex, number, was, said, is_total=part.is_total))
    return rows


def sent_rows(
    form: PlanRowsForm, lines: Sequence[Row[Indicator]], parts: Sequence[StoredPart]
) -> list[TableRow]:
    """The rows that were posted, as they are stored now."""
    posted = {row.key for rows in form.rows.values() for row in rows}
    own = [row for row in lines if row.node.public_id.hex in posted]
    rows = stored_lines_of(own, {}) if own else []
    for kind in ("funds", "goals", "tasks"):
        if form.rows[kind]:
            rows += [row for row in stored_parts_of(kind, parts) if row.key in posted]
    return rows


def was_of(kind: RowKind, version: int, said: Mapping[str, str]) -> str:
    """What a row's page remembers of it: its version and a fingerprint of its words."""
    return f"{version}.{mark(sent(kind, said))}"
