"""What answers have in common: ended sessions, refused tokens, bad requests, nothing stored."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.api.conftest import LIST
from tests.factories import make_client, make_department, make_plan, make_sheet, make_user

HTMX = {"HX-Request": "true"}


@pytest.fixture
def unit(db):
    return make_department()


@pytest.fixture
def person(unit):
    return make_user(department=unit)


@pytest.fixture
def sheet(unit):
    return make_sheet(plan=make_plan(department=unit))


@pytest.fixture
def entry(sheet):
    return reverse("scoring:sheet_entry", args=[sheet.public_id])


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_is_told_of_the_ended_session_and_never_sent_to_the_sign_in_page(entry, method):
    answer = getattr(Client(), method)(entry, headers=HTMX)
    assert (answer.status_code, answer.content) == (401, b"")
    # Only what reads is loaded again: a row may hold typed text.
    assert answer.has_header("HX-Refresh") == (method == "get")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_browser_is_sent_to_the_sign_in_page_as_before(entry, method):
    answer = getattr(Client(), method)(entry)
    assert (answer.status_code, answer["Location"]) == (302, f"/signin/?next={entry}")


def test_another_redirect_is_left_to_htmx(person, entry):
    answer = make_client(person).post(entry, {"v-head": "0", "printed_total": "1"}, headers=HTMX)
    assert (answer.status_code, answer["Location"]) == (302, entry)


@pytest.mark.parametrize("client", ["visitor", "person"])
def test_a_refused_token_is_told_in_our_frame(client, person, entry):
    browser = Client(enforce_csrf_checks=True)
    if client == "person":
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post(entry, {"printed_total": "1"})
    text = answer.content.decode()
    assert answer.status_code == 403
    for words in ("没有写入任何内容", "“后退”", "复制", "刷新", "预算绩效管理", 'lang="zh-CN"'):
        assert words in text


def test_a_request_that_cannot_be_read_is_told_in_our_frame(person, entry, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    browser = make_client(person)
    browser.raise_request_exception = False
    answer = browser.post(entry, {"printed_total": "1", "claimed_execution": "1"})
    text = answer.content.decode()
    assert answer.status_code == 400
    for words in ("没有写入任何内容", "“后退”", "复制", "刷新", "预算绩效管理", 'lang="zh-CN"'):
        assert words in text


def pages(sheet):
    """Address -> status for a filer."""
    of_sheet = {name: reverse(f"scoring:{name}", args=[sheet.public_id])
                for name in ("sheet", "sheet_entry", "sheet_xlsx")}  # fmt: skip
    return dict.fromkeys(of_sheet.values(), 200) | {
        "/": 200,
        LIST: 200,
        f"{LIST}{sheet.public_id}/": 200,
        "/nowhere/": 404,
        "/accounts/": 403,
        "/signin/": 302,
    }


def test_nothing_for_a_signed_in_person_is_stored(person, sheet):
    browser = make_client(person)
    found = {}
    for path in pages(sheet):
        answer = browser.get(path)
        found[path] = (answer.status_code, answer.get("Cache-Control"))
    wanted = {path: (status, "private, no-store") for path, status in pages(sheet).items()}
    assert found == wanted


def test_what_is_for_everybody_is_not_marked(person):
    assert finders.find("perf/tokens.css")
    static = make_client(person).get("/static/perf/tokens.css")
    assert static.status_code == 200
    assert "no-store" not in static.get("Cache-Control", "")
    assert not Client().get("/health/").has_header("Cache-Control")
    assert "no-store" not in Client().get("/sheets/").get("Cache-Control", "")
