"""What a check says: one contradiction or doubt, both sides stated."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How sure the check is; the words are those that outside scripts read."""

    ERROR = "error"
    DOUBT = "doubt"
    ROUNDING = "rounding"


WORST_FIRST = (Severity.ERROR, Severity.DOUBT, Severity.ROUNDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: `place` is a path (`total_printed`, `indicators[5].score`, rows from 0).

    `printed` and `expected` are its two sides as texts; `level3` names the row of an indicator.
    `paper` names the plan, sheet or account that it speaks about, and `unit` the department, where
    a check looks at more than one; `key` is what the reader of the papers knows that one by.
    """

    check: str
    severity: Severity
    place: str
    message: str
    printed: str | None
    expected: str | None
    level3: str | None = None
    paper: str = ""
    unit: str = ""
    key: str = ""
