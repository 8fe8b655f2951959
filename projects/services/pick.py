"""Take indicators out of the library into a draft plan (从指标库选用)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from projects.access import Verb, require
from projects.drafts import IndicatorDraft
from projects.locks import plan_lock
from projects.models import Indicator, LibraryEntry, Plan, User
from projects.row_edits import MOST_LINES
from projects.services.indicators import leaf_of, node_of
from projects.trail import record


@dataclass(frozen=True, slots=True)
class Picked:
    """What became of the chosen entries: rows of the plan now, or rows that it had already."""

    added: list[LibraryEntry]
    had: list[LibraryEntry]


class PickRefused(ValueError):
    """The rows do not fit; the message says how many would. Nothing was written."""


@transaction.atomic
def pick_entries(
    *, plan: Plan, entries: Sequence[LibraryEntry], with_targets: bool, by: User, at: datetime
) -> Picked:
    """Append library entries to a draft plan, each as the last row under its headings.

    A heading that the plan lacks is made after the last one beside it. An entry whose name stands
    under its headings already is left out. Raises Locked or PickRefused; the number of statements
    does not depend on the number of entries.
    """
    plan = (
        Plan.objects.select_related("department", "year", "state_by")
        .select_for_update(of=("self",))
        .get(pk=plan.pk)
    )
    require(by, Verb.PLAN, plan)
    if lock := plan_lock(plan, at=at):
        raise lock
    tree = _Tree(plan)
    picked = Picked([], [])
    room = MOST_LINES - sum(node.level == 3 for node in tree.nodes)
    for entry in entries:
        (picked.added if tree.take(entry, with_targets=with_targets) else picked.had).append(entry)
    if len(picked.added) > max(room, 0):
        raise PickRefused(f"一张表最多 {MOST_LINES} 行指标，还能加 {max(room, 0)} 行，没有加入。")
    if picked.added:
        tree.store()
        names = "、".join(entry.name for entry in picked.added)
        summary = f"从指标库选用 {len(picked.added)} 行：{names}"
        summary = summary if len(summary) <= 300 else f"{summary[:299]}…"
        record(by=by, at=at, action="plan.picked", on=plan, summary=summary)
    return picked


class _Tree:
    """The nodes of a plan in printed order, new ones set in where they belong."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.nodes = list(Indicator.objects.filter(plan=plan).order_by("position"))
        self.places = {node.pk: node.position for node in self.nodes}
        by_id = {node.pk: node for node in self.nodes}
        for node in self.nodes:  # parents as the very objects of this list
            node.parent = by_id[node.parent_id] if node.parent_id else None

    def take(self, entry: LibraryEntry, *, with_targets: bool) -> bool:
        """Set an entry in as a row; False when the row is there."""
        over = self._heading(1, entry.level1, None)
        if entry.level2:
            over = self._heading(2, entry.level2, over)
        below = [node for node in self.nodes if node.parent is over]
        if any(node.level == 3 and node.name == entry.name for node in below):
            return False
        leaf = leaf_of(self.plan, 0, _row(entry, with_targets=with_targets))
        # Rows directly under a level-1 heading stand before its level-2 headings.
        rows = [node for node in below if node.level == 3]
        leaf.parent = over
        self._insert(leaf, after=rows[-1] if rows else over)
        return True

    def _heading(self, level: int, name: str, over: Indicator | None) -> Indicator:
        """The last heading with that name in its place, made where there is none."""
        beside = [node for node in self.nodes if node.level == level and node.parent is over]
        found = [node for node in beside if node.name == name]
        if found:
            return found[-1]
        heading = node_of(self.plan, 0, level, name)
        heading.parent = over
        self._insert(heading, after=self._last_below(over))
        return heading

    def _last_below(self, over: Indicator | None) -> Indicator | None:
        """The last node under a heading (the heading itself without any); None: of the plan."""
        if over is None:
            return self.nodes[-1] if self.nodes else None
        inside = [over]
        for node in self.nodes:
            if any(node.parent is one for one in inside):
                inside.append(node)
        return inside[-1]

    def _insert(self, node: Indicator, *, after: Indicator | None) -> None:
        self.nodes.insert(0 if after is None else self.nodes.index(after) + 1, node)

    def store(self) -> None:
        """Give every node its place: new ones level by level, moved ones by one statement."""
        for position, node in enumerate(self.nodes, 1):
            node.position = position
        moved = [node for node in self.nodes if self.places.get(node.pk, 0) != node.position]
        Indicator.objects.bulk_update([node for node in moved if node.pk], ["position"])
        for level in (1, 2, 3):
            Indicator.objects.bulk_create(
                node for node in self.nodes if node.pk is None and node.level == level
            )


def _row(entry: LibraryEntry, *, with_targets: bool) -> IndicatorDraft:
    return IndicatorDraft(
        level1=entry.level1,
        level2=entry.level2 or None,
        level3=entry.name,
        target=entry.target_text if with_targets else "",
        explanation=entry.explanation,
        scoring_note=entry.scoring_note,
        data_source=entry.data_source,
    )
