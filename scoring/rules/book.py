"""The table of contents: rule code -> formula. Codes are stored beside scores: add, never rename.

A code says everything that its formula depends on (`tiers_80_60`), so a stored line can be put
into words again without asking which edition it was scored by.
"""

import re
from functools import cache

from scoring.rules import described, execution, measured
from scoring.rules.edition import Edition
from scoring.rules.formula import Formula, Leaf
from scoring.rules.kernel import Kernel, kernel
from scoring.rules.terms import NOT_APPLICABLE, WORDED, Sign

LINE_FIELDS = ("points", "target", "actual", "share")
EXECUTION_FIELDS = ("points", "executed", "annual")

EXECUTION_CAPPED = "execution_capped"

FORMULAS: dict[str, Formula] = {
    "at_least": measured.AT_LEAST,
    "above": measured.ABOVE,
    "equal": measured.EQUAL,
    "at_most_overshoot": measured.at_most(measured.OVERSHOOT),
    "at_most_inverse": measured.at_most(measured.INVERSE),
    "below_overshoot": measured.below(measured.OVERSHOOT),
    "below_inverse": measured.below(measured.INVERSE),
    NOT_APPLICABLE: Leaf("not_applicable"),
    EXECUTION_CAPPED: execution.CAPPED,
}

_TIERS = re.compile(r"tiers_([1-9]\d?)_([1-9]\d?)")


def tiers_code(reached: int, partly: int) -> str:
    """Name the rule of three tiers with these lower bounds in percent."""
    return f"tiers_{reached}_{partly}"


@cache
def formula_of(rule: str) -> Formula:
    """Give the formula of a rule code. Raises KeyError for a code that this book does not know."""
    if match := _TIERS.fullmatch(rule):
        return described.tiers(int(match[1]), int(match[2]))
    return FORMULAS[rule]


@cache
def rule_kernel(rule: str, fields: tuple[str, ...], places: int) -> Kernel:
    """Give the kernel of a rule code: kept under the code, which is quicker than under a tree."""
    return kernel(formula_of(rule), fields, places)


class Kernels(dict[str, tuple[str, Kernel]]):
    """Slot of a line -> rule code and kernel, under the choices of one edition."""

    def __init__(self, at_most: str, tiers: tuple[int, int]) -> None:
        self.rules: dict[str, str] = {
            Sign.AT_LEAST: "at_least",
            Sign.ABOVE: "above",
            Sign.EQUAL: "equal",
            Sign.AT_MOST: f"at_most_{at_most}",
            Sign.BELOW: f"below_{at_most}",
            WORDED: tiers_code(*tiers),
        }

    def __missing__(self, slot: str) -> tuple[str, Kernel]:
        made = self[slot] = self._make(*slot.split())
        return made

    def _make(self, sign: str, places: str, doubt: str = "") -> tuple[str, Kernel]:
        if sign == NOT_APPLICABLE:
            return sign, rule_kernel(sign, LINE_FIELDS, int(places))
        rule = self.rules[sign]
        if doubt:
            # The caller has seen the printed text and set the outcome: no number is looked at.
            return rule, kernel(Leaf(doubt), LINE_FIELDS, int(places))
        return rule, rule_kernel(rule, LINE_FIELDS, int(places))


def kernels_of(edition: Edition) -> Kernels:
    """Give the kernels for the lines of a sheet under this edition."""
    return _kernels(edition.at_most, edition.tiers)


_kernels = cache(Kernels)
