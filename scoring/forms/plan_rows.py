"""The entry form of a plan: plain fields in a loop, read into what the service saves.

Every row carries `was-KEY`: the version of the row that the page showed and a fingerprint of its
words. What the person did not touch is left alone, whoever changed it meanwhile. With script a
post holds the changed rows only; without it (`full`) all of them and what the button asks for.
Moved rows are told as the order (`order-…`) made of the one that the page showed (`from-…`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID, uuid4

from django.http import QueryDict

from projects.pasted import PasteRefused, value_fault
from projects.row_edits import MOST_LINES, PlanEdit, RowEdit, RowsEdit
from projects.show import plain
from projects.texts import TextRefused, clean_text, one_line
from projects.values import NotANumber, read_decimal
from scoring.balance import Share, balance
from scoring.forms.plan_cells import KINDS, RowKind, line_ends, mark, sent
from scoring.forms.plan_paste import paste
from scoring.rules.edition import Edition

LARGEST_POINTS = Decimal(100)

NO_MARK = "没有收到这一行的版本，没有写入。请刷新页面后重填。"
NO_ORDER = "没有收到页面上原来的次序，没有写入。请刷新页面后再移动。"


@dataclass(slots=True)
class FormRow:
    """A row as it was posted: its fields under the names of the services, and where it stands.

    `only`: the fields that were changed, None for all of them.
    """

    key: str
    number: int
    said: dict[str, str]
    version: int | None  # None: the page did not say, and nothing of it is saved
    untouched: bool
    is_new: bool
    returns: bool = False
    only: set[str] | None = None

    @property
    def fields(self) -> dict[str, str]:
        """What is to be saved of it."""
        if self.only is None:
            return self.said
        return {name: text for name, text in self.said.items() if name in self.only}

    def change(self, said: dict[str, str]) -> None:
        """Put in texts that were not typed; what was not touched else stays untouched."""
        if self.untouched:
            self.only, self.untouched = set(), False
        if self.only is not None:
            self.only |= said.keys()
        self.said |= said

    @property
    def public_id(self) -> UUID:
        """The id behind the key."""
        return UUID(self.key)


@dataclass(slots=True)
class PlanRowsForm:
    """Reads a posted form. `errors`: field name -> (place, message), in the order of the page."""

    data: QueryDict
    edition: Edition | None
    errors: dict[str, tuple[str, str]] = field(default_factory=dict)
    rows: dict[str, list[FormRow]] = field(default_factory=dict)
    lacks_mark: bool = False

    @property
    def status(self) -> int:
        """The code of a refusal: 428 without the version of a row, else 422."""
        return 428 if self.lacks_mark else 422

    @property
    def act(self) -> tuple[str, str]:
        """What the pressed button asks for, and of which row or block."""
        what, _, whom = self.data.get("act", "save").partition(":")
        return what, whom

    @property
    def is_full(self) -> bool:
        """Whether all rows were sent, as without script."""
        return "full" in self.data

    def read(self) -> PlanEdit:
        """Everything that is asked for. Look at `errors` before it is saved."""
        for kind in KINDS.values():
            self.rows[kind.key] = self._read(kind)
        what, whom = self.act
        order = None
        if what == "paste":
            order = self._paste()
        elif what == "spread":
            self._spread(whom)
        edits = {key: self._edit(KINDS[key]) for key in self.rows}
        if order is not None:
            edits["lines"] = RowsEdit(
                rows=edits["lines"].rows,
                removed=edits["lines"].removed,
                order=order,
                shown=self._shown(KINDS["lines"]),
            )
        return PlanEdit(**edits)

    @property
    def versions(self) -> dict[UUID, int]:
        """The versions of the rows that the page showed."""
        return {
            row.public_id: row.version
            for rows in self.rows.values()
            for row in rows
            if row.version is not None
        }

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Field, place and message of every error."""
        return [(name, place, message) for name, (place, message) in self.errors.items()]

    def refuse(self, place: str, message: str, anchor: str = "targets") -> None:
        """Add an error that the service found."""
        self.errors.setdefault(anchor, (place, message))

    def _read(self, kind: RowKind) -> list[FormRow]:
        found = []
        keys = [key for key in dict.fromkeys(self.data.getlist(kind.rows)) if _is_key(key)]
        for number, key in enumerate(keys[: MOST_LINES * 2], 1):
            named = {
                name: line_ends(str(self.data[f"{letter}-{key}"]))
                for name, letter in kind.letters.items()
                if f"{letter}-{key}" in self.data
            }
            version, print_ = _seen(self.data.get(f"was-{key}"))
            choice, _, chosen = self.data.get(f"pick-{key}", "").partition(".")
            untouched = print_ is not None and print_ == mark(sent(kind, named))
            if choice == "mine" and chosen.isdecimal():
                version = int(chosen)
            if version is None:
                self._lacks_mark(kind, key, number)
            row = FormRow(
                key=key,
                number=number,
                said=named,
                version=version,
                untouched=choice == "theirs" or (untouched and version != 0),
                is_new=version == 0,
                returns=f"back-{key}" in self.data or (choice, chosen) == ("mine", "0"),
            )
            if not row.untouched:
                self._clean(kind, row)
            found.append(row)
        return found

    def _lacks_mark(self, kind: RowKind, key: str, number: int) -> None:
        """A row without its version cannot be compared with anything: nothing is written."""
        self.lacks_mark = True
        place = kind.words.format(number) if self.is_full and number else "目标表"
        self.errors[f"{next(iter(kind.letters.values()))}-{key}"] = (place, NO_MARK)

    def _clean(self, kind: RowKind, row: FormRow) -> None:
        place = f"{kind.words.format(row.number)} " if self.is_full else ""
        for name, text in row.said.items():
            label = kind.fields[name]
            anchor = f"{kind.letters[name]}-{row.key}"
            try:
                row.said[name] = _cleaned(kind, name, text, label)
            except (TextRefused, NotANumber) as error:
                self.errors[anchor] = (f"{place}{label}", str(error))

    def _edit(self, kind: RowKind) -> RowsEdit:
        rows, what, whom = self.rows[kind.key], *self.act
        edits = [
            RowEdit(
                public_id=row.public_id,
                version=row.version,
                fields=row.fields,
                returns=row.returns,
            )
            for row in rows
            if not row.untouched and row.version is not None
        ]
        removed: dict[UUID, int] = {}
        for public_id, seen in _gone(self.data.getlist(f"gone-{kind.key}")):
            if seen is None:
                self._lacks_mark(kind, public_id.hex, 0)
            else:
                removed[public_id] = seen
        order, shown = (_order(self.data.get(f"{name}-{kind.key}")) for name in ("order", "from"))
        if self.is_full and what in ("up", "down", "insert", "remove", "add"):
            order, shown = self._act(kind, what, whom, edits, removed), self._shown(kind)
        elif order is not None and shown is None:
            self.lacks_mark = True
            self.errors[f"order-{kind.key}"] = ("次序", NO_ORDER)
        kept = tuple(edit for edit in edits if edit.public_id not in removed)
        return RowsEdit(rows=kept, removed=removed, order=order, shown=shown)

    def _shown(self, kind: RowKind) -> tuple[UUID, ...]:
        """The order that the page showed: where all rows are sent, they are sent in it."""
        return tuple(row.public_id for row in self.rows[kind.key])

    def _act(
        self,
        kind: RowKind,
        what: str,
        whom: str,
        edits: list[RowEdit],
        removed: dict[UUID, int],
    ) -> tuple[UUID, ...] | None:
        """Move, add or remove a row as the pressed button says; returns the new order."""
        rows = self.rows[kind.key]
        order = [row.public_id for row in rows]
        if what == "add":
            if whom == kind.key:
                order.append(_blank_after(edits, rows[-1] if rows else None, kind))
            return tuple(order) if whom == kind.key else None
        at = next((at for at, row in enumerate(rows) if row.key == whom), None)
        if at is None:
            return None
        if what == "remove":
            if (seen := rows[at].version) is not None:
                removed[rows[at].public_id] = seen
        elif what == "insert":
            order.insert(at + 1, _blank_after(edits, rows[at], kind))
        else:
            other = max(at - 1, 0) if what == "up" else min(at + 1, len(order) - 1)
            order[at], order[other] = order[other], order[at]
        return tuple(order)

    def _paste(self) -> tuple[UUID, ...] | None:
        """Lay a pasted block over the rows from its first cell on; returns the new order.

        With one cell that cannot be taken nothing of the block is.
        """
        lines = self.rows["lines"]
        try:
            pasted = paste(
                self.data.get("block", ""),
                rows=[(row.key, row.said) for row in lines],
                at=self._first_pasted(lines),
                column=self.data.get("column", "level1"),
            )
        except PasteRefused as refused:
            self.refuse("粘贴", str(refused), "block")
            return None
        cells = [
            (key, self._clean_pasted(said, number))
            for number, (key, said) in enumerate(pasted.cells, 1)
        ]
        if self.errors:
            return None
        by_key = {row.key: row for row in lines}
        for key, said in cells:
            if key not in by_key:
                by_key[key] = FormRow(key, len(lines) + 1, {}, 0, untouched=False, is_new=True)
                lines.append(by_key[key])
            by_key[key].change(said)
        return tuple(UUID(key) for key in pasted.order)

    def _first_pasted(self, lines: list[FormRow]) -> str:
        """The key of the row that a block is pasted into: told as a key, or as its number."""
        at = self.data.get("at", "").strip()
        if at.isdecimal() and 0 < int(at[:5]) <= len(lines):
            return lines[int(at[:5]) - 1].key
        return at

    def _clean_pasted(self, said: dict[str, str], number: int) -> dict[str, str]:
        kind = KINDS["lines"]
        for name, text in said.items():
            label = kind.fields[name]
            try:
                said[name] = _cleaned(kind, name, text, label)
            except (TextRefused, NotANumber) as error:
                place = f"粘贴的第 {number} 行 {label}"
                self.errors[f"paste-{number}-{kind.letters[name]}"] = (place, str(error))
        return said

    def _spread(self, block_name: str) -> None:
        """Spread what a block misses over its rows, as its button says."""
        shares = []
        for row in self.rows["lines"]:
            text = row.said.get("points", "")
            try:
                shares.append(Share(row.key, row.said.get("level1", ""), _points(text)))
            except NotANumber:
                return  # told at its field
        for block in balance(shares, self.edition).blocks:
            if block.name == block_name:
                for row in self.rows["lines"]:
                    if (points := block.spread().get(row.key)) is not None:
                        row.change({"points": plain(points)})


