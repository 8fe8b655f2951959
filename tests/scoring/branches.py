"""A branch with units for the tests of progress, reminders and what waits."""

from projects.models import Department, Plan, Stage, User
from scoring.models import Sheet
from tests.factories import (
    AT,
    DAY,
    make_department,
    make_plan,
    make_project,
    make_sheet,
    make_user,
    make_window,
)


def make_branch(*, closes_at=AT - 2 * DAY, parent=None):
    """A supervising department whose self-evaluation ended two days ago."""
    branch = make_department(kind=Department.Kind.SUPERVISING, parent=parent)
    if closes_at:
        make_window(
            department=branch, stage=Stage.ACTUALS, opens_at=AT - 30 * DAY, closes_at=closes_at
        )
    return branch


def make_unit(branch, *states, name=""):
    """A unit with one sheet in each of these states, and its filer."""
    unit = make_department(parent=branch, name=name)
    make_user(department=unit, name=f"填{unit.name}")
    for state in states:
        add_sheet(unit, state)
    return unit


def add_sheet(unit, state=Sheet.State.DRAFT, at=AT - 9 * DAY):
    """A sheet of a new project; past the services, because only its state matters."""
    sheet = make_sheet(plan=make_plan(department=unit, project=make_project(department=unit)))
    Sheet.objects.filter(pk=sheet.pk).update(state=state, state_at=at)
    sheet.refresh_from_db()
    return sheet


def add_plan(unit, state=Plan.State.DRAFT, at=AT - 9 * DAY):
    """A plan of a new project in that state."""
    plan = make_plan(department=unit, project=make_project(department=unit), is_approved=False)
    Plan.objects.filter(pk=plan.pk).update(state=state, state_at=at)
    plan.refresh_from_db()
    return plan


def send_back(document, by, at, **others):
    """A return on record, and the document a draft since."""
    document.returns.create(
        department=document.department,
        year=document.year,
        from_state="SUBMITTED",
        reason="请补佐证",
        by=by,
        at=at,
        **others,
    )
    type(document).objects.filter(pk=document.pk).update(state="DRAFT", state_at=at)


def supervisor_of(branch):
    """A supervisor of the branch."""
    return make_user(role=User.Role.SUPERVISOR, department=branch, name="陈洁")
