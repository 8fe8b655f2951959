"""The lines of a sheet (or of a plan): one query for indicators, actual values and scores."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery

from projects.models import Indicator, Plan
from scoring.models import Evidence, Sheet

TREE = ("id", "public_id", "lineage", "parent_id", "level", "position", "name", "points")
TARGET = (
    "target_text",
    "target_kind",
    "target_operator",
    "target_number",
    "target_unit",
    "target_base_number",
    "target_base_unit",
)
WORDS = ("description", "explanation", "basis")
ACTUAL = (
    "text",
    "kind",
    "number",
    "unit",
    "base_number",
    "base_unit",
    "share",
    "not_applicable",
    "claimed",
    "deviation",
    "overrule_reason",
    "overruled",
    "version",
)
SCORE = ("rule", "outcome", "points", "target", "actual", "share", "upper", "score")


def sheet_lines(sheet: Sheet) -> Iterable[Any]:
    """Every node of the sheet's tree in printed order, as named rows.

    A row has the fields of TREE and TARGET, `description`, 指标说明 as `explanation`, the actual
    value's as `a_*` and the computed score's as `s_*` (None where there is none), `files` how many
    of evidence there are (None for none). One query whatever the number of rows.
    """
    files = Evidence.objects.there().filter(sheet=sheet, indicator=OuterRef("pk")).order_by()
    return (
        Indicator.objects.filter(plan_id=sheet.plan_id)
        .annotate(
            typed=FilteredRelation("actuals", condition=Q(actuals__sheet=sheet)),
            scored=FilteredRelation("score_lines", condition=Q(score_lines__sheet=sheet)),
        )
        .annotate(
            **{f"a_{name}": F(f"typed__{name}") for name in ACTUAL},
            **{f"s_{name}": F(f"scored__{name}") for name in SCORE},
            files=Subquery(files.values("indicator").annotate(n=Count("pk")).values("n")),
        )
        .order_by("position")
        .values_list(
            *TREE,
            *TARGET,
            "description",
            "explanation",
            *(f"a_{name}" for name in ACTUAL),
            *(f"s_{name}" for name in SCORE),
            "files",
            named=True,
        )
    )


def plan_lines(plan: Plan) -> Iterable[Any]:
    """Every node of a plan's tree in printed order, as named rows (TREE, TARGET, WORDS)."""
    return (
        Indicator.objects.filter(plan=plan)
        .order_by("position")
        .values_list(*TREE, *TARGET, *WORDS, named=True)
    )


class Numbered(NamedTuple):
    """A leaf with its number in the printed table, from 1, and what stands in it."""

    lineage: UUID
    number: int
    name: str
    target: str
    actual: str


def numbered_lines(plan: Plan, sheet: Sheet | None = None) -> list[Numbered]:
    """The leaves of a plan in printed order, with the actual values of its sheet: one query."""
    leaves = Indicator.objects.filter(plan=plan, level=3).order_by("position")
    of_sheet = FilteredRelation("actuals", condition=Q(actuals__sheet=sheet))
    rows = leaves.annotate(typed=of_sheet).values_list(
        "lineage", "name", "target_text", "typed__text", "typed__not_applicable"
    )
    return [
        Numbered(lineage, number, name, target, "不适用" if left_out else actual or "")
        for number, (lineage, name, target, actual, left_out) in enumerate(rows, 1)
    ]


def headings_of(nodes: Iterable[Any]) -> dict[str, tuple[str, str, str]]:
    """The names over each line of `sheet_lines` and its own, by its id as text."""
    named: dict[int, tuple[Any, Any]] = {}  # node -> its level 1 and level 2 (None: not printed)
    found = {}
    for node in nodes:
        one, two = named.get(node.parent_id, (None, None))
        if node.level == 3:
            found[str(node.id)] = (one.name, two.name if two else "", node.name)
        else:
            named[node.id] = (one or node, node if one else None)
    return found
