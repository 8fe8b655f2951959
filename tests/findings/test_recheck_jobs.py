"""Checking in the background: a branch when asked, what changed by itself."""

import pytest

from projects.models import Job, User
from projects.services.jobs import cancel_job
from scoring.models import Finding, UnitCheck
from scoring.queries.stale_units import stale_units
from scoring.services import rechecks
from scoring.services.rechecks import KIND, recheck_everything, recheck_stale, run_recheck
from scoring.tasks import recheck_all, recheck_changed, recheck_one, run_job, sweep_jobs
from tests.factories import AT, DAY, make_client, make_department, make_user
from tests.findings.build import plan_of, set_total, wrong_plan, wrong_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(branch, unit):
    """Two units of the branch with an error each, one with another in the year after."""
    beside = make_department(parent=branch)
    wrong_plan(unit)
    wrong_plan(beside)
    wrong_plan(beside, year=2022)
    return unit, beside


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Press the button; the worker runs at once unless `waits`. Returns the job."""

    def run(user, *, waits=False, **asked):
        with django_capture_on_commit_callbacks(execute=not waits):
            answer = make_client(user).post("/findings/check/", asked)
        job = Job.objects.latest("pk")
        assert answer["Location"] == f"/jobs/{job.public_id}/"
        return job

    return run


def checked():
    return set(UnitCheck.objects.values_list("department", "year"))


def test_a_branch_is_checked_for_a_year(units, supervisor, ask):
    unit, beside = units
    job = ask(supervisor, year="2021")
    assert (job.state, job.done_count, job.due_count) == ("DONE", 2, 2)
    assert checked() == {(unit.pk, 2021), (beside.pk, 2021)}
    assert Finding.objects.count() == 2


def test_all_years_are_checked_where_none_is_named(units, supervisor, ask):
    job = ask(supervisor)
    assert (job.state, job.done_count) == ("DONE", 3)
    assert job.title.endswith("各年度")


def test_one_unit_can_be_named_and_only_ones_own(units, filer, supervisor, ask):
    unit, beside = units
    assert ask(supervisor, year="2021", branch=str(beside.public_id)).done_count == 1
    assert checked() == {(beside.pk, 2021)}
    ask(filer, year="2021")
    assert checked() == {(beside.pk, 2021), (unit.pk, 2021)}
    answer = make_client(filer).post("/findings/check/", {"branch": str(beside.public_id)})
    assert answer.status_code == 404


def test_a_filer_above_units_checks_his_own_department_alone(units, branch, ask):
    wrong_plan(branch)
    ask(make_user(department=branch), year="2021")
    assert checked() == {(branch.pk, 2021)}


def test_its_page_says_how_far_it_is_and_where_to_look(units, supervisor, ask):
    waiting = ask(supervisor, year="2021", waits=True)
    page = make_client(supervisor).get(f"/jobs/{waiting.public_id}/").content.decode()
    assert "取消检查" in page
    run_job(waiting.pk)
    page = make_client(supervisor).get(f"/jobs/{waiting.public_id}/").content.decode()
    assert "已检查 2 个单位年度" in page
    assert '/findings/?year=2021"' in page


def test_a_cancelled_one_stops_and_keeps_what_was_checked(units, supervisor, ask, monkeypatch):
    job = ask(supervisor, year="2021", waits=True)
    plain = rechecks.recheck

    def cancels(**asked):
        cancel_job(job=job, by=supervisor, at=AT)
        return plain(**asked)

    monkeypatch.setattr(rechecks, "recheck", cancels)
    run_recheck(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, UnitCheck.objects.count()) == ("CANCELLED", 1)


def test_a_lost_one_is_sent_again_by_the_sweep_and_done_twice_does_no_harm(units, supervisor, ask):
    job = ask(supervisor, year="2021", waits=True)
    Job.objects.filter(pk=job.pk).update(created_at=AT - DAY)
    sweep_jobs()
    job.refresh_from_db()
    before = list(Finding.objects.values())
    assert job.state == "DONE"
    run_job(job.pk)
    Job.objects.filter(pk=job.pk).update(state="WAITING", ended_at=None)
    run_job(job.pk)
    assert list(Finding.objects.values()) == before


def test_one_that_fails_says_so(units, supervisor, ask, monkeypatch):
    job = ask(supervisor, year="2021", waits=True)

    def breaks(**asked):
        raise ZeroDivisionError

    monkeypatch.setattr(rechecks, "recheck", breaks)
    with pytest.raises(ZeroDivisionError):
        run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "FAILED"
    assert job.message.startswith("检查时出错")


def test_who_lost_the_right_meanwhile_has_nothing_checked(units, supervisor, ask):
    job = ask(supervisor, year="2021", waits=True)
    User.objects.filter(pk=supervisor.pk).update(is_active=False)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.kind, checked()) == ("FAILED", KIND, set())


def test_what_changed_is_checked_by_itself_and_what_did_not_is_left(unit, filer, units):
    recheck_changed()
    assert stale_units() == []
    times = dict(UnitCheck.objects.values_list("department", "version"))
    sheet = wrong_sheet(unit, by=filer, name="扩建")
    set_total(sheet, by=filer, total="91")
    recheck_changed()
    after = dict(UnitCheck.objects.filter(year=2021).values_list("department", "version"))
    assert after[unit.pk] == times[unit.pk] + 1
    assert after[units[1].pk] == 1 + 1  # its first check, and the one that stored it
    assert Finding.objects.filter(sheet=sheet).exists()


def test_a_unit_that_cannot_be_checked_holds_up_no_other(units, monkeypatch, caplog):
    unit, beside = units
    plain = rechecks.recheck

    def breaks(*, department, **asked):
        if department == unit:
            raise ZeroDivisionError
        return plain(department=department, **asked)

    monkeypatch.setattr(rechecks, "recheck", breaks)
    assert recheck_stale(at=AT) == 2
    assert checked() == {(beside.pk, 2021), (beside.pk, 2022)}
    assert "was not checked" in caplog.text


def test_a_unit_that_was_just_submitted_is_checked_where_it_changed(unit):
    plan_of(unit)
    recheck_one(unit.pk, 2021)
    recheck_one(unit.pk, 2021)
    assert UnitCheck.objects.get().version == 2


def test_every_night_every_unit_is_checked(units):
    recheck_stale(at=AT)
    assert recheck_everything(at=AT + DAY) == 3
    assert set(UnitCheck.objects.values_list("checked_at", flat=True)) == {AT + DAY}
    recheck_all()
    assert UnitCheck.objects.filter(checked_at=AT + DAY).count() == 0
