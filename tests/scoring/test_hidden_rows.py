"""What belongs to others answers as what is not there; who may only look gets 403."""

import pytest
from django.urls import reverse

from projects.models import Job, User
from scoring.models import Sheet
from tests.factories import (
    leaves_of,
    make_client,
    make_department,
    make_job,
    make_plan,
    make_user,
)
from tests.scoring.addresses import address, addresses, without_tokens

NAMES = [
    *("department", "plan", "plan_edit", "sheet", "sheet_xlsx", "sheet_entry", "sheet_row"),
    *("job", "job_file"),
]
ADMINISTRATORS = ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"]
WRITING = {"plan_edit", "sheet_entry", "sheet_row"}
LOOKING = [role for role in User.Role.values if role not in ("FILER", *ADMINISTRATORS)]


@pytest.fixture
def leaf(sheet):
    return leaves_of(sheet.plan)[0]


@pytest.fixture
def known(sheet, leaf, filer, unit):
    return addresses(sheet, leaf, make_job(by=filer, department=unit))


def ask(user, method, address):
    return getattr(make_client(user), method)(address, {"x": "1"})


def test_the_list_above_is_complete(known):
    assert set(known) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_another_departments_row_answers_as_a_missing_one(known, name):
    method, hidden, missing = known[name]
    stranger = make_client(make_user())
    answers = [without_tokens(getattr(stranger, method)(address)) for address in (hidden, missing)]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.parametrize("name", NAMES)
def test_an_administrator_is_not_told_of_any_row(known, name):
    method, hidden, _ = known[name]
    for role in ADMINISTRATORS:
        assert ask(make_user(role=role), method, hidden).status_code == 404


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("job_file", "sheet_row")])
def test_ones_own_row_is_there(known, name, filer, leaf):
    method, own, _ = known[name]
    status = ask(filer, method, own).status_code
    assert status == (409 if name == "plan_edit" else 200)  # its plan is approved


@pytest.mark.parametrize("name", sorted(WRITING))
@pytest.mark.parametrize("role", LOOKING)
def test_a_role_that_may_only_look_gets_403(known, name, role, unit, sheet):
    method, own, _ = known[name]
    response = ask(make_user(role=role, department=unit), method, own)
    assert response.status_code == 403
    assert "可以查看，不能修改" in response.content.decode()
    sheet.refresh_from_db()
    assert sheet.version == 1


@pytest.mark.parametrize("role", LOOKING)
def test_a_role_that_may_only_look_does_look(known, role, unit):
    person = make_user(role=role, department=unit)
    for name in ("department", "plan", "sheet", "sheet_xlsx"):
        method, own, _ = known[name]
        assert ask(person, method, own).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_visitor_is_sent_to_sign_in(known, name):
    method, own, _ = known[name]
    response = ask(None, method, own)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("signin"))


@pytest.mark.parametrize("name", ["departments", "plans", "sheets", "jobs"])
def test_a_list_shows_what_is_ones_own_and_nothing_of_others(sheet, unit, filer, name):
    own = ask(filer, "get", address(name)).content.decode()
    others = ask(make_user(), "get", address(name)).content.decode()
    assert unit.name in own
    assert unit.name not in others


def test_a_job_is_its_askers_alone_even_within_the_department(unit, filer):
    job = make_job(by=filer, department=unit)
    colleague = make_user(department=unit)
    for name in ("job", "job_file"):
        assert ask(colleague, "get", address(name, job.public_id)).status_code == 404
    response = ask(colleague, "post", address("job", job.public_id))
    assert response.status_code == 404
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def test_a_target_of_another_plan_is_not_reached_through_ones_own(unit, filer):
    own = make_plan(department=unit, is_approved=False)
    foreign = leaves_of(make_plan(department=make_department(), is_approved=False))[0]
    key = foreign.public_id.hex
    form = {"row": key, f"was-{key}": "1.", f"t-{key}": "≥1%", f"l1-{key}": "产出指标"}
    response = make_client(filer).post(address("plan_edit", own.public_id), form)
    assert response.status_code == 409
    foreign.refresh_from_db()
    assert (foreign.target_text, foreign.version) == ("≥95%", 1)


def test_a_line_of_another_sheet_is_not_reached_through_ones_own(sheet, filer):
    foreign = leaves_of(make_plan(department=make_department()))[0]
    line = address("sheet_row", sheet.public_id, "lines", foreign.public_id)
    assert ask(filer, "post", line).status_code == 404
    assert Sheet.objects.get(pk=sheet.pk).version == 1
