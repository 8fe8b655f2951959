"""The checks over stored rows: what they are given, and how sure they are of it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft
from projects.values import Printed
from scoring.adapter import EDITIONS, edition_of
from scoring.entries import LineEntry
from scoring.models import Sheet
from scoring.queries.sheet_findings import checked_sheet, terms_of
from scoring.queries.sheet_rows import sheet_rows
from scoring.queries.sheets import with_heads
from scoring.rules.terms import Sign
from scoring.tables import placed
from tests.factories import fill_sheet, make_plan, make_project, make_sheet, make_user
from tests.scoring.sheets import page_of

pytestmark = pytest.mark.django_db
D = Decimal


def draft(*lines):
    return PlanDraft(
        funds=[
            FundDraft(label="年度资金总额", annual="200.00", is_total=True),
            FundDraft(label="财政拨款", annual="150"),
        ],
        indicators=[
            IndicatorDraft(
                level1=block, level2="二级", level3=name, target=target, points=D(points)
            )
            for block, name, target, points in lines
        ],
    )


LINES = [
    ("产出指标", "场次", "≥30场", "50"),
    ("效益指标", "带动", "显著", "30"),
    ("满意度指标", "满意度", "95%", "10"),
]
MET = {
    0: LineEntry(text="30", claimed=D(40)),
    1: LineEntry(text="显著", claimed=D(30), share=D(1)),
    2: LineEntry(text="96%", claimed=D(10)),
}


def filled(*, of_project, entries=MET, lines=LINES):
    filer = make_user()
    project = make_project(department=filer.department) if of_project else None
    plan = make_plan(department=filer.department, project=project, draft=draft(*lines))
    sheet = make_sheet(plan=plan)
    return fill_sheet(sheet=sheet, by=filer, lines=entries, executed=["200.00", "150"])


def read(sheet):
    sheet = with_heads(Sheet.objects.all()).get(pk=sheet.pk)
    stored = sheet_rows(sheet, with_trail=False)
    tree = placed(stored.lines)
    words = [f"第 {number} 行" for number in range(1, sum(len(rows) for _, rows in tree) + 1)]
    with CaptureQueriesContext(connection) as asked:
        made = checked_sheet(sheet, edition_of(sheet), stored.funds, tree, words)
    assert len(asked) == 0
    return made


def test_stored_rows_are_read_as_they_are_printed():
    made = read(filled(of_project=True))
    first, second, third = made.lines
    assert (first.row, first.block, first.name) == (0, "产出指标", "场次")
    assert (first.points, first.score) == (Printed("50", D(50)), Printed("40", D(40)))
    assert (first.sign, first.target_number, first.actual_number) == (Sign.AT_LEAST, 30, 30)
    assert (first.unit, first.outcome, first.computed) == ("场", "met", 50)
    assert (second.sign, second.target_number, second.score.number) == (None, None, 30)
    assert (third.sign, third.unit) == (Sign.EQUAL, "%")
    assert [fund.executed.text for fund in made.funds] == ["200.00", "150"]
    assert (made.funds[0].points.text, made.funds[1].points.text) == ("10", "")
    assert not made.is_copy


@pytest.mark.parametrize("of_project, severity", [(True, "doubt"), (False, "error")])
def test_only_the_edition_of_a_region_was_chosen(of_project, severity):
    page = page_of(filled(of_project=of_project))
    found = [one for one in page.findings if one.check == "line-score"]
    assert [(one.severity, one.place) for one in found] == [(severity, "indicators[0].score")]


def test_a_part_that_is_missing_is_told_beside_its_total():
    page = page_of(filled(of_project=True))
    assert [(one.check, one.severity) for one in page.funds[0].findings] == [
        ("fund-parts", "doubt"),
        ("fund-parts", "doubt"),
    ]
    assert page.funds[1].findings == []


def test_weights_of_its_own_are_told_of_the_points():
    lines = [("产出指标", "场次", "≥30场", "60"), *LINES[1:2]]
    entries = {0: LineEntry(text="30", claimed=D(60)), 1: MET[1]}
    page = page_of(filled(of_project=True, lines=lines, entries=entries))
    told = [
        (one.finding.check, one.place.words)
        for one in page.located
        if "points" in one.finding.place
    ]
    assert told == [("block-edition", "一级指标分值")]


def test_terms_are_those_of_the_edition():
    terms = terms_of(EDITIONS["henan-department-2021"], chosen=True)
    assert terms.blocks == {"投入管理指标": 30, "产出指标": 25, "效益指标": 35}
    assert (terms.execution_points, terms.execution_tag, terms.chosen) == (10, "P", True)
    assert not terms_of(EDITIONS["national-2020"], chosen=False).chosen
