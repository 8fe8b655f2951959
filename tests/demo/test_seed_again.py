"""The demo is added once: whatever people did with it, a second run changes nothing, nor fails."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from perf.demo.accounts import ACCOUNTS
from perf.demo.seed import seed
from projects.models import (
    Department,
    FiscalYear,
    LibraryEntry,
    Plan,
    PlanTemplate,
    Project,
    Stage,
    User,
)
from projects.returns import Remark
from projects.services.closing import close_department
from projects.services.departments import (
    change_department,
    department_mark,
    move_department,
    place_mark,
)
from projects.services.library import retire_entry
from projects.services.people import account_mark, change_account, create_account, disable_account
from projects.services.projects import change_project, close_project, project_mark
from projects.services.templates import retire_template
from projects.services.windows import set_windows, windows_mark
from projects.trail import last_change
from scoring.models import MonitoringRound, Sheet
from scoring.services.plan_steps import take_plan_step
from scoring.services.rounds import change_round


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything():
    return {
        model: list(model._default_manager.order_by("pk").values())
        for app in ("projects", "scoring")
        for model in apps.get_app_config(app).get_models()
    }


def person(username):
    return User.objects.get(username=username)


def by(username):
    return {"by": person(username), "at": timezone.now()}


ADMIN, FINANCE = "sysadmin", "caizheng"


def rename_projects():
    for project in Project.objects.all():
        said = {"code": None, "name": f"{project.name}（二期）", "kind": project.kind}
        change_project(project=project, **said, seen=project_mark(project), **by(ADMIN))


def close_projects():
    for project in Project.objects.all():
        close_project(project=project, from_day=date(2024, 12, 31), reason="终止", **by(ADMIN))


def give_departments_other_codes():
    for unit in Department.objects.all():
        said = {"code": f"9{unit.code}", "name": f"{unit.name}（新）"}
        said |= {"kind": unit.kind, "region": unit.region, "seen": department_mark(unit)}
        change_department(department=unit, **said, **by(ADMIN))


def move_a_unit():
    unit, other = (Department.objects.get(code=code) for code in ("254101", "200"))
    seen = place_mark(unit)
    move_department(department=unit, parent=other, reason="划转", seen=seen, **by(ADMIN))


def close_the_units():
    for unit in Department.objects.filter(kind="UNIT"):
        said = {"from_day": date(2025, 1, 1), "reason": "撤并"}
        close_department(department=unit, **said, **by(ADMIN))


def disable_accounts():
    for account in User.objects.exclude(username=ADMIN):
        disable_account(account=account, **by(ADMIN))


def change_accounts():
    """Another name, e-mail and department; a finance officer who audits now."""
    other = Department.objects.get(code="000")
    for account in User.objects.exclude(department=None):
        said = {"name": "换人", "phone": "", "email": f"{account.username}@office.example"}
        said |= {"role": "AUDITOR", "department": other, "seen": account_mark(account)}
        change_account(account=account, **said, **by(ADMIN))


def rename_and_retire_library_entries():
    for entry in LibraryEntry.objects.all()[:3]:
        retire_entry(entry=entry, is_active=False, **by(FINANCE))
    for entry in LibraryEntry.objects.all()[:3]:
        LibraryEntry.objects.filter(pk=entry.pk).update(name=f"{entry.name}（改）")


def rename_and_retire_templates():
    for template in PlanTemplate.objects.all():
        retire_template(template=template, is_active=False, **by(FINANCE))
        PlanTemplate.objects.filter(pk=template.pk).update(name=f"{template.name}（改）")


def set_the_windows():
    said = {
        "department": Department.objects.get(code="000"),
        "year": FiscalYear.objects.get(year=2024),
    }
    ends = timezone.now(), timezone.now() + timedelta(days=9)
    set_windows(**said, spans={Stage.TARGETS: ends}, seen=windows_mark([]), **by(FINANCE))


def change_the_round():
    opened = MonitoringRound.objects.get()
    said = {"opens_at": opened.opens_at, "closes_at": opened.closes_at, "name": "改名"}
    change_round(opened=opened, **said, seen=str(opened.version), **by(FINANCE))


def void_the_drafts():
    for plan in Plan.objects.filter(state="DRAFT"):
        said = {"version": last_change(plan), "remark": Remark(reason="不要了")}
        take_plan_step(plan=plan, step="void", **said, **by("hejun"))


def clear_the_sheets():
    Sheet.objects.filter(department__code="731").update(filled_count=0)


DONE = [
    rename_projects,
    close_projects,
    give_departments_other_codes,
    move_a_unit,
    close_the_units,
    disable_accounts,
    change_accounts,
    rename_and_retire_library_entries,
    rename_and_retire_templates,
    set_the_windows,
    change_the_round,
    void_the_drafts,
    clear_the_sheets,
]


@pytest.mark.parametrize("done", DONE, ids=lambda done: done.__name__)
def test_a_second_run_leaves_what_people_did(seeded, done):
    start = everything()
    with undone():
        done()
        before = everything()
        assert before != start
        seed()
        assert everything() == before


def test_an_account_of_the_same_name_does_not_keep_the_demo_out(db):
    """Somebody made the first administrator before he asked for the demo."""
    admin = create_account(
        username=ADMIN, name="我", role=User.Role.SYSTEM_ADMIN, department=None,
        password="a-long-password", by=None, at=timezone.now(),
    )  # fmt: skip
    seed()
    assert {row.username for row in User.objects.all()} == {row.username for row in ACCOUNTS}
    assert person(ADMIN).name == admin.name
    assert Plan.objects.exists()
