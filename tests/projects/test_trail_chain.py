"""Entries of the trail: numbered and chained per subject."""

from datetime import timedelta
from uuid import UUID

import pytest

from projects.models import TrailEntry
from projects.trail import (
    broken,
    digest,
    record,
    told_change,
    told_first,
    told_first_changes,
)
from tests.factories import AT, make_department, make_plan, make_year


@pytest.fixture
def entries(unit, filer):
    """Three entries about one department (the first is that of its making)."""
    record(by=filer, at=AT, action="test.second", on=unit, summary="第二条")
    changes = {"名称": ["旧", "新"]}
    record(by=None, at=AT, action="test.third", on=unit, summary="第三条", changes=changes)
    return list(TrailEntry.objects.filter(subject_id=unit.public_id).order_by("sequence"))


def test_entries_of_a_subject_are_numbered_from_one(entries):
    assert [entry.sequence for entry in entries] == [1, 2, 3]


def test_every_entry_names_the_digest_of_the_one_before(entries):
    assert [entry.previous_digest for entry in entries] == [
        "",
        entries[0].digest,
        entries[1].digest,
    ]
    assert len({entry.digest for entry in entries}) == 3


def test_a_sound_chain_has_nothing_broken(unit, entries):
    assert broken(unit) == []


def test_each_subject_has_a_chain_of_its_own(unit, entries):
    other = make_department()
    record(by=None, at=AT, action="test.second", on=other, summary="另一条")
    found = TrailEntry.objects.filter(subject_id=other.public_id).order_by("sequence")
    assert [entry.sequence for entry in found] == [1, 2]
    assert broken(unit) == broken(other) == []


def test_an_entry_says_who_in_which_role_of_which_department_and_year(unit, filer):
    plan = make_plan(department=unit, is_approved=False)
    entry = record(by=filer, at=AT, action="test.done", on=plan, summary="做了")
    entry.refresh_from_db()
    assert (entry.by, entry.by_name, entry.by_role) == (filer, "李静", "填报人")
    assert (entry.department, entry.year_id, entry.at) == (unit, 2021, AT)
    assert (entry.subject_kind, entry.subject_id) == ("Plan", plan.public_id)


def test_what_the_system_does_is_said_to_be_the_systems(unit):
    entry = TrailEntry.objects.get(subject_id=unit.public_id)
    assert (entry.by, entry.by_name, entry.by_role) == (None, "系统", "")


OTHERWISE = {
    "at": lambda entry: entry.at + timedelta(microseconds=1),
    "by_id": lambda entry: None,
    "by_name": lambda entry: "张三",
    "by_role": lambda entry: "财政管理人",
    "department_id": lambda entry: make_department().pk,
    "year_id": lambda entry: make_year(2022).pk,
    "subject_kind": lambda entry: "Plan",
    "subject_id": lambda entry: UUID(int=1),
    "sequence": lambda entry: 4,
    "action": lambda entry: "test.other",
    "summary": lambda entry: "别的",
    "changes": lambda entry: {"名称": ["旧", "更新"]},
    "previous_digest": lambda entry: "0" * 64,
}


@pytest.mark.parametrize("column", OTHERWISE)
def test_the_digest_depends_on_every_column(entries, column, filer):
    entry = entries[1]
    before = digest(entry)
    setattr(entry, column, OTHERWISE[column](entry))
    assert digest(entry) != before


def test_no_column_is_left_out_of_the_test_above():
    columns = {field.attname for field in TrailEntry._meta.concrete_fields}
    assert columns - {"id", "digest"} == set(OTHERWISE)


def test_the_digest_is_the_same_after_the_database_gave_the_entry_back(entries):
    for entry in entries:
        assert digest(entry) == entry.digest


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("1", "2", "由“1”改为“2”"), ("", "2", "填“2”"), ("1", "", "由“1”清空")],
)
def test_a_change_from_or_to_a_blank_is_said_as_such(before, after, said):
    assert told_change("编码", before, after) == f"编码{said}"


def test_the_first_changes_are_told_and_how_many_there_are():
    three = {f"第 {number} 行": ["", str(number)] for number in range(1, 4)}
    assert told_first_changes(three) == "第 1 行填“1”；第 2 行填“2”；第 3 行填“3”"
    four = three | {"第 4 行": ["7", ""]}
    assert told_first_changes(four) == "第 1 行填“1”；第 2 行填“2”；第 3 行填“3”等 4 处"
    assert told_first(["“甲”", "“乙”"], sign="、", unit="份") == "“甲”、“乙”"
    assert len(told_first(["长" * 300] * 9)) < 500  # the summary of an entry
