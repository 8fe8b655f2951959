"""Keeping the indicator library: rights, trail, stale pages, the set that is loaded."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from perf.library.usual import load_usual, usual_entries
from projects.access import shared
from projects.drafts import EntryDraft
from projects.models import LibraryEntry, PlanTemplate, TrailEntry, User
from projects.services.library import (
    Overtaken,
    add_entry,
    change_entry,
    load_entries,
    retire_entry,
)
from projects.trail import broken
from tests.factories import AT, DAY, make_department, make_entry, make_user

pytestmark = pytest.mark.django_db
DRAFT = EntryDraft(name="门诊次数", level1="产出指标", level2="数量指标", source="自定")


@pytest.fixture
def bureau():
    return make_department(kind="FINANCE")


@pytest.fixture
def finance(bureau):
    return make_user(role=User.Role.FINANCE, department=bureau)


def said(entry):
    entries = TrailEntry.objects.filter(subject_id=entry.public_id).order_by("sequence")
    return [row.action for row in entries]


def test_an_entry_is_added_with_key_initials_and_trail(bureau, finance):
    entry = add_entry(department=bureau, draft=DRAFT, by=finance, at=AT)
    assert (entry.key, entry.initials, entry.version) == ("门诊次数", "mzcs", 1)
    assert said(entry) == ["library.added"]
    assert broken(entry) == []


@pytest.mark.parametrize("role", [role for role in User.Role if role != User.Role.FINANCE])
def test_nobody_else_keeps_it(bureau, finance, role):
    person = make_user(role=role, department=None if role.endswith("_ADMIN") else bureau)
    entry = make_entry(by=finance)
    for attempt in (
        lambda: add_entry(department=bureau, draft=DRAFT, by=person, at=AT),
        lambda: change_entry(entry=entry, draft=DRAFT, seen=1, by=person, at=AT),
        lambda: retire_entry(entry=entry, is_active=False, by=person, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    entry.refresh_from_db()
    assert entry.is_active
    assert LibraryEntry.objects.count() == 1


def test_a_bureau_elsewhere_may_not_touch_it(finance):
    entry = make_entry(by=finance)
    stranger = make_user(role=User.Role.FINANCE, department=make_department(kind="FINANCE"))
    with pytest.raises(PermissionDenied):
        change_entry(entry=entry, draft=DRAFT, seen=1, by=stranger, at=AT)


def test_a_change_is_told_field_by_field(bureau, finance):
    entry = add_entry(department=bureau, draft=DRAFT, by=finance, at=AT)
    draft = replace(DRAFT, name="急诊次数", for_departments=True)
    entry = change_entry(entry=entry, draft=draft, seen=1, by=finance, at=AT)
    assert (entry.initials, entry.version) == ("jzcs", 2)
    told = TrailEntry.objects.get(subject_id=entry.public_id, action="library.changed")
    assert told.changes == {"name": ["门诊次数", "急诊次数"], "for_departments": ["否", "是"]}
    assert told.summary == "修改指标库 门诊次数：指标名称、用于部门整体"


def test_the_same_again_is_no_change(bureau, finance):
    entry = add_entry(department=bureau, draft=DRAFT, by=finance, at=AT)
    entry = change_entry(entry=entry, draft=DRAFT, seen=1, by=finance, at=AT)
    assert entry.version == 1
    assert said(entry) == ["library.added"]


def test_a_stale_page_is_refused(bureau, finance):
    entry = add_entry(department=bureau, draft=DRAFT, by=finance, at=AT)
    change_entry(entry=entry, draft=replace(DRAFT, unit="次"), seen=1, by=finance, at=AT)
    with pytest.raises(Overtaken):
        change_entry(entry=entry, draft=replace(DRAFT, unit="人次"), seen=1, by=finance, at=AT)
    entry.refresh_from_db()
    assert entry.unit == "次"


def test_retired_and_restored_once_each(finance):
    entry = make_entry(by=finance)
    for is_active in (False, False, True):
        entry = retire_entry(entry=entry, is_active=is_active, by=finance, at=AT)
        assert entry.is_active is is_active
    assert said(entry) == ["library.added", "library.retired", "library.restored"]


def test_a_name_stands_once_under_a_heading(bureau, finance):
    add_entry(department=bureau, draft=DRAFT, by=finance, at=AT)
    add_entry(department=bureau, draft=replace(DRAFT, level2="质量指标"), by=finance, at=AT)
    with pytest.raises(IntegrityError, match="once_per_bureau"), transaction.atomic():
        add_entry(department=bureau, draft=DRAFT, by=finance, at=AT)


def test_who_sees_a_library(bureau, finance):
    """Everybody below the bureau; nobody of another one, and no administrator."""
    entry = make_entry(by=finance)
    branch = make_department(kind="SUPERVISING", parent=bureau)
    elsewhere = make_department(parent=make_department(kind="FINANCE"))
    role = User.Role
    for person, sees in (
        (finance, True),
        (make_user(role=role.SUPERVISOR, department=branch), True),
        (make_user(department=make_department(parent=branch)), True),
        (make_user(department=elsewhere), False),
        (make_user(role=role.SYSTEM_ADMIN), False),
        (make_user(department=branch, is_active=False), False),
    ):
        assert (entry in shared(person, LibraryEntry)) is sees, person.role
        assert shared(person, PlanTemplate).count() == 0


def test_the_starting_set_is_whole():
    entries = usual_entries()
    assert len(entries) >= 80
    assert len({(entry.name, entry.level2) for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.source, entry.name
        assert entry.explanation, entry.name
        assert entry.scoring_note, entry.name
        assert entry.for_projects or entry.for_departments
    names = {entry.name for entry in entries if entry.for_departments}
    assert {"预算执行率", "结转结余率", "“三公经费”控制率", "年度履职目标相关性"} <= names


def test_loading_again_changes_nothing_and_leaves_what_people_changed(bureau, finance):
    first = load_usual(at=AT)
    assert first == {bureau.name: len(usual_entries())}
    entry = LibraryEntry.objects.get(name="门诊次数")
    draft = replace(DRAFT, explanation="本市的说法")
    change_entry(entry=entry, draft=draft, seen=1, by=finance, at=AT)
    retired = LibraryEntry.objects.get(name="培训班次")
    retire_entry(entry=retired, is_active=False, by=finance, at=AT)
    before = list(LibraryEntry.objects.order_by("pk").values()), TrailEntry.objects.count()
    assert load_usual(at=AT) == {bureau.name: 0}
    assert (
        list(LibraryEntry.objects.order_by("pk").values()),
        TrailEntry.objects.count(),
    ) == before


def test_what_a_bureau_renamed_or_put_elsewhere_is_not_added_again(bureau, finance):
    load_usual(at=AT)
    entry = LibraryEntry.objects.exclude(level2="").first()
    kept = {name: getattr(entry, name) for name in EntryDraft.__dataclass_fields__}
    first = EntryDraft(**kept)
    for seen, draft in enumerate(
        (
            replace(first, name="本市的名称"),
            replace(first, name="本市的名称", level2="本市的二级"),
            replace(first, name="又改的名称", level2="本市的二级"),
        ),
        start=1,
    ):
        entry = change_entry(entry=entry, draft=draft, seen=seen, by=finance, at=AT)
        assert load_usual(at=AT) == {bureau.name: 0}
    for place in ({"name": "本市的名称"}, {"level2": "另一个"}):  # never stood there: added
        fresh = replace(first, **place)
        loaded = load_entries(department=bureau, drafts=[fresh], by=None, at=AT)
        assert loaded == ("level2" in place)


def test_where_an_entry_once_stood_is_told_backwards_from_its_last_change(bureau, finance):
    entry = add_entry(department=bureau, draft=DRAFT, by=finance, at=AT)
    renamed = replace(DRAFT, name="急诊次数")
    moved = replace(renamed, level2="质量指标")
    for seen, draft in enumerate((renamed, moved), start=1):
        at = AT - seen * DAY  # a clock that was put back changes nothing
        entry = change_entry(entry=entry, draft=draft, seen=seen, by=finance, at=at)

    def loaded(draft):
        return load_entries(department=bureau, drafts=[draft], by=None, at=AT)

    assert [loaded(stood) for stood in (DRAFT, renamed, moved)] == [0, 0, 0]
    assert loaded(replace(DRAFT, level2="质量指标")) == 1  # never stood there


def test_a_bureau_below_another_gets_a_set_only_by_name(bureau):
    below = make_department(kind="FINANCE", parent=bureau)
    assert below.name not in load_usual(at=AT)
    assert load_usual(at=AT, code=below.code) == {below.name: len(usual_entries())}


def test_loading_is_four_statements_and_every_entry_has_its_trail(bureau):
    with CaptureQueriesContext(connection) as asked:
        load_entries(department=bureau, drafts=usual_entries(), by=None, at=AT)
    written = [row["sql"] for row in asked if not row["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(written) == 4
    assert all(broken(entry) == [] for entry in LibraryEntry.objects.all()[:3])
    assert TrailEntry.objects.filter(subject_kind="LibraryEntry").count() == len(usual_entries())
