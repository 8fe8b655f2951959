"""Two entries at once cannot share a number."""

import pytest
from django.db import IntegrityError, transaction

from projects.models import Plan, TrailEntry
from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.services.plan_rows import save_rows
from projects.trail import broken, record
from tests.factories import AT, leaves_of, make_department, make_plan, make_user
from tests.projects.threads import PATIENCE, second_worker, wait_until_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


def sequences(subject):
    rows = TrailEntry.objects.filter(subject_id=subject.public_id).order_by("sequence")
    return list(rows.values_list("sequence", flat=True))


def test_without_a_lock_on_the_subject_the_second_is_refused():
    department = make_department()

    def write(summary):
        record(by=None, at=AT, action="test", on=department, summary=summary)

    with second_worker() as worker:
        with transaction.atomic():
            write("先写的")
            second = worker.submit(write, "后写的")
            wait_until_somebody_waits_for_a_lock()
        with pytest.raises(IntegrityError, match="trail_sequence_once_per_subject"):
            second.result(PATIENCE)
    assert sequences(department) == [1, 2]
    assert broken(department) == []


def test_a_service_makes_the_second_wait_for_the_next_number():
    filer = make_user()
    plan = make_plan(department=filer.department, is_approved=False)
    first, second, *_ = leaves_of(plan)

    def change(leaf, target):
        """As the page does it: the plan is read for update, then the row is saved."""
        edit = RowEdit(public_id=leaf.public_id, version=leaf.version, fields={"target": target})
        with transaction.atomic():
            held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
            save_rows(plan=held, edit=PlanEdit(lines=RowsEdit(rows=(edit,))), by=filer, at=AT)

    with second_worker() as worker:
        with transaction.atomic():
            change(first, "≥50%")
            other = worker.submit(change, second, "≥60%")
            wait_until_somebody_waits_for_a_lock()
        other.result(PATIENCE)
    assert sequences(plan) == [1, 2, 3]
    assert [leaf.target_text for leaf in leaves_of(plan)][:2] == ["≥50%", "≥60%"]
    assert broken(plan) == []
