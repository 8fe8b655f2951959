"""Imports: a preview that writes nothing, then all rows or none, with a trail for each."""

import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from projects.imports.template import list_workbook
from projects.models import Department, Import, Project, TrailEntry, User
from projects.services import imports
from projects.services.closing import close_department
from projects.services.imports import confirm_import, counts, renew_import, stage_import
from projects.services.people import disable_account
from projects.services.staging import ImportRefused
from projects.trail import broken
from tests.factories import AT, make_client, make_department, make_project, make_user

pytestmark = pytest.mark.django_db
UNITS = ["单位编码", "单位名称", "类别", "行政区划代码", "上级单位编码"]
PEOPLE = ["用户名", "姓名", "角色", "单位编码", "办公电话", "电子邮箱"]
PROJECTS = ["项目编码", "单位编码", "项目名称", "项目类别"]
HEADINGS = {"DEPARTMENTS": UNITS, "ACCOUNTS": PEOPLE, "PROJECTS": PROJECTS}


@pytest.fixture
def admin(db):
    return make_user(role="SYSTEM_ADMIN")


def stage(kind, rows, by):
    data = list_workbook(HEADINGS[kind], rows, title="x")
    return stage_import(kind=kind, data=data, file_name="a.xlsx", by=by, at=AT)


def confirm(staged, by):
    return confirm_import(staged=staged, by=by, at=AT)


def faults(staged):
    return [(fault["cell"], fault["message"]) for row in staged.rows for fault in row["faults"]]


def test_a_preview_writes_nothing_and_the_confirmation_everything(unit, admin):
    below = ["B1", "下级", "单位", "410800", "A1"]
    rows = [below, ["A1", "上级", "主管部门", "410800", unit.code]]
    rows.append([unit.code, unit.name, "主管部门", unit.region, ""])
    before = Department.objects.count()

    staged = stage("DEPARTMENTS", rows, admin)

    assert Department.objects.count() == before
    assert counts(staged) == {"new": 2, "changed": 1, "same": 0, "wrong": 0}
    assert staged.rows[2]["changes"] == [["类别", "单位", "主管部门"]]

    assert confirm(staged, admin).is_written
    top, low = Department.objects.get(code="A1"), Department.objects.get(code="B1")
    assert top.path == f"{unit.path}{top.pk}."
    assert low.path == f"{top.path}{low.pk}."
    unit.refresh_from_db()
    assert unit.kind == "SUPERVISING"
    for row, action in ((top, "department.added"), (unit, "department.changed")):
        told = TrailEntry.objects.get(subject_id=row.public_id, action=action)
        assert told.by == admin
        assert broken(row) == []
    told = TrailEntry.objects.get(subject_id=staged.public_id)
    assert told.summary == "导入单位“a.xlsx”：新增 2、修改 1、相同 0"
    make_department(parent=low)  # ids were taken from the sequence


def test_the_same_file_again_changes_nothing_and_says_so(unit, admin):
    rows = [["A1", "上级", "单位", "410800", unit.code]]
    confirm(stage("DEPARTMENTS", rows, admin), admin)
    again = stage("DEPARTMENTS", rows, admin)
    assert counts(again)["same"] == 1
    assert "同一个文件已于" in again.notes[0]


def test_a_new_root_that_is_no_finance_bureau_is_told_before_it_is_written(unit, admin):
    rows = [["F1", "局", "财政部门", "41", ""], ["A1", "一", "单位", "41", ""]]
    rows.append(["B1", "二", "单位", "41", "F1"])
    staged = stage("DEPARTMENTS", rows, admin)
    told = [row["changes"] for row in staged.rows]
    assert (told[0], told[2]) == ([], [])
    ((label, before, after),) = told[1]
    assert (label, before) == ("上级单位", "")
    assert "上面没有财政部门" in after
    assert counts(staged) == {"new": 3, "changed": 0, "same": 0, "wrong": 0}
    page = (
        make_client(admin).get(reverse("projects:import", args=[staged.public_id])).content.decode()
    )
    assert after in page
    assert confirm(staged, admin).is_written


