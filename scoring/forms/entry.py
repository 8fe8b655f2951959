"""The entry form of a sheet: plain fields in a loop, one message per field, all at once.

Every row posts the version that it had when the page was made (`v-<key>`, 0: nothing there yet).
What the person did not touch is left alone, whoever changed it meanwhile; what two people changed
is refused until one of them has chosen (`merging`). A row without its version is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from scoring.entries import SheetEntry
from scoring.forms.cells import (
    Cell,
    Part,
    fund_part,
    head_part,
    line_part,
    parts_of,
    text_part,
)
from scoring.forms.cleaning import Faults, clean_fund, clean_head, clean_line, clean_result
from scoring.forms.merging import Conflict, Settled, bases_of, conflicts_of, settle
from scoring.queries.sheet_parts import BlockPart, LineRow, SheetPage

LARGEST_VERSION = 2**31 - 1
NO_VERSION = "没有收到这一行的版本，没有写入。请刷新页面后重填。"


@dataclass(slots=True)
class EntryRow:
    """A row as the form shows it: what is typed (or stored) and what is wrong with it."""

    part: Part
    version: int
    texts: dict[str, str]
    errors: dict[str, str]
    saved: frozenset[str] = frozenset()
    in_conflict: bool = False

    @property
    def row(self) -> LineRow:
        """What is stored and how it is shown."""
        return self.part.row  # type: ignore[no-any-return]

    @property
    def key(self) -> str:
        """The end of the names of its fields."""
        return self.part.key

    @property
    def not_applicable(self) -> bool:
        """Whether the box is ticked."""
        return bool(self.texts.get("na"))

    @property
    def wants_reason(self) -> str:
        """Why a reason must be written that is not there; empty when none is missing."""
        return "" if self.texts["deviation"].strip() else self.row.reason_asked

    @property
    def mark(self) -> str:
        """The row's wash: an error typed just now comes before what was stored."""
        return "is-error" if self.errors or self.in_conflict else self.row.mark


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One row of the form by itself."""

    kind: str
    line: EntryRow
    part: BlockPart | None

    @property
    def is_scored(self) -> bool:
        """Whether scores follow from it."""
        return self.kind not in ("goals", "tasks")


@dataclass(slots=True)
class EntryForm:
    """Reads a posted form (or a row of it) against the sheet as it is stored.

    `only` (kind, id) restricts it to one row. After reading, `errors` maps field names to messages
    in printed order, `conflicts` has the rows that want a choice, and `entry` holds what to save
    when there is neither: what was touched.
    """

    page: SheetPage
    data: Mapping[str, str] | None = None
    only: tuple[str, UUID] | None = None
    entry: SheetEntry = field(default_factory=SheetEntry)
    faults: Faults = field(default_factory=Faults)
    conflicts: list[Conflict] = field(default_factory=list)
    saved: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lacks_version: bool = False
    settled: dict[str, Settled] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    unread: dict[str, Part] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.data is not None:
            self._read(_with_pressed(self.data))

    def _read(self, data: Mapping[str, str]) -> None:
        posted = []
        for part in parts_of(self.page, data):
            if self.only not in (None, (part.kind, part.row_id)) or not part.is_posted(data):
                continue
            if (version := _version(data.get(f"v-{part.key}"))) is None:
                self.lacks_version = True
                self.faults.add(next(iter(part.cells.values())), NO_VERSION)
                self.unread[part.key] = part
                continue
            self.versions[part.key] = version
            posted.append(part)
        bases = bases_of(self.page.sheet, posted, self.versions)
        for part in posted:
            self._read_part(part, settle(part, bases[part.key], data))
        self.conflicts = conflicts_of(self.page.sheet, self.settled.values())

    def _read_part(self, part: Part, settled: Settled) -> None:
        self.settled[part.key] = settled
        self.entry.dropped |= settled.dropped
        if not settled.touched:
            return
        texts = settled.texts
        if part.kind == "lines":
            self.entry.lines[part.row_id] = clean_line(part, texts, self.faults)
        elif part.kind == "funds":
            self.entry.funds[part.row_id] = clean_fund(part, texts, self.faults)
        elif part.kind == "head":
            self.entry.head = clean_head(part, texts, self.faults)
        else:
            results = self.entry.goals if part.kind == "goals" else self.entry.tasks
            results[part.row_id] = clean_result(part, texts, self.faults)

    @property
    def status(self) -> int:
        """The answer's code: 428 without a version, 422 for errors, 409 for conflicts."""
        if self.lacks_version:
            return 428
        if self.errors:
            return 422
        return 409 if self.conflicts else 200

    @property
    def errors(self) -> dict[str, str]:
        """Field name -> message."""
        return self.faults.messages

    def touched(self) -> dict[str, frozenset[str]]:
        """Which fields of which rows this person changed, by the row's key."""
        return {key: frozenset(one.touched) for key, one in self.settled.items() if one.touched}

    def refuse(self, reason: str) -> None:
        """Show on top what the service refused although every field looked right."""
        self.faults.add(Cell("lines", "", "自评表", ""), reason)

    # ---- what the page shows -------------------------------------------------------------

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """(field name, label, message) of every error, for the list on top.

        The label says the field's name, so the message leaves it out.
        """
        cells = self.faults.cells
        return [
            (name, cells[name].label, message.removeprefix(cells[name].short).lstrip())
            for name, message in self.errors.items()
        ]

    def head(self) -> EntryRow:
        """What stands beside the tables."""
        return self.shown(head_part(self.page))

    def funds(self) -> list[EntryRow]:
        """The fund rows to show."""
        return [self.shown(fund_part(row)) for row in self.page.funds]

    def goals(self) -> list[EntryRow]:
        """The goals to show."""
        return [
            self.shown(text_part("goals", number, row))
            for number, row in enumerate(self.page.goals, 1)
        ]

    def tasks(self) -> list[EntryRow]:
        """The tasks to show."""
        return [
            self.shown(text_part("tasks", number, row))
            for number, row in enumerate(self.page.tasks, 1)
        ]

    def blocks(self) -> Iterator[tuple[BlockPart, Iterator[EntryRow]]]:
        """Every block with its lines to show."""
        for block in self.page.blocks:
            yield block, (self.shown(line_part(row)) for row in block.block.rows)

    def has(self, kind: str, row_id: UUID) -> bool:
        """Whether the sheet has that row."""
        return any((part.kind, part.row_id) == (kind, row_id) for part in parts_of(self.page))

    def row(self, kind: str, row_id: UUID) -> RowAnswer:
        """One row to show, with the block that it stands in where it is a line."""
        part = next(p for p in parts_of(self.page) if (p.kind, p.row_id) == (kind, row_id))
        blocks = self.page.blocks if kind == "lines" else []
        block = next((b for b in blocks if part.row in b.block.rows), None)
        return RowAnswer(kind, self.shown(part), block)

    def shown(self, part: Part) -> EntryRow:
        """One row to show: texts that were typed and are not stored yet, else what is stored.

        A row in conflict keeps the version that it was opened with, until it is chosen.
        """
        settled = self.settled.get(part.key)
        texts = {name: cell.stored for name, cell in part.cells.items()}
        is_open = bool(settled and settled.open)
        if unread := self.unread.get(part.key):
            texts |= {name: cell.typed or "" for name, cell in unread.cells.items()}
        if settled is not None:
            texts |= {name: settled.texts[name] for name in settled.touched}
            texts |= {name: settled.part.cells[name].typed or "" for name in settled.open}
        return EntryRow(
            part,
            self.versions[part.key] if is_open else part.version,
            texts,
            self._errors_of(part),
            self.saved.get(part.key, frozenset()),
            is_open,
        )

    def _errors_of(self, part: Part) -> dict[str, str]:
        if not self.errors:
            return {}
        found = {name: self.errors.get(cell.name) for name, cell in part.cells.items()}
        return {name: message for name, message in found.items() if message}


def _version(text: str | None) -> int | None:
    """The number that a page has posted; None where it is missing or none."""
    if text is None or not text.isascii() or not text.isdigit():
        return None
    return min(int(text[:12]), LARGEST_VERSION)


def _with_pressed(data: Mapping[str, str]) -> Mapping[str, str]:
    """A pressed button fills in a cell of its row: a tier the share, 采用 the system's figure.

    Its value is the row's key and what is filled in.
    """
    filled = dict(data.items())
    for button, cell in (("tier", "share"), ("adopt", "text")):
        key, _, text = data.get(button, "").partition(":")
        if text:
            filled[f"{cell}-{key}"] = text
    return filled
