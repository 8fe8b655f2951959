"""What a bench gives back: figures in exact decimals, judged as they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.numbers import half_up, unscaled

RATIO, MILLISECONDS, QUERIES = "倍", "毫秒", "次查询"
_NS_PER_MS, _NS_PER_S = 10**6, 10**9


class Disagreement(AssertionError):
    """Two ways that are to be compared do not do the same; their times mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One figure. `goal` is the most that the figure may be; None: it is told and gates nothing.

    With `at_least` the goal is the least that it may be: negative controls must find something.
    `seconds` is the absolute time of one operation, None where nothing was timed.
    """

    name: str
    figure: Decimal
    unit: str
    goal: Decimal | None = None
    seconds: Decimal | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the figure, as it is printed, keeps to its goal; None without a goal."""
        if self.goal is None:
            return None
        return self.figure >= self.goal if self.at_least else self.figure <= self.goal

    @property
    def goal_told(self) -> str:
        """The goal as the table of results shows it; empty without one."""
        if self.goal is None:
            return ""
        return f"目标 {'≥' if self.at_least else '≤'} {self.goal}"

    def as_json(self) -> dict[str, str | bool | None]:
        """The keys that outside scripts read; figures as texts."""
        return {
            "name": self.name,
            "figure": str(self.figure),
            "unit": self.unit,
            "goal": None if self.goal is None else str(self.goal),
            "met": self.met,
            "seconds": None if self.seconds is None else str(self.seconds),
        }


def ratio(name: str, medians: Mapping[str, int], goal: int | None) -> Result:
    """The median of "subject" over that of "baseline" (both in ns), two decimals."""
    subject, baseline = medians["subject"], medians["baseline"]
    return Result(
        name=name,
        figure=unscaled(half_up(subject * 100, baseline), 2),
        unit=RATIO,
        goal=None if goal is None else Decimal(goal),
        seconds=_seconds(subject),
    )


def duration(name: str, nanoseconds: int) -> Result:
    """A time that is told and gates nothing, in milliseconds with three decimals."""
    return Result(
        name=name,
        figure=unscaled(half_up(nanoseconds * 1000, _NS_PER_MS), 3),
        unit=MILLISECONDS,
        seconds=_seconds(nanoseconds),
    )


def count(name: str, queries: int, goal: int) -> Result:
    """A number of queries; nothing was timed."""
    return Result(name=name, figure=Decimal(queries), unit=QUERIES, goal=Decimal(goal))


def counted(
    name: str, figure: int, unit: str, goal: int | None = None, *, least: bool = False
) -> Result:
    """A number of things that were counted; `least`: the goal is the least it may be."""
    return Result(
        name=name,
        figure=Decimal(figure),
        unit=unit,
        goal=None if goal is None else Decimal(goal),
        at_least=least,
    )


def _seconds(nanoseconds: int) -> Decimal:
    return unscaled(half_up(nanoseconds * 10**6, _NS_PER_S), 6)
