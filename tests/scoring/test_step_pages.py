"""The pages of steps: what is asked, what is refused in words, where one lands afterwards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.trail import last_change
from scoring.models import Sheet
from tests.factories import AT, DAY, leaves_of, make_client, make_sheet, make_window
from tests.scoring.plan_pages import typed
from tests.scoring.sheets import page_of, versions_of
from tests.scoring.steps import make_people, plan_of, sheet_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def sheet(people):
    return sheet_of(people)


def address(row, step):
    kind = type(row).__name__.lower()
    return reverse(f"scoring:{kind}_step", args=[row.public_id, step])


def post(person, row, step, **said):
    row.refresh_from_db()
    return make_client(person).post(address(row, step), {"version": last_change(row)} | said)


def test_a_filer_submits_and_is_told_so(people, sheet):
    client = make_client(people.filer)
    home = reverse("scoring:sheet", args=[sheet.public_id])
    assert "提交审核" in client.get(home).content.decode()
    answer = client.post(address(sheet, "submit"), {"version": last_change(sheet)}, follow=True)
    assert answer.redirect_chain == [(home, 302)]
    page = answer.content.decode()
    assert "已提交审核。由上级部门审核" in page
    assert "撤回" in page


def test_the_page_of_a_return_names_every_row(people, sheet):
    take(sheet, "submit", people.filer)
    page = make_client(people.supervisor).get(address(sheet, "return")).content.decode()
    for leaf in leaves_of(sheet.plan):
        assert f'name="row-{leaf.lineage.hex}"' in page
    assert 'name="reason"' in page


def test_a_return_without_a_reason_keeps_what_was_typed(people, sheet):
    take(sheet, "submit", people.filer)
    row = f"row-{leaves_of(sheet.plan)[1].lineage.hex}"
    answer = post(people.supervisor, sheet, "return", **{row: "凭证不清"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "退回须写明原因" in page
    assert 'value="凭证不清"' in page
    assert Sheet.objects.get(pk=sheet.pk).state == "SUBMITTED"


def test_every_wrong_reason_is_told_at_once(people, sheet):
    take(sheet, "submit", people.filer)
    rows = [f"row-{leaf.lineage.hex}" for leaf in leaves_of(sheet.plan)[:2]]
    said = {"reason": "长" * 501, rows[0]: "坏\x00", rows[1]: "长" * 301}
    page = post(people.supervisor, sheet, "return", **said).content.decode()
    assert "有 3 处填写有误" in page
    assert "原因最多 500 字" in page
    assert "第 1 行的原因含有不可见的控制字符" in page


def test_what_was_returned_says_why_where_it_is_mended(people, sheet):
    take(sheet, "submit", people.filer)
    row = f"row-{leaves_of(sheet.plan)[1].lineage.hex}"
    assert (
        post(people.supervisor, sheet, "return", reason="请补", **{row: "凭证不清"}).status_code
        == 302
    )
    client = make_client(people.filer)
    for view in ("sheet", "sheet_entry"):
        page = client.get(reverse(f"scoring:{view}", args=[sheet.public_id])).content.decode()
        assert "被退回：请补" in page
        assert "陈洁" in page
        assert page.count("凭证不清") == 1
        row = page[page.index('data-no="2"') : page.index('data-no="3"')]
    assert "凭证不清" in row


def test_targets_that_were_returned_say_why_beside_the_row_that_is_mended(people):
    plan = take(plan_of(people), "submit", people.filer)
    second = leaves_of(plan)[1]
    said = {f"row-{second.lineage.hex}": "低于上年实际"}
    assert post(people.supervisor, plan, "return", reason="请核", **said).status_code == 302
    entry = reverse("scoring:plan_edit", args=[plan.public_id])
    client = make_client(people.filer)
    page = client.get(entry).content.decode()
    assert "被退回：请核" in page
    assert page.count("低于上年实际") == 1
    at = page.index("低于上年实际")
    assert page.index(f'id="l3-{second.public_id.hex}"') < at
    assert at < page.index(f'id="t-{second.public_id.hex}"')
    take(plan, "submit", people.filer)
    assert client.get(entry).status_code == 409
    take(plan, "withdraw", people.filer)
    assert "低于上年实际" not in client.get(entry).content.decode()


def test_gaps_lead_to_their_fields(people):
    plan = plan_of(people)
    for step, person in (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance")):
        plan = take(plan, step, getattr(people, person))
    empty = make_sheet(plan=plan)
    answer = post(people.filer, empty, "submit")
    assert answer.status_code == 422
    entry = reverse("scoring:sheet_entry", args=[empty.public_id])
    first = leaves_of(plan)[0]
    assert f'href="{entry}#text-{first.public_id.hex}"' in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x", "99", "１"])
def test_a_stale_page_decides_nothing(people, sheet, version):
    answer = make_client(people.filer).post(address(sheet, "submit"), {"version": version})
    stale = 409, "内容有变化"
    status, words = stale if version == "99" else (428, "没有收到页面的版本，没有处理")
    assert answer.status_code == status
    assert words in answer.content.decode()
    sheet.refresh_from_db()
    assert sheet.state == "DRAFT"


def test_a_step_that_somebody_took_already_says_so(people, sheet):
    take(sheet, "submit", people.filer)
    answer = post(people.head, sheet, "submit")
    assert answer.status_code == 409
    assert "现在的状态是“已提交”，不能提交审核" in answer.content.decode()


def test_after_the_deadline_the_person_to_ask_is_named(people, sheet):
    make_window(department=people.unit, stage="ACTUALS", opens_at=AT - DAY, closes_at=AT)
    answer = post(people.filer, sheet, "submit")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "绩效自评已经截止" in page
    assert "请联系 陈洁" in page


@pytest.mark.parametrize("step", ["seal", "accept", "x"])
def test_a_step_that_a_plan_has_not_is_missing(people, step):
    plan = plan_of(people)
    assert make_client(people.filer).get(address(plan, step)).status_code == 404


def test_the_history_tells_from_what_to_what(people, sheet):
    take(sheet, "submit", people.filer)
    take(sheet, "return", people.supervisor, reason="请补凭证")
    url = reverse("scoring:sheet_history", args=[sheet.public_id])
    page = make_client(people.filer).get(url).content.decode()
    for words in (
        "退回：请补凭证",
        "已提交",
        "草稿",
        "第 1 行 实际完成值",
        "99%",
        "（空白）",
        "陈洁",
    ):
        assert words in page


def test_the_history_asks_as_often_for_many_entries_as_for_few(people, sheet):
    url = reverse("scoring:sheet_history", args=[sheet.public_id])
    client, counts = make_client(people.filer), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
        for _ in range(3):
            take(sheet, "submit", people.filer)
            take(sheet, "withdraw", people.filer)
    assert counts[0] == counts[1] <= 8


def test_an_adjusted_target_shows_the_first_one_beside_it(people):
    plan = plan_of(people)
    for step, person in (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance")):
        plan = take(plan, step, getattr(people, person))
    url = reverse("scoring:plan", args=[plan.public_id])
    assert "年初：" not in make_client(people.filer).get(url).content.decode()
    take(plan, "adjust", people.filer, reason="追加预算")
    leaf = leaves_of(plan)[0]
    type(leaf).objects.filter(pk=leaf.pk).update(target_text="≥90%")
    page = make_client(people.filer).get(url).content.decode()
    assert "≥90%" in page
    assert "年初：≥95%" in page
    assert page.count("年初：") == 1
    assert "调整理由：追加预算" in page


def test_a_filer_opens_the_sheet_of_an_approved_plan(people):
    plan = plan_of(people)
    url = reverse("scoring:sheet_open", args=[plan.public_id])
    client = make_client(people.filer)
    assert "没有审定" in client.post(url, follow=True).content.decode()
    for step, person in (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance")):
        take(plan, step, getattr(people, person))
    page = client.get(reverse("scoring:plan", args=[plan.public_id])).content.decode()
    assert "生成自评表" in page
    answer = client.post(url)
    sheet = Sheet.objects.get(plan=plan)
    assert answer["Location"] == reverse("scoring:sheet_entry", args=[sheet.public_id])
    assert "已有自评表" in client.post(url, follow=True).content.decode()


def test_all_sheets_of_a_unit_are_opened_at_once(people):
    plans = [plan_of(people) for _ in range(3)]
    for plan in plans[:2]:
        for step, person in (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance")):
            take(plan, step, getattr(people, person))
    client = make_client(people.filer)
    lists = reverse("scoring:sheets")
    assert "生成 2 张自评表" in client.get(f"{lists}?year=2021").content.decode()
    url = f"{reverse('scoring:sheets_open')}?year=2021"
    page = client.post(url, follow=True).content.decode()
    assert "已生成 2 张自评表" in page
    assert set(Sheet.objects.values_list("plan", flat=True)) == {plan.pk for plan in plans[:2]}


def test_sheets_that_cannot_be_opened_say_why(people):
    plan = plan_of(people)
    for step, person in (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance")):
        take(plan, step, getattr(people, person))
    make_window(department=people.unit, stage="ACTUALS", opens_at=AT - DAY, closes_at=AT)
    url = f"{reverse('scoring:sheets_open')}?year=2021"
    page = make_client(people.filer).post(url, follow=True).content.decode()
    assert "已生成 0 张" in page
    assert "绩效自评已经截止" in page


def test_from_the_entry_page_everything_is_saved_and_the_step_comes_next(people):
    sheet = sheet_of(people)
    client = make_client(people.filer)
    key = leaves_of(sheet.plan)[0].public_id.hex
    entry = reverse("scoring:sheet_entry", args=[sheet.public_id])
    typed = versions_of(sheet) | {f"text-{key}": "12%", "then": "submit"}
    answer = client.post(entry, typed)
    assert (answer.status_code, answer["Location"]) == (302, address(sheet, "submit"))
    assert page_of(sheet).rows[0].text == "12%"
    wrong = client.post(entry, versions_of(sheet) | {f"text-{key}": "很多", "then": "submit"})
    assert wrong.status_code == 422


def test_from_the_target_grid_everything_is_saved_and_the_step_comes_next(people):
    plan = plan_of(people)
    client = make_client(people.filer)
    form = typed(client, plan, t="≥12%") | {"act": "submit"}
    answer = client.post(reverse("scoring:plan_edit", args=[plan.public_id]), form)
    assert (answer.status_code, answer["Location"]) == (302, address(plan, "submit"))
    assert leaves_of(plan)[0].target_text == "≥12%"
