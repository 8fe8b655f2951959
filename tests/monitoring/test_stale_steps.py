"""A step is taken only on what the person saw; an answer is judged by the body that asked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from projects.models import Department
from scoring.monitored import LineEntry
from scoring.monitoring_steps import Stale
from scoring.queries.waits import waiting_rows
from scoring.services.monitoring import send_report_back, submit_report
from scoring.services.rectifications import accept_answer, answer_notice, refuse_answer
from tests.factories import AT, make_client, make_department, make_user
from tests.monitoring.rows import GREEN, RED, answered, fill, hand_in, notify, now


def place(name, row):
    return reverse(f"scoring:{name}", args=[row.public_id])


def text_of(response):
    return response.content.decode()


def version_on(browser, page, button):
    """The version in the form that has that button."""
    form = text_of(browser.get(page)).split(button)[0].rpartition("<form")[2]
    return form.split('name="version" value="')[1].split('"')[0]


@pytest.fixture
def mending(report, filer, supervisor):
    return answered(hand_in(report, filer), supervisor, filer)


def test_an_answer_that_nobody_saw_is_not_accepted(mending, overseer, supervisor, filer):
    old = version_on(overseer, place("rectification", mending), "验收通过")
    refused = refuse_answer(
        mending=mending, version=now(mending), reason="没有时间", by=supervisor, at=AT
    )
    again = answer_notice(
        mending=mending, version=refused.version, answer="五月补招", by=filer, at=AT
    )
    late = overseer.post(place("rectification_accept", mending), {"version": old})
    assert late.status_code == 409
    assert "打开页面以后内容有变化" in text_of(late)
    assert "五月补招" in text_of(late)
    assert now(mending) == again.version
    fresh = version_on(overseer, place("rectification", mending), "验收通过")
    done = overseer.post(place("rectification_accept", mending), {"version": fresh})
    assert done.status_code == 302


STEPS = {
    "rectification_accept": {},
    "rectification_return": {"reason": "口径不符，请补"},
    "monitoring_return": {"reason": "口径不符，请补"},
}


@pytest.mark.parametrize("version", [{}, {"version": ""}, {"version": "x"}, {"version": "99"}])
@pytest.mark.parametrize("step", STEPS)
def test_a_form_without_the_version_does_nothing_and_keeps_its_words(
    mending, overseer, step, version
):
    row = mending.report if step == "monitoring_return" else mending
    before = now(row)
    answer = overseer.post(place(step, row), STEPS[step] | version)
    status = 409 if version.get("version") == "99" else 428
    assert (answer.status_code, now(row)) == (status, before)
    assert STEPS[step].get("reason", "") in text_of(answer)


def test_an_old_answer_form_keeps_what_was_typed(browser, report, filer, supervisor):
    mending = notify(hand_in(report, filer), supervisor)
    answer = browser.post(place("rectification_answer", mending), {"answer": "六月补招"})
    assert answer.status_code == 428
    assert "六月补招</textarea>" in text_of(answer)
    old = version_on(browser, place("rectification", mending), "提交整改情况")
    sent = {"answer": "六月补招", "version": old}
    assert browser.post(place("rectification_answer", mending), sent).status_code == 302


def kept(page, words):
    """The words stand on the page of the row, to be copied, and in no form that could send them."""
    return "没有提交的内容" in page and f"readonly>\n{words}</textarea>" in page


def test_an_answer_is_not_lost_where_a_colleague_answered_first(browser, report, filer, supervisor):
    mending = notify(hand_in(report, filer), supervisor)
    old = version_on(browser, place("rectification", mending), "提交整改情况")
    answer_notice(mending=mending, version=int(old), answer="五月补招", by=filer, at=AT)
    for typed in ("六月补招", "长" * 2001):  # the second is refused for its length as well
        late = browser.post(
            place("rectification_answer", mending), {"answer": typed, "version": old}
        )
        page = text_of(late)
        assert late.status_code == (409 if len(typed) < 2001 else 422)
        assert kept(page, typed)
        assert "五月补招" in page
        assert ("整改现为“待验收”，这一步不能办" in page) == (len(typed) < 2001)
    mending.refresh_from_db()
    assert mending.answer == "五月补招"
    assert "没有提交的内容" not in text_of(browser.get(place("rectification", mending)))


@pytest.mark.parametrize("step", [accept_answer, refuse_answer])
def test_a_reason_is_not_lost_where_a_colleague_judged_first(mending, overseer, supervisor, step):
    old = version_on(overseer, place("rectification", mending), "退回反馈")
    more = {"reason": "没有时间"} if step is refuse_answer else {}
    step(mending=mending, version=int(old), by=supervisor, at=AT, **more)
    late = overseer.post(
        place("rectification_return", mending), {"reason": "口径不符", "version": old}
    )
    mending.refresh_from_db()
    assert late.status_code == 409
    assert f"整改现为“{mending.get_state_display()}”，这一步不能办" in text_of(late)
    assert kept(text_of(late), "口径不符")


def test_the_reason_of_a_return_is_not_lost_where_a_colleague_returned_first(
    report, overseer, supervisor, filer
):
    sent = hand_in(report, filer)
    send_report_back(report=sent, version=sent.version, reason="再核", by=supervisor, at=AT)
    said = {"reason": "口径不符", "version": str(sent.version)}
    late = overseer.post(place("monitoring_return", report), said)
    assert late.status_code == 409
    assert "这一步不能办" in text_of(late)
    assert kept(text_of(late), "口径不符")


def test_a_notice_is_not_lost_where_the_report_was_returned_first(
    report, overseer, supervisor, filer
):
    sent = hand_in(report, filer)
    send_report_back(report=sent, version=sent.version, reason="再核", by=supervisor, at=AT)
    due = timezone.localdate() + timedelta(days=9)
    said = {"notice": "请补招", "due": f"{due}", "version": str(sent.version)}
    late = overseer.post(place("notice", report), said)
    assert late.status_code == 422
    assert "监控表还没有提交" in text_of(late)
    assert "请补招</textarea>" in text_of(late)


def test_a_report_is_handed_in_as_it_was_seen(report, filer, unit):
    fill(report, filer, RED)
    head = make_client(make_user(role="UNIT_HEAD", department=unit))
    old = version_on(head, place("monitoring_report", report), "提交监控表")
    fill(report, filer, GREEN)
    late = head.post(place("monitoring_submit", report), {"version": old})
    assert late.status_code == 409
    report.refresh_from_db()
    assert report.state == "DRAFT"
    fresh = version_on(head, place("monitoring_report", report), "提交监控表")
    assert head.post(place("monitoring_submit", report), {"version": fresh}).status_code == 302


def test_a_report_that_came_again_is_not_returned_by_an_old_form(report, filer, supervisor):
    sent = hand_in(report, filer)
    back = send_report_back(report=sent, version=sent.version, reason="再核", by=supervisor, at=AT)
    submit_report(report=report, version=back.version, by=filer, at=AT)
    with pytest.raises(Stale):
        send_report_back(report=report, version=sent.version, reason="再核", by=supervisor, at=AT)


def test_the_grid_hands_in_nothing_that_a_colleague_changed_meanwhile(browser, report, unit, filer):
    fill(report, filer, GREEN)
    page = text_of(browser.get(place("monitoring_entry", report)))
    form = {"then": "submit", "executed": "8", "was-executed": "8"}
    for line in report.lines.all():
        key = line.public_id.hex
        form[f"was-{key}"] = page.split(f'name="was-{key}" value="')[1].split('"')[0]
        form |= {f"text-{key}": "8", f"forecast-{key}": "12", f"chance-{key}": "sure"}
    fill(report, make_user(department=unit), LineEntry(text="9", forecast="12", chance="sure"))
    late = browser.post(place("monitoring_entry", report), form)
    assert late.status_code == 422
    assert "刚被他人改过，没有提交" in text_of(late)
    report.refresh_from_db()
    assert (report.state, report.lines.first().text) == ("DRAFT", "9")


@pytest.fixture
def finance(branch):
    """A person of the bureau above the branch."""
    bureau = make_department(kind=Department.Kind.FINANCE)
    branch.parent, branch.path = bureau, f"{bureau.path}{branch.pk}."
    branch.save()
    return make_user(role="FINANCE", department=bureau)


@pytest.fixture
def both(report, filer, finance, supervisor, unit, branch):
    """A notice of each body, answered; and who sent it."""
    unit.path = f"{branch.path}{unit.pk}."
    unit.save()
    sent = hand_in(report, filer)
    return [
        (answered(sent, person, filer, row), person)
        for row, person in enumerate([supervisor, finance])
    ]


@pytest.mark.parametrize("asked", [0, 1])
def test_who_asked_judges_and_nobody_else(both, asked):
    mending, asker = both[asked]
    other = both[1 - asked][1]
    for step, more in ((accept_answer, {}), (refuse_answer, {"reason": "不足"})):
        with pytest.raises(PermissionDenied, match="发出，反馈由"):
            step(mending=mending, version=now(mending), by=other, at=AT, **more)
    assert list(waiting_rows(asker, at=AT).mendings) == [mending]
    mine, theirs = (
        text_of(make_client(who).get(place("rectification", mending))) for who in (asker, other)
    )
    assert [
        ("验收通过</button>" in page, "退回反馈</button>" in page) for page in (mine, theirs)
    ] == [
        (True, True),
        (False, False),
    ]
    accept_answer(mending=mending, version=now(mending), by=asker, at=AT)


def test_the_notice_of_a_person_who_left_the_office_can_be_judged(both):
    (mending, left), (_, finance) = both
    left.role = "REVIEWER"
    left.save()
    assert mending in waiting_rows(finance, at=AT).mendings
    accept_answer(mending=mending, version=now(mending), by=finance, at=AT)
