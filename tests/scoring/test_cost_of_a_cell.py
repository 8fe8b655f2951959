"""What saving a cell costs: at most 10 queries; the answer shows what is stored."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.entries import LineEntry
from scoring.models import Sheet
from tests.factories import (
    fill_sheet,
    leaves_of,
    make_client,
    make_draft,
    make_plan,
    make_project,
    make_user,
)
from tests.factories import make_sheet as make_empty_sheet
from tests.scoring.addresses import address
from tests.scoring.sheets import versions_of
from tests.scoring.steps import take

HTMX = {"HX-Request": "true"}
MOST = 10
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def made(lines, *, of_project):
    filer = make_user()
    project = make_project(department=filer.department) if of_project else None
    draft = make_draft(lines=lines)
    plan = make_plan(department=filer.department, project=project, draft=draft)
    sheet = fill_sheet(sheet=make_empty_sheet(plan=plan), by=filer, lines={1: LineEntry(text="90")})
    return sheet, make_client(filer)


def part(sheet, kind):
    """(id of the row, name of its field)"""
    row = {
        "lines": leaves_of(sheet.plan)[0],
        "funds": sheet.plan.funds.get(is_total=True),
        "goals": sheet.plan.goals.get(),
        "tasks": sheet.plan.tasks.get(),
        "head": sheet,
    }[kind].public_id
    word = {"lines": "text", "funds": "executed", "goals": "goal", "tasks": "task"}.get(kind)
    return row, f"{word}-{row.hex}" if word else "printed_total"


def saved(sheet, browser, kind, text):
    """The answer to saving one cell, and the statements that it took."""
    row, name = part(sheet, kind)
    target = address("sheet_row", sheet.public_id, kind, row)
    typed = versions_of(sheet) | {name: text}
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(target, typed, headers=HTMX)
    assert answer.status_code == 200
    found = [query["sql"] for query in asked.captured_queries]
    return answer, [sql for sql in found if not sql.startswith(CONTROL)]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["lines", "funds", "goals", "tasks", "head"])
@pytest.mark.parametrize("of_project", [True, False])
def test_saving_a_cell_takes_ten_queries_at_most(kind, of_project):
    counts = set()
    for lines in (4, 40):
        sheet, browser = made(lines, of_project=of_project)
        counts.add(len(saved(sheet, browser, kind, "91")[1]))
    assert len(counts) == 1
    assert max(counts) <= MOST


@pytest.mark.django_db
def test_a_sheet_that_was_returned_costs_no_more():
    sheet, browser = made(4, of_project=False)
    row, above = leaves_of(sheet.plan)[0], make_user(role="SUPERVISOR", department=sheet.department)
    before = len(saved(sheet, browser, "lines", "91")[1])
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED")
    sheet.refresh_from_db()
    sheet = take(sheet, "return", above, reason="改", rows={row.lineage: "没有依据"})
    answer, after = saved(sheet, browser, "lines", "92")
    assert "没有依据" in answer.content.decode()
    assert len(after) == before


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["lines", "funds", "goals", "tasks", "head"])
def test_the_answer_shows_what_a_new_reading_shows(kind):
    """The row is shown from what was just computed; a page read anew must say the same."""
    sheet, browser = made(4, of_project=False)
    answer, _ = saved(sheet, browser, kind, "91")
    page = browser.get(address("sheet_entry", sheet.public_id)).content.decode()
    shown = element(answer.content.decode(), "row-")
    shown = re.sub(
        r'<span class="(?:under"><span class=")?save save-ok.*?已保存(?:</span>)+', "", shown
    )
    assert shown in page.replace(' aria-describedby="x"', "")
    if kind in ("lines", "funds", "head"):
        running = re.search(r'id="running-total">[^<]*<', answer.content.decode()).group()
        assert running in page
    assert Sheet.objects.get(pk=sheet.pk).version == 3


def element(text, start):
    """The row of an answer, from its tag to its last cell."""
    found = re.search(rf'<(tr|div) [^>]*?id="{start}.*?</\1>', text, re.S) or re.search(
        rf'<(tr|div)[^>]* id="{start}.*?</\1>', text, re.S
    )
    return found.group()
