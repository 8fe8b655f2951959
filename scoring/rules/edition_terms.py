"""The parts of an edition: blocks, sources, ways of scoring, limits. Values that cannot change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DEFAULT, SHARE = "-", "%"
"""The way of a line that no row of `ways` names; the mark of a share that may pass its target."""
PERCENTS = frozenset({"%", "百分比"})
SHARES = PERCENTS | {"‰"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A level-one block of the sheet; `points` in hundredths."""

    name: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the figure or choice at `key` was read, and how sure that is.

    Tags: S read in a filed document, R read in a public page, P read in a system in use,
    M general knowledge that was not verified.
    """

    key: str
    tag: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How lines are scored whose name, or a heading over it, contains `applies_to`.

    One of: `nothing` (a miss gives nothing), `pass_mark` in percent, `per_point` (points lost for a
    percentage point, as text), `bands`, `most` (points that a row without a target is worth at
    most, as text); none of them: in proportion.
    """

    applies_to: str
    nothing: bool = False
    pass_mark: int = 0
    per_point: str = ""
    bands: tuple[tuple[int, int], ...] = ()
    most: str = ""

    def fits(self, names: Sequence[str], *, unit: str, measured: bool) -> bool:
        """Whether a line is scored this way; its own name is the last of `names`.

        Bands and points off are for percentages only, `most` for rows without a target.
        """
        headings = names[:-1] or names  # 降低成本 under 效益指标 is no row of costs
        if not any(self.applies_to in name for name in (headings if self.most else names)):
            return False
        if self.most:
            return not measured
        return measured and (unit in ("", *PERCENTS) or not (self.bands or self.per_point))


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTarget:
    """From which percent of its target on an actual value is far above it, and what follows.

    `percent` 0: no limit. `consequence`: "flag" (a person looks), "reason" (one must be given) or
    "deduct" (`points` are taken off, as text). `shares`: whether percentages count too.
    `zero_target`: from which actual value on a target of 0 is far exceeded ("": none).
    """

    percent: int
    consequence: str
    points: str
    shares: bool
    zero_target: str

    @property
    def deducts(self) -> bool:
        """Whether points are taken off."""
        return self.percent > 0 and self.consequence == "deduct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """A total of at most `most` (hundredths) where the execution rate is under `below` percent."""

    below: int
    most: int


def wants_evidence(rows: str, names: Sequence[str]) -> bool:
    """Whether a line needs files behind its actual value; its own name is the last of `names`.

    `rows` is the edition's choice: "all", "satisfaction" (a survey, by any of the names) or "none".
    """
    if rows == "satisfaction":
        return any("满意" in name for name in names)
    return rows == "all"


def way_of_row(row: Mapping[str, Any]) -> Way:
    """Read a row of `ways` that the checks of an edition have let through."""
    return Way(
        applies_to=row["applies_to"],
        nothing=row["way"] == "nothing",
        pass_mark=row.get("pass_mark", 0),
        per_point=str(row.get("per_point", "")),
        bands=tuple((band["from"], band["share"]) for band in row.get("bands", ())),
        most=str(row.get("most", "")),
    )
