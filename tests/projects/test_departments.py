"""Departments: moved with their branch, renamed with dates, merged, closed and opened again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from projects.access import visible
from projects.locks import Locked
from projects.models import Department, Plan, TrailEntry, User
from projects.queries.departments import (
    departments_called,
    name_then,
)
from projects.services import tree
from projects.services.closing import (
    DISABLE,
    MOVE,
    close_department,
    merge_department,
    reopen_department,
)
from projects.services.departments import (
    add_department,
    change_department,
    department_mark,
    move_department,
    place_mark,
    rename_department,
)
from projects.services.tree import DepartmentRefused
from projects.trail import broken
from tests.factories import AT, make_department, make_plan, make_project, make_user

pytestmark = pytest.mark.django_db
TODAY = AT.date()
WHY = "机构改革"


@pytest.fixture
def admin(db):
    return make_user(role="SYSTEM_ADMIN")


@pytest.fixture
def branches(db):
    """bureau over left (over unit over office) and right."""
    bureau = make_department(name="财政局")
    left, right = (make_department(name=name, parent=bureau) for name in ("左", "右"))
    unit = make_department(name="单位", parent=left)
    office = make_department(name="所", parent=unit)
    return {"bureau": bureau, "left": left, "right": right, "unit": unit, "office": office}


def entry(department, action):
    return TrailEntry.objects.get(subject_id=department.public_id, action=action)


def move(department, parent, admin, reason=WHY):
    return move_department(
        department=department,
        parent=parent,
        reason=reason,
        seen=place_mark(Department.objects.get(pk=department.pk)),
        by=admin,
        at=AT,
    )


def paths_are_sound():
    rows = Department.objects.select_related("parent")
    return all(row.path == f"{row.parent.path if row.parent else ''}{row.pk}." for row in rows)


def test_a_branch_moves_with_everything_below_it_and_keeps_its_rows(branches, admin):
    plan = make_plan(department=branches["office"])
    left, right = (
        make_user(role="SUPERVISOR", department=branches[side]) for side in ("left", "right")
    )
    assert list(visible(left, Plan)) == [plan]

    move(branches["unit"], branches["right"], admin)

    assert paths_are_sound()
    assert list(visible(left, Plan)) == []
    assert list(visible(right, Plan)) == [plan]
    plan.refresh_from_db()
    assert plan.department == branches["office"]
    told = entry(branches["unit"], "department.moved")
    assert told.summary == "上级单位由“左”改为“右”，连同下级 1 个。理由：机构改革"


def test_paths_are_rewritten_by_one_statement(branches, admin, django_assert_max_num_queries):
    for _ in range(5):
        make_department(parent=branches["office"])
    with django_assert_max_num_queries(14):
        move(branches["left"], branches["right"], admin)
    assert paths_are_sound()


def test_a_department_becomes_a_root(branches, admin):
    assert move(branches["unit"], None, admin).depth == 0
    assert paths_are_sound()


def test_nobody_is_moved_away_from_the_finance_bureau_above_him(branches, admin):
    """What is on its way, and all that comes later, would wait for nobody."""
    Department.objects.filter(pk=branches["bureau"].pk).update(kind="FINANCE")
    root = make_department(name="孤")
    with pytest.raises(DepartmentRefused, match="顶级单位上面没有财政部门.*“单位”"):
        move(branches["unit"], None, admin)
    with pytest.raises(DepartmentRefused, match="“孤”上面没有财政部门"):
        move(branches["unit"], root, admin)
    assert paths_are_sound()
    move(root, branches["right"], admin)
    move(branches["unit"], root, admin)  # below a unit, but the bureau stands above
    Department.objects.filter(pk=branches["left"].pk).update(kind="FINANCE")
    assert move(branches["left"], None, admin).depth == 0  # it is a bureau itself
    assert paths_are_sound()


def as_kind(department, kind, admin):
    department = Department.objects.get(pk=department.pk)
    said = {name: getattr(department, name) for name in ("code", "name", "region")}
    seen = department_mark(department)
    return change_department(department=department, kind=kind, **said, seen=seen, by=admin, at=AT)


def test_the_only_finance_bureau_above_others_stays_one(branches, admin):
    bureau, left = branches["bureau"], branches["left"]
    for row in (bureau, left):
        Department.objects.filter(pk=row.pk).update(kind="FINANCE")
    with pytest.raises(DepartmentRefused, match="下面 1 个单位（如“右”）上面没有别的"):
        as_kind(bureau, "SUPERVISING", admin)
    assert as_kind(left, "SUPERVISING", admin).kind == "SUPERVISING"  # one stands above
    assert as_kind(bureau, "FINANCE", admin).kind == "FINANCE"
    alone = make_department(kind="FINANCE")
    assert as_kind(alone, "UNIT", admin).kind == "UNIT"  # nothing hangs below it


def test_a_body_above_a_bureau_may_be_corrected(admin):
    city = make_department(kind="FINANCE")  # the real bureau hangs below, and all else below it
    bureau = make_department(kind="FINANCE", parent=city)
    make_department(parent=bureau)
    assert as_kind(city, "SUPERVISING", admin).kind == "SUPERVISING"
    with pytest.raises(DepartmentRefused, match="下面 1 个单位"):
        as_kind(bureau, "UNIT", admin)


def test_a_unit_that_was_closed_may_be_opened_again_below_its_bureau(admin):
    bureau = make_department(kind="FINANCE")
    unit = make_department(parent=bureau)
    close_department(department=unit, from_day=TODAY, reason=WHY, by=admin, at=AT)
    with pytest.raises(DepartmentRefused, match="上面没有别的财政部门"):
        as_kind(bureau, "UNIT", admin)


@pytest.mark.parametrize("below", ["left", "unit", "office"])
def test_a_circle_is_refused_in_words(branches, admin, below):
    with pytest.raises(DepartmentRefused, match="首尾相接"):
        move(branches["left"], branches[below], admin)
    assert paths_are_sound()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_move_without_a_reason_or_to_the_same_place_is_refused(branches, admin, reason):
    with pytest.raises(DepartmentRefused, match="请写明理由"):
        move(branches["unit"], branches["right"], admin, reason)
    with pytest.raises(DepartmentRefused, match="没有变化"):
        move(branches["unit"], branches["left"], admin)


def test_a_tree_that_gets_too_deep_is_refused(branches, admin, monkeypatch):
    monkeypatch.setattr(tree, "LONGEST_PATH", len(branches["office"].path))
    deep = make_department(parent=branches["left"])
    with pytest.raises(DepartmentRefused, match="层级太深"):
        move(branches["unit"], deep, admin)
    with pytest.raises(DepartmentRefused, match="层级太深"):
        make_department(parent=branches["office"])
    assert paths_are_sound()


def rename(department, name, day, admin):
    return rename_department(
        department=department, name=name, from_day=day, reason="", by=admin, at=AT
    )


def names(department, *years):
    """What documents of these years call the department."""
    for year in years:
        make_plan(department=department, year=year)
    plans = Plan.objects.filter(department=department, year__in=years).order_by("year_id")
    return list(plans.annotate(called=name_then()).values_list("called", flat=True))


def test_the_name_that_held_at_the_end_of_a_year(branches, admin):
    unit = branches["unit"]
    rename(unit, "二", date(2020, 3, 1), admin)
    rename(unit, "三", date(2022, 1, 1), admin)
    unit.refresh_from_db()
    assert unit.name == "三"
    assert names(unit, 2019, 2020, 2021, 2022) == ["单位", "二", "二", "三"]


def test_a_department_that_was_never_renamed_had_its_name_always(branches):
    assert names(branches["unit"], 2015, 2022) == ["单位", "单位"]


def test_a_renaming_to_come_or_before_the_last_one_is_refused(branches, admin):
    unit = branches["unit"]
    with pytest.raises(DepartmentRefused, match="不能晚于今天"):
        rename(unit, "二", TODAY + timedelta(days=1), admin)
    rename(unit, "二", date(2021, 1, 1), admin)
    for day in (date(2020, 1, 1), date(2021, 1, 1)):
        with pytest.raises(DepartmentRefused, match="新的日期要晚于这一天"):
            rename(unit, "三", day, admin)
    with pytest.raises(DepartmentRefused, match="与现在的名称相同"):
        rename(unit, "二", TODAY, admin)


def test_a_corrected_name_is_no_renaming(branches, admin):
    unit = branches["unit"]
    rename(unit, "二", date(2021, 1, 1), admin)
    unit.refresh_from_db()
    same = {"code": unit.code, "kind": unit.kind, "region": unit.region}
    change_department(
        department=unit, seen=department_mark(unit), name="二二", **same, by=admin, at=AT
    )
    assert names(unit, 2020, 2021) == ["单位", "二二"]
    assert entry(unit, "department.changed").changes == {"name": ["二", "二二"]}


def test_nothing_changed_leaves_no_trail(branches, admin):
    unit = branches["unit"]
    same = {name: getattr(unit, name) for name in ("code", "name", "kind", "region")}
    change_department(department=unit, seen=department_mark(unit), **same, by=admin, at=AT)
    assert TrailEntry.objects.filter(subject_id=unit.public_id).count() == 1


def test_a_taken_code_is_refused_by_the_database(branches, admin):
    unit = branches["unit"]
    said = {"code": branches["left"].code, "name": "x", "kind": "UNIT", "region": "41"}
    with pytest.raises(IntegrityError), transaction.atomic():
        change_department(department=unit, seen=department_mark(unit), **said, by=admin, at=AT)


def merge(branches, admin, accounts=None, **said):
    said = {"into": branches["right"], "from_day": TODAY, "reason": WHY} | said
    return merge_department(
        department=branches["office"], accounts=accounts or {}, **said, by=admin, at=AT
    )


def test_a_merged_department_keeps_its_history_and_each_account_goes_where_it_was_told(
    branches, admin
):
    plan = make_plan(department=branches["office"])
    goes, stays, silent = (make_user(department=branches["office"]) for _ in range(3))

    done = merge(branches, admin, {goes.public_id: MOVE, stays.public_id: DISABLE})

    assert (done.merged_into, done.closed_on) == (branches["right"], TODAY)
    for person in (goes, stays, silent):
        person.refresh_from_db()
    assert (goes.department, goes.is_active) == (branches["right"], True)
    assert [(p.department, p.is_active) for p in (stays, silent)] == [
        (branches["office"], False)
    ] * 2
    plan.refresh_from_db()
    assert plan.department == branches["office"]
    told = entry(branches["office"], "department.merged").summary
    assert "账号转入 1 个、停用 2 个" in told
    assert "并入" in entry(branches["right"], "department.absorbed").summary
    assert entry(goes, "account.moved")
    assert entry(stays, "account.disabled")
    assert broken(branches["office"]) == []


def test_an_account_elsewhere_is_not_touched_by_a_forged_choice(branches, admin):
    other = make_user(department=branches["left"])
    merge(branches, admin, {other.public_id: MOVE})
    other.refresh_from_db()
    assert (other.department, other.is_active) == (branches["left"], True)
    assert "账号转入 0 个" in entry(branches["office"], "department.merged").summary


def test_merging_into_itself_or_into_a_closed_one_is_refused(branches, admin):
    with pytest.raises(DepartmentRefused, match="不能并入自己"):
        merge(branches, admin, into=branches["office"])
    close(branches["right"], admin)
    with pytest.raises(DepartmentRefused, match="已撤销"):
        merge(branches, admin)


def close(department, admin, **said):
    said = {"from_day": TODAY, "reason": WHY} | said
    return close_department(department=department, **said, by=admin, at=AT)


def test_a_closed_department_takes_no_new_plans(branches, admin):
    office = branches["office"]
    project = make_project(department=office)
    make_plan(department=office, year=2020)
    office = close(office, admin)
    with pytest.raises(Locked) as refused:
        make_plan(department=office, project=project, is_approved=False)
    assert refused.value.title == "单位“所”已撤销，不能再申报目标"
    assert Plan.objects.filter(department=office).count() == 1


@pytest.mark.parametrize("reason, day", [("", TODAY), ("x", TODAY + timedelta(days=1))])
def test_a_closing_without_a_reason_or_to_come_is_refused(branches, admin, reason, day):
    with pytest.raises(DepartmentRefused):
        close(branches["office"], admin, reason=reason, from_day=day)
    assert Department.objects.get(name="所").closed_on is None


def test_a_department_over_open_ones_is_not_closed(branches, admin):
    with pytest.raises(DepartmentRefused, match="下面还有 1 个没有撤销的单位"):
        close(branches["unit"], admin)
    close(branches["office"], admin)
    close(branches["unit"], admin)
    with pytest.raises(DepartmentRefused, match="已于 2022年3月14日 撤销"):
        close(branches["unit"], admin)


def test_nothing_is_hung_below_a_closed_department(branches, admin):
    right = close(branches["right"], admin)
    with pytest.raises(DepartmentRefused, match="不能作为上级单位"):
        move(branches["unit"], right, admin)
    with pytest.raises(DepartmentRefused, match="不能作为上级单位"):
        make_department(parent=right)


def test_a_department_is_opened_again_but_its_accounts_stay_out(branches, admin):
    person = make_user(department=branches["office"])
    office = close(branches["office"], admin)
    again = reopen_department(department=office, reason="误办", by=admin, at=AT)
    person.refresh_from_db()
    assert (again.closed_on, again.merged_into, person.is_active) == (None, None, False)
    make_plan(department=again)
    with pytest.raises(DepartmentRefused, match="没有撤销"):
        reopen_department(department=again, reason="误办", by=admin, at=AT)


def test_a_name_that_two_bear_is_ambiguous_and_an_open_one_goes_first(branches, admin):
    twin = make_department(name="所")
    assert len(departments_called("所")) == 2
    close(twin, admin)
    assert departments_called("所") == [branches["office"]]
    assert departments_called(twin.code) == [twin]


@pytest.mark.parametrize("role", [role for role in User.Role.values if role != "SYSTEM_ADMIN"])
def test_nobody_else_may_even_when_he_calls_the_service(branches, role):
    by = make_user(role=role, department=branches["bureau"])
    with pytest.raises(PermissionDenied):
        move(branches["unit"], branches["right"], by)
    with pytest.raises(PermissionDenied):
        rename(branches["unit"], "x", TODAY, by)
    with pytest.raises(PermissionDenied):
        close(branches["office"], by)
    with pytest.raises(PermissionDenied):
        add_department(code="1", name="x", kind="UNIT", region="41", parent=None, by=by, at=AT)
