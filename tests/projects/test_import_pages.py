"""The pages of an import, as a browser without script sees them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from projects.imports.template import list_workbook
from projects.models import Department, Import, Plan
from projects.services.projects import close_project, move_project, owner_mark
from tests.factories import AT, make_client, make_department, make_plan, make_project, make_user

UNITS = ["单位编码", "单位名称", "类别", "行政区划代码"]
NEW = reverse("projects:import_new", args=["departments"])
GOOD, BAD = ["A1", "一", "单位", "410800"], ["A2", "二", "公司", "河南"]


@pytest.fixture
def boss(db):
    return make_user(role="SYSTEM_ADMIN")


@pytest.fixture
def admin(boss):
    return make_client(boss)


def send(client, *rows, name="单位.xlsx", data=None):
    data = list_workbook(UNITS, rows, title="x") if data is None else data
    return client.post(NEW, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_upload_preview_confirm(admin):
    page = send(admin, GOOD)
    assert "导入预览：确认后写入" in page.content.decode()
    assert not Department.objects.exists()
    done = admin.post(page.redirect_chain[-1][0], follow=True)
    assert "已导入：单位.xlsx" in done.content.decode()
    assert Department.objects.get(code="A1").name == "一"


def test_errors_are_listed_and_downloaded_and_nothing_is_written(admin):
    page = send(admin, GOOD, BAD)
    address = page.redirect_chain[-1][0]
    told = page.content.decode()
    for words in ("有 2 处错误", "C3", "D3", "“公司”不在可选范围内", "没有写入任何内容"):
        assert words in told
    assert "确认导入" not in told
    assert admin.post(address).status_code == 422
    assert not Department.objects.exists()
    book = admin.get(reverse("projects:import_errors", args=[Import.objects.get().public_id]))
    sheet = load_workbook(BytesIO(book.content)).active
    assert [cell.value for cell in sheet[1]][-1] == "错误"
    assert "公司" in sheet.cell(3, 6).value
    assert sheet.cell(2, 6).value in (None, "")
    assert "attachment" in book["Content-Disposition"]


BAD_FILES = {
    "..\\..\\x.svg": b"<svg onload='x'/>",
    "empty.xlsx": b"",
    "short.xlsx": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_workbook_is_refused_beside_the_field(admin, name):
    page = send(admin, name=name, data=BAD_FILES[name])
    assert page.status_code == 422
    assert "没有写入任何内容" in page.content.decode()
    assert not Import.objects.exists()


def test_no_file_at_all_and_an_unknown_kind(admin):
    assert "请选择要导入的" in admin.post(NEW).content.decode()
    for kind in ("plans", "DEPARTMENTS"):
        assert admin.get(f"/accounts/imports/{kind}/new/").status_code == 404


def test_a_preview_of_another_administrator_is_missing(admin):
    address = send(admin, GOOD).redirect_chain[-1][0]
    other = make_client(make_user(role="SYSTEM_ADMIN"))
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404
    assert not Department.objects.exists()


def test_a_stale_preview_answers_409_and_shows_the_new_one(admin):
    address = send(admin, GOOD).redirect_chain[-1][0]
    row = make_department(name="一")
    Department.objects.filter(pk=row.pk).update(code="A1", kind="SUPERVISING")
    told = admin.post(address)
    assert told.status_code == 409
    assert "预览之后系统里的数据有变化" in told.content.decode()
    assert "主管部门 → 单位" in told.content.decode()


def test_the_passwords_of_new_accounts_are_the_answer(admin, unit):
    rows = [["wangfang", "王芳", "填报人", unit.code]]
    data = list_workbook(["用户名", "姓名", "角色", "单位编码"], rows, title="x")
    new = reverse("projects:import_new", args=["accounts"])
    page = admin.post(new, {"file": SimpleUploadedFile("a.xlsx", data)}, follow=True)
    address = page.redirect_chain[-1][0]
    assert "只给这一次" in page.content.decode()
    sheet = load_workbook(BytesIO(admin.post(address).content)).active
    password = sheet["D2"].value
    assert make_client().login(username="wangfang", password=password)
    assert password not in admin.get(address).content.decode()


def test_the_template_is_a_workbook(admin):
    for kind in ("departments", "accounts", "projects"):
        book = admin.get(reverse("projects:import_template", args=[kind]))
        assert len(load_workbook(BytesIO(book.content)).sheetnames) == 2


def test_lists_cost_the_same_however_much_there_is(admin, unit, django_assert_num_queries):
    for _ in range(60):
        make_department(parent=unit)
    admin.get(reverse("projects:departments"))
    with django_assert_num_queries(4):
        page = admin.get(reverse("projects:departments"), {"page": 2})
    assert "共 61 行" in page.content.decode()
    found = admin.get(reverse("projects:department_search"), {"q": "单位"}).content.decode()
    assert found.count("<option") == 20


@pytest.mark.parametrize("q", ["\0", "'", "%", "单位", "x" * 5000, "_"])
def test_any_words_may_be_searched_for(admin, unit, q):
    for name in ("departments", "people", "projects", "department_search"):
        assert admin.get(reverse(f"projects:{name}"), {"q": q, "role": q}).status_code == 200


def test_a_project_with_plans_is_not_moved_and_one_that_ended_takes_no_plan(boss, admin, unit):
    project, other = make_project(department=unit), make_department()
    make_plan(department=unit, project=project)
    move = reverse("projects:project_move", args=[project.public_id])
    form = {"department": other.code, "reason": "划转", "seen": owner_mark(project)}
    page = admin.post(move, form)
    assert page.status_code == 422
    assert "历年的表属于原单位" in page.content.decode()
    free = make_project(department=unit)
    said = {"department": other, "reason": "划转", "seen": owner_mark(free)}
    moved = move_project(project=free, by=boss, at=AT, **said)
    assert moved.department == other
    ended = close_project(project=moved, from_day=AT.date(), reason="结束", by=boss, at=AT)
    with pytest.raises(Exception, match="已终止，不能再申报目标"):
        make_plan(department=other, project=ended)
    assert Plan.objects.count() == 1
