"""Editions that are shipped, and others that choose what none of them does."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from scoring.rules.edition import Edition, parse
from scoring.rules.terms import Line
from tests.rules.build import EDITIONS, make_line

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


def edition_of(case: Mapping[str, Any]) -> Edition:
    """The edition of a worked case, with the choices and rows that the case gives it."""
    code = case.get("edition", "henan-department-2021")
    rows = {name: case[name] for name in ("ways", "execution_bands") if name in case}
    if not rows and "choices" not in case:
        return EDITIONS[code]
    return variant(code, case.get("choices", {}), **rows)


def line_of(case: Mapping[str, Any]) -> Line:
    """The line of a worked case: days as numbers, its way by its names."""
    given = {key: case[key] for key in _INPUTS if key in case}
    if given.get("sign") == "by":
        for key in ("target", "actual"):
            if key in given:
                given[key] = str(date.fromisoformat(given[key]).toordinal())
    way = edition_of(case).way_of(
        *case.get("names", ()), unit=case.get("unit", ""), measured="sign" in case
    )
    return make_line(way=way, **given)


_INPUTS = ("sign", "target", "actual", "upper", "points", "share", "unit", "doubt", "applicable")
