"""A wrong row for every named constraint of findings, and a world of right ones."""

from scoring.models import Finding, Sheet, UnitCheck, Waiver
from scoring.services.findings import recheck
from scoring.services.waivers import waive, waiver_mark
from tests.factories import AT, make_department, make_plan, make_user, make_year
from tests.findings.build import wrong_sheet
from tests.projects.rows import World, added, changed

OF_ITS = "_is_of_the_department_and_year_of_its_"
OTHER = "0" * 64


def make_world() -> World:
    """A unit with one finding that was set aside, and another unit with a plan."""
    world = World()
    bureau = make_department(kind="FINANCE")
    unit, world.other = (make_department(parent=bureau) for _ in range(2))
    world.bare_plan = make_plan(department=world.other)
    sheet = wrong_sheet(unit, by=make_user(department=unit))
    finance = make_user(role="FINANCE", department=bureau)
    make_year(2022)
    check = recheck(department=unit, year=2021, at=AT).check
    finding = Finding.objects.get()
    waiver = waive(finding=finding, reason="已核对", seen=waiver_mark(finding), by=finance, at=AT)
    for row in (sheet, check, finding, waiver):
        world.rows[type(row)] = row
    return world


def another_plan(world):
    return world.bare_plan


def own_plan(world):
    return world[Sheet].plan


WRONG = {
    "finding_once_for_its_figures": added(Finding),
    "finding_stands_on_one_paper_at_most": changed(Finding, plan=own_plan),
    "finding_on_no_paper_is_between_papers": changed(Finding, sheet=None),
    "rank_of_a_finding_is_that_of_its_severity": changed(Finding, rank=1),
    "finding_digest_has_64_hex_digits": changed(Finding, digest="x", waiver=None),
    "finding_is_set_aside_for_its_own_figures": changed(Finding, digest=OTHER),
    f"finding{OF_ITS}plan": changed(Finding, sheet=None, plan=another_plan),
    f"finding{OF_ITS}sheet": changed(Finding, year_id=2022),
    "waiver_stands_once_for_its_figures": added(Waiver),
    "waiver_speaks_of_one_paper_at_most": added(Waiver, digest=OTHER, plan=own_plan),
    "severity_of_a_waiver_is_known": added(Waiver, digest=OTHER, severity="other"),
    "waiver_digest_has_64_hex_digits": added(Waiver, digest="x"),
    "waiver_has_its_reason": added(Waiver, digest=OTHER, reason=""),
    "waiver_is_withdrawn_by_somebody_at_a_time_for_a_reason": changed(Waiver, withdrawn_at=AT),
    f"waiver{OF_ITS}plan": added(Waiver, digest=OTHER, sheet=None, plan=another_plan),
    f"waiver{OF_ITS}sheet": added(Waiver, digest=OTHER, year_id=2022),
    "unit_is_checked_in_one_row_a_year": added(UnitCheck),
    "rules_of_a_check_have_64_hex_digits": changed(UnitCheck, rules="x"),
}
REFERRED_TO = {"waiver_is_of_one_digest"}
OF_DOCUMENTS = {f"{table}{OF_ITS}accountdocument" for table in ("finding", "waiver")}
NAMES = set(WRONG) | REFERRED_TO | OF_DOCUMENTS
