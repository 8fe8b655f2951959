"""A file holds what its asker could see when it was made; with other rights it is not his."""

import pytest

from perf.assure.access.asking import text_of
from perf.assure.access.matrix import ask
from projects import access
from projects.models import Job, User
from projects.services.jobs import take_job
from tests.factories import AT, make_client

Role = User.Role


@pytest.fixture
def asker(world):
    return User.objects.filter(pk=world.people["filer"].pk)


def sign_in_again(world):
    """With another role or department the old session has ended."""
    cookies = make_client(User.objects.get(pk=world.people["filer"].pk)).cookies
    world.sessions["filer"] = cookies["sessionid"].value


def offers(world):
    """Whether the file is given, offered on the job's page, in its part, and on the list."""
    sign_in_again(world)
    address = world.addresses["scoring:job_file"]
    state = address.removesuffix("file/")
    client = world.client("filer")
    given = client.get(address).status_code
    part = client.get(state, headers={"HX-Request": "true"})
    pages = [client.get(state), part, ask(world, "filer", "scoring:jobs", "GET")]
    assert {page.status_code for page in pages} == {200}
    return [given, *(address in text_of(page.content) for page in pages)]


def test_who_is_what_he_was_gets_his_file(world):
    assert offers(world) == [200, True, True, True]


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.SUPERVISOR, Role.AUDITOR])
def test_with_another_role_the_file_is_neither_given_nor_offered(world, asker, role):
    asker.update(role=role)
    assert offers(world) == [404, False, False, False]


def test_in_a_department_above_it_is_neither_given_nor_offered(world, asker):
    """He may export the unit anew, but the old file goes by his old rights."""
    Job.objects.filter(by=asker.get()).update(by_role=Role.SUPERVISOR)
    asker.update(role=Role.SUPERVISOR)
    assert offers(world) == [200, True, True, True]
    asker.update(department=world.people["supervisor"].department)
    assert offers(world) == [404, False, False, False]


def test_a_closed_file_says_why_and_what_to_do(world, asker):
    asker.update(role=Role.UNIT_HEAD)
    sign_in_again(world)
    state = world.addresses["scoring:job_file"].removesuffix("file/")
    page = text_of(world.client("filer").get(state).content)
    assert "您的角色或单位有变更" in page
    assert "重新导出" in page


def test_a_file_is_not_given_once_the_role_may_not_export(world, monkeypatch):
    address = world.addresses["scoring:job_file"]
    monkeypatch.setitem(access.RIGHTS, Role.FILER, frozenset({access.Verb.SEE}))
    assert world.client("filer").get(address).status_code == 404
    assert address not in text_of(world.client("filer").get(address.removesuffix("file/")).content)


def test_a_file_from_before_roles_were_kept_is_not_given(world):
    Job.objects.update(by_role="", by_department=None)
    assert offers(world) == [404, False, False, False]


def test_what_counts_is_the_role_in_which_the_work_was_done(world, asker):
    """Asked for as filer, made with a supervisor's view: back as a filer he does not get it."""
    job = Job.objects.get(by=asker.get(), state=Job.State.WAITING)
    assert job.by_role == Role.FILER
    asker.update(role=Role.SUPERVISOR)
    assert take_job(job_id=job.pk, at=AT).by_role == Role.SUPERVISOR
    job.refresh_from_db()
    assert job.by_role == Role.SUPERVISOR
