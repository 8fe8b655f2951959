"""Bring a plan back to what was approved last: an adjustment that was begun and is not wanted."""

from collections import defaultdict, deque

from projects.drafts import PlanDraft, TextDraft, from_json
from projects.models import FundLine, Goal, Indicator, Plan, PlanRevision, Task
from projects.queries.contents import plan_content
from projects.services.indicators import store_tree
from projects.services.plans import part_of, store_funds_and_goals

Changes = dict[str, list[str]]


def restore_revision(*, plan: Plan, revision: PlanRevision) -> Changes:
    """Write a draft plan as its revision kept it, and return what of its targets changed by that.

    The caller holds the plan's row lock, saves the plan itself and leaves the trail. Tasks that
    are named the same keep their rows, and so the projects that carry them out.
    """
    draft, before = from_json(revision.content), plan_content(plan)
    # No adjustment is under way while it is undone: else 年初数 could not be taken out again.
    Plan.objects.filter(pk=plan.pk).update(adjustments=0)
    for model in (FundLine, Goal, Indicator):
        model._default_manager.filter(plan=plan).delete()
    store_funds_and_goals(plan=plan, draft=draft)
    _restore_tasks(plan, draft.tasks)
    store_tree(plan=plan, rows=draft.indicators)
    plan.money_unit, plan.points_note = draft.money_unit, draft.points_note
    plan.revision, plan.adjustments = revision.number, revision.adjustments
    plan.adjustment_reason = revision.reason
    return _told(before, draft)


def _restore_tasks(plan: Plan, rows: list[TextDraft]) -> None:
    there: dict[str, deque[Task]] = defaultdict(deque)
    for task in plan.tasks.order_by("position"):
        there[task.name].append(task)
    kept, new = [], []
    for position, row in enumerate(rows, 1):
        if there[row.name]:
            task = there[row.name].popleft()
            task.position, task.content, task.version = position, row.content, task.version + 1
            kept.append(task)
        else:
            new.append(Task(**part_of(plan, position), name=row.name, content=row.content))
    left = [task.pk for tasks in there.values() for task in tasks]
    Task.objects.filter(pk__in=left).delete()
    Task.objects.bulk_update(kept, ["position", "content", "version"])
    Task.objects.bulk_create(new)


def _told(before: PlanDraft, after: PlanDraft) -> Changes:
    """The targets that differ, and the rows that were added or taken out in between."""
    old = {row.lineage: row for row in before.indicators}
    new = {row.lineage: row for row in after.indicators}
    found = {}
    for lineage in [*new, *(lineage for lineage in old if lineage not in new)]:
        was, is_now = old.get(lineage), new.get(lineage)
        told = [(row.target or "") if row else "" for row in (was, is_now)]
        named = is_now or was
        if named is not None and told[0] != told[1]:
            found[f"{named.level3} 指标值"] = told
    return found
