"""Figures as they are kept with a text, and a kept text beside the papers of today. Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from scoring.checks.papers import Narrative, Told
from scoring.narrative.terms import LABELS, WORDS, Figure
from scoring.narrative.tokens import keys_in, paragraphs_of

Kept = dict[str, dict[str, Any]]
BY_THE_UNIT = "由本单位填写，系统中没有出处"


def kept_of(figures: Iterable[Figure]) -> Kept:
    """Figures as JSON: amounts are texts, so that they stay exact. Those not known are left out."""
    return {
        figure.key: {
            "label": figure.label,
            "printed": figure.printed,
            "amount": None if figure.amount is None else str(figure.amount),
            "source": figure.source,
            "is_stated": not figure.paper,
        }
        for figure in figures
        if figure.is_known
    }


def stated(key: str, printed: str) -> Figure:
    """A figure that the unit types because no paper of the system has it."""
    amount = None if key in WORDS else Decimal(printed.removesuffix("%"))
    return Figure(key, printed, amount, BY_THE_UNIT)


def stated_in(kept: Kept) -> dict[str, Figure]:
    """The figures of a kept text that the unit typed."""
    return {key: stated(key, one["printed"]) for key, one in kept.items() if one["is_stated"]}


def printed_of(kept: Kept) -> dict[str, str]:
    """Key -> the figure as printed."""
    return {key: str(one["printed"]) for key, one in kept.items()}


def narrative_of(
    *, name: str, stage: str, text: str, kept: Kept, now: Mapping[str, Figure], published: bool
) -> Narrative:
    """A kept text as the checks read it; `now`: what the papers give today, by key."""
    there = set(keys_in(text))
    return Narrative(
        name=name,
        stage=stage,
        figures=tuple(
            _told(key, kept[key], now[key]) for key in now if key in there and key in kept
        ),
        paragraphs=tuple(paragraphs_of(text)),
        is_published=published,
    )


def _told(key: str, one: Mapping[str, Any], now: Figure) -> Told:
    return Told(
        key=key,
        label=LABELS[key],
        printed=one["printed"],
        amount=None if one["amount"] is None else Decimal(one["amount"]),
        now_printed=now.printed,
        now=now.amount,
        source=now.source,
        is_stated=one["is_stated"],
    )


def is_stale(told: Told) -> bool:
    """Whether the papers give another figure today, or none any more."""
    if not told.now_printed:
        return not told.is_stated
    return told.printed != told.now_printed and (told.amount is None or told.amount != told.now)
