"""What a filer says of a sheet, cleaned: what forms and the demo hand to the services.

`version` is that of the row which the entry was compared with (0: none yet): the service refuses
it when the row has moved on since. None (the demo, an import) takes the entry as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """One line: the actual value as typed, its claimed score, share (0 to 1) and reason."""

    text: str = ""
    claimed: Decimal | None = None
    share: Decimal | None = None
    not_applicable: bool = False
    deviation: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundEntry:
    """The executed amount of one fund line as typed, and the rate where the form prints one."""

    executed: str = ""
    printed_rate: str | None = None  # None: leave what is there
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadEntry:
    """What stands outside the lines: claimed execution score and the printed totals."""

    claimed_execution: Decimal | None = None
    printed_total: Decimal | None = None
    printed_total_text: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntry:
    """What became of a goal or a task."""

    text: str = ""
    version: int | None = None


@dataclass(slots=True, kw_only=True)
class SheetEntry:
    """A whole form or a part of it: only what is named is touched. Keys are public ids.

    `dropped`: texts of this person that gave way to another's in a conflict, by the name of their
    cell: [what was dropped, what stays]. They go into the trail, where they can be found again.
    """

    lines: dict[UUID, LineEntry] = field(default_factory=dict)
    funds: dict[UUID, FundEntry] = field(default_factory=dict)
    goals: dict[UUID, TextEntry] = field(default_factory=dict)
    tasks: dict[UUID, TextEntry] = field(default_factory=dict)
    head: HeadEntry | None = None
    dropped: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeEntry:
    """An explanatory text as sent: paragraphs with 【name】 for every figure.

    `stated`: figures that only the unit knows, by key as typed ("" takes one away); `left_out`:
    those that the person says are not to be told.
    """

    paragraphs: list[str]
    stated: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