WRONG_UNITS = {
    "unknown parent": (["A1", "一", "单位", "41", "NOPE"], "E2", "没有编码是“NOPE”的单位"),
    "its own parent": (["A1", "一", "单位", "41", "A1"], "E2", "首尾相接"),
    "renamed": (["OLD", "另名", "单位", "41", ""], "B2", "改名请在单位页办理"),
    "moved": (["OLD", "旧", "单位", "41", "TOP"], "E2", "移动请在单位页办理"),
    "no bureau any more": (["BUREAU", "财", "单位", "41", ""], "C2", "请在单位页办理"),
    "closed": (["SHUT", "撤", "单位", "41", ""], "A2", "已撤销"),
    "below a closed one": (["A1", "一", "单位", "41", "SHUT"], "E2", "已撤销"),
}


@pytest.mark.parametrize("what", WRONG_UNITS)
def test_a_wrong_department_is_told_by_its_cell(admin, what):
    for code, name in (("OLD", "旧"), ("TOP", "顶"), ("SHUT", "撤")):
        row = make_department(name=name)
        Department.objects.filter(pk=row.pk).update(code=code)
    bureau = make_department(name="财", kind="FINANCE")
    Department.objects.filter(pk=bureau.pk).update(code="BUREAU")
    shut = Department.objects.get(code="SHUT")
    close_department(department=shut, from_day=AT.date(), reason="x", by=admin, at=AT)
    cells, place, words = WRONG_UNITS[what]
    staged = stage("DEPARTMENTS", [cells], admin)
    ((cell, message),) = faults(staged)
    assert cell == place
    assert words in message


def test_a_circle_over_several_rows_is_found_and_nothing_is_written(admin):
    rows = [[code, code, "单位", "41", above] for code, above in ("AB", "BC", "CA")]
    staged = stage("DEPARTMENTS", rows, admin)
    assert [cell for cell, _ in faults(staged)] == ["E2", "E3", "E4"]
    with pytest.raises(ImportRefused, match="没有写入任何内容"):
        confirm(staged, admin)
    assert not Department.objects.exists()


def test_one_wrong_row_stops_all_of_them(unit, admin):
    rows = [["A1", "一", "单位", "41", ""], ["A2", "二", "公司", "x", ""]]
    staged = stage("DEPARTMENTS", rows, admin)
    assert [cell for cell, _ in faults(staged)] == ["C3", "D3"]
    with pytest.raises(ImportRefused):
        confirm(staged, admin)
    renewed = renew_import(staged=staged, by=admin, at=AT)
    assert faults(renewed) == faults(staged)
    assert not Department.objects.filter(code="A1").exists()


def test_what_changed_since_the_preview_is_shown_anew_and_not_written(unit, admin):
    staged = stage("DEPARTMENTS", [["A1", "一", "单位", "41", unit.code]], admin)
    close_department(department=unit, from_day=AT.date(), reason="x", by=admin, at=AT)
    outcome = confirm(staged, admin)
    assert not outcome.is_written
    assert counts(outcome.staged)["wrong"] == 1
    assert not Department.objects.filter(code="A1").exists()
    with pytest.raises(ImportRefused):
        confirm(staged, admin)


def test_a_preview_is_written_once(unit, admin):
    staged = stage("DEPARTMENTS", [["A1", "一", "单位", "41", ""]], admin)
    confirm(staged, admin)
    with pytest.raises(ImportRefused, match="已经导入"):
        confirm(staged, admin)


def test_a_fault_while_writing_leaves_nothing_behind(unit, admin, monkeypatch):
    staged = stage("DEPARTMENTS", [["A1", "一", "单位", "41", ""]], admin)

    def broken_trail(**said):
        raise IntegrityError("x")

    monkeypatch.setattr(imports, "record", broken_trail)
    with pytest.raises(IntegrityError):
        confirm(staged, admin)
    staged.refresh_from_db()
    assert staged.state == Import.State.PREVIEW
    assert not Department.objects.filter(code="A1").exists()


def test_accounts_get_passwords_that_open_once_and_are_kept_nowhere(unit, filer, admin, client):
    rows = [
        ["wangfang", "王芳", "填报人", unit.code, "0391-1"],
        [filer.username, filer.name, "单位负责人", unit.code, ""],
    ]
    staged = stage("ACCOUNTS", rows, admin)
    assert staged.rows[1]["changes"] == [["角色", "填报人", "单位负责人"]]

    headings, ((username, _, place, password),) = confirm(staged, admin).handed

    assert (headings[-1], username, place) == ("一次性密码", "wangfang", unit.name)
    assert client.login(username="wangfang", password=password)
    account = User.objects.get(username="wangfang")
    assert account.must_change_password
    assert password not in str(Import.objects.values()) + str(TrailEntry.objects.values())
    filer.refresh_from_db()
    assert filer.role == "UNIT_HEAD"


