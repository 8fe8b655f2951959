"""The five disclosures as drafts for the services: read from the data files beside this module."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft, TableDraft, TextDraft
from projects.points import spread

FOLDER = Path(__file__).resolve().parent
INVENTED = "分值为演示自拟，原文未印分值"

# Whole-department plans follow the frame that 焦作 printed in 2021; projects the national one.
DEPARTMENT_BLOCKS = {"投入管理指标": 30, "产出指标": 25, "效益指标": 35}
PROJECT_BLOCKS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
PROJECT_BLOCKS_WITH_COST = {"成本指标": 10, "产出指标": 40, "效益指标": 30, "满意度指标": 10}


def disclosures() -> list[dict[str, Any]]:
    """Every data file, in the order of the names."""
    return [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))
    ]


def tables(data: dict[str, Any]) -> list[TableDraft]:
    """The printed tables of a disclosure; a title stands in for a missing role twice printed."""
    return [
        TableDraft(
            role=table["role"],
            title=table["title"],
            columns=table["columns"],
            rows=table["rows"],
            form=table.get("form") or "",
            note=table.get("note") or "",
        )
        for table in data["tables"]
    ]


def project_plan(project: dict[str, Any], money_unit: str) -> PlanDraft:
    """The plan of one project, with invented points."""
    has_cost = any(row["level1"] == "成本指标" for row in project["indicators"])
    blocks = PROJECT_BLOCKS_WITH_COST if has_cost else PROJECT_BLOCKS
    return PlanDraft(
        funds=[
            FundDraft(label=row["label"], annual=row["annual"], is_total=index == 0)
            for index, row in enumerate(project["funds"])
        ],
        goals=_texts(project["goals"]),
        indicators=_with_points(project["indicators"], blocks),
        money_unit=money_unit,
        points_note=INVENTED,
    )


def department_plan(whole: dict[str, Any], money_unit: str) -> PlanDraft:
    """The plan of a whole department; points are invented where none are printed."""
    rows = whole["indicators"]
    is_printed = any(row.get("points") for row in rows)
    indicators = [_printed(row) for row in rows]
    if rows and not is_printed:
        indicators = _with_points(rows, DEPARTMENT_BLOCKS)
    return PlanDraft(
        funds=[
            FundDraft(
                label=row["label"],
                initial=row["initial"],
                annual=row["annual"],
                is_total=index == 0,
            )
            for index, row in enumerate(whole["funds"])
        ],
        goals=_texts(whole["goals"]),
        tasks=_texts(whole["tasks"]),
        indicators=indicators,
        money_unit=money_unit,
        points_note=INVENTED if rows and not is_printed else "",
    )


def _texts(rows: list[dict[str, Any]]) -> list[TextDraft]:
    return [TextDraft(name=row["name"] or "", content=row["content"] or "") for row in rows]


def _printed(row: dict[str, Any]) -> IndicatorDraft:
    points, block = row.get("points"), row.get("level1_points")
    return IndicatorDraft(
        level1=row["level1"],
        level1_points=Decimal(block) if block else None,
        level2=row["level2"],
        level3=row["level3"],
        target=row["target"],
        points=Decimal(points) if points else None,
        description=row.get("description") or "",
        explanation=row.get("formula") or "",
        basis=row.get("basis") or "",
    )


def _with_points(rows: list[dict[str, Any]], blocks: dict[str, int]) -> list[IndicatorDraft]:
    found = []
    for name, total in blocks.items():
        members = [row for row in rows if row["level1"] == name]
        shares = spread(Decimal(total), len(members))
        for row, share in zip(members, shares, strict=True):
            printed = {**row, "points": str(share), "level1_points": str(total)}
            found.append(_printed(printed))
    missing = {row["level1"] for row in rows} - blocks.keys()
    if missing:
        raise ValueError(f"no points for the blocks {sorted(missing)}")
    return found
