"""An ordinary user runs the server under the own account; root can use the same folder later."""

import multiprocessing
import os
import pwd

import pytest

from perf.embedded import account, cluster

ORDINARY = pwd.getpwnam("daemon").pw_uid
NAMELESS = 12345
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def home(open_place):
    """The private home of that user."""
    folder = open_place / "家"
    folder.mkdir(mode=0o700)
    os.chown(folder, ORDINARY, ORDINARY)
    yield folder
    cluster.stop(folder / "var" / "postgres")


def as_ordinary_user(action, *args, uid=ORDINARY):
    """Return what `action` gives when called without root's rights."""
    fork = multiprocessing.get_context("fork")
    answers = fork.Queue()

    def become_and_act():
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        try:
            answers.put(action(*args))
        except Exception as error:
            answers.put(error)

    child = fork.Process(target=become_and_act)
    child.start()
    answer = answers.get(timeout=60)
    child.join()
    if isinstance(answer, AssertionError):
        raise answer
    return answer


def test_an_ordinary_user_needs_no_namespace_and_owns_everything(home):
    data = home / "var" / "postgres"

    socket_dir = as_ordinary_user(cluster.ensure, data, False)

    assert {path.stat().st_uid for path in (data, socket_dir)} == {ORDINARY}
    assert os.stat(f"/proc/{cluster.running_pid(data)}").st_uid == ORDINARY
    assert as_ordinary_user(cluster.stop, data) is True


def test_root_starts_an_ordinary_users_server_as_that_user(home):
    data = home / "var" / "postgres"
    as_ordinary_user(cluster.ensure, data, False)
    as_ordinary_user(cluster.stop, data)

    cluster.ensure(data)

    assert os.stat(f"/proc/{cluster.running_pid(data)}").st_uid == ORDINARY
    assert as_ordinary_user(cluster.ensure, data).exists()


def test_root_makes_a_server_in_a_private_home_for_its_owner(home):
    data = home / "postgres"  # no namespace of root's may enter here

    cluster.ensure(data, False)

    assert data.stat().st_uid == ORDINARY
    assert cluster.stop(data)


def test_what_root_began_in_a_private_home_its_owner_can_go_on_with(home):
    data = home / "var" / "postgres"
    data.parent.mkdir()
    os.chown(data.parent, ORDINARY, ORDINARY)
    cluster.ensure(data, False)
    cluster.stop(data)

    assert as_ordinary_user(cluster.ensure, data).exists()


def test_root_passes_through_a_private_home_to_a_folder_of_its_own(home):
    data = home / "of root" / "postgres"
    data.parent.mkdir(mode=0o755)

    cluster.ensure(data, False)

    assert data.stat().st_uid == ORDINARY
    assert cluster.stop(data)


def test_a_folder_of_root_is_refused_to_an_ordinary_user(home):
    data = home / "var" / "postgres"
    data.mkdir(parents=True, mode=0o700)

    refusal = as_ordinary_user(cluster.ensure, data)

    assert isinstance(refusal, cluster.ClusterRefused)
    assert "VAR_DIR" in str(refusal)
    assert account.Account().uid == 0  # it was the child that had changed, not this process


@pytest.fixture
def nameless_home(open_place):
    folder = open_place / "number"
    folder.mkdir(mode=0o700)
    os.chown(folder, NAMELESS, NAMELESS)
    yield folder
    cluster.stop(folder / "postgres")


def test_a_user_without_a_name_gets_one_in_a_namespace(nameless_home):
    socket_dir = as_ordinary_user(cluster.ensure, nameless_home / "postgres", False, uid=NAMELESS)

    assert socket_dir.stat().st_uid == NAMELESS


def test_a_user_without_a_name_and_a_namespace_is_refused(nameless_home, monkeypatch):
    monkeypatch.setattr(account, "_NAMESPACE", ("false",))

    refusal = as_ordinary_user(cluster.ensure, nameless_home / "postgres", False, uid=NAMELESS)

    assert str(NAMELESS) in str(refusal)
    assert "DATABASE_URL" in str(refusal)
