"""A colleague took the step first: what the second one typed stays on the page, to be copied."""

import pytest
from django.urls import reverse

from scoring.queries.lines import numbered_lines
from tests.factories import make_client
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


def returning(plan, person, **typed):
    address = reverse("scoring:plan_step", args=[plan.public_id, "return"])
    return make_client(person).post(address, {"version": "1", **typed})


def test_a_reason_and_its_rows_are_not_lost(people):
    plan = take(plan_of(people), "submit", people.filer)
    first, second, *_ = numbered_lines(plan)
    take(plan, "return", people.supervisor, reason="口径不符")
    typed = {"reason": "先核对", f"row-{second.lineage.hex}": "单位写错"}
    late = returning(plan, people.supervisor, **typed)
    page = late.content.decode()
    assert late.status_code == 409
    assert "现在的状态是“草稿”，不能退回" in page
    assert f"readonly>\n先核对\n第 {second.number} 行：单位写错</textarea>" in page
    assert f"第 {first.number} 行：" not in page


def test_the_page_of_a_step_that_is_not_there_says_nothing_was_typed(people):
    address = reverse("scoring:plan_step", args=[plan_of(people).public_id, "return"])
    assert "没有提交的内容" not in make_client(people.supervisor).get(address).content.decode()
