"""What an edition's figures must agree on: weights of 100, grades in order, tiers without a gap."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scoring.rules.edition_shape import MOST_BANDS, Fault, Report, check_shape, exact

WHOLE = 100
_TIER_ORDER = ["tier_reached", "tier_partly", "tier_poor"]


def check(data: Mapping[str, Any], file: str) -> list[Fault]:
    """List every fault of an edition's content; figures are compared once the shape is right."""
    faults: list[Fault] = []

    def report(key: str, reason: str) -> None:
        faults.append(Fault(file, key, reason))

    check_shape(data, report)
    broken = {fault.key.split(".")[0].split("[")[0] for fault in faults}
    for wanted, agree in _AGREEMENTS:
        if not broken & set(wanted):
            agree(data, report)
    return faults


def _execution_bands(data: Mapping[str, Any], report: Report) -> None:
    rows = data.get("execution_bands", ())
    by_bands = data["execution"]["scoring"]["value"] == "bands"
    if by_bands != bool(rows):
        report("execution_bands", "execution.scoring 是 bands 时写明各档，不是时不写")
    if len(rows) > MOST_BANDS:
        report("execution_bands", f"最多 {MOST_BANDS} 档")
    _falling(rows, "from", "execution_bands", report)
    _falling(rows, "share", "execution_bands", report)


def _pass_mark(data: Mapping[str, Any], report: Report) -> None:
    measured = data["measured"]
    if (measured["missed"]["value"] == "pass_mark") != (measured["pass_mark"]["value"] > 0):
        report("measured.pass_mark", "missed 是 pass_mark 时写及格线，不是时写 0")


def _over_target(data: Mapping[str, Any], report: Report) -> None:
    over = data["over_target"]
    consequence = over["consequence"]["value"]
    if (consequence == "none") != (over["percent"]["value"] == 0):
        report("over_target.percent", "consequence 是 none 时写 0，不是时写限度")
    if (consequence == "deduct") != ((exact(over["points"]["value"]) or 0) > 0):
        report("over_target.points", "consequence 是 deduct 时写扣多少分，不是时写 0")


def _move_to(data: Mapping[str, Any], report: Report) -> None:
    handling = data["not_applicable"]["handling"]["value"]
    name = data["not_applicable"]["move_to"]["value"]
    if handling == "rescale" and name:
        report("not_applicable.move_to", "handling 是 rescale 时写空文字")
    if handling == "move" and name not in [block["name"] for block in data["blocks"]]:
        report("not_applicable.move_to", f"没有“{name}”这一部分")


def _ways(data: Mapping[str, Any], report: Report) -> None:
    for index, row in enumerate(data.get("ways", ())):
        _falling(row.get("bands", ()), "from", f"ways[{index}].bands", report)
        _falling(row.get("bands", ()), "share", f"ways[{index}].bands", report)


def _ceilings(data: Mapping[str, Any], report: Report) -> None:
    _falling(data.get("ceilings", ()), "below", "ceilings", report)
    _falling(data.get("ceilings", ()), "most", "ceilings", report)


def _falling(rows: Iterable[Mapping[str, Any]], column: str, key: str, report: Report) -> None:
    """Bounds and what goes with them stand best first and fall."""
    values = [exact(row[column]) or 0 for row in rows]
    for index, (better, worse) in enumerate(zip(values, values[1:], strict=False), start=1):
        if worse >= better:
            report(f"{key}[{index}].{column}", f"{worse} 应低于上一档的 {better}")


def _weights(data: Mapping[str, Any], report: Report) -> None:
    total = exact(data["execution"]["points"]["value"]) or 0
    for block in data["blocks"]:
        total += exact(block["points"]) or 0
    if total != WHOLE:
        report("blocks", f"各部分与预算执行的分值合计 {total}，应为 {WHOLE}")
    _unique([block["name"] for block in data["blocks"]], "blocks", report)


def _grades(data: Mapping[str, Any], report: Report) -> None:
    grades = data["grades"]
    bounds = [exact(grade["from"]) or 0 for grade in grades]
    for index, (better, worse) in enumerate(zip(bounds, bounds[1:], strict=False), start=1):
        if worse >= better:
            report(f"grades[{index}].from", f"下限 {worse} 应低于上一等级的 {better}")
    if bounds[-1] != 0:
        report(f"grades[{len(bounds) - 1}].from", f"最低等级的下限是 {bounds[-1]}，应为 0")
    _unique([grade["name"] for grade in grades], "grades", report)


def _tiers(data: Mapping[str, Any], report: Report) -> None:
    tiers = data["tiers"]
    if [tier["outcome"] for tier in tiers] != _TIER_ORDER:
        return report("tiers", f"应依次为三档：{'、'.join(_TIER_ORDER)}")
    above = WHOLE
    for index, tier in enumerate(tiers):
        key = f"tiers[{index}]"
        if tier["to"] > above:
            report(f"{key}.to", f"上限 {tier['to']} 与上一档重叠（上一档下限 {above}）")
        elif tier["to"] < above:
            report(f"{key}.to", f"上限 {tier['to']} 与上一档之间有空档（上一档下限 {above}）")
        if tier["from"] >= tier["to"]:
            report(f"{key}.from", f"下限 {tier['from']} 应低于上限 {tier['to']}")
        above = tier["from"]
    if above != 0:
        report("tiers[2].from", f"最低一档的下限是 {above}，应为 0")
    return None


def _unique(names: list[str], key: str, report: Report) -> None:
    for name in sorted({name for name in names if names.count(name) > 1}):
        report(key, f"“{name}”重复")


_AGREEMENTS: tuple[tuple[tuple[str, ...], Callable[[Mapping[str, Any], Report], None]], ...] = (
    (("blocks", "execution"), _weights),
    (("grades",), _grades),
    (("tiers",), _tiers),
    (("execution", "execution_bands"), _execution_bands),
    (("measured",), _pass_mark),
    (("over_target",), _over_target),
    (("not_applicable", "blocks"), _move_to),
    (("ways",), _ways),
    (("ceilings",), _ceilings),
)
"""What is compared, and the parts whose shape must be right for that."""
