"""The table of contents: rule code -> formula. Codes are stored beside scores: add, never rename.

A code says everything that its formula depends on (`tiers_80_60`, `at_least_pass60_cut1`), so a
stored line can be put into words again without asking which edition it was scored by.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from scoring.rules import bands, dated, described, execution, measured
from scoring.rules.edition import Edition
from scoring.rules.edition_shape import MOST_BANDS
from scoring.rules.edition_terms import DEFAULT, SHARE
from scoring.rules.formula import Formula, Leaf
from scoring.rules.kernel import Kernel, kernel
from scoring.rules.policy import Policy, Rounding, policy_of, rounding_of
from scoring.rules.terms import NOT_APPLICABLE, WORDED, Sign

LINE_FIELDS = ("points", "target", "actual", "share", "upper")
EXECUTION_FIELDS = ("points", "executed", "annual")

_MEASURED: dict[str, Callable[[Policy], Formula]] = {
    "at_least": measured.at_least,
    "above": measured.above,
    "equal": measured.equal,
    "at_most_overshoot": lambda policy: measured.at_most(policy, inverse=False),
    "at_most_inverse": lambda policy: measured.at_most(policy, inverse=True),
    "below_overshoot": lambda policy: measured.below(policy, inverse=False),
    "below_inverse": lambda policy: measured.below(policy, inverse=True),
}
_FIXED: dict[str, Formula] = {
    "by_day": dated.by_day(late_is_nothing=False),
    "by_day_nothing": dated.by_day(late_is_nothing=True),
    "within": dated.within(outside_is_nothing=False),
    "within_nothing": dated.within(outside_is_nothing=True),
    NOT_APPLICABLE: Leaf("not_applicable"),
    f"{NOT_APPLICABLE}_moved": Leaf("points_moved"),
}
# Long names first, so that "at_most_..." is not read as something shorter.
_MEASURED_CODE = re.compile(rf"({'|'.join(sorted(_MEASURED, key=len, reverse=True))})(.*)")
_TIERS = re.compile(r"tiers_([1-9][0-9]?)_([1-9][0-9]?)(?:_most([0-9]+(?:\.[0-9]+)?))?(.*)")
_SHARE = r"(?:100|[1-9]?[0-9])"
_BANDS = re.compile(rf"(execution_)?bands((?:_{_SHARE}-{_SHARE}){{1,{MOST_BANDS}}})(.*)")
_CAPPED = re.compile(r"execution_capped(.*)")


def tiers_code(reached: int, partly: int, rounding: Rounding, most: str = "") -> str:
    """Name the rule of three tiers with these lower bounds in percent."""
    return f"tiers_{reached}_{partly}{f'_most{most}' if most else ''}{_plain(rounding)}"


def bands_code(rows: bands.Bands, rounding: Rounding) -> str:
    """Name the rule of scores by bands of a percentage."""
    return "bands" + "".join(f"_{bound}-{share}" for bound, share in rows) + _plain(rounding)


def execution_code(edition: Edition) -> str:
    """Name the rule by which an edition scores the execution."""
    if edition.execution_bands:
        return f"execution_{bands_code(edition.execution_bands, edition.rounding)}"
    return f"execution_capped{edition.rounding.suffix}"


def _plain(rounding: Rounding) -> str:
    """The suffix where no rate is part of the rule."""
    return Rounding(digits=rounding.digits, cut=rounding.cut).suffix


def _unrated(suffix: str) -> Rounding:
    """Read back what `_plain` writes."""
    rounding = rounding_of(suffix)
    if rounding.rate is not None:
        raise KeyError(suffix)
    return rounding


@cache
def formula_of(rule: str) -> Formula:
    """Give the formula of a rule code. Raises KeyError for a code that this book does not know."""
    if rule in _FIXED:
        return _FIXED[rule]
    if found := _TIERS.fullmatch(rule):
        rounding = _unrated(found[4])
        return described.tiers(int(found[1]), int(found[2]), rounding, found[3] or "")
    if found := _BANDS.fullmatch(rule):
        rows = tuple(_band(row) for row in found[2].removeprefix("_").split("_"))
        rounding = _unrated(found[3])
        made = bands.execution_by_bands if found[1] else bands.by_bands
        return made(rows, rounding)
    if found := _CAPPED.fullmatch(rule):
        return execution.capped(rounding_of(found[1]))
    if found := _MEASURED_CODE.fullmatch(rule):
        return _MEASURED[found[1]](policy_of(found[2]))
    raise KeyError(rule)


def _band(text: str) -> tuple[int, int]:
    bound, share = text.split("-")
    return int(bound), int(share)


@cache
def rule_kernel(rule: str, fields: tuple[str, ...], places: int) -> Kernel:
    """Give the kernel of a rule code: kept under the code, which is quicker than under a tree."""
    return kernel(formula_of(rule), fields, places)


class Kernels(dict[str, tuple[str, Kernel]]):
    """Slot of a line -> rule code and kernel, under the choices of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __missing__(self, slot: str) -> tuple[str, Kernel]:
        made = self[slot] = self._make(*slot.split())
        return made

    def _make(self, sign: str, places: str, way: str, doubt: str = "") -> tuple[str, Kernel]:
        rule = line_code(self.edition, sign, way)
        if doubt and sign != NOT_APPLICABLE:
            # The caller has seen the printed text and set the outcome: no number is looked at.
            return rule, _forced(doubt, int(places))
        return rule, rule_kernel(rule, LINE_FIELDS, int(places))


