"""Lay what a person changed over the rows as they are stored now, row by row.

A row that somebody else changed meanwhile is not overwritten: it comes back as a conflict. Rows
that nobody else touched never conflict, wherever they stand by now.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic
from uuid import UUID

from projects.queries.plan_rows import Part, Row
from projects.row_edits import Conflict, RowEdit, RowsEdit
from projects.row_order import settled

Changes = dict[str, list[str]]


@dataclass(slots=True)
class Merged(Generic[Part]):
    """What is to be written: rows in their order, which of them changed, which go.

    `crossed`: the order as it stands, where the move asked for cannot be laid over it.
    """

    key: str
    rows: list[Row[Part]]
    touched: dict[UUID, Mapping[str, str]] = field(default_factory=dict)  # what it was
    removed: list[Row[Part]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    changes: Changes = field(default_factory=dict)
    crossed: tuple[UUID, ...] | None = None

    @property
    def fresh(self) -> list[Row[Part]]:
        """Rows that were not there before."""
        return [row for row in self.rows if row.is_new]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Part]):
    """A kind of rows: what a message and the trail call it, its fields, and a blank row of it."""

    key: str
    words: str  # 第 {} 行, 资金第 {} 行
    fields: Mapping[str, str]
    blank: Callable[[RowEdit], Part]


def merge(stored: Sequence[Row[Part]], edit: RowsEdit, kind: Kind[Part]) -> Merged[Part]:
    """Lay the edit over the stored rows (in their order). Nothing is written."""
    known = {row.node.public_id: row for row in stored}
    numbers = {public_id: number for number, public_id in enumerate(known, 1)}
    merged = Merged(key=kind.key, rows=list(stored))
    for told in edit.rows:
        row = known.get(told.public_id)
        if row is None and told.version == 0:
            row = Row(kind.blank(told), dict.fromkeys(kind.fields, ""), is_new=True)
            known[told.public_id] = row
        _change(merged, row, told, kind, numbers)
    for public_id, version in edit.removed.items():
        if public_id in known:
            _remove(merged, known[public_id], version, kind, numbers)
    gone = {row.node.public_id for row in merged.removed}
    fresh = [row.node.public_id for row in known.values() if row.is_new]
    order = settled(list(numbers), fresh, edit)
    if order is None:
        merged.crossed, order = tuple(numbers), [*numbers, *fresh]
    merged.rows = [known[public_id] for public_id in order if public_id not in gone]
    _tell(merged, kind, numbers)
    return merged


def _change(
    merged: Merged[Part],
    row: Row[Part] | None,
    told: RowEdit,
    kind: Kind[Part],
    numbers: Mapping[UUID, int],
) -> None:
    if row is None:
        merged.conflicts.append(_conflict(kind, told.public_id, told.fields, None, 0, "已删除的行"))
        return
    differing = [name for name, text in told.fields.items() if row.said[name] != text]
    if not differing and not row.is_new:
        return
    if not row.is_new and row.node.version != max(told.version, 1):
        label = kind.words.format(numbers[told.public_id])
        conflict = _conflict(kind, told.public_id, told.fields, row.said, row.node.version, label)
        merged.conflicts.append(conflict)
        return
    merged.touched[told.public_id] = dict(row.said)
    row.said.update(told.fields)


def _remove(
    merged: Merged[Part],
    row: Row[Part],
    version: int,
    kind: Kind[Part],
    numbers: Mapping[UUID, int],
) -> None:
    if row.node.version == version:
        merged.removed.append(row)
        merged.touched.pop(row.node.public_id, None)
        return
    label = kind.words.format(numbers[row.node.public_id])
    merged.conflicts.append(
        _conflict(kind, row.node.public_id, None, row.said, row.node.version, label)
    )


def _conflict(
    kind: Kind[Part],
    public_id: UUID,
    mine: Mapping[str, str] | None,
    theirs: Mapping[str, str] | None,
    version: int,
    label: str,
) -> Conflict:
    return Conflict(
        part=kind.key,
        public_id=public_id,
        label=label,
        mine=mine,
        theirs=None if theirs is None else dict(theirs),
        version=version,
    )


def _tell(merged: Merged[Part], kind: Kind[Part], numbers: Mapping[UUID, int]) -> None:
    """What the trail says: every field from and to, rows that went, the order."""
    for number, row in enumerate(merged.rows, 1):
        if row.node.public_id in merged.touched:
            before = merged.touched[row.node.public_id]
            label = kind.words.format(number)
            merged.changes |= {
                f"{label} {words}": [before[name], row.said[name]]
                for name, words in kind.fields.items()
                if before[name] != row.said[name]
            }
            if row.is_new and not any(row.said.values()):
                merged.changes[label] = ["", "空白行"]
    for row in merged.removed:
        label = f"删除{kind.words.format(numbers[row.node.public_id])}"
        merged.changes |= {
            f"{label} {words}": [row.said[name], ""]
            for name, words in kind.fields.items()
            if row.said[name]
        }
        merged.changes.setdefault(label, ["空白行" if not any(row.said.values()) else "有", "无"])
    _tell_order(merged, kind, numbers)


def _tell_order(merged: Merged[Part], kind: Kind[Part], numbers: Mapping[UUID, int]) -> None:
    now = [numbers[row.node.public_id] for row in merged.rows if not row.is_new]
    before = sorted(now)
    moved = [at for at, (old, new) in enumerate(zip(before, now, strict=True)) if old != new]
    if moved:
        span = slice(moved[0], moved[-1] + 1)
        told = [_listed(before[span]), _listed(now[span])]
        merged.changes[f"{kind.words.format('次序')}"] = told


def _listed(numbers: Iterable[int]) -> str:
    return "、".join(map(str, numbers))
