"""The list of sheets: its rows, filters and pages."""

import pytest

from projects.models import User
from scoring.models import Sheet
from tests.api.conftest import LIST, read
from tests.factories import (
    make_client,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_sheet,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(unit):
    return make_user(role=User.Role.SUPERVISOR, department=unit)


def make_sheets(unit, number):
    draft = make_draft(lines=1)
    for _ in range(number):
        project = make_project(department=unit)
        make_sheet(plan=make_plan(department=unit, project=project, draft=draft))


def test_a_row_has_the_head_of_the_sheet(ask, sheet, unit):
    status, body = ask(LIST)
    assert status == 200
    assert body == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(sheet.public_id),
                "department": {"code": unit.code, "name": "某市科协"},
                "year": 2021,
                "subject": "department",
                "title": "部门整体",
                "project_code": None,
                "state": "DRAFT",
                "edition": "henan-department-2021",
                "computed_total": "66.69",
                "claimed_total": "44.00",
                "printed_total": None,
                "grade": sheet.grade or None,
                "execution_rate": "75.00",
                "unscored": 1,
            }
        ],
    }


def test_latest_year_first_then_the_whole_department_before_its_projects(ask, unit):
    late = make_project(department=unit, name="乙", code="2" * 21)
    early = make_project(department=unit, name="甲", code="1" * 21)
    for year in (2021, 2022):
        for project in (late, None, early):
            make_sheet(plan=make_plan(department=unit, project=project, year=year))
    _, body = ask(LIST)
    titles = ["部门整体", "甲", "乙"]
    assert [(row["year"], row["title"]) for row in body["results"]] == [
        (year, title) for year in (2022, 2021) for title in titles
    ]


@pytest.mark.parametrize(
    "name, value, found",
    [("year", "2021", 1), ("year", "2022", 2), ("year", "2023", 0)]
    + [("state", "SUBMITTED", 1), ("state", "DRAFT", 2), ("state", "SEALED", 0)],
)
def test_a_filter_keeps_what_was_asked_for(ask, unit, name, value, found):
    make_sheet(plan=make_plan(department=unit, year=2021))
    project = make_project(department=unit)
    make_sheet(plan=make_plan(department=unit, year=2022))
    sent = make_sheet(plan=make_plan(department=unit, project=project, year=2022))
    Sheet.objects.filter(pk=sent.pk).update(state=Sheet.State.SUBMITTED)
    status, body = ask(LIST, **{name: value})
    assert (status, body["count"]) == (200, found)
    assert {str(row[name]) for row in body["results"]} <= {value}


def test_the_department_is_asked_for_by_its_code(unit, supervisor):
    below = make_department(parent=unit)
    for department in (unit, below):
        make_sheet(department=department)
    client = make_client(supervisor)
    for code, found in ((unit.code, 1), (below.code, 1), ("NOBODY", 0)):
        body = read(client.get(LIST, {"department": code}))
        assert [row["department"]["code"] for row in body["results"]] == [code] * found


ODD = [
    ("year", "21", "year“21”不能用，请填年度，2000 至 2100 的四位数字，如 2021。"),
    ("year", "２０２１", "year“２０２１”不能用，请填年度，2000 至 2100 的四位数字，如 2021。"),
    ("year", "", "year“”不能用，请填年度，2000 至 2100 的四位数字，如 2021。"),
    ("year", "1999", "year“1999”不能用，请填年度，2000 至 2100 的四位数字，如 2021。"),
    ("year", "2021\n", "year“2021\n”不能用，请填年度，2000 至 2100 的四位数字，如 2021。"),
    (
        "department",
        "某市",
        "department“某市”不能用，请填单位编码（不含下级），如 254101。",
    ),
    ("department", "\0", "department“\0”不能用，请填单位编码（不含下级），如 254101。"),
    (
        "state",
        "draft",
        "state“draft”不能用，请填状态，DRAFT、SUBMITTED、DEPARTMENT_PASSED、ACCEPTED、SEALED。",
    ),
    ("page", "0", "page“0”不是页码，请填从 1 起的整数。"),
    ("page", "-1", "page“-1”不是页码，请填从 1 起的整数。"),
    ("page", "last", "page“last”不是页码，请填从 1 起的整数。"),
    ("page", "٣", "page“٣”不是页码，请填从 1 起的整数。"),
    ("page", "9" * 5000, f"page“{'9' * 20}”不是页码，请填从 1 起的整数。"),
    ("page", "3", "没有第 3 页，现有 1 页。"),
    ("yeer", "2021", "没有参数“yeer”，可用的有 year、department、state、page。"),
    (
        "plan__state",
        "x",
        "没有参数“plan__state”，可用的有 year、department、state、page。",
    ),
    ("ordering", "grade", "没有参数“ordering”，可用的有 year、department、state、page。"),
]


@pytest.mark.parametrize("name, value, message", ODD, ids=[f"{a}={b[:9]!r}" for a, b, _ in ODD])
def test_an_odd_value_is_refused_in_words(ask, sheet, name, value, message):
    assert ask(LIST, **{name: value}) == (400, {name: [message]})


def test_every_odd_parameter_is_named_at_once(ask, sheet):
    status, body = ask(LIST, year="x", state="y", department="254101")
    assert (status, set(body)) == (400, {"year", "state"})


def test_a_parameter_given_twice_is_refused(ask, sheet):
    assert ask(LIST, year=["2021", "2022"]) == (400, {"year": ["year 给了 2 次，请只给一次。"]})


def test_fifty_a_page_and_every_sheet_on_just_one(ask, unit):
    make_sheets(unit, 51)
    _, first = ask(LIST)
    _, second = ask(LIST, page="2")
    assert (first["count"], len(first["results"]), len(second["results"])) == (51, 50, 1)
    assert len({row["id"] for row in first["results"] + second["results"]}) == 51
    assert first["next"].endswith("/api/v1/sheets/?page=2")
    assert (second["next"], second["previous"].endswith("/api/v1/sheets/")) == (None, True)
