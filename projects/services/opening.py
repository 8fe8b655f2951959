"""Open a plan on the web: blank, or from a template."""

from datetime import datetime

from django.db import transaction

from projects.access import Verb, require
from projects.drafts import PlanDraft, from_json
from projects.locks import stage_lock
from projects.models import Department, FiscalYear, Plan, PlanTemplate, Project, Stage, User
from projects.services.plans import declare_plan
from projects.trail import record


class AlreadyThere(Exception):
    """The project, or the whole department, has a plan of that year."""


class MovedAway(Exception):
    """The project is no longer the department's."""


def hold(department: Department) -> None:
    """Let one transaction at a time open plans of a department: the second sees the first's."""
    Department.objects.select_for_update(no_key=True).get(pk=department.pk)


@transaction.atomic
def open_plan(
    *,
    department: Department,
    year: FiscalYear,
    project: Project | None,
    template: PlanTemplate | None,
    by: User,
    at: datetime,
) -> Plan:
    """Store a new draft plan with what its template holds, and return it.

    Raises Locked where the stage is closed, AlreadyThere for a second plan of the year and
    MovedAway where the project was given to another department meanwhile.
    """
    for row in (department, project) if project else (department,):
        require(by, Verb.PLAN, row)
    if lock := stage_lock(department=department, year=year.year, stage=Stage.TARGETS, at=at):
        raise lock
    hold(department)
    if project is not None:
        project = _held(department, project)
    if Plan.objects.filter(department=department, year=year, project=project).exists():
        raise AlreadyThere
    draft = from_json(template.content) if template else PlanDraft()
    plan = declare_plan(
        department=department, year=year, project=project, draft=draft, by=by, at=at
    )
    if template:
        summary = f"由模板“{template.name}”新建"
        record(by=by, at=at, action="plan.from_template", on=plan, summary=summary)
    return plan


def _held(department: Department, project: Project) -> Project:
    """The department's project as it stands now, locked: it is not moved meanwhile."""
    rows = Project.objects.filter(department=department).select_for_update(no_key=True)
    found = rows.filter(pk=project.pk).first()
    if found is None:
        raise MovedAway
    return found
