"""Notices stand whatever becomes of the mail; each is told once; each person reads his own."""

import pytest
from django.core import mail
from django.core.mail.backends import smtp
from django.core.mail.backends.locmem import EmailBackend

from projects.models import Notice, User
from projects.queries.notices import notice_list, unread
from projects.services.notices import (
    AGAIN_AFTER,
    MOST_TRIES,
    STALE_AFTER,
    due_mails,
    mail_notice,
    mark_read,
)
from tests.factories import AT, DAY, make_client, make_department, make_notice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(filer):
    User.objects.filter(pk=filer.pk).update(email="lijing@office.example")
    return User.objects.get(pk=filer.pk)


@pytest.fixture
def broken_server(monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_the_same_occasion_is_told_once(filer):
    first = make_notice(to=filer)
    assert make_notice(to=filer) == first
    make_notice(to=filer, occasion="2022-03-15")
    assert unread(filer).count() == notice_list(filer).count() == 2


def test_each_person_reads_his_own(filer, unit):
    colleague = make_user(department=unit)
    mine, his = make_notice(to=filer), make_notice(to=colleague)
    assert mark_read(person=filer, at=AT, notice=his) == 0
    assert mark_read(person=filer, at=AT, notice=mine) == 1
    assert (unread(filer).count(), unread(colleague).count()) == (0, 1)
    make_notice(to=filer, occasion="2022-03-15")
    assert mark_read(person=filer, at=AT) == 1
    assert unread(colleague).count() == 1


def test_who_moved_to_another_unit_is_told_no_more_of_the_old_one(filer):
    make_notice(to=filer)
    User.objects.filter(pk=filer.pk).update(department=make_department())
    moved = User.objects.get(pk=filer.pk)
    assert unread(moved).count() == 0
    assert make_client(moved).get("/notices/").status_code == 200


def test_the_frame_counts_what_the_page_lists(filer):
    for day in range(3):
        make_notice(to=filer, occasion=f"2022-03-1{day}")
    page = make_client(filer).get("/notices/").content.decode()
    assert "（3<span" in page
    assert page.count("标为已读<span") == 3


def test_a_notice_is_mailed_once(reader):
    notice = make_notice(to=reader)
    assert due_mails(at=AT) == [notice.pk]
    assert mail_notice(notice_id=notice.pk, at=AT)
    assert not mail_notice(notice_id=notice.pk, at=AT + AGAIN_AFTER)
    assert due_mails(at=AT + AGAIN_AFTER) == []
    (message,) = mail.outbox
    assert message.to == ["lijing@office.example"]
    assert notice.text in message.body


@pytest.mark.usefixtures("broken_server")
def test_a_mail_that_fails_loses_no_notice_and_is_tried_again_a_few_times(reader):
    notice = make_notice(to=reader)
    at = AT
    for tried in range(1, MOST_TRIES + 1):
        assert due_mails(at=at) == [notice.pk]
        assert not mail_notice(notice_id=notice.pk, at=at)
        assert due_mails(at=at) == []  # not again at once
        notice.refresh_from_db()
        assert (notice.mail_attempts, notice.mailed_at) == (tried, None)
        assert "ConnectionRefusedError" in notice.mail_error
        at += AGAIN_AFTER * 2
    assert due_mails(at=at) == []
    assert unread(reader).count() == 1


def test_without_an_address_or_long_after_nothing_is_mailed(filer, reader, unit):
    make_notice(to=make_user(department=unit))
    old = make_notice(to=reader)
    assert due_mails(at=AT + STALE_AFTER) == []
    assert due_mails(at=AT + DAY) == [old.pk]
    assert Notice.objects.count() == 2


class Wire:
    """A mail server as smtplib shows it, which keeps the receivers."""

    def __init__(self):
        self.sent = []

    def sendmail(self, sender, receivers, message):
        self.sent += receivers

    send_message = sendmail


@pytest.fixture
def wire(monkeypatch, settings):
    """Everything of the way to a server but the server: addresses are put into their headers."""
    wire = Wire()

    def connect(backend):
        backend.connection = wire
        return True

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(smtp.EmailBackend, "open", connect)
    monkeypatch.setattr(smtp.EmailBackend, "close", lambda backend: None)
    return wire


@pytest.mark.parametrize("address", ["邮箱:lijing@x.cn", "a;b@x.cn"])
def test_an_address_that_is_none_is_kept_as_the_fault_and_stops_no_other_mail(
    reader, wire, address
):
    wrong = make_user(department=reader.department)
    User.objects.filter(pk=wrong.pk).update(email=address)
    told = make_notice(to=User.objects.get(pk=wrong.pk))
    make_notice(to=reader)
    assert [mail_notice(notice_id=pk, at=AT) for pk in due_mails(at=AT)] == [False, True]
    assert wire.sent == ["lijing@office.example"]
    told.refresh_from_db()
    assert (told.mailed_at, told.mail_attempts) == (None, 1)
    assert told.mail_error.startswith("ValueError")
