"""Tasks of a whole department with the projects that carry them out, in the tasks' own query."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from projects import show
from projects.models import FundLine, Plan, Project, Task, TaskProject
from scoring.models import FundResult, Sheet
from scoring.rules.numbers import percent

_PLAN_STATES = dict(Plan.State.choices)
_SHEET_STATES = dict(Sheet.State.choices)


@dataclass(frozen=True, slots=True)
class LinkedProject:
    """A project of a task in the year of the plan; ids are empty where there is no such page."""

    name: str
    project: str
    plan: str
    plan_state: str
    sheet: str
    sheet_state: str
    computed: str
    claimed: str
    execution: str


def with_projects(tasks: "QuerySet[Task]") -> "QuerySet[Task]":
    """Load along what `told_tasks` tells of each task; no query of its own."""
    plan = Plan.objects.filter(project=OuterRef("project"), year=OuterRef("year"))
    sheet = Sheet.objects.filter(plan__project=OuterRef("project"), year=OuterRef("year"))
    total = FundLine.objects.filter(
        plan__project=OuterRef("project"), year=OuterRef("year"), is_total=True
    )
    spent = FundResult.objects.filter(
        sheet__plan__project=OuterRef("project"), year=OuterRef("year"), fund_line__is_total=True
    )
    links = TaskProject.objects.filter(task=OuterRef("pk")).order_by("project__code", "project_id")
    told = JSONObject(
        name=F("project__name"),
        project=Cast("project__public_id", TextField()),
        plan=_text(plan, "public_id"),
        plan_state=_text(plan, "state"),
        sheet=_text(sheet, "public_id"),
        sheet_state=_text(sheet, "state"),
        computed=_text(sheet.filter(filled_count__gt=0), "computed_total"),
        printed=_text(sheet, "printed_total"),
        claimed=_text(sheet, "claimed_total"),
        annual=_text(total, "annual_budget"),
        executed=_text(spent, "executed"),
    )
    return tasks.annotate(linked=ArraySubquery(links.values_list(told, flat=True)))


def _text(rows: "QuerySet[Any]", column: str) -> Subquery:
    """One column as text: figures stay exact on their way through JSON."""
    return Subquery(rows.annotate(said=Cast(column, TextField())).values("said")[:1])


def told_tasks(tasks: Iterable[Any]) -> list[Any]:
    """The tasks read by `with_projects`, each with its `projects` as pages show them."""
    found = list(tasks)
    for task in found:
        task.projects = [_linked(told) for told in task.linked]
    return found


def _linked(told: dict[str, str | None]) -> LinkedProject:
    executed, annual = _number(told["executed"]), _number(told["annual"])
    claimed = _number(told["printed"])
    rate = percent(executed, annual)
    return LinkedProject(
        name=told["name"] or "",
        project=told["project"] or "",
        plan=told["plan"] or "",
        plan_state=_PLAN_STATES.get(told["plan_state"] or "", "没有目标表"),
        sheet=told["sheet"] or "",
        sheet_state=_SHEET_STATES.get(told["sheet_state"] or "", ""),
        computed=show.score(_number(told["computed"])),
        claimed=show.score(_number(told["claimed"]) if claimed is None else claimed),
        execution=show.percent(rate),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def tasks_of(plan: Plan) -> list[Any]:
    """The tasks of a plan in printed order with their projects: one query."""
    return told_tasks(with_projects(Task.objects.filter(plan=plan)).order_by("position"))


def projects_to_link(plan: Plan) -> list[Project]:
    """The projects of the plan's department: one query."""
    return list(Project.objects.filter(department=plan.department_id))
