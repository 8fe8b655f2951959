"""Two people with the same form open: the older page undoes nothing, and says both values."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from perf.assure.making.monitoring import make_round
from projects.models import Department, Stage, StageWindow, TrailEntry, User
from tests.factories import (
    AT,
    make_client,
    make_department,
    make_entry,
    make_project,
    make_template,
    make_user,
    make_window,
    make_year,
)

Role = User.Role
CLOSES = datetime(2022, 4, 1, 10, tzinfo=UTC)  # 18:00 there


def _account(unit):
    account = make_user(role=Role.FILER, department=unit)
    User.objects.filter(pk=account.pk).update(phone="1")
    return "projects:account_change", account, ("phone", "2"), ("role", "AUDITOR")


def _department(unit):
    return "projects:department_change", unit, ("name", "改了的"), ("region", "410801")


def _project(unit):
    project = make_project(department=unit, name="原名")
    return "projects:project_change", project, ("name", "改了的"), ("kind", "OTHER_OPERATING")


def _window(unit):
    for stage in (Stage.TARGETS, Stage.ACTUALS):
        make_window(department=unit, year=2022, stage=stage, opens_at=AT, closes_at=CLOSES)
    late, later = "2022-05-01T18:00", "2022-06-01T18:00"
    return "scoring:window", unit, ("TARGETS_closes", late), ("ACTUALS_closes", later)


def _round(unit):
    finance = make_user(role=Role.FINANCE, department=unit)
    opened = make_round(department=unit, by=finance, closes_at=AT + timedelta(days=9))
    return "scoring:monitoring_round", opened, ("name", "改了的"), ("closes_at", "2024-05-01T18:00")


def _entry(unit):
    entry = make_entry(by=make_user(role=Role.FINANCE, department=unit))
    return "scoring:library_change", entry, ("unit", "人次"), ("target_text", "≥95%")


def _template(unit):
    template = make_template(by=make_user(role=Role.FINANCE, department=unit), name="原名")
    return "scoring:template_edit", template, ("name", "改了的"), ("note", "本级用")


MADE = {
    "account": _account,
    "department": _department,
    "project": _project,
    "window": _window,
    "round": _round,
    "entry": _entry,
    "template": _template,
}
TOLD = {
    "account": ["现在是“审计（只读）”，您填的是“填报人”。", "现在是“1”，您填的是“2”。"],
    "department": ["现在是“410801”，您填的是"],
    "project": ["您填的是“改了的”", "您填的是“不分类”"],
    "window": ["现在是“2022-06-01 18:00”，您填的是“2022-04-01 18:00”。"],
    "round": ["现在是“2024-05-01 18:00”，您填的是"],
    "entry": ["现在是“≥95%”，您填的是", "您填的是“人次”。"],
    "template": ["现在是“原名”，您填的是“改了的”。", "现在是“本级用”，您填的是空白。"],
}


class Page:
    """A form as a browser holds it since it was opened."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.fields = self._fields(client.get(address))

    @staticmethod
    def _fields(answer):
        form = answer.context["form"]
        shown = {field.html_name: field.value() for field in form}
        return {
            name: field.widget.format_value(shown[name]) or ("on" if shown[name] is True else "")
            for name, field in form.fields.items()
            if not hasattr(field.widget, "choices")
        } | {
            name: shown[name]
            for name, field in form.fields.items()
            if hasattr(field.widget, "choices")
        }

    def send(self, *changed, **more):
        answer = self.client.post(self.address, self.fields | dict(changed) | more)
        if answer.status_code == 409:
            self.fields = self._fields(answer)
        return answer


@pytest.fixture(params=MADE)
def case(request, db):
    bureau = make_department(kind=Department.Kind.FINANCE)
    make_year(2022)
    view, row, mine, theirs = MADE[request.param](bureau)
    role = Role.SYSTEM_ADMIN if view.startswith("projects:") else Role.FINANCE
    address = reverse(view, args=[row.public_id])
    address += "?year=2022" if view == "scoring:window" else ""

    def client():
        return make_client(
            make_user(role=role, department=None if role == Role.SYSTEM_ADMIN else bureau)
        )

    return request.param, (client(), client()), address, mine, theirs


def stored(address, client):
    return {name: value for name, value in Page(client, address).fields.items() if name != "seen"}


def test_a_stale_form_is_refused_with_both_values_and_nothing_written(case):
    name, clients, address, mine, theirs = case
    first, second = (Page(client, address) for client in clients)
    assert first.send(theirs).status_code == 302
    before, trail = stored(address, clients[0]), TrailEntry.objects.count()

    answer = second.send(mine)

    assert answer.status_code == 409
    assert "别人改过这里的内容，没有写入" in answer.content.decode()
    for words in TOLD[name]:
        assert words in answer.content.decode()
    assert stored(address, clients[0]) == before
    assert TrailEntry.objects.count() == trail
    assert before[theirs[0]] == theirs[1]


def test_who_has_read_both_values_may_save(case):
    _, clients, address, mine, theirs = case
    first, second = (Page(client, address) for client in clients)
    first.send(theirs)
    second.send(mine)
    assert second.send(theirs).status_code == 302  # the page that came back bears a new mark
    after = stored(address, clients[0])
    assert (after[mine[0]], after[theirs[0]]) == (mine[1], theirs[1])


def test_a_form_without_its_mark_is_refused(case):
    _, clients, address, mine, _ = case
    before = stored(address, clients[0])
    answer = Page(clients[0], address).send(mine, seen="")
    assert answer.status_code == 428
    assert "没有收到页面的版本" in answer.content.decode()
    assert stored(address, clients[0]) == before


def test_a_page_nobody_overtook_is_saved_and_twice_is_no_conflict(case):
    _, clients, address, mine, _ = case
    page = Page(clients[0], address)
    assert [page.send(mine).status_code for _ in range(2)] == [302, 302]
    assert stored(address, clients[0])[mine[0]] == mine[1]


def test_windows_removed_meanwhile_do_not_come_back(db):
    bureau = make_department(kind=Department.Kind.FINANCE)
    make_year(2022)
    _window(bureau)
    address = reverse("scoring:window", args=[bureau.public_id]) + "?year=2022"
    one, two = (
        Page(make_client(make_user(role=Role.FINANCE, department=bureau)), address)
        for _ in range(2)
    )
    assert one.send(ACTUALS_opens="", ACTUALS_closes="").status_code == 302
    answer = two.send(TARGETS_closes=f"{CLOSES + timedelta(days=9):%Y-%m-%dT%H:%M}")
    assert "现在是空白，您填的是“2022-04-01 18:00”。" in answer.content.decode()
    assert StageWindow.objects.count() == 1