WRONG_PEOPLE = {
    "no department": (["new1", "新", "填报人", "", ""], "D2", "必须属于一个单位"),
    "unknown department": (["new1", "新", "填报人", "NOPE", ""], "D2", "没有编码是“NOPE”"),
    "unknown role": (["new1", "新", "老板", "UNIT", ""], "C2", "不在可选范围内"),
    "Chinese user name": (["新人新人", "新", "填报人", "UNIT", ""], "A2", "不是用户名"),
    "an administrator made a filer": (["root", "新", "填报人", "UNIT", ""], "C2", "另外新增一个"),
    "a filer made an administrator": (["lijing", "李", "系统管理员", "", ""], "C2", "另外新增"),
}


@pytest.mark.parametrize("what", WRONG_PEOPLE)
def test_a_wrong_account_is_told_by_its_cell(unit, filer, admin, what):
    Department.objects.filter(pk=unit.pk).update(code="UNIT")
    User.objects.filter(pk=filer.pk).update(username="lijing")
    User.objects.filter(pk=admin.pk).update(username="root")
    cells, place, words = WRONG_PEOPLE[what]
    ((cell, message),) = faults(stage("ACCOUNTS", [cells], admin))
    assert cell == place
    assert words in message


def test_a_column_that_is_not_there_leaves_what_is_stored(unit, filer, admin):
    User.objects.filter(pk=filer.pk).update(phone="0391-7")
    data = list_workbook(PEOPLE[:4], [[filer.username, "李靖", "填报人", unit.code]], title="x")
    staged = stage_import(kind="ACCOUNTS", data=data, file_name="a.xlsx", by=admin, at=AT)
    confirm(staged, admin)
    filer.refresh_from_db()
    assert (filer.name, filer.phone) == ("李靖", "0391-7")


def test_an_address_for_reminders_comes_along(unit, filer, admin):
    row = [filer.username, "李静", "填报人", unit.code, "", "lijing＠example.cn"]
    staged = stage("ACCOUNTS", [row], admin)
    confirm(staged, admin)
    filer.refresh_from_db()
    assert filer.email == "lijing@example.cn"
    ((cell, message),) = faults(stage("ACCOUNTS", [[*row[:5], "李静"]], admin))
    assert (cell, message) == ("F2", "“李静”不是电子邮箱，请只填一个地址。")


def test_projects_are_known_by_code_or_by_department_and_name(unit, admin):
    named = make_project(department=unit, name="有名")
    coded = make_project(department=unit, name="有码", code="4" * 20)
    rows = [
        ["5" * 21, unit.code, "有名", "其他运转类"],
        ["4" * 20, unit.code, "改了名", ""],
        ["", unit.code, "新的", "特定目标类"],
    ]
    staged = stage("PROJECTS", rows, admin)
    assert counts(staged) == {"new": 1, "changed": 2, "same": 0, "wrong": 0}
    confirm(staged, admin)
    named.refresh_from_db()
    coded.refresh_from_db()
    assert (named.code, named.kind) == ("5" * 21, "OTHER_OPERATING")
    assert (coded.name, coded.kind) == ("改了名", "")
    assert Project.objects.get(name="新的").kind == "SPECIFIC_TARGET"


WRONG_PROJECTS = {
    "code of another department": (["4" * 20, "OTHER", "某", ""], "A2", "的项目“有码”"),
    "a name taken by another": (["4" * 20, "UNIT", "有名", ""], "C2", "已有同名项目"),
    "another code": (["6" * 20, "UNIT", "有码", ""], "A2", "的编码是"),
    "short code": (["123", "UNIT", "某", ""], "A2", "20 或 21 位数字"),
    "no department": (["", "NOPE", "某", ""], "B2", "没有编码是“NOPE”"),
}


@pytest.mark.parametrize("what", WRONG_PROJECTS)
def test_a_wrong_project_is_told_by_its_cell(unit, admin, what):
    other = make_department()
    Department.objects.filter(pk=unit.pk).update(code="UNIT")
    Department.objects.filter(pk=other.pk).update(code="OTHER")
    make_project(department=unit, name="有名")
    make_project(department=unit, name="有码", code="4" * 20)
    cells, place, words = WRONG_PROJECTS[what]
    ((cell, message),) = faults(stage("PROJECTS", [cells], admin))
    assert cell == place
    assert words in message


