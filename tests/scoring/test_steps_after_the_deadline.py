"""Past the deadline nothing is given back to a unit without a word: it could not mend it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.locks import Locked
from projects.models import Extension, Stage
from projects.queries.windows import stage_deadline
from projects.trail import last_change
from scoring.services.unlocking import unlock_units
from tests.factories import AT, DAY, make_client, make_window, make_year
from tests.scoring.steps import make_people, plan_of, sheet_of, take

pytestmark = pytest.mark.django_db

MADE = {"plan": (plan_of, Stage.TARGETS), "sheet": (sheet_of, Stage.ACTUALS)}


@pytest.fixture
def people():
    return make_people()


@pytest.fixture(params=MADE)
def sent(request, people):
    """A document that was sent in time, its stage closed since."""
    make, stage = MADE[request.param]
    document = take(make(people), "submit", people.filer)
    return close(people, document, stage), stage


def close(people, document, stage):
    now = timezone.now()
    make_window(
        department=people.unit, stage=stage, opens_at=now - 9 * DAY, closes_at=now - 2 * DAY
    )
    return document


def step_page(person, document, step):
    return make_client(person).get(address(document, step)).content.decode()


def address(document, step):
    kind = type(document).__name__.lower()
    return reverse(f"scoring:{kind}_step", args=[document.public_id, step])


def home(person, document):
    kind = type(document).__name__.lower()
    answer = make_client(person).get(reverse(f"scoring:{kind}", args=[document.public_id]))
    return answer.content.decode()


def test_what_was_sent_in_time_is_not_taken_back_when_it_could_not_be_sent_again(people, sent):
    document, stage = sent
    with pytest.raises(Locked, match="已经截止") as lock:
        take(document, "withdraw", people.filer, at=timezone.now())
    assert "需要延期，请联系 陈洁" in lock.value.ask
    document.refresh_from_db()
    assert document.state == "SUBMITTED"
    said = {"version": last_change(document)}
    answer = make_client(people.filer).post(address(document, "withdraw"), said)
    assert answer.status_code == 409
    assert f"{stage.label}已经截止" in answer.content.decode()


def test_the_page_offers_no_taking_back_and_says_who_can_help(people, sent):
    document, stage = sent
    page = home(people.filer, document)
    assert 'steps/withdraw/"' not in page
    told = f"2021 年度{stage.label}已经截止，本单位不能撤回。要修改，请联系 陈洁 退回并延期。"
    assert told in page


@pytest.mark.parametrize("kind", MADE)
def test_in_time_it_is_taken_back_with_one_click(people, kind):
    document = take(MADE[kind][0](people), "submit", people.filer)
    page = home(people.filer, document)
    assert 'steps/withdraw/"' in page
    assert "请由本单位撤回，或请联系 陈洁 退回" in page
    assert take(document, "withdraw", people.filer).state == "DRAFT"


def test_who_returns_is_told_before_and_after_that_the_unit_needs_more_time(people, sent):
    document, stage = sent
    page = step_page(people.supervisor, document, "return")
    assert f"2021 年度{stage.label}已经截止，退回以后该单位不能修改" in page
    assert reverse("scoring:progress_extend", args=[people.unit.public_id]) in page
    said = {"version": last_change(document), "reason": "口径有误"}
    answer = make_client(people.supervisor).post(address(document, "return"), said, follow=True)
    assert f"已退回。但2021 年度{stage.label}已经截止，该单位须延期后才能修改、再交。" in (
        answer.content.decode()
    )


def test_while_the_stage_is_open_nothing_of_the_sort_is_said(people):
    plan = take(plan_of(people), "submit", people.filer)
    assert "不能修改" not in step_page(people.supervisor, plan, "return").partition("<main")[2]


def unlock(people, stage, **more):
    said = {"units": [people.unit], "year": make_year(2021), "stage": stage, "reason": "口径有误"}
    (outcome,) = unlock_units(**said, by=people.supervisor, at=timezone.now(), **more)
    return outcome


def test_unlocking_past_the_deadline_says_that_the_unit_needs_more_time(people, sent):
    document, stage = sent
    outcome = unlock(people, stage)
    assert outcome.done
    assert f"但2021 年度{stage.label}已经截止，单位须延期后才能修改、再交" in outcome.words
    document.refresh_from_db()
    with pytest.raises(Locked):
        take(document, "submit", people.filer, at=timezone.now())


def test_unlocked_and_extended_at_once_the_unit_sends_again(people, sent):
    document, stage = sent
    until = timezone.now() + 3 * DAY
    outcome = unlock(people, stage, until=until)
    assert outcome.done
    assert "；已延期至 " in outcome.words
    document.refresh_from_db()
    assert take(document, "submit", people.filer, at=timezone.now()).state == "SUBMITTED"
    found = stage_deadline(department=people.unit, year=2021, stage=stage, at=timezone.now())
    assert found.closes_at == until


def test_where_more_time_cannot_be_given_nothing_goes_back(people, sent):
    document, stage = sent
    outcome = unlock(people, stage, until=timezone.now() - DAY)
    assert not outcome.done
    assert outcome.words.startswith("没有退回。延至 ")
    document.refresh_from_db()
    assert document.state == "SUBMITTED"
    assert not Extension.objects.exists()


def test_the_form_of_many_offers_more_time_only_where_the_deadline_has_passed(people, sent):
    _, stage = sent
    client = make_client(people.supervisor)
    branch = people.unit.parent
    posted = {"year": "2021", "unit": str(people.unit.public_id)}
    unlocking = reverse("scoring:progress_unlock", args=[branch.public_id])
    page = client.post(unlocking, posted | {"stage": stage}).content.decode()
    assert f"2021 年度{stage.label}已经截止，退回以后单位不能修改、再交" in page
    assert 'name="until"' in page
    other = Stage.ADJUSTMENT
    assert 'name="until"' not in client.post(unlocking, posted | {"stage": other}).content.decode()
    soon = timezone.localtime() + 3 * DAY
    form = posted | {"stage": stage, "reason": "口径有误", "until": f"{soon:%Y-%m-%dT%H:%M}"}
    done = client.post(unlocking, form).content.decode()
    assert "已退回 1 张为草稿；已延期至 " in done


def test_an_open_stage_is_not_extended_by_unlocking(people):
    take(plan_of(people), "submit", people.filer)
    make_window(
        department=people.unit, stage=Stage.TARGETS, opens_at=AT, closes_at=timezone.now() + DAY
    )
    outcome = unlock(people, Stage.TARGETS, until=timezone.now() + 9 * DAY)
    assert outcome.words == "已退回 1 张为草稿"
    assert not Extension.objects.exists()


def test_targets_are_not_offered_for_adjustment_outside_its_stage_and_the_page_says_why(people):
    plan = plan_of(people)
    for step, person in (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance")):
        plan = take(plan, step, getattr(people, person))
    assert "steps/adjust/" in home(people.filer, plan)
    close(people, plan, Stage.ADJUSTMENT)
    page = home(people.filer, plan)
    assert "steps/adjust/" not in page
    assert "2021 年度目标调整已经截止" in page
