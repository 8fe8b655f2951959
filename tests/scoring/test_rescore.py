"""Scoring a sheet again: what is stored is what the rule book says, and only what differs."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from projects.models import Indicator
from scoring.adapter import EDITIONS
from scoring.entries import LineEntry
from scoring.models import ScoreAdjustment, ScoreLine, Sheet
from scoring.rules.edition import load_all
from scoring.rules.sheet import score_line
from scoring.rules.terms import Sign, line
from scoring.services import scores
from scoring.services.scores import rescore
from tests.factories import fill_sheet, leaves_of, make_department, make_draft, make_plan, thaw
from tests.factories import make_sheet as make_empty_sheet
from tests.scoring.sheets import everything_of, scores_of, sheet_of


def sheet_with(lines):
    draft = make_draft(lines=lines)
    return make_empty_sheet(plan=make_plan(department=make_department(), draft=draft))


def half_of_it_absent():
    """A sheet with an adjustment row: one line scored, one not applicable."""
    absent = LineEntry(not_applicable=True, deviation="当年没有采购预算")
    return sheet_of([("≥95%", "45", LineEntry(text="95%")), ("≥95%", "45", absent)])


def row_versions(sheet):
    """The transaction that wrote each stored score, and where it lies: new when written again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indicator_id, xmin::text, ctid::text FROM scoring_scoreline"
            " WHERE sheet_id = %s ORDER BY 1",
            [sheet.pk],
        )
        return cursor.fetchall()


def test_stored_lines_are_those_of_the_rule_book(sheet, filer):
    fill_sheet(
        sheet=sheet,
        by=filer,
        lines={
            0: LineEntry(text="93%"),
            1: LineEntry(text="96%"),
            3: LineEntry(text="提升", share=Decimal("0.7")),
        },
    )
    edition = load_all()["henan-department-2021"]
    asked = [
        {"sign": Sign.AT_LEAST, "target": Decimal(95), "actual": Decimal(93)},
        {"sign": Sign.AT_LEAST, "target": Decimal(96), "actual": Decimal(96)},
        {"sign": Sign.AT_LEAST, "target": Decimal(97), "actual": None},
        {"share": Decimal("0.7")},
    ]
    points = [leaf.points for leaf in leaves_of(sheet.plan)]
    expected = [
        score_line(line(key="", block="", points=worth, **said), edition)
        for worth, said in zip(points, asked, strict=True)
    ]
    found = scores_of(sheet)
    told = [(row.rule, row.outcome, row.points, row.score) for row in found]
    assert told == [(e.rule, e.outcome, e.points, e.score) for e in expected]
    assert [row.score for row in found] == [
        Decimal("22.52"), Decimal(23), None, Decimal("15.4"),
    ]  # fmt: skip


def test_a_rescore_with_nothing_changed_writes_no_line(sheet, filer):
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="93%")})
    before = row_versions(sheet)
    rescore(sheet=sheet)
    assert row_versions(sheet) == before
    assert len(before) == 4


def test_a_rescore_writes_just_the_line_that_differs(sheet, filer):
    before = row_versions(sheet)
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="93%")})
    changed = [old != new for old, new in zip(before, row_versions(sheet), strict=True)]
    assert changed == [True, False, False, False]


def test_a_rescore_mends_a_stored_score_that_is_not_the_rules(sheet, filer):
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="93%")})
    ScoreLine.objects.filter(sheet=sheet).update(score=1)
    Sheet.objects.filter(pk=sheet.pk).update(computed_total=4, grade="优")
    rescore(sheet=sheet)
    sheet.refresh_from_db()
    scores = [line.score for line in scores_of(sheet)]
    assert scores == [Decimal("22.52"), None, None, None]
    assert (sheet.computed_total, sheet.grade) == (Decimal("22.52"), "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": 1},
        {"score": None},
        {"actual": 1},
        {"share": 1},
        {"outcome": "met"},
        {"rule": "above"},
        {"target": None},
        {"points": 40},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_whatever_is_wrong_in_a_stored_line_is_put_right(sheet, filer, wrong):
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="93%")})
    lines = ScoreLine.objects.filter(sheet=sheet, indicator=leaves_of(sheet.plan)[0])
    before = lines.values().get()
    lines.update(**wrong)
    assert lines.values().get() != before
    rescore(sheet=sheet)
    assert lines.values().get() == before


def test_a_line_that_has_no_score_yet_is_stored_like_any_other(sheet, filer):
    entries = {0: LineEntry(text="93%"), 3: LineEntry(text="提升", share=Decimal("0.7"))}
    fill_sheet(sheet=sheet, by=filer, lines=entries)
    before = [ScoreLine.objects.filter(pk=line.pk).values().get() for line in scores_of(sheet)]
    ScoreLine.objects.filter(sheet=sheet).delete()
    rescore(sheet=sheet)
    after = [ScoreLine.objects.filter(pk=line.pk).values().get() for line in scores_of(sheet)]
    assert after == before
    assert [line["share"] is None for line in after] == [True, True, True, False]


def test_a_rescore_leaves_other_sheets_alone(sheet):
    other = half_of_it_absent()
    before = everything_of(other)
    thaw(sheet.plan)
    Indicator.objects.filter(plan=sheet.plan, level=3).update(points=1)
    rescore(sheet=sheet)
    assert everything_of(other) == before
    assert len(before["ScoreAdjustment"]) == 1


