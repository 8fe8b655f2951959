"""What a target table says before it is stored: plain values, as forms, imports and demo give them.

All figures are texts as printed; the services parse and keep them. A draft goes to JSON and back
(`to_json`, `from_json`): revisions and templates are kept so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FundDraft:
    """A row of the funds table."""

    label: str
    initial: str | None = None
    annual: str | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDraft:
    """A project that carries out a task: which one, and what it was called."""

    project: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDraft:
    """A goal or a task.

    `projects` of a whole department's task, where a plan that is stored tells them; None says
    nothing about them. Forms and templates never do, and declaring a plan does not read them.
    """

    name: str
    content: str = ""
    projects: tuple[LinkDraft, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDraft:
    """A leaf with its headings; rows with the same headings stand together in printed order.

    `lineage` says that it is the same indicator as in an earlier revision or year.
    """

    level1: str
    level3: str
    level1_points: Decimal | None = None
    level2: str | None = None
    target: str | None = None
    points: Decimal | None = None
    description: str = ""
    explanation: str = ""
    basis: str = ""
    scoring_note: str = ""
    data_source: str = ""
    lineage: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A whole target table."""

    funds: list[FundDraft] = field(default_factory=list)
    goals: list[TextDraft] = field(default_factory=list)
    tasks: list[TextDraft] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    money_unit: str = "万元"
    points_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """An entry of the indicator library; `source` says where it was taken from."""

    name: str
    level1: str
    source: str
    level2: str = ""
    for_projects: bool = True
    for_departments: bool = False
    operator: str = ""
    unit: str = ""
    target_text: str = ""
    explanation: str = ""
    scoring_note: str = ""
    data_source: str = ""


def to_json(draft: PlanDraft) -> dict[str, Any]:
    """The draft as JSON values: decimals and ids become texts, None stays null."""
    told = asdict(draft)
    for row in told["indicators"]:
        for name in ("points", "level1_points", "lineage"):
            row[name] = None if row[name] is None else str(row[name])
    for row in [*told["goals"], *told["tasks"]]:
        if row["projects"] is None:
            del row["projects"]
        else:
            row["projects"] = [link | {"project": str(link["project"])} for link in row["projects"]]
    return told


def from_json(told: Mapping[str, Any]) -> PlanDraft:
    """The draft that `to_json` told of. Keys that are missing are blank."""
    return PlanDraft(
        funds=[FundDraft(**row) for row in told.get("funds", ())],
        goals=[TextDraft(**row) for row in told.get("goals", ())],
        tasks=[_task(row) for row in told.get("tasks", ())],
        indicators=[_indicator(row) for row in told.get("indicators", ())],
        money_unit=told.get("money_unit", "万元"),
        points_note=told.get("points_note", ""),
    )


def _task(row: Mapping[str, Any]) -> TextDraft:
    read: dict[str, Any] = dict(row)
    if (links := row.get("projects")) is not None:
        read["projects"] = tuple(
            LinkDraft(project=UUID(link["project"]), name=link["name"]) for link in links
        )
    return TextDraft(**read)


def _indicator(row: Mapping[str, Any]) -> IndicatorDraft:
    read: dict[str, Any] = dict(row)
    for name in ("points", "level1_points"):
        read[name] = None if row.get(name) is None else Decimal(row[name])
    lineage = row.get("lineage")
    read["lineage"] = None if lineage is None else UUID(lineage)
    return IndicatorDraft(**read)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDraft:
    """A printed table: `columns` are heading paths, `rows` the printed texts (None is blank)."""

    role: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | None]] = field(default_factory=list)
    form: str = ""
    note: str = ""
