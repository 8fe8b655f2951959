"""Every check by its code, in words for a clerk: what it compares, why, and where the rule stands.

Read by `audit --explain` and the printed report. Codes are for outsiders: add, never rename.
"""

from scoring.checks.check import About, Check, Subject, checks_of
from scoring.checks.families import FAMILIES

_CHECKS = checks_of(FAMILIES)

CATALOGUE: dict[str, About] = {one.about.code: one.about for one in _CHECKS}
"""Code -> what it is about, in the order in which a unit's papers are read."""


def looking_at(subject: Subject) -> tuple[Check[...], ...]:
    """The checks that are called with this subject, in the catalogue's order."""
    return tuple(one for one in _CHECKS if one.of is subject)
