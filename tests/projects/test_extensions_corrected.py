"""More time that was given by mistake is corrected or taken back: the newest word counts."""

import pytest
from django.core.exceptions import PermissionDenied

from projects.locks import open_window, stage_lock
from projects.models import Extension, Notice, Stage, TrailEntry, User
from projects.queries.windows import Timetable, stage_deadline
from projects.services.windows import WindowRefused, extend_stage
from projects.trail import broken
from scoring.services.reminders import extend_units
from tests.factories import (
    AT,
    DAY,
    make_client,
    make_department,
    make_plan,
    make_user,
    make_window,
    make_year,
)

pytestmark = pytest.mark.django_db
ACTUALS = Stage.ACTUALS
CLOSES = AT + DAY


@pytest.fixture
def branch():
    branch = make_department(kind="SUPERVISING", parent=make_department(kind="FINANCE"))
    make_window(department=branch, stage=ACTUALS, opens_at=AT - DAY, closes_at=CLOSES)
    return branch


@pytest.fixture
def unit(branch):
    return make_department(parent=branch)


@pytest.fixture
def supervisor(branch):
    return make_user(role=User.Role.SUPERVISOR, department=branch)


def extend(unit, by, until, reason="系统停机", at=AT):
    said = {"department": unit, "year": make_year(), "stage": ACTUALS, "until": until}
    return extend_stage(**said, reason=reason, by=by, at=at).phrase


def ends(unit):
    """The end that counts, the same for the lock, the page and the lists."""
    said = {"year": 2021, "stage": ACTUALS}
    window = open_window(department=unit, **said)
    found = stage_deadline(department=unit, at=AT, **said)
    listed = Timetable(years=[2021]).of(department=unit, at=AT, **said)
    assert found == listed
    assert window.closes_at == found.closes_at
    return found.closes_at, found.extended


def test_a_slip_of_the_finger_is_corrected_to_an_earlier_end(unit, supervisor):
    assert extend(unit, supervisor, AT + 300 * DAY) == "延期至 2023年1月8日 09:00"
    told = extend(unit, supervisor, AT + 9 * DAY, reason="年份多填一年")
    assert told == "由 2023年1月8日 09:00 改延至 3月23日 09:00"
    assert ends(unit) == (AT + 9 * DAY, True)
    said = {"department": unit, "year": 2021, "stage": ACTUALS}
    assert stage_lock(at=AT + 8 * DAY, **said) is None
    assert stage_lock(at=AT + 9 * DAY, **said)


def test_more_time_is_taken_back_with_a_reason_and_its_trail(unit, supervisor):
    extend(unit, supervisor, AT + 9 * DAY)
    told = extend(unit, supervisor, None, reason="办错单位", at=AT + 2 * DAY)
    assert told == "收回延期，时限由 3月23日 09:00 恢复为 3月15日 09:00"
    assert ends(unit) == (CLOSES, False)
    lock = stage_lock(department=unit, year=2021, stage=ACTUALS, at=AT + 2 * DAY)
    assert lock.cause == "时限是 2022年3月15日 09:00。"
    entry = TrailEntry.objects.get(action="stage.extension_taken_back")
    assert entry.summary == f"2021 年度绩效自评{told}：办错单位"
    assert entry.changes == {"2021 绩效自评": ["3月23日 09:00", "3月15日 09:00"]}
    assert broken(unit) == []
    assert Extension.objects.count() == 2
    assert extend(unit, supervisor, AT + 9 * DAY) == "延期至 3月23日 09:00"
    assert ends(unit) == (AT + 9 * DAY, True)


