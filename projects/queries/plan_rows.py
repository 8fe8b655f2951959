"""The rows of a plan as its entry page shows them: leaves under their headings, and its parts."""

from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from projects import show
from projects.models import FundLine, Goal, Indicator, Plan, Task
from projects.models.plans import PlanPart

Part = TypeVar("Part", bound=PlanPart)
TEXTS = ("explanation", "scoring_note", "basis", "data_source", "description")


@dataclass(slots=True)
class Row(Generic[Part]):
    """A stored or new row and what the page shows of it, by field."""

    node: Part
    said: dict[str, str]
    is_new: bool = False


class StoredPart(NamedTuple):
    """A fund line, a goal or a task: `kind` is funds, goals or tasks, blank texts are ""."""

    kind: str
    public_id: UUID
    version: int
    position: int
    first: str  # label or name
    second: str  # initial budget or content
    third: str  # annual budget, "" elsewhere
    is_total: bool
    second_amount: Any
    third_amount: Any


def stored_lines(plan: Plan) -> tuple[list[Row[Indicator]], list[Indicator]]:
    """The leaves in printed order and the headings over them: one query."""
    nodes = list(Indicator.objects.filter(plan=plan).order_by("position"))
    headings = {node.pk: node for node in nodes if node.level < 3}
    rows = [Row(node, said_of(node, headings)) for node in nodes if node.level == 3]
    return rows, list(headings.values())


def said_of(leaf: Indicator, headings: dict[int, Indicator]) -> dict[str, str]:
    """What the page shows of a leaf, headings and all."""
    assert leaf.parent_id is not None  # constraint: only level 1 has no parent
    parent = headings[leaf.parent_id]
    root = parent if parent.parent_id is None else headings[parent.parent_id]
    return {
        "level1": root.name,
        "level2": parent.name if parent.level == 2 else "",
        "level3": leaf.name,
        "target": leaf.target_text,
        "points": show.points(leaf.points),
        **{name: getattr(leaf, name) for name in TEXTS},
    }


def stored_parts(plan: Plan) -> list[StoredPart]:
    """Funds, goals and tasks of a plan in their order: one query for all of them."""
    nothing = Cast(Value(None), FundLine._meta.get_field("annual_budget"))
    funds = FundLine.objects.filter(plan=plan).values_list(
        Value("funds", CharField()),
        "public_id",
        "version",
        "position",
        "label",
        F("initial_text"),
        F("annual_text"),
        "is_total",
        "initial_budget",
        "annual_budget",
    )
    texts = [
        model._default_manager.filter(plan=plan).values_list(
            Value(kind, CharField()),
            "public_id",
            "version",
            "position",
            "name",
            "content",
            Value("", CharField()),
            Value(False),
            nothing,
            nothing,
        )
        for kind, model in (("goals", Goal), ("tasks", Task))
    ]
    found = funds.order_by().union(*(rows.order_by() for rows in texts), all=True)
    return sorted(map(StoredPart._make, found), key=lambda part: (part.kind, part.position))