def test_a_sheet_that_lost_all_its_points_has_no_scores(sheet):
    thaw(sheet.plan)
    Indicator.objects.filter(plan=sheet.plan).update(points=None)
    rescore(sheet=sheet)
    assert scores_of(sheet) == []


@pytest.mark.django_db
def test_adjustment_rows_are_kept_in_the_order_in_which_they_were_added(monkeypatch):
    whole_points = replace(EDITIONS["henan-department-2021"], total_digits=0)
    monkeypatch.setitem(EDITIONS, "henan-department-2021", whole_points)
    absent = LineEntry(not_applicable=True, deviation="当年没有采购预算")
    sheet = sheet_of([("≥95%", "30", absent), ("≥95%", "60", LineEntry(text="93.1%"))])
    found = ScoreAdjustment.objects.filter(sheet=sheet).order_by("id")
    # 60 × 93.1 ÷ 95 = 58.80, with the execution 68.80 of 70 points: 68.80 × 100 ÷ 70 = 98.29
    told = [(row.code, row.score) for row in found]
    assert told == [("rescaled", Decimal("29.49")), ("rounded", Decimal("-0.29"))]
    sheet.refresh_from_db()
    assert sheet.computed_total == 98


def test_a_line_that_lost_its_points_loses_its_score_and_no_other_does(sheet, filer):
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="93%")})
    other = sheet_of([("≥95%", "90", LineEntry(text="95%"))])
    before = row_versions(sheet), row_versions(other)
    leaf = leaves_of(sheet.plan)[0]
    thaw(sheet.plan)
    Indicator.objects.filter(pk=leaf.pk).update(points=None)
    rescore(sheet=sheet)
    kept = [row for row in before[0] if row[0] != leaf.pk]
    assert (row_versions(sheet), row_versions(other)) == (kept, before[1])
    assert (len(kept), len(before[1])) == (3, 1)


@pytest.mark.django_db
def test_a_sheet_without_lines_still_has_its_execution():
    scored = rescore(sheet=sheet_of([], annual="100", executed="50"))
    assert (scored.execution_score, scored.total, scored.columns["id"]) == (5, 5, [])


@pytest.mark.django_db(transaction=True)
def test_a_rescore_that_fails_half_way_stores_nothing(monkeypatch):
    sheet = half_of_it_absent()
    ScoreLine.objects.filter(sheet=sheet).delete()
    Sheet.objects.filter(pk=sheet.pk).update(computed_total=1)
    made = scores._adjustments
    too_long = {"labels": ["折" * 61]}
    monkeypatch.setattr(scores, "_adjustments", lambda scored: made(scored) | too_long)
    with pytest.raises(DataError):
        rescore(sheet=sheet)
    assert not ScoreLine.objects.filter(sheet=sheet).exists()
    assert ScoreAdjustment.objects.filter(sheet=sheet).count() == 1
    assert Sheet.objects.get(pk=sheet.pk).computed_total == 1
    monkeypatch.undo()
    rescore(sheet=sheet)  # and nothing but that label was in its way
    assert [line.score for line in scores_of(sheet)] == [45, None]


@pytest.mark.django_db
def test_adjustment_rows_take_the_place_of_those_before():
    sheet = half_of_it_absent()
    before = ScoreAdjustment.objects.get(sheet=sheet)
    ScoreAdjustment.objects.filter(pk=before.pk).update(score=1, explanation="旧")
    for _ in range(2):
        rescore(sheet=sheet)
    after = ScoreAdjustment.objects.get(sheet=sheet)
    assert (after.code, after.score, after.explanation) == (
        before.code,
        before.score,
        before.explanation,
    )


@pytest.mark.django_db(transaction=True)
def test_the_number_of_queries_does_not_grow_with_the_lines():
    counts = []
    for lines in (3, 40):
        sheet = sheet_with(lines)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rescore(sheet=sheet)
        counts.append(len(queries))
        assert len(scores_of(sheet)) == lines
    assert counts == [2, 2]  # no BEGIN and no COMMIT: what is stored is one statement


@pytest.mark.django_db
@pytest.mark.parametrize(
    "executed, annual, outcome, score",
    [
        ("200", "200", "execution_full", "10.00"),
        ("150", "200", "execution_part", "7.50"),
        ("329.22", "225.94", "execution_over", "10.00"),
        ("", "200", "execution_missing", None),
        ("0", "200", "execution_part", "0.00"),
        ("5", "0", "execution_no_budget", None),
    ],
)
def test_the_execution_is_that_of_the_total_row(executed, annual, outcome, score):
    sheet = sheet_of([("≥95%", "90", LineEntry(text="95%"))], annual=annual, executed=executed)
    sheet.refresh_from_db()
    assert sheet.execution_outcome == outcome
    assert sheet.computed_execution == (None if score is None else Decimal(score))
    assert sheet.computed_total == 90 + Decimal(score or 0)
    assert sheet.grade == ("" if score is None else "优")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "share, total, grade",
    [("1", "100", "优"), ("0.8889", "90.00", "优"), ("0.8887", "89.98", "良"), ("0.5", "55", "差")],
)
def test_exactly_90_is_still_the_better_grade(share, total, grade):
    sheet = sheet_of([("提升", "90", LineEntry(text="提升", share=Decimal(share)))])
    sheet.refresh_from_db()
    assert (sheet.computed_total, sheet.grade) == (Decimal(total), grade)
