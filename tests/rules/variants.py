"""Editions that are shipped, and others that choose what none of them does."""

import json
from collections.abc import Mapping
from typing import Any

from scoring.rules.edition import Edition, parse
from tests.rules.build import EDITIONS

CITY = EDITIONS["city-2022"]
CORE = EDITIONS["national-2021-core"]
HEADINGS = ("", "满意度", "成本", "率", "是否")
UNITS = ("", "%", "‰", "个")


def variant(code: str, choices: Mapping[str, Any], **rows: list[dict[str, Any]]) -> Edition:
    """A shipped edition with other choices ("measured.missed": "nothing") and other rows."""
    data = content(EDITIONS[code])
    for path, value in choices.items():
        section, key = path.split(".")
        data[section][key]["value"] = value
    for name, given in rows.items():
        data[name] = [{**row, "tag": "M", "source": "测试"} for row in given]
        if not given:
            del data[name]
    return parse(data, code)


def content(edition: Edition) -> dict[str, Any]:
    """What stands in an edition's file."""
    return json.loads(edition.content)


def by_bands(*rows: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"from": bound, "share": share} for bound, share in rows]


INVERSE = variant("henan-department-2021", {"measured.at_most": "inverse"})
TENTHS = variant("city-2022", {"rounding.lines": 1, "rounding.rates": 2, "rounding.total": 1})
MARKED = variant(
    "city-2022",
    {
        "measured.missed": "pass_mark",
        "measured.pass_mark": 60,
        "measured.at_most": "inverse",
        "over_target.points": "2.5",
        "rounding.rates": 0,
        "rounding.total": 0,
    },
)
WHOLE = variant(
    "national-2021-core",
    {"rounding.lines": 0, "rounding.total": 0, "rounding.total_mode": "cut"},
    ways=[
        {"applies_to": "满意度", "way": "bands", "bands": by_bands((95, 99), (90, 85), (60, 5))},
        {"applies_to": "率", "way": "per_point", "per_point": "0.8"},
        {"applies_to": "成本", "way": "most", "most": "3.5"},
        {"applies_to": "是否", "way": "nothing"},
    ],
    execution_bands=by_bands((95, 100), (90, 99), (80, 85), (70, 40), (60, 20), (50, 1)),
)
STRICT = variant(
    "national-2020",
    {
        "measured.missed": "nothing",
        "measured.above_equal": "doubt",
        "dates.late": "nothing",
        "ranges.outside": "nothing",
        "rounding.lines": 1,
        "rounding.lines_mode": "cut",
        "rounding.total": 1,
        "not_applicable.handling": "move",
        "not_applicable.move_to": "效益指标",
    },
)
POINTED = variant(
    "city-2022",
    {
        "measured.above_equal": "doubt",
        "over_target.shares": "counted",
        "over_target.points": "12.5",
        "over_target.percent": 150,
        "rounding.lines_mode": "cut",
        "rounding.rates": 4,
    },
    ways=[
        {"applies_to": "率", "way": "pass_mark", "pass_mark": 50},
        {"applies_to": "满意度", "way": "proportional"},
        {"applies_to": "是否", "way": "per_point", "per_point": "12.5"},
    ],
    ceilings=[{"below": 90, "most": "79.5"}, {"below": 30, "most": 20}],
)
VARIANTS = (INVERSE, TENTHS, MARKED, WHOLE, STRICT, POINTED)
ALL = (*EDITIONS.values(), *VARIANTS)
