"""A locked plan and a locked sheet answer 409 with the cause, and nothing changes."""

import pytest

from projects.models import Indicator, Plan
from projects.services.plans import approve_plan
from scoring.models import Sheet
from tests.factories import (
    AT,
    DAY,
    leaves_of,
    make_client,
    make_department,
    make_plan,
    make_sheet,
    make_user,
    make_window,
)
from tests.scoring.addresses import address
from tests.scoring.plan_pages import typed
from tests.scoring.sheets import everything_of, page_of, versions_of


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, is_approved=False)


@pytest.fixture
def target(plan):
    return address("plan_edit", plan.public_id)


def stored(plan):
    return list(Indicator.objects.filter(plan=plan).order_by("pk").values())


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_locked_plan(browser, plan, target, method, unit):
    form = typed(browser, plan, t="≥1%", p="1")
    finance = make_user(role="FINANCE", department=unit, name="赵倩")
    approve_plan(plan=plan, by=finance, at=AT)
    before = stored(plan)
    response = getattr(browser, method)(target, form)
    text = response.content.decode()
    assert response.status_code == 409
    assert "2021 年度绩效目标表已审定，不能修改" in text
    assert "2022年3月14日 09:00 由 赵倩 置为“已审定”" in text
    assert "要修改，请联系 赵倩" in text
    assert "没有写入任何内容" in text
    assert stored(plan) == before


def test_a_draft_plan_is_changed(browser, plan, target):
    response = browser.post(target, typed(browser, plan, t="≥1%", p="1"))
    assert (response.status_code, response["Location"]) == (302, target)
    assert leaves_of(plan)[0].target_text == "≥1%"


BAD_TARGETS = {
    "points NaN": ({"p": "NaN"}, "“NaN” 不是数字"),
    "points 1e999": ({"p": "1e999"}, "“1e999” 不是数字"),
    "negative points": ({"p": "-1"}, "超出范围"),
    "points above 100": ({"p": "100.01"}, "超出范围，请填 0 到 100"),
    "points of 3 decimals": ({"p": "1.001"}, "小数位数太多"),
    "a text too long": ({"t": "长" * 201}, "最多 200 字，现有 201 字"),
    "a control character": ({"t": "≥\x1b95%"}, "U+001B"),
}


@pytest.mark.parametrize("what", BAD_TARGETS)
def test_a_bad_target_comes_back_with_message_and_typed_text(browser, plan, target, what):
    bad, message = BAD_TARGETS[what]
    texts = {"t": "≥50%", "p": "20"} | bad
    before = stored(plan)
    response = browser.post(target, typed(browser, plan, **texts))
    assert response.status_code == 422
    assert message in response.content.decode()
    row = response.context["tables"].lines[0]
    assert {"t": row.said["target"], "p": row.said["points"]} == texts
    assert stored(plan) == before


def test_full_width_points_are_read_as_digits(browser, plan, target):
    assert browser.post(target, typed(browser, plan, t="≥50%", p="２０．５")).status_code == 302
    assert str(leaves_of(plan)[0].points) == "20.50"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_locked_sheet(browser, sheet, unit, method):
    head = make_user(role="UNIT_HEAD", department=unit, name="周浩")
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED", state_by=head, state_at=AT)
    before = everything_of(sheet)
    response = getattr(browser, method)(
        address("sheet_entry", sheet.public_id), {"printed_total": "1"}
    )
    text = response.content.decode()
    assert response.status_code == 409
    assert "2021 年度自评表已提交，不能修改" in text
    assert "2022年3月14日 09:00 由 周浩 置为“已提交”" in text
    assert "要修改，请由本单位撤回，或请联系 财政部门 退回" in text
    assert everything_of(sheet) == before


def test_a_sheet_that_somebody_above_holds_names_that_person(browser, sheet, unit):
    supervisor = make_user(role="SUPERVISOR", department=unit, name="陈洁")
    Sheet.objects.filter(pk=sheet.pk).update(
        state="DEPARTMENT_PASSED", state_by=supervisor, state_at=AT
    )
    text = browser.get(address("sheet_entry", sheet.public_id)).content.decode()
    assert "要修改，请联系 陈洁" in text


def test_a_sheet_that_is_locked_between_reading_and_saving(browser, sheet, monkeypatch, filer):
    """The form was read as a draft; the service looks again under its lock."""
    monkeypatch.setattr("scoring.views.entry.sheet_lock", lambda sheet, at: None)
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED", state_by=filer, state_at=AT)
    typed = {"printed_total": "1", "v-head": "1"}
    response = browser.post(address("sheet_entry", sheet.public_id), typed)
    assert response.status_code == 409


def test_a_plan_that_was_approved_while_it_was_typed(browser, plan, target):
    form = typed(browser, plan, t="≥1%", p="1")
    Plan.objects.filter(pk=plan.pk).update(state="FINANCE_APPROVED")
    response = browser.post(target, form)
    assert response.status_code == 409


def test_a_deadline_that_passed_while_typing_leaves_everything_on_the_page(browser, sheet):
    """Without script the answer is a page of its own: what was typed must stand in it."""
    page = address("sheet_entry", sheet.public_id)
    key = leaves_of(sheet.plan)[0].public_id.hex
    typed = versions_of(sheet) | {f"text-{key}": "93.5%", f"deviation-{key}": "下雨停了两场"}
    make_window(department=sheet.department, stage="ACTUALS", opens_at=AT - DAY, closes_at=AT)
    answer = browser.post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("绩效自评已经截止", 'value="93.5%"', "下雨停了两场", "可以复制留存"):
        assert words in text
    assert page_of(sheet).rows[0].text != "93.5%"


@pytest.mark.parametrize("kind", ["plan", "sheet"])
def test_whom_to_ask_is_told_to_the_unit_and_not_to_who_is_asked(db, kind):
    bureau = make_department(kind="FINANCE")
    unit = make_department(parent=bureau)
    plan = make_plan(department=unit)
    row = plan if kind == "plan" else make_sheet(plan=plan)
    type(row).objects.filter(pk=row.pk).update(state="SUBMITTED", state_at=AT)
    told = {}
    for role in ("FILER", "FINANCE"):
        person = make_user(role=role, department=unit if role == "FILER" else bureau)
        page = make_client(person).get(address(kind, row.public_id))
        told[role] = page.content.decode()
    assert all("已提交，不能修改" in text for text in told.values())
    assert [role for role, text in told.items() if "要修改，请" in text] == ["FILER"]