@pytest.mark.parametrize(
    "until, words",
    [
        (AT + 9 * DAY, "现在的时限就是 3月23日 09:00"),
        (CLOSES, "原定时限是 3月15日 09:00，延至 3月15日 09:00 没有更晚。要恢复原定时限，请收回"),
        (AT - DAY, "须在现在以后、一年以内。要立即截止，请收回延期。"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_says_the_way(unit, supervisor, until, words):
    extend(unit, supervisor, AT + 9 * DAY)
    with pytest.raises(WindowRefused, match=words):
        extend(unit, supervisor, until)
    assert ends(unit) == (AT + 9 * DAY, True)


def test_what_was_not_given_is_not_taken_back(unit, supervisor):
    with pytest.raises(WindowRefused, match="没有延期，不需要收回"):
        extend(unit, supervisor, None)
    extend(unit, supervisor, AT + 9 * DAY)
    with pytest.raises(WindowRefused, match="须写明延期理由"):
        extend(unit, supervisor, None, reason=" ")
    extend(unit, supervisor, None)
    with pytest.raises(WindowRefused, match="没有延期，不需要收回"):
        extend(unit, supervisor, None)


def test_nobody_else_takes_it_back(unit, supervisor):
    extend(unit, supervisor, AT + 9 * DAY)
    for person in (make_user(department=unit), make_user(role="SUPERVISOR")):
        with pytest.raises(PermissionDenied):
            extend(unit, person, None)
    assert ends(unit) == (AT + 9 * DAY, True)


def test_the_units_people_are_told_of_the_correction(unit, supervisor):
    filer = make_user(department=unit)
    for until in (AT + 9 * DAY, None):
        said = {"units": [unit], "year": make_year(), "stage": ACTUALS, "until": until}
        (outcome,) = extend_units(**said, reason="办错单位", by=supervisor, at=AT)
    assert outcome.words == "已收回延期，时限由 3月23日 09:00 恢复为 3月15日 09:00"
    texts = [notice.text for notice in Notice.objects.filter(to=filer).order_by("pk")]
    assert texts[1] == f"2021 年度绩效自评{outcome.words}。理由：办错单位"


def form_of(unit, **said):
    return {"year": "2021", "stage": "ACTUALS", "unit": str(unit.public_id)} | said


def test_the_form_shows_what_was_given_and_takes_it_back(branch, unit, supervisor):
    client, address = make_client(supervisor), f"/progress/{branch.public_id}/extend/"
    assert 'name="act"' not in client.post(address, form_of(unit)).content.decode()
    make_window_far(branch)
    given = client.post(address, form_of(unit, until="2099-03-20", reason="停机"))
    assert given.status_code == 422
    for words in (
        "没有延期：选中的 1 个单位都没有办理",
        f"<li>{unit.name}：",
        "一年以内",
        'value="2099-03-20"',
        "停机</textarea>",
        f'name="unit" value="{unit.public_id}"',
    ):
        assert words in given.content.decode()
    Extension.objects.create(
        department=unit, year=make_year(), stage=ACTUALS, until=AT + 9 * DAY, reason="停机",
        by=supervisor, at=AT,
    )  # fmt: skip
    asked = client.post(address, form_of(unit)).content.decode()
    assert 'name="act"' in asked
    assert f"{unit.name}，已延期，2022年3月23日 09:00 截止" in asked
    both = form_of(unit, act="back", until="2099-03-20", reason="办错单位")
    assert "收回延期时不填“延至”" in client.post(address, both).content.decode()
    none = client.post(address, form_of(unit, act="", reason="办错单位"))
    assert (none.status_code, "请填写延至的日期和时间" in none.content.decode()) == (422, True)
    done = client.post(address, form_of(unit, act="back", reason="办错单位")).content.decode()
    assert "已收回延期，时限由 2022年3月23日 09:00 恢复为 2022年3月15日 09:00" in done
    assert ends(unit) == (CLOSES, False)


def make_window_far(branch):
    """Another stage of the same branch, which is none of this."""
    make_window(department=branch, stage=Stage.TARGETS, opens_at=AT, closes_at=AT + 99 * DAY)


def test_the_lists_say_which_row_counts_and_lead_to_its_correction(branch, unit, supervisor):
    make_plan(department=unit)
    extend(unit, supervisor, AT + 9 * DAY, reason="先前")
    extend(unit, supervisor, (AT + 5 * DAY).replace(hour=0), reason="改正")
    finance = make_user(role=User.Role.FINANCE, department=branch.parent)
    for person, address in (
        (finance, "/windows/?year=2021"),
        (supervisor, f"/departments/{unit.public_id}/?year=2021"),
    ):
        page = make_client(person).get(address).content.decode()
        assert "2022年3月18日 24:00" in page
        assert page.count("已改<") == 1
        assert page.count("改期或收回…") == 1
    filer = make_client(make_user(department=unit))
    page = filer.get(f"/departments/{unit.public_id}/?year=2021").content.decode()
    assert "改期或收回…" not in page


def test_midnight_is_told_as_the_end_of_the_day_on_every_page(branch, unit):
    end = (AT + 9 * DAY).replace(hour=0)
    make_window(department=unit, stage=ACTUALS, opens_at=AT - DAY, closes_at=end)
    finance = make_client(make_user(role=User.Role.FINANCE, department=branch.parent))
    page = finance.get("/windows/?year=2021").content.decode()
    assert "至 2022年3月22日 24:00" in page
    assert "2022年3月23日 00:00" not in page
    lock = stage_lock(department=unit, year=2021, stage=ACTUALS, at=end)
    assert lock.cause == "时限是 2022年3月22日 24:00。"


def test_who_sets_a_units_own_window_is_told_that_its_extension_stands(branch, unit, supervisor):
    extend(unit, supervisor, AT + 9 * DAY)
    finance = make_client(make_user(role=User.Role.FINANCE, department=branch.parent))
    page = finance.get(f"/windows/{unit.public_id}/?year=2021").content.decode()
    assert "本单位的绩效自评已延期，2022年3月23日 09:00 截止" in page
    page = finance.get(f"/windows/{branch.public_id}/?year=2021").content.decode()
    assert "已延期" not in page
