"""What an edition's figures must agree on: weights of 100, grades in order, tiers without a gap."""

from collections.abc import Mapping
from typing import Any

from scoring.rules.edition_shape import Fault, Report, check_shape, exact

WHOLE = 100
_TIER_ORDER = ["tier_reached", "tier_partly", "tier_poor"]


def check(data: Mapping[str, Any], file: str) -> list[Fault]:
    """List every fault of an edition's content; figures are compared once the shape is right."""
    faults: list[Fault] = []

    def report(key: str, reason: str) -> None:
        faults.append(Fault(file, key, reason))

    check_shape(data, report)
    broken = {fault.key.split(".")[0].split("[")[0] for fault in faults}
    if not broken & {"blocks", "execution"}:
        _weights(data, report)
    if "grades" not in broken:
        _grades(data["grades"], report)
    if "tiers" not in broken:
        _tiers(data["tiers"], report)
    return faults


def _weights(data: Mapping[str, Any], report: Report) -> None:
    total = exact(data["execution"]["points"]["value"]) or 0
    for block in data["blocks"]:
        total += exact(block["points"]) or 0
    if total != WHOLE:
        report("blocks", f"各部分与预算执行的分值合计 {total}，应为 {WHOLE}")
    _unique([block["name"] for block in data["blocks"]], "blocks", report)


def _grades(grades: list[dict[str, Any]], report: Report) -> None:
    bounds = [exact(grade["from"]) or 0 for grade in grades]
    for index, (better, worse) in enumerate(zip(bounds, bounds[1:], strict=False), start=1):
        if worse >= better:
            report(f"grades[{index}].from", f"下限 {worse} 应低于上一等级的 {better}")
    if bounds[-1] != 0:
        report(f"grades[{len(bounds) - 1}].from", f"最低等级的下限是 {bounds[-1]}，应为 0")
    _unique([grade["name"] for grade in grades], "grades", report)


def _tiers(tiers: list[dict[str, Any]], report: Report) -> None:
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
