"""What a person says when a document goes back: why, and what about which row. Plain values."""

from dataclasses import dataclass, field
from uuid import UUID

LONGEST_REASON = 500
LONGEST_ROW_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The reason of a step; `rows` maps the lineage of an indicator to what is wrong with it."""

    reason: str = ""
    rows: dict[UUID, str] = field(default_factory=dict)