@cache
def _forced(doubt: str, places: int) -> Kernel:
    """Give the kernel of an outcome that needs no number; as many as there are such outcomes."""
    return kernel(Leaf(doubt), LINE_FIELDS, places)


def line_code(edition: Edition, sign: str, way: str = DEFAULT) -> str:
    """Name the rule for a line: `sign` of its slot, `way` as `Edition.way_of` gives it."""
    index = way.removesuffix(SHARE)
    chosen = edition.ways[int(index)] if index.isdecimal() else None
    if chosen and chosen.bands and sign in (Sign.AT_MOST, Sign.BELOW):
        chosen = None  # of a ceiling (complaints), a high percentage is no success
    rounding = edition.rounding
    if sign == NOT_APPLICABLE:
        return f"{sign}_moved" if edition.moves_points else sign
    if sign == WORDED:
        return tiers_code(*edition.tiers, rounding, chosen.most if chosen else "")
    if sign == Sign.BY:
        return "by_day_nothing" if edition.late_is_nothing else "by_day"
    if sign == Sign.WITHIN:
        return "within_nothing" if edition.outside_is_nothing else "within"
    if chosen and chosen.bands:
        return bands_code(chosen.bands, rounding)
    policy = Policy(
        rounding=rounding,
        pass_mark=chosen.pass_mark if chosen else edition.pass_mark,
        nothing=chosen.nothing if chosen else edition.missed_is_nothing,
        per_point=chosen.per_point if chosen else "",
        strict=edition.strict and sign in (Sign.ABOVE, Sign.BELOW),
        **_deducted(edition, sign, way),
    )
    return _base(edition, sign) + policy.suffix


def _deducted(edition: Edition, sign: str, way: str) -> dict[str, Any]:
    """What is taken off far above a target; of a ceiling, nothing ever is."""
    over = edition.over_target
    if way.endswith(SHARE) or not over.deducts or sign in (Sign.AT_MOST, Sign.BELOW):
        return {}
    return {"over_percent": over.percent, "over_points": over.points}


def _base(edition: Edition, sign: str) -> str:
    names = {Sign.AT_LEAST: "at_least", Sign.ABOVE: "above", Sign.EQUAL: "equal"}
    if sign in names:
        return names[Sign(sign)]
    return f"{'at_most' if sign == Sign.AT_MOST else 'below'}_{edition.at_most}"


@cache
def kernels_of(edition: Edition) -> Kernels:
    """Give the kernels for the lines of a sheet under this edition."""
    return Kernels(edition)
