"""Monitoring: a post that does not say what its page showed is answered 428, and writes nothing.

Every refusal has its counterpart: the same post with the mark is written.
"""

import pytest
from django.urls import reverse

from scoring.forms.monitoring import line_mark


@pytest.fixture
def line(report):
    return report.lines.first()


@pytest.fixture
def typed(line):
    """A row with its mark, as the page sends it."""
    key = line.public_id.hex
    said = {"text": "6", "forecast": "12", "chance": "", "cause": "", "cause_text": "雨停了"}
    return {f"{name}-{key}": text for name, text in said.items()} | {f"was-{key}": line_mark(line)}


def place(name, *rows):
    return reverse(f"scoring:{name}", args=[row.public_id for row in rows])


def without(form, start):
    return {name: text for name, text in form.items() if not name.startswith(start)}


def stored(report):
    report.refresh_from_db()
    return report.version, report.executed_text, list(report.lines.order_by("pk").values())


def test_the_page_sends_the_mark_that_is_asked_for(browser, report, line):
    page = browser.get(place("monitoring_entry", report)).content.decode()
    assert f'name="was-{line.public_id.hex}" value="{line_mark(line)}"' in page
    assert 'name="was-executed" value=""' in page


def test_a_row_without_its_mark_is_not_written(browser, report, line, typed):
    rows = (place("monitoring_line", report, line), place("monitoring_entry", report))
    before = stored(report)
    for address in rows:
        for bare in (without(typed, "was-"), typed | {f"was-{line.public_id.hex}": ""}):
            answer = browser.post(address, bare)
            page = answer.content.decode()
            assert answer.status_code == 428
            assert "没有收到页面的版本，没有写入" in page
            assert 'value="6"' in page
            assert "雨停了" in page
            assert stored(report) == before
    assert browser.post(rows[0], typed).status_code == 200
    assert report.lines.first().text == "6"


def test_the_amount_executed_is_not_written_without_its_mark(browser, report):
    address, before = place("monitoring_entry", report), stored(report)
    answer = browser.post(address, {"executed": "7.00"})
    assert answer.status_code == 428
    assert 'value="7.00"' in answer.content.decode()
    assert stored(report) == before
    assert browser.post(address, {"executed": "7.00", "was-executed": ""}).status_code == 302
    report.refresh_from_db()
    assert report.executed_text == "7.00"


def test_nothing_is_handed_in_with_a_row_that_lacks_its_mark(browser, report, typed):
    before = stored(report)
    answer = browser.post(
        place("monitoring_entry", report), without(typed, "was-") | {"then": "submit"}
    )
    assert answer.status_code == 428
    assert stored(report) == before
    assert report.state == "DRAFT"
