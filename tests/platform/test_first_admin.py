"""An empty system gets its first administrator, and only its first."""

import io
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from perf.management.commands import first_admin
from projects.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-Password-2026"


@pytest.fixture
def typed(monkeypatch):
    """Answer the two questions for the password."""

    def answer(*words):
        answers = iter(words)
        monkeypatch.setattr(first_admin.getpass, "getpass", lambda prompt: next(answers))

    return answer


def make(**options):
    told = StringIO()
    call_command("first_admin", stdout=told, **options)
    return told.getvalue()


def test_the_first_administrator_is_made(typed):
    typed(PASSWORD, PASSWORD)

    told = make(username="root1", name="张三")

    user = User.objects.get()
    assert (user.username, user.name, user.role) == ("root1", "张三", User.Role.SYSTEM_ADMIN)
    assert user.check_password(PASSWORD)
    assert "root1" in told
    assert PASSWORD not in told


def test_the_password_may_come_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\nmore\n"))

    make(password_stdin=True)

    assert User.objects.get(username="admin").check_password(PASSWORD)


def test_a_second_one_is_refused(typed):
    typed(PASSWORD, PASSWORD, PASSWORD, PASSWORD)
    make()

    with pytest.raises(CommandError, match="已有系统管理员"):
        make(username="another")

    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "words, why",
    [
        ((PASSWORD, PASSWORD + "x"), "不一致"),
        (("Xy7,pq", "Xy7,pq"), "密码太短，至少要 8 个字符"),
        (("1234567890123", "1234567890123"), "密码只包含数字"),
    ],
)
def test_an_unusable_password_makes_no_account(typed, words, why):
    typed(*words)

    with pytest.raises(CommandError, match=why) as refusal:
        make()

    assert words[0] not in str(refusal.value)
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "长" * 41])
def test_an_unusable_name_is_refused_with_what_was_typed(typed, name):
    typed(PASSWORD, PASSWORD)

    with pytest.raises(CommandError, match="--username") as refusal:
        make(username=name)

    assert f"“{name}”" in str(refusal.value)
    assert not User.objects.exists()


def test_no_password_on_standard_input_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    with pytest.raises(CommandError, match="标准输入"):
        make(password_stdin=True)


def test_no_terminal_to_ask_on_is_refused(monkeypatch):
    def end_of_input(prompt):
        raise EOFError

    monkeypatch.setattr(first_admin.getpass, "getpass", end_of_input)

    with pytest.raises(CommandError, match="--password-stdin"):
        make()
