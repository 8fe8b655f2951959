"""A management rate with both its sides: what it comes to, in words, or which figure is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from projects import show
from scoring.checks.known import Known, agrees_as_typed
from scoring.checks.rounding import added, difference, printed_percent
from scoring.management.catalogue import FIGURES, Kind, Rule
from scoring.rules.numbers import percent


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of the system: its number, where it stands, and whether it was counted."""

    number: Decimal
    source: str
    is_count: bool = False

    @property
    def told(self) -> str:
        """The figure as people read it: an amount with its decimals, a count without."""
        return show.plain(self.number) if self.is_count else show.money(self.number)


Figures = Mapping[str, Amount]
"""Key of FIGURES -> amount; a figure that the system does not have is left out."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of a row: its rule and the amounts that are known.

    `carried`: what was brought over from the year before, where a form may count it as budget.
    """

    rule: Rule
    now: Amount | None
    base: Amount | None
    carried: Amount | None = None

    @property
    def percent(self) -> Decimal | None:
        """The rate in percent, two decimals, half-up; None where it cannot be worked out."""
        if self.now is None or self.base is None or self.base.number <= 0:
            return None
        top = self.now.number
        if self.rule.kind is Kind.CHANGE:
            top = difference(top, self.base.number)
        return percent(top, self.base.number)

    @property
    def told(self) -> str:
        """The rate as printed: 19.76%; empty where it cannot be worked out."""
        return "" if self.percent is None else show.percent(self.percent)

    @property
    def sides(self) -> str:
        """Both amounts, the formula in words and where they stand."""
        if self.now is None or self.base is None:
            return ""
        now, base = self.now.told, self.base.told
        reckoned = f"{now} ÷ {base}"
        if self.rule.kind is Kind.CHANGE:
            reckoned = f"({now} − {base}) ÷ {base}"
        sources = dict.fromkeys([self.now.source, self.base.source])
        return f"{reckoned}，{self.rule.formula}，{'、'.join(sources)}"

    @property
    def words(self) -> str:
        """The rate with both its sides: 19.76%（0.81 ÷ 4.10，…，公开07表）."""
        return f"{self.told}（{self.sides}）" if self.told else ""

    @property
    def missing(self) -> str:
        """Which figures the system does not have; empty when it has both."""
        lacking = [
            FIGURES[key]
            for key, amount in ((self.rule.part, self.now), (self.rule.base, self.base))
            if amount is None
        ]
        return "、".join(lacking)

    @property
    def why_not(self) -> str:
        """Why there is no suggestion, in words; empty where there is one."""
        if self.missing:
            return f"系统中没有{self.missing}，请直接填写"
        if self.percent is None:
            return f"不可计算（基数为 0：{self.sides}）"
        return ""

    def adopted(self, target: str) -> str:
        """What is filled in when the filer takes the rate over; % as the target has it."""
        if self.percent is None:
            return ""
        return f"{self.percent}%" if "%" in target or "％" in target else f"{self.percent}"

    def known(self, *, has_reason: bool = False) -> Known | None:
        """The rate as the checks compare it; None where it cannot be worked out."""
        if self.now is None or self.base is None or self.percent is None:
            return None
        return Known(
            now=self.now.number,
            base=self.base.number,
            told=self.told,
            words=self.words,
            is_change=self.rule.kind is Kind.CHANGE,
            is_count=self.now.is_count and self.base.is_count,
            has_reason=has_reason,
            others=self._others(),
        )

    def _others(self) -> tuple[Known, ...]:
        """The rate of the budget together with what was brought over."""
        if self.now is None or self.base is None or self.carried is None:
            return ()
        base = added([self.base.number, self.carried.number])
        return (Known(now=self.now.number, base=base, told="", words=""),) if base > 0 else ()

    def differs_from(self, typed: str) -> bool:
        """Whether a typed value is another percent than the system's; blank and words are not."""
        known = self.known()
        is_rate = printed_percent(typed) is not None
        return is_rate and known is not None and not agrees_as_typed(typed, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrule:
    """Why a value stands that is not the system's, and what the system said (`figure`)."""

    reason: str
    figure: str


def rate_of(rule: Rule, figures: Figures) -> Rate:
    """The rate from the figures that are there."""
    carried = figures.get("year_start") if rule.base == "annual" else None
    return Rate(rule, figures.get(rule.part), figures.get(rule.base), carried)
