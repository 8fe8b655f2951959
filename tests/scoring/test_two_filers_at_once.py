"""Two people of one unit fill one sheet at once: both are kept, one after the other."""

import pytest
from django.db import transaction

from projects.models import TrailEntry
from projects.trail import broken
from scoring.entries import LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from tests.factories import AT, leaves_of, make_plan, make_sheet, make_user
from tests.projects.threads import PATIENCE, second_worker, wait_until_somebody_waits_for_a_lock
from tests.scoring.sheets import scores_of


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_and_the_total_has_both():
    filer = make_user()
    sheet = make_sheet(plan=make_plan(department=filer.department))
    first, second, *_ = leaves_of(sheet.plan)

    def save(leaf):
        entry = SheetEntry(lines={leaf.public_id: LineEntry(text="100%")})
        save_entry(sheet=sheet, entry=entry, by=filer, at=AT)

    with second_worker() as worker:
        with transaction.atomic():
            save(first)
            other = worker.submit(save, second)
            wait_until_somebody_waits_for_a_lock()
        other.result(PATIENCE)
    found = Sheet.objects.get(pk=sheet.pk)
    assert (found.version, found.filled_count) == (3, 2)
    assert found.computed_total == first.points + second.points
    assert [line.outcome for line in scores_of(sheet)][:2] == ["met", "met"]
    assert TrailEntry.objects.filter(subject_id=sheet.public_id).count() == 3
    assert broken(sheet) == []
