"""What an edition file must look like: the only keys, their types, the choices that are built.

Gives faults instead of raising, so that a file is refused with everything that is wrong in it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TAGS = ("S", "R", "P", "M")
MOST_BANDS = 6  # as many outcomes are named


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in an edition file."""

    file: str
    key: str
    reason: str


Report = Callable[[str, str], None]
"""Takes the key and the reason of a fault."""


def exact(value: object) -> Decimal | None:
    """Read a number of an edition: a whole number or a decimal written as text, else None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value):
        return Decimal(value)
    return None


def _hundredths(value: object) -> str | None:
    number = exact(value)
    if number is None:
        return f"“{value}”不是数字，请写整数，或把小数写成字符串"
    if not 0 <= number <= 100 or number != round(number, 2):
        return f"“{value}”不在 0 到 100 之间，或小数超过两位"
    return None


def _whole_percent(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
        return f"“{value}”不是 0 到 100 的整数百分比"
    return None


def _text(value: object) -> str | None:
    return None if isinstance(value, str) and value.strip() else f"“{value}”不是文字，或为空"


def _any_text(value: object) -> str | None:
    return None if isinstance(value, str) else f"“{value}”不是文字"


def _code(value: object) -> str | None:
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        return None
    return f"“{value}”只能用小写字母、数字和连字符"


def _region(value: object) -> str | None:
    if isinstance(value, str) and re.fullmatch(r"\d{0,12}", value):
        return None
    return f"“{value}”不是行政区划代码（数字字符串，全国为空）"


def _year(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 2000 <= value <= 2100:
        return None
    return f"“{value}”不是 2000 到 2100 的年份"


def _one_of(*choices: object) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        # `True == 1` and `2.0 == 2` in Python: the type must be the same too.
        if any(type(value) is type(choice) and value == choice for choice in choices):
            return None
        return f"“{value}”不在可选值 {'、'.join(map(str, choices))} 之内"

    return check


def _texts(value: object) -> str | None:
    if isinstance(value, list) and all(_text(one) is None for one in value):
        return None
    return f"“{value}”不是文字的列表"


def _codes(value: object) -> str | None:
    if not isinstance(value, list):
        return f"“{value}”不是检查编码的列表"
    if fault := next((fault for one in value if (fault := _code(one))), None):
        return fault
    twice = next((one for one in value if value.count(one) > 1), None)
    return None if twice is None else f"“{twice}”重复"


def _mark(value: object) -> str | None:
    return _whole_percent(value) or ("及格线应低于 100" if value == 100 else None)


def _limit(value: object) -> str | None:
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and (value == 0 or 100 < value < 1000)
    ):
        return None
    return f"“{value}”不是 101 到 999 的整数百分比（0 表示没有限度）"


def _any_exact(value: object) -> str | None:
    return None if value == "" or exact(value) is not None else f"“{value}”不是数字，没有时写空文字"


def _bands(value: object) -> str | None:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_BANDS:
        return f"应为 1 到 {MOST_BANDS} 档的列表"
    for band in value:
        if not isinstance(band, dict) or set(band) != {"from", "share"}:
            return "每档应写明 from、share"
        if fault := _whole_percent(band["from"]) or _whole_percent(band["share"]):
            return fault
    return None


Check = Callable[[object], str | None]

WAYS: dict[str, dict[str, Check]] = {
    "proportional": {},
    "nothing": {},
    "pass_mark": {"pass_mark": _mark},
    "per_point": {"per_point": _hundredths},
    "bands": {"bands": _bands},
    "most": {"most": _hundredths},
}
"""Ways of scoring that an edition may give to some lines -> what each needs to be told."""

HEAD: dict[str, Check] = {
    "code": _code,
    "name": _text,
    "kind": _one_of("department", "project"),
    "chosen": _one_of("region", "name"),
    "region": _region,
    "region_names": _texts,
    "first_year": _year,
    "title": _text,
    "number": _any_text,
}
TERMS: dict[str, dict[str, Check]] = {
    "execution": {
        "points": _hundredths,
        "scoring": _one_of("capped", "bands"),
        "zero_budget": _one_of("doubt"),
    },
    "measured": {
        "met": _one_of("full"),
        "missed": _one_of("proportional", "pass_mark", "nothing"),
        "pass_mark": _mark,
        "at_most": _one_of("overshoot", "inverse"),
        "negative_actual": _one_of("zero"),
        "above_equal": _one_of("full", "doubt"),
    },
    "over_target": {
        "percent": _limit,
        "consequence": _one_of("none", "flag", "reason", "deduct"),
        "points": _hundredths,
        "shares": _one_of("counted", "left"),
        "zero_target": _any_exact,
    },
    "dates": {"late": _one_of("doubt", "nothing")},
    "ranges": {"outside": _one_of("doubt", "nothing")},
    "not_applicable": {"handling": _one_of("rescale", "move"), "move_to": _any_text},
    "rounding": {
        "lines": _one_of(0, 1, 2),
        "lines_mode": _one_of("half_up", "cut"),
        "total": _one_of(0, 1, 2),
        "total_mode": _one_of("half_up", "cut"),
        "rates": _one_of("exact", 0, 1, 2, 4),
    },
    "reasons": {"below_full": _one_of("required", "optional")},
    "evidence": {"rows": _one_of("none", "satisfaction", "all")},
    "checks": {"blocking": _codes},
    "weights": {"blocks": _one_of("fixed", "adaptable")},
}
ROWS: dict[str, dict[str, Check]] = {
    "blocks": {"name": _text, "points": _hundredths},
    "tiers": {
        "outcome": _one_of("tier_reached", "tier_partly", "tier_poor"),
        "from": _whole_percent,
        "to": _whole_percent,
    },
    "grades": {"name": _text, "from": _hundredths},
    "ways": {"applies_to": _text, "way": _one_of(*WAYS)},
    "execution_bands": {"from": _whole_percent, "share": _whole_percent},
    "ceilings": {"below": _whole_percent, "most": _hundredths},
}
OPTIONAL = ("ways", "execution_bands", "ceilings")
"""Rows that an edition may leave out."""
_SOURCED: dict[str, Check] = {"tag": _one_of(*TAGS), "source": _text}


def check_shape(data: Mapping[str, Any], report: Report) -> None:
    """Report unknown and missing keys, floats, wrong types and values outside their choices."""
    _keys(data, [*HEAD, *TERMS, *ROWS], "", report, optional=OPTIONAL)
    _values({key: data[key] for key in HEAD if key in data}, HEAD, "", report)
    for section, terms in TERMS.items():
        if section in data:
            _section(data[section], terms, section, report)
    for name, columns in ROWS.items():
        if name in data:
            _rows(data[name], {**columns, **_SOURCED}, name, report)


def _columns_of(row: object, columns: dict[str, Check], path: str) -> dict[str, Check]:
    """The columns of a row of `ways` follow from its way."""
    if not path.startswith("ways") or not isinstance(row, Mapping):
        return columns
    way = row.get("way")
    return {**columns, **(WAYS.get(way, {}) if isinstance(way, str) else {})}


def _section(section: object, terms: dict[str, Check], path: str, report: Report) -> None:
    if not isinstance(section, Mapping):
        return report(path, "应为一节（表）")
    _keys(section, list(terms), f"{path}.", report)
    for key, check in terms.items():
        if key in section:
            _table(section[key], {"value": check, **_SOURCED}, f"{path}.{key}", report)
    return None


def _rows(rows: object, columns: dict[str, Check], path: str, report: Report) -> None:
    if not isinstance(rows, list) or not rows:
        return report(path, "应为至少一行的列表")
    for index, row in enumerate(rows):
        _table(row, _columns_of(row, columns, path), f"{path}[{index}]", report)
    return None


def _table(table: object, columns: dict[str, Check], path: str, report: Report) -> None:
    if not isinstance(table, Mapping):
        return report(path, f"应写明 {'、'.join(columns)}")
    _keys(table, list(columns), f"{path}.", report)
    _values(table, columns, f"{path}.", report)
    return None


def _keys(
    table: Mapping[str, Any],
    known: list[str],
    prefix: str,
    report: Report,
    optional: Sequence[str] = (),
) -> None:
    for key in table:
        if key not in known:
            report(f"{prefix}{key}", "没有这个键，请核对拼写")
    for key in known:
        if key not in table and key not in optional:
            report(f"{prefix}{key}", "缺少这个键")


def _values(
    table: Mapping[str, Any], checks: dict[str, Check], prefix: str, report: Report
) -> None:
    for key, check in checks.items():
        if key not in table:
            continue
        value = table[key]
        fault = (
            f"{value} 是浮点数，不精确，请写成字符串“{value}”或整数"
            if isinstance(value, float)
            else check(value)
        )
        if fault:
            report(f"{prefix}{key}", fault)
