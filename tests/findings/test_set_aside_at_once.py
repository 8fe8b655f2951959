"""A finding that is set aside while its unit is checked stays set aside."""

import pytest
from django.db import transaction

from scoring.models import Finding
from scoring.services.findings import compare, recheck
from scoring.services.rechecks import recheck_everything
from scoring.services.waivers import waive, waiver_mark
from tests.factories import AT, DAY, make_department, make_user
from tests.findings.test_beside_others import TEXT, plan_with
from tests.projects.threads import second_worker, wait_until_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("checks", ["the unit", "the bureau"])
def test_what_is_set_aside_meanwhile_is_not_undone(checks):
    bureau = make_department(kind="FINANCE")
    units = [make_department(parent=bureau) for _ in range(3)]
    for unit in units[:2]:
        plan_with(unit, goal=TEXT)
    recheck_everything(at=AT)
    plan_with(units[2], goal=TEXT)  # so that the others are told with another number
    checked = [recheck(department=unit, year=2021, at=AT) for unit in units]
    own = Finding.objects.filter(department=units[0])
    finding = own.get(code="same-text")
    own.update(words="another place")  # so that a check of the unit has something to write
    said = {"reason": "统一下达的目标", "seen": waiver_mark(finding), "at": AT}
    with second_worker() as pool:
        with transaction.atomic():
            waive(finding=finding, by=make_user(department=units[0]), **said)
            if checks == "the unit":
                job = pool.submit(recheck, department=units[0], year=2021, at=AT + DAY)
            else:
                job = pool.submit(compare, year=2021, units=checked, at=AT + DAY)
            wait_until_somebody_waits_for_a_lock()
        job.result(10)
    finding.refresh_from_db()
    assert finding.waiver is not None
    assert ("其他 2 个单位" in finding.message) is (checks == "the bureau")
