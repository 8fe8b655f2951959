"""The demo: five disclosures in the database, the same after a second run."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import transaction

from perf.demo.accounts import ACCOUNTS
from perf.demo.drafts import INVENTED
from perf.demo.seed import seed
from projects.models import (
    AccountCell,
    AccountDocument,
    Department,
    Indicator,
    Plan,
    Project,
    TrailEntry,
    User,
)
from projects.trail import broken
from scoring.models import Sheet


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


def counts():
    return {
        model.__name__: model._default_manager.count()
        for app in ("projects", "scoring")
        for model in apps.get_app_config(app).get_models()
    }


def test_a_second_run_changes_nothing(seeded):
    before = counts()
    rows = list(Sheet.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())
    seed()
    assert counts() == before
    assert rows == (
        list(Sheet.objects.order_by("pk").values()),
        list(User.objects.order_by("pk").values()),
    )
    assert before["TrailEntry"] > 0


def test_everything_of_the_five_disclosures_is_there(seeded):
    assert AccountDocument.objects.count() == 5
    per_year = Project.objects.values_list("department__name", "plans__year_id")
    found = {key: list(per_year).count(key) for key in set(per_year)}
    assert found == {
        ("焦作市科学技术协会", 2023): 7,
        ("三门峡市科学技术协会", 2024): 1,
        ("张家口市科学技术协会", 2023): 23,
        ("焦作市产业技术科学院", 2024): 1,
    }
    # 51 + 11 + 151 + 8 of projects, 35 + 30 + 23 of whole departments
    assert Indicator.objects.filter(level=3).count() == 309
    printed = AccountCell.objects.exclude(text="").count()
    assert printed == 1258 + 1244 + 818 + 1006 + 1010


def test_whole_departments_three_as_tables_and_one_in_prose(seeded):
    plans = Plan.objects.filter(project=None)
    lines = {
        (plan.department.name, plan.year_id): plan.indicators.filter(level=3).count()
        for plan in plans
    }
    assert lines == {
        ("焦作市科学技术协会", 2021): 35,
        ("三门峡市科学技术协会", 2024): 30,
        ("焦作市产业技术科学院", 2024): 23,
        ("张家口市科学技术协会", 2023): 0,
    }


def test_the_2021_sheet_has_its_three_totals(seeded):
    sheet = Sheet.objects.get(year=2021)
    assert (sheet.computed_total, sheet.claimed_total, sheet.printed_total) == (
        Decimal("99.00"),
        Decimal("97.90"),
        Decimal("97.70"),
    )
    assert (sheet.printed_total_text, sheet.narrative_total) == ("97.7", Decimal("97.9"))
    assert (sheet.filled_count, sheet.line_count, sheet.unscored_count) == (35, 35, 0)


def test_one_account_a_role_and_more_only_for_filers(seeded):
    roles = list(User.objects.values_list("role", flat=True))
    assert set(roles) == set(User.Role.values)
    assert {role: roles.count(role) for role in roles if roles.count(role) > 1} == {"FILER": 4}
    assert set(User.objects.values_list("username", flat=True)) == {a.username for a in ACCOUNTS}


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_each_account_signs_in_with_the_password_that_is_printed(seeded, account):
    user = User.objects.get(username=account.username)
    assert user.check_password(account.password)
    assert (user.name, user.get_role_display()) == (account.name, account.role_label)
    assert (user.department.name if user.department else "") == account.department_name


def test_a_finance_bureau_and_supervising_departments_stand_above_the_units(seeded):
    tree = {row.name: row.parent.kind if row.parent else "" for row in Department.objects.all()}
    kinds = [(row.kind, tree[row.name]) for row in Department.objects.all()]
    assert sorted(kinds) == [
        ("FINANCE", ""),
        *[("SUPERVISING", "FINANCE")] * 2,
        *[("UNIT", "SUPERVISING")] * 4,
    ]


def test_points_that_no_disclosure_prints_are_marked_as_invented(seeded):
    printed = Plan.objects.get(year=2021)
    assert printed.points_note == ""
    others = Plan.objects.exclude(pk=printed.pk).filter(indicators__points__isnull=False)
    assert set(others.values_list("points_note", flat=True)) == {INVENTED}
    assert others.distinct().count() == 32 + 2


def test_points_of_every_table_add_up_to_90(seeded):
    for plan in Plan.objects.filter(indicators__level=3).distinct():
        points = plan.indicators.filter(level=3).values_list("points", flat=True)
        assert sum(points) == 90, plan


def test_every_plan_is_declared_by_its_own_filer_and_its_chain_is_sound(seeded):
    for plan in Plan.objects.select_related("department"):
        entry = TrailEntry.objects.get(subject_id=plan.public_id, sequence=1)
        assert (entry.by.role, entry.by.department) == ("FILER", plan.department)
        assert broken(plan) == []


def test_a_filer_has_targets_to_change(seeded):
    drafts = Plan.objects.filter(state=Plan.State.DRAFT)
    assert {plan.department.name for plan in drafts} == {"焦作市产业技术科学院"}


def test_a_sheet_stands_in_every_state_of_its_way(seeded):
    sheets = Sheet.objects.filter(department__code="731", filled_count__gt=0).order_by("pk")
    assert [(sheet.state, sheet.returns.count()) for sheet in sheets] == [
        ("ACCEPTED", 0), ("DEPARTMENT_PASSED", 0), ("SUBMITTED", 0), ("DRAFT", 1), ("DRAFT", 0),
    ]  # fmt: skip
    *done, begun = sheets
    assert all(sheet.filled_count == sheet.line_count for sheet in done)
    assert 0 < begun.filled_count < begun.line_count
    assert all(broken(sheet) == [] for sheet in sheets)
