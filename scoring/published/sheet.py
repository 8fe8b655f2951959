"""A published self-evaluation sheet: every figure as printed, blank, 0 and 不适用 kept apart."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from projects.values import Printed

SheetKind = Literal["project", "department"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFund:
    """A fund row; amounts in the money unit of the sheet, a blank cell is BLANK or ""."""

    label: str
    initial_budget: Printed
    annual_budget: Printed
    arrived: Printed
    executed: Printed
    points: Printed
    rate: Printed
    score: Printed
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLine:
    """An indicator row; `nature`, `value` and `unit` where the form prints them by themselves."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    reason: str
    nature: str
    value: str
    unit: str
    desc: str
    done: str
    points: Printed
    score: Printed
    weight_pct: Printed
    raw_score: Printed

    @property
    def is_breakdown(self) -> bool:
        """Whether this is a 其中 row: no figure of points, score or weight; it is not scored."""
        return (
            self.points.number is None
            and self.score.number is None
            and self.weight_pct.number is None
            and self.raw_score.number is None
        )


class PublishedText(NamedTuple):
    """A goal or a task of the year: its name, what it says, and what became of it."""

    name: str
    content: str
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSheet:
    """One sheet, or one table of declared targets, which has neither actual values nor scores.

    `block_points` in printed order; `carried_over` is 年初结转和结余, if printed.
    """

    title: str
    department: str
    region: str
    published_at: str
    subject: str
    layout: str
    year: int | None
    kind: SheetKind
    money_unit: str
    funds: tuple[PublishedFund, ...]
    lines: tuple[PublishedLine, ...]
    block_points: dict[str, Printed]
    total_points: Printed
    total: Printed
    narrative_total: Printed
    carried_over: Printed
    narrative: dict[str, str]
    goals: tuple[PublishedText, ...] = ()
    tasks: tuple[PublishedText, ...] = ()
