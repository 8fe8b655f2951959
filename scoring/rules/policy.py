"""What an edition may choose about a line: how it is rounded, what a miss and an excess cost.

A policy is written into the rule code of a line (`at_least_pass60_cut1`) and read back from it, so
that a stored score can be put into words again without asking which edition it was scored by.
Sources: rule book notes, sections 2 (ways), 3 (rounding, limits), 4 (per point) and 10 (deduction).
"""

import re
from dataclasses import dataclass

from scoring.rules.formula import Expr, Field, HalfUp, Number, Style, half_up, minimum
from scoring.rules.numbers import SCORE_DIGITS

points = Field("points", Style.PLAIN, SCORE_DIGITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """`digits` of a line's score, halves up or (`cut`) cut off.

    `rate`: decimals of the percentage that is rounded before it is multiplied by the points; None:
    points x actual / target is divided once, exactly.
    """

    digits: int = SCORE_DIGITS
    cut: bool = False
    rate: int | None = None

    def score(self, value: Expr) -> Expr:
        """Round a value in points."""
        return self._rounded(value, Number(1))

    def part(self, top: Expr, bottom: Expr) -> Expr:
        """Give the points x top / bottom."""
        if self.rate is None:
            return self._rounded(top * points, bottom)
        return self._rounded(self.percent(top, bottom) * points, Number(100))

    def part_above(self, mark: int, top: Expr, bottom: Expr) -> Expr:
        """Give the points x (rate - mark) / (100 % - mark), for a rate top / bottom."""
        if self.rate is None:
            above: Expr = top - bottom * Number(mark, 2)
            room: Expr = bottom * Number(100 - mark, 2)
        else:
            above, room = self.percent(top, bottom) - mark, Number(100 - mark)
        return self._rounded(above * points, room)

    def _rounded(self, top: Expr, bottom: Expr) -> Expr:
        """Round once. Up to fewer decimals than the points have, it would pass them: 2.57 of 2.6
        is 3.
        """
        rounded = half_up(top, bottom, self.digits, cut=self.cut)
        return rounded if self.cut or self.digits == SCORE_DIGITS else minimum(rounded, points)

    def percent(self, top: Expr, bottom: Expr) -> HalfUp:
        """Give the rate in percent as it is rounded on the way."""
        return half_up(top * 100, bottom, SCORE_DIGITS if self.rate is None else self.rate)

    @property
    def suffix(self) -> str:
        """What a rule code says of it; empty for two decimals, halves up, rounded once."""
        rate = "" if self.rate is None else f"_rate{self.rate}"
        plain = self.digits == SCORE_DIGITS and not self.cut
        return rate if plain else f"{rate}_{'cut' if self.cut else 'half'}{self.digits}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a measured line is scored where "met: all, missed: in proportion" is not the rule.

    `pass_mark`: percent of the target below which nothing is given, and the rest runs from 0
    (0: none). `nothing`: a miss gives nothing. `per_point`: points lost for each percentage point
    missed, as text (""). `over_percent`, `over_points`: from this percent of the target on so many
    points are taken off (0, ""). `strict`: exactly on a strict bound is left to a person.
    """

    rounding: Rounding = Rounding()
    pass_mark: int = 0
    nothing: bool = False
    per_point: str = ""
    over_percent: int = 0
    over_points: str = ""
    strict: bool = False

    @property
    def suffix(self) -> str:
        """What a rule code says of it; empty for the plain policy."""
        return "".join(
            [
                f"_pass{self.pass_mark}" if self.pass_mark else "",
                "_nothing" if self.nothing else "",
                f"_minus{self.per_point}" if self.per_point else "",
                f"_over{self.over_percent}-{self.over_points}" if self.over_percent else "",
                "_strict" if self.strict else "",
                self.rounding.suffix,
            ]
        )


_FIGURE = r"[0-9]+(?:\.[0-9]+)?"
_ROUNDING = r"(?:_rate(?P<rate>[0-9]))?(?:_(?P<mode>half|cut)(?P<digits>[0-2]))?"
_SUFFIX = re.compile(
    r"(?:_pass(?P<pass_mark>[1-9][0-9]?))?(?P<nothing>_nothing)?"
    rf"(?:_minus(?P<per_point>{_FIGURE}))?"
    rf"(?:_over(?P<over_percent>[1-9][0-9][0-9])-(?P<over_points>{_FIGURE}))?(?P<strict>_strict)?"
    + _ROUNDING
)


def policy_of(suffix: str) -> Policy:
    """Read the end of a rule code back. Raises KeyError for one that no policy writes."""
    found = _SUFFIX.fullmatch(suffix)
    if found is None:
        raise KeyError(suffix)
    policy = Policy(
        rounding=Rounding(
            digits=SCORE_DIGITS if found["digits"] is None else int(found["digits"]),
            cut=found["mode"] == "cut",
            rate=None if found["rate"] is None else int(found["rate"]),
        ),
        pass_mark=int(found["pass_mark"] or 0),
        nothing=bool(found["nothing"]),
        per_point=found["per_point"] or "",
        over_percent=int(found["over_percent"] or 0),
        over_points=found["over_points"] or "",
        strict=bool(found["strict"]),
    )
    if policy.suffix != suffix:
        raise KeyError(suffix)
    return policy


def rounding_of(suffix: str) -> Rounding:
    """Read the end of a rule code that says nothing but the rounding. Raises KeyError otherwise."""
    rounding = policy_of(suffix).rounding
    if rounding.suffix != suffix:
        raise KeyError(suffix)
    return rounding
