"""A filer's home: what waits, and whether the printed total can be right."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.entries import HeadEntry, LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.queries.home import filer_home
from scoring.services.actuals import save_entry
from tests.factories import AT, make_client, make_plan, make_project, make_sheet
from tests.scoring.sheets import page_of, sheet_of

pytestmark = pytest.mark.django_db

ABSENT = LineEntry(not_applicable=True, deviation="当年没有采购预算")


def claimed(points, text="95%"):
    return LineEntry(text=text, claimed=Decimal(points))


def filer_of(sheet):
    return sheet.department.people.get()


def with_total(lines, printed, execution="10"):
    sheet = sheet_of(lines)
    head = HeadEntry(
        claimed_execution=Decimal(execution),
        printed_total=Decimal(printed),
        printed_total_text=printed,
    )
    return save_entry(sheet=sheet, entry=SheetEntry(head=head), by=filer_of(sheet), at=AT)


def finding_of(sheet):
    (one,) = filer_home(filer_of(sheet), 2021, at=AT).todo.items
    at_home = [gist(found) for found in [one.finding] if found]
    on_its_page = [
        gist(found) for found in page_of(sheet).total_findings if found.check == "total-sum"
    ]
    assert at_home == on_its_page
    return one.finding


def gist(finding):
    """All but the sentence: on its own page that names the parts of the sum too."""
    return finding.check, finding.severity, finding.printed, finding.expected


WHOLE = [("≥95%", "60", claimed(60)), ("≥95%", "30", claimed(30))]
PARTLY = [("≥95%", "60", claimed(60)), ("≥95%", "30", ABSENT)]  # 70 of 70 points, or 100 of 100


@pytest.mark.parametrize("lines, printed", [(WHOLE, "100"), (PARTLY, "70"), (PARTLY, "100")])
def test_nothing_is_said_of_a_total_that_can_be_right(lines, printed):
    assert finding_of(with_total(lines, printed)) is None


def test_a_total_that_the_lines_do_not_give_is_told_on_the_page():
    sheet = with_total(WHOLE, "97.7")
    assert finding_of(sheet).severity == "error"
    page = make_client(filer_of(sheet)).get("/?year=2021").content.decode()
    assert "各行相加 100.00，表中印 97.7" in page


BLANK = LineEntry(text="95%")


@pytest.mark.parametrize(
    "lines, severity",
    [
        ([("≥95%", "60", claimed(60)), ("≥95%", "30", BLANK)], "doubt"),
        ([("≥95%", "60", claimed(60)), ("≥95%", "30", claimed(0))], "error"),
        ([("≥95%", "60", BLANK), ("≥95%", "30", BLANK)], "doubt"),
    ],
)
def test_while_scores_are_blank_a_total_is_only_a_doubt(lines, severity):
    assert finding_of(with_total(lines, "97.7")).severity == severity


def test_a_blank_execution_score_is_blank_too():
    sheet = with_total(WHOLE, "97.7")
    Sheet.objects.filter(pk=sheet.pk).update(claimed_execution=None, claimed_total=Decimal(90))
    assert finding_of(sheet).severity == "doubt"


def test_where_lines_do_not_apply_both_sums_are_named():
    finding = finding_of(with_total(PARTLY, "97.7"))
    assert finding.severity == "doubt"
    assert finding.expected == "70.00 或 100.00"


def test_a_sheet_without_claims_or_a_printed_total_is_not_blamed():
    sheet = sheet_of([("≥95%", "90", LineEntry(text="95%"))])
    assert finding_of(sheet) is None


def test_drafts_come_with_the_least_left_to_fill_first(unit, filer):
    whole = make_sheet(plan=make_plan(department=unit))
    project = make_project(department=unit)
    nearly = make_sheet(plan=make_plan(department=unit, project=project))
    Sheet.objects.filter(pk=nearly.pk).update(filled_count=3)
    assert waiting_sheets(filer) == [nearly, whole]
    Sheet.objects.filter(pk=nearly.pk).update(state=Sheet.State.SUBMITTED)
    assert waiting_sheets(filer) == [whole]


def waiting_sheets(filer):
    return [item.row for item in filer_home(filer, 2021, at=AT).todo.items]


def test_home_is_the_same_number_of_queries_however_many_sheets(unit, filer):
    counts = []
    for number in range(1, 4):
        make_sheet(plan=make_plan(department=unit, project=make_project(department=unit)))
        with CaptureQueriesContext(connection) as queries:
            home = filer_home(filer, 2021, at=AT)
            assert len(home.todo.items) == number
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 12


def test_what_was_done_lately_says_to_which_document(unit, filer):
    sheet = make_sheet(plan=make_plan(department=unit, project=make_project(department=unit)))
    title = sheet.plan.title
    told = {(one.about, one.entry.subject_id) for one in filer_home(filer, 2021, at=AT).recent}
    assert told == {
        (f"{title}目标表", sheet.plan.public_id),
        (f"{title}自评表", sheet.public_id),
    }
