"""What the pages of the demo work out is what was stored of it: each line has a page of its own."""

import pytest
from django.db import transaction

from perf.demo.seed import seed
from projects.models import Plan, User
from scoring.models import Finding, Sheet, UnitCheck
from scoring.queries.stale_units import stale_units
from tests.factories import make_client


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def browser(seeded):
    return make_client(User.objects.get(username="caizheng"))


def test_the_demo_is_checked_at_once(seeded):
    assert stale_units() == []
    assert UnitCheck.objects.count() == 5
    assert Finding.objects.filter(severity="error").exists()


@pytest.mark.parametrize("model, kind", [(Plan, "plans"), (Sheet, "sheets")])
def test_every_line_on_the_page_of_a_paper_is_stored(browser, model, kind):
    looked_at = 0
    for row in model.objects.all():
        checks = browser.get(f"/{kind}/{row.public_id}/").context["checks"]
        assert [one.message for one in checks.own if not one.page] == []
        looked_at += len(checks.own)
    assert looked_at > 10


def test_a_finding_of_a_plan_that_its_sheet_repeats_is_stored_once(seeded):
    sheets = Finding.objects.filter(sheet__isnull=False, is_across=False)
    for one in sheets:
        same = {"code": one.code, "place": one.place, "printed": one.printed}
        twin = Finding.objects.filter(plan=one.sheet.plan, expected=one.expected, **same)
        assert not twin.exists()


def test_every_finding_has_its_page_and_leads_to_one_that_is_there(browser):
    for row in browser.get("/findings/?severity=all&state=all").context["rows"]:
        assert browser.get(row.page).status_code == 200
        assert browser.get(row.address.partition("#")[0]).status_code == 200
        anchor = row.address.partition("#")[2]
        page = browser.get(row.address.partition("#")[0]).content.decode()
        assert not anchor or f'id="{anchor}"' in page, row
