"""Short ways to build what the rule book takes in, and the shipped editions by code."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from scoring.rules.edition import load_all
from scoring.rules.terms import Execution, Line, Sign, execution, line

EDITIONS = load_all()
HENAN = EDITIONS["henan-department-2021"]
NATIONAL = EDITIONS["national-2020"]
SIX = "_90-100_80-80_70-70_60-50_50-40_40-30_30-20"[: -len("_30-20")]
RULES = [
    *("at_least", "above", "equal", "within", "within_nothing", "by_day", "by_day_nothing"),
    *("at_most_overshoot", "at_most_inverse", "below_overshoot", "below_inverse"),
    *("at_least_pass60", "above_strict", "below_overshoot_strict", "equal_over130-2_rate2"),
    *("at_least_nothing", "at_most_overshoot_minus0.5", "at_least_minus0.8_cut1"),
    *("tiers_80_60", "tiers_80_50_half1", "tiers_80_60_most5", "not_applicable"),
    *("not_applicable_moved", "bands_90-100_80-80_60-50", f"bands{SIX.replace('-100', '-99')}"),
    *("execution_capped", "execution_capped_rate2", f"execution_bands{SIX}"),
]
"""Rules of every family, so that together they reach every outcome."""
CASES = Path(__file__).parent / "cases"


def exact(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def make_line(
    sign: str | None = None,
    target: str | None = None,
    actual: str | None = None,
    points: str = "10",
    **other: Any,
) -> Line:
    other.setdefault("key", "1")
    other.setdefault("block", "产出指标")
    other["share"], other["upper"] = exact(other.get("share")), exact(other.get("upper"))
    return line(
        sign=None if sign is None else Sign(sign),
        target=exact(target),
        actual=exact(actual),
        points=Decimal(points),
        **other,
    )


def funds(executed: str | None = "100", annual: str | None = "100") -> Execution:
    return execution(executed=exact(executed), annual=exact(annual))


def cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
