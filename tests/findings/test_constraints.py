"""Every named constraint of findings refuses its wrong row, by its name."""

import pytest
from django.db import IntegrityError, connection, transaction

from projects.services.accounts import store_document
from scoring.models import Finding, Waiver
from tests.factories import AT, make_year
from tests.findings.constraints import OF_DOCUMENTS, OTHER, REFERRED_TO, WRONG, make_world
from tests.projects.rows import added, changed


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once; every test below leaves it as it was, since what it tries is refused."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", WRONG)
def test_the_wrong_row_is_refused(world, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        WRONG[name](world)
    assert refused.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize("model", [Finding, Waiver])
def test_a_document_of_another_unit_is_refused(world, model):
    document = store(world.other, "FINAL" if model is Finding else "BUDGET")
    wrong = {"sheet": None, "document": document, "digest": OTHER}
    wrong |= {"waiver": None} if model is Finding else {}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        added(model, **wrong)(world)
    assert refused.value.__cause__.diag.constraint_name in OF_DOCUMENTS


def store(department, kind):
    return store_document(
        department=department, year=make_year(), kind=kind, title="决算", money_unit="万元",
        tables=[], by=None, at=AT,
    )  # fmt: skip


def test_a_waiver_is_only_withdrawn_and_only_once(world):
    by = world[Waiver].by
    withdrawal = {"withdrawn_by": by, "withdrawn_at": AT, "withdrawn_why": "凭证有误"}
    with transaction.atomic():
        changed(Finding, waiver=None)(world)
        with pytest.raises(IntegrityError, match="only be withdrawn"), transaction.atomic():
            changed(Waiver, reason="另一个理由")(world)
        changed(Waiver, **withdrawal)(world)
        with pytest.raises(IntegrityError, match="once"), transaction.atomic():
            changed(Waiver, withdrawn_why="又一个理由")(world)
        added(Waiver)(world)  # withdrawn, so that another may stand beside it
        transaction.set_rollback(True)


def test_children_refer_to_those_that_hold_by_the_primary_key(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT conindid::regclass::text FROM pg_constraint WHERE contype = 'f'")
        assert {name for (name,) in cursor.fetchall()} >= REFERRED_TO