SAME_PROJECT = {
    "by code and by the name that it had": (
        ["4" * 20, "UNIT", "新名", ""],
        ["", "UNIT", "有码", ""],
    ),
    "the other way round": (["", "UNIT", "有码", ""], ["4" * 20, "UNIT", "新名", ""]),
}


@pytest.mark.parametrize("what", SAME_PROJECT)
def test_two_rows_of_one_project_are_both_told_where_the_other_stands(unit, admin, what):
    Department.objects.filter(pk=unit.pk).update(code="UNIT")
    found = make_project(department=unit, name="有码", code="4" * 20)
    staged = stage("PROJECTS", list(SAME_PROJECT[what]), admin)
    (first, told), (second, said) = faults(staged)
    assert (first, second) == ("C2", "C3")
    assert ("第 3 行都是系统里的项目“有码”" in told, "第 2 行都是" in said) == (True, True)
    assert counts(staged)["wrong"] == 2
    alone = stage("PROJECTS", [SAME_PROJECT[what][0]], admin)  # each by itself is sound
    assert faults(alone) == []
    found.refresh_from_db()
    assert found.name == "有码"


def test_two_thousand_departments_in_reasonable_time(admin, django_assert_max_num_queries):
    rows = [["P0", "顶", "主管部门", "410800", ""]]
    rows += [[f"C{n}", f"单位{n}", "单位", "410800", f"P{n % 9 and 0}"] for n in range(1999)]
    start = time.monotonic()
    staged = stage("DEPARTMENTS", rows, admin)
    with django_assert_max_num_queries(25):
        assert confirm(staged, admin).is_written
    assert Department.objects.count() == 2000
    assert TrailEntry.objects.filter(action="department.added").count() == 2000
    assert time.monotonic() - start < 60


def test_an_import_is_a_door_like_others(filer, admin):
    rows = [["A1", "一", "单位", "41", ""]]
    with pytest.raises(PermissionDenied):
        stage("DEPARTMENTS", rows, filer)
    staged = stage("DEPARTMENTS", rows, admin)
    with pytest.raises(PermissionDenied):
        confirm(staged, filer)
    second = make_user(role="SYSTEM_ADMIN")
    disable_account(account=second, by=admin, at=AT)
    second.refresh_from_db()
    with pytest.raises(PermissionDenied):
        confirm(staged, second)


def test_a_name_broken_into_lines_is_one_name(unit, admin):
    project = make_project(department=unit, name="科普活动经费")
    again = stage("PROJECTS", [["", unit.code, "科普活动\n经费", "特定\n目标类"]], admin)
    assert (counts(again)["new"], faults(again)) == (0, [])
    confirm(again, admin)
    project.refresh_from_db()
    assert (project.name, project.kind) == ("科普活动经费", "SPECIFIC_TARGET")
    confirm(stage("DEPARTMENTS", [["B1", "某市\n科协", "单位", "410800", unit.code]], admin), admin)
    people = [["lijing", "李\n静", "填报人", "B1", "0391\n1234567", "lijing@\nx.cn"]]
    confirm(stage("ACCOUNTS", people, admin), admin)
    account = User.objects.get(username="lijing")
    assert (account.department.name, account.name) == ("某市科协", "李静")
    assert (account.phone, account.email) == ("0391 1234567", "lijing@x.cn")


NO_ADDRESSES = [
    "邮箱:li@x.cn",
    "a,b@x.cn",
    "a;b@x.cn",
    "<li@x.cn",
    "li@x..cn",
    "李静@x.cn",
    "li.@x.cn",
]


@pytest.mark.parametrize("address", [*NO_ADDRESSES, "li@x", "a@x.cn,b@x.cn"])
def test_what_is_no_address_is_told_by_its_cell(unit, admin, address):
    staged = stage("ACCOUNTS", [["lijing", "李静", "填报人", unit.code, "", address]], admin)
    assert faults(staged) == [("F2", f"“{address}”不是电子邮箱，请只填一个地址。")]


@pytest.mark.parametrize("address", ["li.jing+a@office.example", "ｌｉ＠x.cn", "LI_1@X-Y.CN"])
def test_an_address_is_taken_without_full_width_signs(unit, admin, address):
    staged = stage("ACCOUNTS", [["lijing", "李静", "填报人", unit.code, "", address]], admin)
    assert faults(staged) == []
