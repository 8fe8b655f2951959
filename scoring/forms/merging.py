"""Two people, one row: what each of them changed, cell by cell, against what both had started from.

Three texts of a cell are compared: what it was when this person opened it (`was`, from the history
by the posted version), what is stored now (`theirs`) and what was sent (`mine`). Only a cell that
both changed, to different texts, is a conflict; it is refused until the person has chosen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from scoring.forms.cells import Cell, Part, head_texts, line_texts
from scoring.models import Sheet
from scoring.queries.states import Change, last_changes, states

THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One cell of a row that two people changed, as the section of conflicts shows it."""

    cell: Cell
    was: str | None  # None: nobody knows any more
    theirs: str
    mine: str
    is_open: bool
    change: Change | None

    @property
    def words(self) -> str:
        """What becomes of a cell that needs no choice."""
        if self.is_open:
            return ""
        if self.cell.same(self.theirs, self.mine):
            return "一样"
        is_theirs = self.was is not None and self.cell.same(self.was, self.mine)
        return "照对方的" if is_theirs else "照您的"

    @property
    def shown(self) -> tuple[str, str, str]:
        """Was, theirs and mine as a person reads them."""
        was = "" if self.was is None else self.cell.told(self.was)
        return was, self.cell.told(self.theirs), self.cell.told(self.mine)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row with at least one cell that wants a choice."""

    part: Part
    meetings: list[Meeting]

    @property
    def long_cells(self) -> list[Cell]:
        """Texts of which the person may write a third one out of both."""
        return [one.cell for one in self.meetings if one.is_open and one.cell.is_long]

    @property
    def who(self) -> list[tuple[str, datetime]]:
        """Who saved in between, the last one first, each with the moment."""
        found: dict[str, datetime] = {}
        for meeting in self.meetings:
            if meeting.is_open and meeting.change:
                name, at = meeting.change
                found[name] = max(at, found.get(name, at))
        return sorted(found.items(), key=lambda one: one[1], reverse=True)


@dataclass(slots=True)
class Settled:
    """What is to become of the cells of one row."""

    part: Part
    texts: dict[str, str]  # by field: what is to be stored
    touched: set[str]
    open: list[str]  # fields that two people changed and nobody has chosen of
    dropped: dict[str, list[str]]
    bases: Mapping[str, str] | None

    def conflict(self, changes: Mapping[str, Change]) -> Conflict:
        """The row as the section of conflicts shows it: every cell that is not as it was."""
        meetings = []
        for field, cell in self.part.cells.items():
            was = None if self.bases is None else self.bases[field]
            mine = cell.stored if cell.typed is None else cell.typed
            is_open = field in self.open
            is_as_it_was = was is not None and cell.same(was, cell.stored) and cell.same(was, mine)
            if is_open or not is_as_it_was:
                change = changes.get(self.part.named(cell))
                meetings.append(Meeting(cell, was, cell.stored, mine, is_open, change))
        return Conflict(self.part, meetings)


def settle(part: Part, bases: Mapping[str, str] | None, data: Mapping[str, str]) -> Settled:
    """Compare each cell of a posted row; what was chosen in the section of conflicts is taken.

    A choice counts for the state that it was made of alone (`seen-<key>`).
    """
    settled = Settled(part, {}, set(), [], {}, bases)
    is_seen = data.get(f"seen-{part.key}") == str(part.version)
    for field, cell in part.cells.items():
        settled.texts[field] = cell.stored
        if cell.typed is None or cell.same(cell.typed, cell.stored):
            continue
        was = None if bases is None else bases[field]
        if was is not None and cell.same(cell.typed, was):
            continue  # not touched: whatever stands there now stays
        chosen = _chosen(cell, was, data) if is_seen else None
        if not overtakes(cell, was) or chosen is not None:
            _take(settled, field, cell, cell.typed if chosen is None else chosen)
        else:
            settled.open.append(field)
    return settled


def overtakes(cell: Cell, was: str | None) -> bool:
    """Whether somebody else changed a cell since this person opened it."""
    return was is None or not cell.same(was, cell.stored)


def _chosen(cell: Cell, was: str | None, data: Mapping[str, str]) -> str | None:
    if not overtakes(cell, was):
        return None
    if cell.is_long and (merged := data.get(f"merged-{cell.name}", "").strip()):
        return merged
    picked = data.get(f"pick-{cell.name}")
    return {THEIRS: cell.stored, MINE: cell.typed}.get(picked or "")


def _take(settled: Settled, field: str, cell: Cell, text: str) -> None:
    typed = cell.typed or ""
    if not cell.same(text, typed):  # the person's own text gave way
        settled.dropped[f"{settled.part.named(cell)}（未采用）"] = [typed, text]
    if not cell.same(text, cell.stored):
        settled.texts[field] = text
        settled.touched.add(field)


def bases_of(
    sheet: Sheet, parts: Iterable[Part], versions: Mapping[str, int]
) -> dict[str, Mapping[str, str] | None]:
    """What the cells of each row were at the posted versions, by the row's key.

    No query where every version is the stored one, else one for each kind of row that is not.
    """
    found: dict[str, Mapping[str, str] | None] = {}
    stale: dict[str, dict[UUID, int]] = {}
    keys: dict[UUID, Part] = {}
    for part in parts:
        if versions[part.key] == part.version:
            found[part.key] = {field: cell.stored for field, cell in part.cells.items()}
        elif versions[part.key] == 0:
            found[part.key] = dict.fromkeys(part.cells, "")
        else:
            found[part.key], keys[part.row_id] = None, part
            stale.setdefault(part.kind, {})[part.row_id] = versions[part.key]
    for kind, asked in stale.items():
        for row_id, state in states(sheet, kind, asked).items():
            found[keys[row_id].key] = _texts(kind, state)
    return found


def conflicts_of(sheet: Sheet, settled: Iterable[Settled]) -> list[Conflict]:
    """The rows that want a choice, with who changed them: one query, none where there is none."""
    met = [one for one in settled if one.open]
    labels = [one.part.named(one.part.cells[field]) for one in met for field in one.open]
    changes = last_changes(sheet, labels) if labels else {}
    return [one.conflict(changes) for one in met]


def _texts(kind: str, state: Any) -> dict[str, str]:
    if kind == "lines":
        return line_texts(
            text=state.text,
            claimed=state.claimed,
            share=state.share,
            not_applicable=state.not_applicable,
            reason=state.deviation,
        )
    if kind == "head":
        return head_texts(claimed=state.claimed_execution, printed=state.printed_total_text)
    if kind == "funds":
        return {"executed": state.executed_text}
    return {"text": state.text}
