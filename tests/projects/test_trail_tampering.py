"""What the owner of the tables writes into the trail with its triggers off is found."""

import pytest

from projects.trail import broken, record
from tests.factories import AT, make_department, make_user, make_year

# Every column by itself: test_trail_chain.py, on the digest alone.
TAMPERED = {
    "the summary": "summary = 'x'",
    "the changes": "changes = '{}'",
    "the department": "department_id = (SELECT max(id) FROM projects_department)",
    "the digest": "digest = repeat('0', 64)",
}


@pytest.fixture
def subject(transactional_db):
    """A department with three entries, and another one that was made later."""
    make_year()
    department, person = make_department(), make_user(name="李静")
    for summary in ("第二条", "第三条"):
        changes = {"名称": ["旧", "新"]}
        record(by=person, at=AT, action="test", on=department, summary=summary, changes=changes)
    return department


@pytest.fixture
def tamper(owner):
    def run(statement, *values):
        with owner.cursor() as cursor, owner.connection.transaction():
            cursor.execute("ALTER TABLE projects_trailentry DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            changed = cursor.rowcount
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE projects_trailentry ENABLE TRIGGER USER")
        assert changed == 1

    return run


@pytest.mark.parametrize("what", TAMPERED)
def test_a_changed_column_is_found(subject, tamper, what):
    tamper(
        f"UPDATE projects_trailentry SET {TAMPERED[what]} WHERE subject_id = %s AND sequence = 2",
        subject.public_id,
    )
    assert 2 in broken(subject)


def test_a_removed_entry_is_found_at_its_successor(subject, tamper):
    tamper(
        "DELETE FROM projects_trailentry WHERE subject_id = %s AND sequence = 2",
        subject.public_id,
    )
    assert broken(subject) == [3]


def test_an_entry_moved_to_another_place_is_found(subject, tamper):
    tamper(
        "UPDATE projects_trailentry SET sequence = 9 WHERE subject_id = %s AND sequence = 2",
        subject.public_id,
    )
    assert set(broken(subject)) == {3, 9}


def test_the_chain_was_sound_before(subject):
    assert broken(subject) == []
