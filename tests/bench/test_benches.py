"""Every bench at tiny sizes: what it gives, and that it notices when it compares unlike things."""

import pytest

from perf.bench import baseline, checks, edit_page, pages, rescore, sheet_value
from perf.bench.results import Disagreement
from perf.bench.rounds import nothing
from perf.bench.rows import make_sheet
from perf.scratch import scratch_database

SIZES, ROUNDS = (2, 3), 5


def by_name(results):
    assert all(result.figure >= 0 for result in results)
    return {result.name: result for result in results}


@pytest.fixture(scope="module")
def scratch(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), scratch_database():
        yield


def test_a_sheet_is_valued_by_the_book_and_by_hand():
    found = by_name(sheet_value.measure((35,), ROUNDS))
    assert {name: result.unit for name, result in found.items()} == {
        "sheet-value-35": "倍",
        "sheet-value-35-without-words": "毫秒",
        "sheet-value-35-with-words": "毫秒",
        "sheet-value-35-with-checks": "毫秒",
    }
    assert [str(result.goal) for result in found.values() if result.goal is not None] == ["5"]


def test_times_are_only_told_at_sizes_without_a_goal():
    assert {result.met for result in sheet_value.measure(SIZES, ROUNDS)} == {None}


def test_every_check_of_a_sheet_is_timed_against_scoring_it():
    found = by_name(checks.measure((35,), ROUNDS))
    assert {name: result.unit for name, result in found.items()} == {
        "checks-35": "倍",
        "checks-35-scoring": "毫秒",
        "checks-35-findings": "毫秒",
    }
    assert str(found["checks-35"].goal) == "10"
    assert {result.met for result in checks.measure(SIZES, ROUNDS)} == {None}


def test_a_batch_of_checks_tells_its_growth_and_its_memory(monkeypatch):
    monkeypatch.setattr(checks, "SHEETS", 8)
    monkeypatch.setattr(checks, "FEWER", 2)
    found = by_name(checks.measure_batch(SIZES, ROUNDS))
    assert {name: str(result.goal) for name, result in found.items()} == {
        "checks-batch-8-per-sheet": "1.2",
        "checks-batch-8-all": "None",
        "checks-batch-8-memory": "300",
    }
    assert found["checks-batch-8-memory"].figure > 0


def test_checks_that_find_nothing_are_not_timed(monkeypatch):
    monkeypatch.setattr(checks, "findings", lambda sheet: ())
    with pytest.raises(Disagreement, match="found nothing"):
        checks.measure((35,), ROUNDS)


def test_a_rescore_asks_as_often_for_two_lines_as_for_three(scratch):
    found = by_name(rescore.measure(SIZES, ROUNDS))
    assert set(found) == {"rescore-queries", "rescore-queries-growth", "rescore-2", "rescore-3"}
    assert found["rescore-queries"].figure == 2  # reading and storing; BEGIN would be counted
    assert found["rescore-queries-growth"].figure == 0
    assert found["rescore-3"].met is None
    assert found["rescore-3"].seconds > 0


def test_a_rescore_that_has_nothing_to_write_is_not_measured(scratch):
    sheet, _ = make_sheet(3)
    assert rescore.queries_of_a_rescore(sheet, rescore.changer(sheet)) <= 10
    with pytest.raises(Disagreement, match="3 of 3 lines"):
        rescore.queries_of_a_rescore(sheet, nothing)


def test_both_pages_ask_as_often_for_two_lines_as_for_three(scratch):
    found = by_name(pages.measure(SIZES, ROUNDS))
    assert {name for name in found if "queries" not in name} == {
        "pages-read-2",
        "pages-read-3",
        "pages-entry-2",
        "pages-entry-3",
    }
    counts = [result for name, result in found.items() if "queries" in name]
    assert [result.met for result in counts] == [True] * 4


def test_the_target_grid_asks_as_often_for_two_lines_as_for_three(scratch):
    found = by_name(edit_page.measure(SIZES, ROUNDS))
    assert set(found) == {"edit-page-queries", "edit-page-queries-growth", "edit-page-3-to-2"}
    assert (found["edit-page-queries"].met, found["edit-page-queries-growth"].met) == (True, True)
    assert found["edit-page-3-to-2"].met is None


def test_a_target_grid_that_does_not_answer_is_not_compared(scratch, monkeypatch):
    monkeypatch.setattr(edit_page, "reverse", lambda view, args: "/nothing/")
    with pytest.raises(Disagreement, match="answered 404"):
        edit_page.measure((2,), ROUNDS)


def test_a_baseline_that_asks_less_than_its_page_is_not_compared(scratch, monkeypatch):
    monkeypatch.setattr(baseline, "sheet_rows", lambda sheet, with_trail: None)
    with pytest.raises(Disagreement, match="only the page asks"):
        pages.measure((2,), ROUNDS)


def test_a_page_that_does_not_answer_is_not_compared(scratch, monkeypatch):
    monkeypatch.setitem(pages.PAGES, "read", "scoring:plan")  # another table's id: not found
    with pytest.raises(Disagreement, match="answered 404"):
        pages.measure((2,), ROUNDS)


def test_the_goals_are_those_of_the_sizes_they_were_set_for():
    assert pages.GOALS == {
        ("read", 35): 5,
        ("entry", 35): 11,
        ("read", 300): 16,
        ("entry", 300): 50,
    }
    assert (pages.MOST_QUERIES, rescore.MOST_QUERIES) == (12, 10)
    assert (edit_page.SMALL, edit_page.LARGE, edit_page.MOST_TIMES) == (35, 300, 9)
