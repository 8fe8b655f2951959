"""A year's sheets of a branch as a zip: asked for, made in the background, fetched by who asked."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from projects.models import Department, Job, TrailEntry, User
from projects.services.jobs import cancel_job
from scoring.services import exports
from scoring.services.exports import run_export
from scoring.tasks import sweep_jobs
from tests.factories import (
    AT,
    make_client,
    make_department,
    make_job,
    make_plan,
    make_project,
    make_sheet,
    make_user,
)
from tests.scoring.addresses import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """A folder of its own: the other process of the test run makes files at the same time."""
    settings.FILES_DIR = tmp_path


@pytest.fixture
def branch():
    """A supervising department over two units of one name; the first has two sheets."""
    top = make_department(name="某市主管", kind="SUPERVISING")
    for number in (1, 2):
        unit = make_department(name="某科协", parent=top)
        make_sheet(plan=make_plan(department=unit))
        if number == 1:
            project = make_project(department=unit, name="科普/活动")
            make_sheet(plan=make_plan(department=unit, project=project))
    return top


@pytest.fixture
def supervisor(branch):
    return make_user(role="SUPERVISOR", department=branch)


@pytest.fixture
def plain_workbooks(monkeypatch):
    """A workbook is the name of what it is about; returns those asked for."""
    made = []

    def workbook(page):
        made.append(page.sheet)
        return f"{page.sheet.department.code} {page.sheet.plan.title}".encode()

    monkeypatch.setattr(exports, "sheet_workbook", workbook)
    return made


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Ask for a zip on the page as a browser does; the worker runs at once. Returns the job."""

    def run(user, department, year=2021):
        typed = {"department": str(department.public_id), "year": year}
        with django_capture_on_commit_callbacks(execute=True):
            response = make_client(user).post(address("jobs_ask"), typed)
        assert response.status_code == 302
        job = Job.objects.get()
        assert response["Location"] == address("job", job.public_id)
        return job

    return run


def fetch(user, job):
    return make_client(user).get(address("job_file", job.public_id))


def files_of(job):
    folder = Path(settings.FILES_DIR) / "exports"
    return [path for path in folder.glob("*") if job.public_id.hex in path.name]


def leftovers():
    folder = Path(settings.FILES_DIR) / "exports"
    return set(folder.glob("*")) if folder.exists() else set()


def test_from_asking_to_the_file(branch, supervisor, ask):
    job = ask(supervisor, branch)
    assert (job.state, job.done_count, job.due_count) == (Job.State.DONE, 3, 3)
    page = make_client(supervisor).get(address("job", job.public_id)).content.decode()
    assert "共 3 张自评表" in page
    assert job.file_digest in page
    response = fetch(supervisor, job)
    content = b"".join(response.streaming_content)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(content).hexdigest() == job.file_digest
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            "2021_某科协_科普_活动_自评表.xlsx",
            "2021_某科协_部门整体_自评表.xlsx",
            "2021_某科协_部门整体_自评表_2.xlsx",
        ]
        for name in archive.namelist():
            assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(archive.read(name))).namelist()


