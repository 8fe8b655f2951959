"""Windows are set by finance, and one unit is given more time: each with its trail."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from projects.models import Department, Extension, Stage, StageWindow, TrailEntry, User
from projects.queries.windows import stage_deadline
from projects.services.windows import (
    WindowRefused,
    extend_stage,
    set_windows,
    span_faults,
    windows_mark,
)
from projects.trail import broken
from tests.factories import AT, DAY, make_department, make_user, make_window, make_year

pytestmark = pytest.mark.django_db
ACTUALS = Stage.ACTUALS


@pytest.fixture
def bureau():
    return make_department(kind=Department.Kind.FINANCE)


@pytest.fixture
def branch(bureau):
    return make_department(kind=Department.Kind.SUPERVISING, parent=bureau)


@pytest.fixture
def unit(branch):
    return make_department(parent=branch)


@pytest.fixture
def finance(bureau):
    return make_user(role=User.Role.FINANCE, department=bureau)


@pytest.fixture
def supervisor(branch):
    return make_user(role=User.Role.SUPERVISOR, department=branch)


def put(department, by, spans):
    seen = windows_mark(StageWindow.objects.filter(department=department, year=make_year()))
    return set_windows(
        department=department, year=make_year(), spans=spans, seen=seen, by=by, at=AT
    )


def extend(unit, by, until=AT + 9 * DAY, reason="系统停机"):
    return extend_stage(
        department=unit, year=make_year(), stage=ACTUALS, until=until, reason=reason, by=by, at=AT
    )


def deadline_of(unit):
    return stage_deadline(department=unit, year=2021, stage=ACTUALS, at=AT)


def test_a_window_is_set_changed_and_removed_with_its_trail(bureau, finance):
    span = (AT, AT + DAY)
    assert put(bureau, finance, {ACTUALS: span, Stage.TARGETS: None}) == 1
    assert put(bureau, finance, {ACTUALS: span}) == 0
    assert put(bureau, finance, {ACTUALS: (AT, AT + 2 * DAY)}) == 1
    assert StageWindow.objects.get().version == 2
    assert put(bureau, finance, {ACTUALS: None}) == 1
    assert not StageWindow.objects.exists()
    told = TrailEntry.objects.filter(action="window.set").order_by("sequence")
    assert [entry.changes["2021 绩效自评"] for entry in told] == [
        ["不限时", "3月14日 09:00—3月15日 09:00"],
        ["3月14日 09:00—3月15日 09:00", "3月14日 09:00—3月16日 09:00"],
        ["3月14日 09:00—3月16日 09:00", "不限时"],
    ]
    assert broken(bureau) == []


def test_a_window_that_ends_before_it_begins_sets_nothing(bureau, finance):
    with pytest.raises(WindowRefused, match="晚于"):
        put(bureau, finance, {Stage.TARGETS: (AT, AT + DAY), ACTUALS: (AT + DAY, AT)})
    assert not StageWindow.objects.exists()


def test_a_supervisor_sets_no_windows_and_an_administrator_those_of_roots_only(
    bureau, branch, supervisor
):
    system = make_user(role=User.Role.SYSTEM_ADMIN)
    span = {ACTUALS: (AT, AT + DAY)}
    for person in (supervisor, system):
        with pytest.raises(PermissionDenied):
            put(branch, person, span)
    assert put(bureau, system, span) == 1


def test_an_extension_moves_the_deadline_of_one_unit_only(branch, unit, supervisor):
    beside = make_department(parent=branch)
    make_window(department=branch, stage=ACTUALS, opens_at=AT - DAY, closes_at=AT + DAY)
    extend(unit, supervisor)
    found = deadline_of(unit)
    assert (found.closes_at, found.extended) == (AT + 9 * DAY, True)
    assert deadline_of(beside).closes_at == AT + DAY
    entry = TrailEntry.objects.get(action="stage.extended")
    assert entry.subject_id == unit.public_id
    assert entry.summary == "2021 年度绩效自评延期至 3月23日 09:00：系统停机"


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"reason": "  "}, "理由"),
        ({"reason": "长" * 301}, "300"),
        ({"until": AT + DAY}, "没有更晚"),
        ({"until": AT - DAY}, "现在以后"),
        ({"until": AT + timedelta(days=400)}, "一年以内"),
        ({"until": AT.replace(year=1, month=1, day=1, hour=0)}, "现在以后"),
        ({"until": AT.replace(year=9999, month=12, day=31)}, "一年以内"),
    ],
)
def test_an_extension_that_cannot_be_is_refused_in_words(branch, unit, supervisor, wrong, words):
    make_window(department=branch, stage=ACTUALS, opens_at=AT - DAY, closes_at=AT + DAY)
    with pytest.raises(WindowRefused, match=words):
        extend(unit, supervisor, **wrong)
    assert not Extension.objects.exists()


def test_where_nothing_ends_nothing_is_extended(unit, supervisor):
    with pytest.raises(WindowRefused, match="没有设时限"):
        extend(unit, supervisor)


def test_nobody_extends_himself_or_another_branch(branch, unit):
    make_window(department=branch, stage=ACTUALS, opens_at=AT - DAY, closes_at=AT + DAY)
    other = make_department(kind=Department.Kind.SUPERVISING)
    for person in (
        make_user(department=unit),
        make_user(role=User.Role.SUPERVISOR, department=other),
    ):
        with pytest.raises(PermissionDenied):
            extend(unit, person)


@pytest.mark.parametrize(
    "typed, this_year, words",
    [
        (2024, 2022, ""),
        (2025, 2022, "2025 年离 2021 年度太远，只能填 2018 年至 2024 年，请核对年份。"),
        (2017, 2022, "2017 年离 2021 年度太远，只能填 2018 年至 2024 年，请核对年份。"),
        (2030, 2029, ""),  # an old year is opened again
        (2031, 2029, "2031 年离 2021 年度太远，只能填 2018 年至 2030 年，请核对年份。"),
    ],
)
def test_a_window_lies_near_its_year_or_now_and_else_it_is_said_why(typed, this_year, words):
    moment = AT.replace(year=typed)
    found = span_faults(moment, None, year=2021, this_year=this_year)
    assert found == ([("opens", words)] if words else [])
