"""Who may import what: every person at every kind, and previews that are their uploader's alone."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from perf.assure.access.policy import ACTORS, FORBIDDEN, IMPORTS, MISSING, SAVED, VISITORS
from projects.imports.template import list_workbook
from projects.models import Import, User
from projects.services.imports import KINDS

# Readable workbooks whose rows are wrong: a preview is made, and nothing of it can be written.
BOOKS = {
    kind: list_workbook(
        [column.heading for column in KINDS[kind.upper()].columns], [["x"] * 11], title="x"
    )
    for kind in IMPORTS
}


def upload(world, actor, kind):
    address = reverse("projects:import_new", args=[kind])
    return world.client(actor).post(address, {"file": SimpleUploadedFile("x.xlsx", BOOKS[kind])})


def said(response):
    """What the answer tells, without the token of its forms, which is another one each time."""
    return response.status_code, re.sub(rb"\b\w{64}\b", b"", response.content)


def test_every_role_and_every_kind_is_asked_about(world):
    roles = {world.people[actor].role for actor in ACTORS if actor in world.people}
    assert roles == set(User.Role)
    assert set(IMPORTS) == {kind.lower() for kind in KINDS} == {k.lower() for k in Import.Kind}


@pytest.mark.parametrize("kind", IMPORTS)
def test_a_kind_is_imported_by_whoever_keeps_its_rows_by_hand(world, kind):
    shown, taken = IMPORTS[kind]
    for actor in ACTORS:
        for name in ("import_new", "import_template"):
            address = reverse(f"projects:{name}", args=[kind])
            told = world.client(actor).get(address).status_code
            assert (actor, name, told in shown[actor].statuses) == (actor, name, True)
        before = Import.objects.count()
        told = upload(world, actor, kind).status_code
        assert (actor, told in taken[actor].statuses) == (actor, True)
        made = Import.objects.count() - before
        assert (actor, made) == (actor, int(taken[actor] is SAVED))


@pytest.mark.parametrize("kind", IMPORTS)
def test_a_preview_of_another_person_is_missing_like_one_that_never_was(world, kind):
    owner = next(actor for actor in ACTORS if IMPORTS[kind][1][actor] is SAVED)
    upload(world, owner, kind)
    preview = Import.objects.latest("pk")
    keepers = {actor for _, taken in IMPORTS.values() for actor in ACTORS if taken[actor] is SAVED}
    for actor in ACTORS:
        for name in ("import", "import_errors"):
            own, random = (
                world.client(actor).get(reverse(f"projects:{name}", args=[public_id]))
                for public_id in (preview.public_id, uuid4())
            )
            if actor == owner:
                assert (own.status_code, random.status_code) == (200, 404)
                continue
            wanted = MISSING if actor in keepers else FORBIDDEN
            statuses = (302,) if actor in VISITORS else wanted.statuses
            assert (actor, own.status_code in statuses) == (actor, True)
            if actor not in VISITORS:
                assert (actor, said(own) == said(random)) == (actor, True)
    client = world.client(next(iter(keepers - {owner})))
    assert client.post(reverse("projects:import", args=[preview.public_id])).status_code == 404


def test_a_preview_is_out_of_reach_once_its_uploader_has_another_role(world):
    upload(world, "finance", "windows")
    address = reverse("projects:import", args=[Import.objects.latest("pk").public_id])
    assert world.client("finance").get(address).status_code == 200
    User.objects.filter(pk=world.people["finance"].pk).update(role=User.Role.AUDITOR)
    assert world.client("finance").get(address).status_code in (302, 403)