def _points(text: str) -> Decimal | None:
    return read_decimal(text, name="分值", digits=2, largest=LARGEST_POINTS)


def _cleaned(kind: RowKind, name: str, text: str, label: str) -> str:
    """A typed text as it is stored; raises TextRefused or NotANumber in words."""
    text = clean_text(text, name=label, longest=kind.longest(name))
    if name not in kind.long_texts:
        text = one_line(text)
    if fault := value_fault(text):
        raise TextRefused(fault)
    if name == "points":
        number = _points(text)
        return "" if number is None else plain(number)
    return text


def _blank_after(edits: list[RowEdit], row: FormRow | None, kind: RowKind) -> UUID:
    """Ask for a new row under the same headings; returns its id."""
    headings = {name: row.said.get(name, "") for name in kind.carried} if row else {}
    edit = RowEdit(public_id=uuid4(), version=0, fields=headings)
    edits.append(edit)
    return edit.public_id


def _seen(was: str | None) -> tuple[int | None, str | None]:
    """The version and fingerprint that the page carried; None for a post without them."""
    version, _, print_ = (was or "").partition(".")
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        return None, None
    return int(version), print_


def _is_key(key: str) -> bool:
    return len(key) == 32 and all(sign in "0123456789abcdef" for sign in key)


def _gone(told: Sequence[str]) -> Iterator[tuple[UUID, int | None]]:
    for text in told:
        key, _, version = text.partition(".")
        if _is_key(key):
            yield UUID(key), _seen(version)[0]


def _order(text: str | None) -> tuple[UUID, ...] | None:
    if text is None:
        return None
    return tuple(UUID(key) for key in text.split(",") if _is_key(key))
