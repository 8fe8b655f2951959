"""Bring a plan back to what was approved last: an adjustment that was begun and is not wanted."""

from collections import defaultdict, deque
from collections.abc import Iterable

from projects.drafts import LinkDraft, PlanDraft, TextDraft, from_json
from projects.models import FundLine, Goal, Indicator, Plan, PlanRevision, Task
from projects.queries.contents import plan_content
from projects.services.indicators import store_tree
from projects.services.plans import part_of, store_funds_and_goals
from projects.services.task_projects import held_projects, save_links

Changes = dict[str, list[str]]
UNKEPT = "审定时没有记下，同名任务的保留草稿所选，其余没有恢复，请核对"


def restore_revision(*, plan: Plan, revision: PlanRevision) -> Changes:
    """Write a draft plan as its revision kept it, and return what of its targets changed by that.

    The caller holds the plan's row lock, saves the plan itself and leaves the trail. Tasks that
    are named the same keep their rows; all have the projects again that were approved with them.
    """
    draft, before = from_json(revision.content), plan_content(plan)
    # No adjustment is under way while it is undone: else 年初数 could not be taken out again.
    Plan.objects.filter(pk=plan.pk).update(adjustments=0)
    for model in (FundLine, Goal, Indicator):
        model._default_manager.filter(plan=plan).delete()
    store_funds_and_goals(plan=plan, draft=draft)
    linked = _restore_tasks(plan, draft.tasks, before.tasks)
    store_tree(plan=plan, rows=draft.indicators)
    plan.money_unit, plan.points_note = draft.money_unit, draft.points_note
    plan.revision, plan.adjustments = revision.number, revision.adjustments
    plan.adjustment_reason = revision.reason
    return linked | _told(before, draft)


def _restore_tasks(plan: Plan, rows: list[TextDraft], before: list[TextDraft]) -> Changes:
    """Write the tasks, and return what became of their projects; `before`: as in the draft."""
    there: dict[str, deque[Task]] = defaultdict(deque)
    links: dict[int, tuple[LinkDraft, ...]] = {}
    for task, said in zip(plan.tasks.order_by("position"), before, strict=True):
        there[task.name].append(task)
        links[task.pk] = said.projects or ()
    kept, new = [], []
    for position, row in enumerate(rows, 1):
        if there[row.name]:
            task = there[row.name].popleft()
            task.position, task.content, task.version = position, row.content, task.version + 1
            kept.append(task)
        else:
            new.append(Task(**part_of(plan, position), name=row.name, content=row.content))
    left = [task for tasks in there.values() for task in tasks]
    gone = {
        f"草稿中的任务 {task.position} {task.name[:40]} 对应项目": [_listed(links[task.pk]), ""]
        for task in left
        if links[task.pk]
    }
    Task.objects.filter(pk__in=[task.pk for task in left]).delete()
    Task.objects.bulk_update(kept, ["position", "content", "version"])
    Task.objects.bulk_create(new)
    return _restore_links(plan, rows) | gone


def _restore_links(plan: Plan, rows: list[TextDraft]) -> Changes:
    """Give the tasks the projects they were approved with; tell what changed or cannot be."""
    if not plan.is_whole_department or not rows:
        return {}
    if any(row.projects is None for row in rows):  # a revision of earlier days
        return {"任务的对应项目": ["", UNKEPT]}
    projects = held_projects(plan)
    wanted, lost = [], {}
    for task, row in zip(plan.tasks.order_by("position"), rows, strict=True):
        links = row.projects or ()
        wanted.append((task, frozenset(link.project for link in links) & projects.keys()))
        if missing := [link for link in links if link.project not in projects]:
            told = f"任务 {task.position} {task.name[:40]} 未能恢复的对应项目"
            lost[told] = ["", f"{_listed(missing)}（已不属本部门）"]
    saved = save_links(plan, wanted, projects)
    return lost | {f"{task} 对应项目": told for task, told in saved.items()}


def _listed(links: Iterable[LinkDraft]) -> str:
    return "、".join(link.name for link in links)


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
