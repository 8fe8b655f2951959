"""Reading an address writes nothing: every GET and HEAD in a transaction that can not write."""

from django.db import connection, transaction
from django.urls import reverse

from perf.assure.access.policy import POLICY
from projects.models import User
from scoring.views import sheets

READERS = ("visitor", "filer", "supervisor", "system")


def failures(world, actor, asked=POLICY):
    """The addresses that fail where nothing can be written."""
    found = []
    for view in asked:
        address = world.addresses.get(view) or reverse(view)
        for method in ("get", "head"):
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL transaction_read_only = on")
                response = getattr(world.client(actor), method)(address)
                response.getvalue()  # a file is only now read, and its signals are sent
                transaction.set_rollback(True)  # this also lets the next one write again
            if response.status_code >= 500:
                found.append(f"{actor}, {method} {view}")
    return found


def test_no_address_writes_when_it_is_read(world):
    assert [fault for actor in READERS for fault in failures(world, actor)] == []


def test_a_page_that_writes_is_noticed(world, monkeypatch):
    def writing(user, year):
        User.objects.filter(pk=user.pk).update(phone="1")
        return sheets.Sheet.objects.none()

    monkeypatch.setattr(sheets, "sheet_list", writing)
    asked = ("scoring:plans", "scoring:sheets", "scoring:sheet")
    assert failures(world, "filer", asked) == [
        "filer, get scoring:sheets",
        "filer, head scoring:sheets",
    ]
