"""What a row was the year before stands beside it: found by lineage, in one query."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import User
from scoring.entries import LineEntry
from scoring.queries.last_year import last_year
from tests.factories import (
    fill_sheet,
    leaves_of,
    make_client,
    make_draft,
    make_plan,
    make_project,
    make_sheet,
    make_user,
)

LINEAGES = [uuid4() for _ in range(4)]


def draft_with(lineages, **changes):
    """A target table whose rows have these lineages."""
    draft = make_draft(lines=len(lineages))
    rows = [
        replace(row, lineage=lineage, **changes)
        for row, lineage in zip(draft.indicators, lineages, strict=True)
    ]
    return replace(draft, indicators=rows)


def plan_of(unit, year, lineages=LINEAGES, project=None, **changes):
    draft = draft_with(lineages, **changes)
    return make_plan(
        department=unit, year=year, project=project, draft=draft, is_approved=year < 2022
    )


def test_target_actual_and_scores_stand_beside_the_row(unit, filer):
    before = plan_of(unit, 2021)
    sheet = make_sheet(plan=before)
    line = LineEntry(text="96%", claimed=Decimal("22.50"))
    fill_sheet(sheet=sheet, by=filer, lines={0: line})
    found = last_year(plan_of(unit, 2022, target="≥97%"))
    row = found[LINEAGES[0]]
    assert (row.year, row.plan_id) == (2021, before.public_id)
    assert (row.target, row.actual, row.not_applicable) == ("≥95%", "96%", False)
    assert (row.points, row.computed, row.claimed) == (23, Decimal("23.00"), Decimal("22.50"))
    assert set(found) == set(LINEAGES)


def test_no_sheet_a_blank_and_not_applicable_are_three_things(unit, filer):
    before = plan_of(unit, 2021)
    plan = plan_of(unit, 2022)
    assert last_year(plan)[LINEAGES[0]].actual is None
    sheet = make_sheet(plan=before)
    absent = LineEntry(not_applicable=True, deviation="当年没有采购预算")
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="0"), 1: absent})
    found = last_year(plan)
    assert (found[LINEAGES[0]].actual, found[LINEAGES[0]].not_applicable) == ("0", False)
    assert (found[LINEAGES[1]].actual, found[LINEAGES[1]].not_applicable) == ("", True)
    assert found[LINEAGES[2]].actual in (None, "")
    assert not found[LINEAGES[2]].not_applicable


def test_the_latest_year_before_counts(unit):
    plan_of(unit, 2019, target="≥90%")
    plan_of(unit, 2020, target="≥91%")
    plan_of(unit, 2023, target="≥99%")
    found = last_year(plan_of(unit, 2022))
    assert {row.year for row in found.values()} == {2020}
    assert found[LINEAGES[0]].target == "≥91%"


def test_a_new_row_has_no_past(unit):
    plan_of(unit, 2021)
    fresh = uuid4()
    found = last_year(plan_of(unit, 2022, lineages=[*LINEAGES[:3], fresh]))
    assert fresh not in found
    assert len(found) == 3


def test_another_project_with_the_same_lineage_is_no_past(unit):
    plan_of(unit, 2021, project=make_project(department=unit))
    assert last_year(plan_of(unit, 2022)) == {}


def test_it_is_one_query_whatever_the_number_of_rows(unit):
    many = [uuid4() for _ in range(40)]
    plan_of(unit, 2021, lineages=many)
    plan = plan_of(unit, 2022, lineages=many)
    with CaptureQueriesContext(connection) as asked:
        assert len(last_year(plan)) == len(leaves_of(plan)) == 40
    assert len(asked) - 1 == 1  # leaves_of asked as well


def test_whoever_approves_sees_it_beside_the_target(unit, filer):
    sheet = make_sheet(plan=plan_of(unit, 2021))
    lines = {0: LineEntry(text="96%"), 1: LineEntry(not_applicable=True, deviation="没有采购")}
    fill_sheet(sheet=sheet, by=filer, lines=lines)
    plan = plan_of(unit, 2022, target="≥97%")
    above = make_user(role=User.Role.SUPERVISOR, department=unit)
    page = make_client(above).get(f"/plans/{plan.public_id}/").content.decode()
    assert "2021 年：≥95%，实际 96%</span>" in page
    assert "2021 年：≥96%，不适用</span>" in page
    assert "2021 年：≥97%</span>" in page