def test_one_workbook_a_sheet(branch, supervisor, ask, plain_workbooks):
    content = b"".join(fetch(supervisor, ask(supervisor, branch)).streaming_content)
    units = list(Department.objects.filter(name="某科协").order_by("pk"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = sorted(archive.read(name).decode() for name in archive.namelist())
    assert told == sorted(
        [
            f"{units[0].code} 部门整体",
            f"{units[0].code} 科普/活动",
            f"{units[1].code} 部门整体",
        ]
    )


def test_the_same_sheets_give_the_same_bytes(branch, supervisor, plain_workbooks):
    digests = set()
    for _ in range(2):
        job = make_job(by=supervisor, department=branch)
        run_export(job_id=job.pk)
        job.refresh_from_db()
        digests.add(job.file_digest)
    assert len(digests) == 1


def test_a_unit_gets_just_its_own_sheets(branch, ask, plain_workbooks):
    unit = Department.objects.filter(name="某科协").order_by("pk")[1]
    job = ask(make_user(department=unit), unit)
    assert job.due_count == 1
    assert {sheet.department for sheet in plain_workbooks} == {unit}


def test_a_department_out_of_scope_cannot_be_asked_for(branch, supervisor):
    stranger = make_department(name="别的单位")
    typed = {"department": str(stranger.public_id), "year": 2021}
    response = make_client(supervisor).post(address("jobs_ask"), typed)
    assert response.status_code == 422
    assert "别的单位" not in response.content.decode()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"department": "x", "year": "2021"},
        {"year": "1999"},
        {"year": "9" * 30},
        {"year": "二〇二一"},
        {"year": "\x00"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_on_the_form(branch, supervisor, typed):
    typed = {"department": str(branch.public_id)} | typed
    response = make_client(supervisor).post(address("jobs_ask"), typed)
    assert response.status_code == 422
    assert "没有写入任何内容" in response.content.decode()
    assert not Job.objects.exists()


def test_a_year_without_sheets_ends_in_words_and_without_a_file(branch, supervisor, ask):
    make_plan(department=branch, year=2022)
    job = ask(supervisor, branch, year=2022)
    assert (job.state, job.file_path) == (Job.State.FAILED, "")
    assert job.message == "某市主管 2022 年度没有自评表，没有可导出的内容。"
    assert (
        job.message in make_client(supervisor).get(address("job", job.public_id)).content.decode()
    )


LOSSES = {
    "the account is switched off": {"is_active": False},
    "the person went to another department": {"department": None},
}


@pytest.mark.parametrize("loss", LOSSES)
def test_rights_are_looked_at_again_when_the_job_runs(branch, supervisor, plain_workbooks, loss):
    job = make_job(by=supervisor, department=branch)
    changes = dict(LOSSES[loss])
    if "department" in changes:
        changes["department"] = make_department()
    User.objects.filter(pk=supervisor.pk).update(**changes)
    run_export(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.file_path) == (Job.State.FAILED, "")
    assert "没有导出这个单位的权限" in job.message
    assert (plain_workbooks, files_of(job)) == ([], [])


def test_a_file_is_not_given_any_more_to_who_lost_the_department(
    branch, supervisor, ask, plain_workbooks
):
    job = ask(supervisor, branch)
    User.objects.filter(pk=supervisor.pk).update(department=make_department())
    assert fetch(User.objects.get(pk=supervisor.pk), job).status_code == 404


def test_a_job_cancelled_while_it_runs_leaves_no_file(branch, supervisor, monkeypatch):
    job = make_job(by=supervisor, department=branch)
    before, made = leftovers(), []

    def workbook(page):
        made.append(page)
        cancel_job(job=job, by=supervisor, at=AT)
        return b"workbook"

    monkeypatch.setattr(exports, "sheet_workbook", workbook)
    run_export(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.file_path) == (Job.State.CANCELLED, "")
    assert len(made) == 1
    assert leftovers() == before
    assert fetch(supervisor, job).status_code == 404


def test_a_job_cancelled_at_the_very_end_leaves_no_file(
    branch, supervisor, plain_workbooks, monkeypatch
):
    job = make_job(by=supervisor, department=branch)
    before, finish = leftovers(), exports.finish_job

    def cancelled_first(**said):
        cancel_job(job=job, by=supervisor, at=AT)
        return finish(**said)

    monkeypatch.setattr(exports, "finish_job", cancelled_first)
    run_export(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert len(plain_workbooks) == 3
    assert leftovers() == before


def test_the_asker_cancels_on_the_page(branch, supervisor, plain_workbooks):
    job = make_job(by=supervisor, department=branch)
    response = make_client(supervisor).post(address("job", job.public_id), follow=True)
    assert "已取消" in response.content.decode()
    run_export(job_id=job.pk)
    assert plain_workbooks == []


def test_a_workbook_that_cannot_be_made_fails_the_job_in_words(branch, supervisor, monkeypatch):
    job = make_job(by=supervisor, department=branch)
    before = leftovers()

    def broken(page):
        raise ZeroDivisionError

    monkeypatch.setattr(exports, "sheet_workbook", broken)
    with pytest.raises(ZeroDivisionError):
        run_export(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.message == "导出时出错，没有生成文件。请联系系统管理员。"
    assert leftovers() == before


def test_a_job_that_nobody_took_is_done_after_the_sweep(branch, supervisor, plain_workbooks):
    job = make_job(by=supervisor, department=branch)  # asked for in 2022, told to nobody
    sweep_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    actions = TrailEntry.objects.filter(subject_id=job.public_id).order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == ["job.asked", "job.done"]


def test_a_waiting_job_asks_again_by_itself_and_an_ended_one_does_not(
    branch, supervisor, plain_workbooks
):
    job, told = make_job(by=supervisor, department=branch), []
    for _ in range(2):
        part = make_client(supervisor).get(
            address("job", job.public_id), headers={"HX-Request": "true"}
        )
        told.append(("hx-trigger" in part.content.decode(), "<html" in part.content.decode()))
        run_export(job_id=job.pk)
    assert told == [(True, False), (False, False)]
