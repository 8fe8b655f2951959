"""Tell people: notices on their page; what was read; what is left to be mailed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q

from projects.access import visible
from projects.models import Department, FiscalYear, Notice, Stage, User

MOST_TRIES = 5
AGAIN_AFTER = timedelta(minutes=10)
STALE_AFTER = timedelta(days=2)  # nobody wants last month's reminders when mail is set up


def people_of(department: Department) -> list[User]:
    """Whom a unit's notices go to: its filers and its head."""
    roles = [User.Role.FILER, User.Role.UNIT_HEAD]
    rows = User.objects.filter(department=department, role__in=roles, is_active=True)
    return list(rows.order_by("pk"))


@transaction.atomic
def notify(
    *,
    people: Iterable[User],
    department: Department,
    year: FiscalYear,
    kind: Notice.Kind,
    stage: Stage | Notice.Topic,
    occasion: str,
    text: str,
    by: User | None,
    at: datetime,
    subject: tuple[str, UUID] | None = None,
) -> list[User]:
    """Tell these people, each once per occasion; returns those who were not told before."""
    fresh = []
    for person in people:
        _, is_new = Notice.objects.get_or_create(
            to=person,
            department=department,
            year=year,
            kind=kind,
            stage=stage,
            occasion=occasion,
            defaults={
                "text": text,
                "by": by,
                "at": at,
                "subject_kind": subject[0] if subject else "",
                "subject_id": subject[1] if subject else None,
            },
        )
        if is_new:
            fresh.append(person)
    return fresh


def mark_read(*, person: User, at: datetime, notice: Notice | None = None) -> int:
    """Mark one notice of a person as read, or all of them; returns how many were unread."""
    rows = visible(person, Notice).filter(to=person, read_at__isnull=True)
    if notice is not None:
        rows = rows.filter(pk=notice.pk)
    return rows.update(read_at=at, version=F("version") + 1)


def due_mails(*, at: datetime) -> list[int]:
    """The notices that are still to be mailed, to people with an address, oldest first."""
    rested = Q(mail_tried_at__isnull=True) | Q(mail_tried_at__lt=at - AGAIN_AFTER)
    rows = Notice.objects.filter(
        rested,
        mailed_at__isnull=True,
        mail_attempts__lt=MOST_TRIES,
        at__gt=at - STALE_AFTER,
        to__is_active=True,
        # what concerns a department is mailed only to people who still belong there
        to__department=F("department"),
    )
    return list(rows.exclude(to__email="").order_by("pk").values_list("pk", flat=True))


def mail_notice(*, notice_id: int, at: datetime) -> bool:
    """Mail one notice; a failure is kept beside it and tried again by the next sweep.

    The attempt is stored before the mail is sent, so that a worker that dies sends no flood.
    """
    notice = _take(notice_id, at)
    if notice is None:
        return False
    message = EmailMessage(
        subject=f"【预算绩效管理】{notice.get_kind_display()}：{notice.year_id} 年度"
        f"{notice.get_stage_display()}",
        body=f"{notice.to.name}，您好：\n\n{notice.text}\n\n请登录预算绩效管理系统办理。\n",
        to=[notice.to.email],
    )
    try:
        message.send()
    # No connection, refused login, refused address: all of smtplib's; an address that is none.
    except (OSError, ValueError) as error:
        words = f"{type(error).__name__}：{error}"[:200]
        Notice.objects.filter(pk=notice.pk).update(mail_error=words)
        return False
    Notice.objects.filter(pk=notice.pk).update(mailed_at=at, mail_error="")
    return True


@transaction.atomic
def _take(notice_id: int, at: datetime) -> Notice | None:
    rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).select_related("to")
    notice = rows.filter(pk=notice_id, mailed_at__isnull=True, mail_attempts__lt=MOST_TRIES).first()
    if notice is None or (notice.mail_tried_at and notice.mail_tried_at > at - AGAIN_AFTER):
        return None
    notice.mail_attempts += 1
    notice.mail_tried_at = at
    notice.save(update_fields=["mail_attempts", "mail_tried_at"])
    return notice
