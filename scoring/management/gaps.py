"""Which rows fill in another value than the system's without saying why. Pure."""

from collections.abc import Iterable
from typing import Any, Protocol

from scoring.gaps import Gap
from scoring.management.rates import Rate
from scoring.tables import Place


class Overrulable(Protocol):
    """A line of a sheet as its page has it (`LineRow`)."""

    @property
    def public_id(self) -> Any:
        """Id of the indicator."""

    @property
    def place(self) -> Place:
        """Where the line stands."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def text(self) -> str:
        """What was typed as the actual value."""

    @property
    def rate(self) -> Rate | None:
        """What the system's figures say."""

    @property
    def overrule_reason(self) -> str:
        """Why another value was typed."""

    @property
    def is_overruled(self) -> bool:
        """Whether another value than the system's was typed."""


def overruled_without_reason(lines: Iterable[Overrulable]) -> list[Gap]:
    """One gap for each line whose value is not the system's and has no reason."""
    return [_gap(line) for line in lines if line.is_overruled and not line.overrule_reason.strip()]


def _gap(line: Overrulable) -> Gap:
    words = line.rate.words if line.rate else ""
    return Gap(
        anchor=f"row-{line.public_id.hex}",
        label=f"第 {line.place.number} 行 {line.name} 不采用系统数的原因",
        message=f"填了 {line.text}，系统算得 {words}，请采用系统数，或写明不采用的原因",
    )
