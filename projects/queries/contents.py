"""A plan as it stands, told as the draft that would declare it again."""

from collections import defaultdict
from collections.abc import Iterable

from projects.drafts import FundDraft, IndicatorDraft, LinkDraft, PlanDraft, TextDraft
from projects.models import Indicator, Plan, PlanRevision, TaskProject


def plan_content(plan: Plan) -> PlanDraft:
    """Read funds, goals, tasks and leaves of a plan with their lineages: four queries.

    One more for a whole department, for the projects that carry out its tasks.
    """
    return PlanDraft(
        funds=[
            FundDraft(
                label=line.label,
                initial=line.initial_text,
                annual=line.annual_text,
                is_total=line.is_total,
            )
            for line in plan.funds.order_by("position")
        ],
        goals=[
            TextDraft(name=row.name, content=row.content) for row in plan.goals.order_by("position")
        ],
        tasks=_tasks(plan),
        indicators=_leaves(plan.indicators.order_by("position")),
        money_unit=plan.money_unit,
        points_note=plan.points_note,
    )


def links_unkept(plan: Plan) -> bool:
    """Whether what was approved last was kept without the projects of its tasks: one query.

    Revisions of earlier days do not tell them.
    """
    if not plan.is_whole_department:
        return False
    kept = PlanRevision.objects.filter(plan=plan).order_by("-number")
    tasks = kept.values_list("content__tasks", flat=True).first()
    return any("projects" not in row for row in tasks or ())


def _tasks(plan: Plan) -> list[TextDraft]:
    links: dict[int, list[LinkDraft]] = defaultdict(list)
    if plan.is_whole_department:
        rows = TaskProject.objects.filter(task__plan=plan).select_related("project")
        for row in rows.order_by("project__code", "project_id"):
            links[row.task_id].append(
                LinkDraft(project=row.project.public_id, name=row.project.name)
            )
    return [
        TextDraft(
            name=task.name,
            content=task.content,
            projects=tuple(links[task.pk]) if plan.is_whole_department else None,
        )
        for task in plan.tasks.order_by("position")
    ]


def _leaves(nodes: Iterable[Indicator]) -> list[IndicatorDraft]:
    """The leaves under their headings; `nodes` in printed order, headings before their rows."""
    by_id: dict[int, Indicator] = {}
    found = []
    for node in nodes:
        by_id[node.pk] = node
        if node.level != 3:
            continue
        assert node.parent_id is not None  # constraint: only level 1 has no parent
        parent = by_id[node.parent_id]
        root = parent if parent.parent_id is None else by_id[parent.parent_id]
        found.append(
            IndicatorDraft(
                level1=root.name,
                level1_points=root.points,
                level2=parent.name if parent.level == 2 else None,
                level3=node.name,
                target=node.target_text,
                points=node.points,
                description=node.description,
                explanation=node.explanation,
                basis=node.basis,
                scoring_note=node.scoring_note,
                data_source=node.data_source,
                lineage=node.lineage,
            )
        )
    return found
