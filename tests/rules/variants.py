"""Editions that are shipped, and others that choose what none of them does."""

from dataclasses import replace

from scoring.rules.edition_terms import Way
from scoring.rules.policy import Rounding
from tests.rules.build import EDITIONS, HENAN, NATIONAL

CITY = EDITIONS["city-2022"]
CORE = EDITIONS["national-2021-core"]
INVERSE = replace(HENAN, at_most="inverse")
HEADINGS = ("", "满意度", "成本", "率", "是否")
VARIANTS = (
    INVERSE,
    replace(CITY, rounding=Rounding(digits=1, rate=2), total_digits=1),
    replace(CITY, pass_mark=60, at_most="inverse", rounding=Rounding(rate=0), total_digits=0),
    replace(
        CORE,
        rounding=Rounding(digits=0),
        total_digits=0,
        total_cut=True,
        ways=(
            Way(applies_to="满意度", bands=((95, 99), (90, 85), (60, 5))),
            Way(applies_to="率", per_point="0.8"),
            Way(applies_to="成本", most="3.5"),
            Way(applies_to="是否", nothing=True),
        ),
    ),
    replace(
        NATIONAL,
        missed_is_nothing=True,
        strict=True,
        late_is_nothing=True,
        outside_is_nothing=True,
        rounding=Rounding(digits=1, cut=True),
    ),
    replace(
        NATIONAL,
        strict=True,
        rounding=Rounding(cut=True, rate=4),
        ways=(Way(applies_to="率", pass_mark=50), Way(applies_to="", per_point="12.5")),
    ),
)
"""They share the digest of what they were made from, which equality sees through."""
ALL = (*EDITIONS.values(), *VARIANTS)
