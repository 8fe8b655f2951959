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
    other["share"] = exact(other.get("share"))
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
