"""What a filer says of a sheet, cleaned: what forms and the demo hand to the services."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FundEntry:
    """The executed amount of one fund line as typed, and the rate where the form prints one."""

    executed: str = ""
    printed_rate: str | None = None  # None: leave what is there


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadEntry:
    """What stands outside the lines: claimed execution score and the printed totals."""

    claimed_execution: Decimal | None = None
    printed_total: Decimal | None = None
    printed_total_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A whole form or a part of it: only what is named is touched. Keys are public ids."""

    lines: dict[UUID, LineEntry] = field(default_factory=dict)
    funds: dict[UUID, FundEntry] = field(default_factory=dict)
    head: HeadEntry | None = None
