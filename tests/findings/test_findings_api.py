"""The list of findings for other systems: its rows, filters, pages and queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.models import Finding
from scoring.services.findings import recheck
from scoring.services.waivers import waive, waiver_mark
from tests.api.conftest import read
from tests.factories import AT, make_client, make_department, make_user
from tests.findings.build import wrong_plan, wrong_sheet

pytestmark = pytest.mark.django_db

LIST = "/api/v1/findings/"


def ask(user, **parameters):
    response = make_client(user).get(LIST, parameters)
    return response.status_code, read(response)


@pytest.fixture
def found(unit, filer):
    """The error of a sheet, and that of another year's plan."""
    wrong_sheet(unit, by=filer)
    wrong_plan(unit, year=2022, name="扩建")
    for year in (2021, 2022):
        recheck(department=unit, year=year, at=AT)
    return Finding.objects.get(code="total-sum")


def test_a_row_says_both_figures_and_who_set_it_aside(found, unit, filer, finance):
    waive(finding=found, reason="年末更正", seen=waiver_mark(found), by=finance, at=AT)
    status, body = ask(filer, check="total-sum")
    assert (status, body["count"]) == (200, 1)
    [row] = body["results"]
    moments = row.pop("found_at"), row["waiver"].pop("at")
    assert all(moments)
    assert row == {
        "id": str(found.public_id),
        "department": {"code": unit.code, "name": unit.name},
        "year": 2021,
        "document": "改造 自评表",
        "check": "total-sum",
        "severity": "error",
        "place": "total_printed",
        "level3": None,
        "message": found.message,
        "printed": "90",
        "expected": "100.00",
        "difference": "-10.00",
        "waiver": {"by": "王强", "reason": "年末更正"},
    }


def test_what_is_asked_for_is_given_the_latest_year_first(found, unit, branch, finance):
    beside = make_department(parent=branch)
    wrong_plan(beside)
    recheck(department=beside, year=2021, at=AT)

    def years(**asked):
        return [row["year"] for row in ask(finance, **asked)[1]["results"]]

    assert years() == [2022, 2021, 2021]
    assert years(year="2021") == [2021, 2021]
    assert years(department=unit.code) == [2022, 2021]
    assert years(check="fund-parts", year="2022") == [2022]
    assert years(severity="doubt") == []
    waive(finding=found, reason="更正", seen=waiver_mark(found), by=finance, at=AT)
    assert years(waived="true") == [2021]
    assert years(waived="false", department=unit.code) == [2022]


@pytest.mark.parametrize(
    "asked", [{"state": "x"}, {"severity": "bad"}, {"waived": "1"}, {"page": "9"}, {"check": "总"}]
)
def test_an_odd_parameter_is_refused_in_words(filer, asked):
    status, body = ask(filer, **asked)
    assert (status, list(body)) == (400, list(asked))


def test_another_units_findings_are_not_told(found):
    assert ask(make_user(department=make_department()))[1]["count"] == 0


def queries(user):
    client = make_client(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LIST).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_findings(found, unit, filer):
    few = queries(filer)
    for number in range(20):
        wrong_plan(unit, name=f"改造{number}")
    recheck(department=unit, year=2021, at=AT)
    assert Finding.objects.count() > 20
    assert queries(filer) == few
