"""Rounds, reports and rectifications for tests, as the long checks make them."""

from perf.assure.making.monitoring import (
    FAR,
    GREEN,
    RED,
    answered,
    counted_draft,
    fill,
    hand_in,
    make_round,
    notify,
)

__all__ = [
    "FAR",
    "GREEN",
    "RED",
    "answered",
    "counted_draft",
    "fill",
    "hand_in",
    "make_round",
    "notify",
]
