"""More time in a round stands in the lists of extensions, and they lead to its correction."""

import pytest
from django.urls import reverse

from projects.models import MONITORING, Department, Extension, User
from tests.factories import (
    AT,
    DAY,
    make_client,
    make_department,
    make_plan,
    make_project,
    make_user,
)
from tests.monitoring.rows import counted_draft, make_round
from tests.monitoring.test_more_time import END, more
from tests.monitoring.test_pages import place


@pytest.fixture
def opened(branch, supervisor, plan):
    return make_round(department=branch, by=supervisor, closes_at=AT + DAY)


def test_the_lists_lead_to_the_correction_of_an_extension(opened, unit, branch, supervisor):
    more(opened, unit, supervisor)
    more(opened, unit, supervisor, until=END + DAY, reason="改正")
    lonely = make_department(parent=branch)  # more time of a month that it reports nothing of
    said = {"month": 7, "year": opened.year, "until": END, "reason": "停机", "by": supervisor}
    Extension.objects.create(stage=MONITORING, department=lonely, **said)
    address = reverse("scoring:monitoring_round_extend", args=[opened.public_id])
    link = f'href="{address}?unit={unit.public_id}"'
    finance = make_user(role=User.Role.FINANCE, department=branch)
    for person, page in (
        (finance, "/windows/?year=2021"),
        (supervisor, f"/departments/{unit.public_id}/?year=2021"),
    ):
        seen = make_client(person).get(page).content.decode()
        assert (seen.count(link), seen.count("改期或收回…")) == (1, 1)
    form = make_client(supervisor).get(f"{address}?unit={unit.public_id}").content.decode()
    assert (unit.name in form, "已延期" in form) == (True, True)
    filer = make_client(make_user(department=unit))
    assert link not in filer.get(f"/departments/{unit.public_id}/?year=2021").content.decode()


@pytest.mark.parametrize("mine_ends_first", [True, False])
def test_of_two_rounds_of_a_month_the_list_leads_to_the_one_that_was_extended(
    branch, unit, plan, supervisor, mine_ends_first
):
    """The other ends later than the extension: nothing of it could be taken back there."""
    ends = [AT + DAY, AT + 20 * DAY][:: 1 if mine_ends_first else -1]
    above = make_department(kind=Department.Kind.FINANCE)
    rounds = [make_round(department=branch, by=supervisor, closes_at=ends[0])]
    make_plan(department=unit, project=make_project(department=unit), draft=counted_draft())
    move_below(branch, above)
    finance = make_user(role=User.Role.FINANCE, department=above)
    rounds.append(make_round(department=above, by=finance, closes_at=ends[1]))
    assert [row.reports.count() for row in rounds] == [1, 1]
    extended = rounds[0 if mine_ends_first else 1]
    unit.refresh_from_db()
    more(extended, unit, User.objects.get(pk=supervisor.pk))
    page = make_client(supervisor).get(f"/departments/{unit.public_id}/?year=2021").content.decode()
    assert place("monitoring_round_extend", extended) in page


def move_below(branch, above):
    for row in Department.objects.filter(path__startswith=branch.path):
        Department.objects.filter(pk=row.pk).update(path=f"{above.path}{row.path}")
    Department.objects.filter(pk=branch.pk).update(parent=above)
