"""The order of rows: the moves of two people are laid over each other, or told to cross."""

from itertools import combinations, permutations
from uuid import UUID

import pytest
from django.db import transaction

from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.row_order import settled
from projects.services.plan_rows import Overtaken, save_rows
from tests.factories import AT, leaves_of, make_draft, make_plan

ROWS = "123456"
FRESH = "xyz"


def ids(names):
    return [UUID(int=ord(name)) for name in names]


def settle(stored, order, shown, fresh=""):
    edit = RowsEdit(order=tuple(ids(order)), shown=tuple(ids(shown)))
    found = settled(ids(stored), ids(fresh), edit)
    return None if found is None else "".join(chr(row.int) for row in found)


@pytest.mark.parametrize(
    ("stored", "order", "both"),
    [
        ("123456", "132456", "132456"),  # nobody else moved anything
        ("213456", "123465", "213465"),  # two pairs of their own
        ("213456", "123456", "213456"),  # nothing moved: an older page undoes nothing
        ("213456", "213456", "213456"),  # the same move of both
        ("612345", "512346", "651234"),  # both to the top: 6 past all, 5 past those before it
        ("234561", "612345", "623451"),  # 1 behind all and 6 before all
    ],
)
def test_moves_of_two_people_are_laid_over_each_other(stored, order, both):
    assert settle(stored, order, ROWS) == both
    assert settle(order, stored, ROWS) == both  # whoever came first


def test_moves_that_cross_are_not_guessed():
    """2 before 1 for the one, 3 before 2 for the other, and nobody wanted 3 before 1."""
    assert settle("213", "132", "123") is None
    assert settle("132", "213", "123") is None


def test_whatever_two_people_do_their_moves_both_stand_or_are_refused():
    """Every pair that somebody turned round stays turned round; every other one stays as it was."""
    base, refused, both = "1234", 0, 0
    for theirs in permutations(base):
        for mine in permutations(base):
            found = settle(theirs, mine, base)
            if found is None:
                refused += 1
                continue
            both += 1
            for first, second in combinations(base, 2):
                turned = any(order.index(first) > order.index(second) for order in (theirs, mine))
                assert (found.index(first) > found.index(second)) == turned
    assert refused > 20
    assert both > 200


def test_an_order_without_what_it_was_made_of_undoes_the_others_move():
    """The negative control: this is what the order of an older page did by itself."""
    edit = RowsEdit(order=tuple(ids("123465")))
    assert settled(ids("213456"), [], edit) == ids("123465")


def test_a_colleagues_row_and_a_removed_one_do_not_disturb_a_move():
    assert settle("12n3456", "213456", ROWS) == "2n13456"
    assert settle("1n23456", "132456", ROWS) == "1n32456"
    assert settle("1256", "124356", ROWS) == "1256"


def test_new_rows_go_behind_the_row_they_were_put_behind():
    assert settle("213456", "1x23456", ROWS, fresh="x") == "21x3456"
    assert settle("213456", "x123456", ROWS, fresh="x") == "x213456"
    assert settle("21n3", "123x", "123", fresh="x") == "21n3x"
    assert settle("123", "123", "123", fresh="x") == "123x"


def test_a_row_whose_saving_was_never_told_to_the_page_is_put_where_the_page_has_it():
    assert settle("2134", "1423", "123") == "2143"


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, draft=make_draft(lines=6), is_approved=False)


def test_what_crosses_is_refused_with_everything_else_of_the_edit(plan, filer):
    leaves = leaves_of(plan)
    shown = tuple(leaf.public_id for leaf in leaves)
    first, second, third, *others = shown
    move(plan, filer, (second, first, third, *others), shown)
    edit = RowEdit(public_id=first, version=1, fields={"target": "≥1%"})
    with pytest.raises(Overtaken) as overtaken:
        move(plan, filer, (first, third, second, *others), shown, edit)
    assert overtaken.value.orders == {"lines": (second, first, third, *others)}
    assert overtaken.value.conflicts == []
    assert leaves_of(plan)[1].target_text == leaves[0].target_text
    move(plan, filer, (first, second, *others, third), shown, edit)
    assert [leaf.public_id for leaf in leaves_of(plan)] == [second, first, *others, third]
    assert leaves_of(plan)[1].target_text == "≥1%"


def move(plan, by, order, shown, *edits):
    lines = RowsEdit(rows=edits, order=order, shown=shown)
    with transaction.atomic():
        return save_rows(plan=plan, edit=PlanEdit(lines=lines), by=by, at=AT)
