"""What still keeps a document from being submitted. Pure.

A draft may be saved with gaps; a submission is refused with every gap listed at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing to mend: `anchor` is the id of its field or row on the entry page.

    `label` says the place as people call it (第 6 行 指标值), `message` what is so and what to do.
    """

    anchor: str
    label: str
    message: str


class _Numbered(Protocol):
    @property
    def number(self) -> int:
        """The row's number in its table."""
        ...


class LineWithFiles(Protocol):
    """A line of a sheet as its page has it."""

    @property
    def public_id(self) -> UUID:
        """The id of its indicator."""
        ...

    @property
    def place(self) -> _Numbered:
        """Where it stands."""
        ...

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def files(self) -> int:
        """How many files of evidence it has."""
        ...

    @property
    def wants_evidence(self) -> bool:
        """Whether the edition wants evidence for it."""
        ...

    @property
    def not_applicable(self) -> bool:
        """Whether it does not apply this year."""
        ...


def evidence_gaps(rows: Iterable[LineWithFiles]) -> list[Gap]:
    """The rows for which the edition wants evidence and that have none, in printed order."""
    return [
        Gap(
            anchor=f"row-{row.public_id.hex}",
            label=f"第 {row.place.number} 行 {row.name}",
            message="没有佐证材料，请上传佐证。",
        )
        for row in rows
        if row.wants_evidence and not row.files and not row.not_applicable
    ]
