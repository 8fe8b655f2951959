"""Saving the rows of a plan: versions, lineage, headings, order, trail, locks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from projects.locks import Locked
from projects.models import FundLine, Goal, Indicator, Plan, Stage, StageWindow, TrailEntry
from projects.queries.plan_rows import stored_lines
from projects.row_edits import MOST_LINES, PlanEdit, RowEdit, RowsEdit
from projects.services.plan_rows import Overtaken, RowsRefused, save_rows
from projects.services.plans import approve_plan
from projects.trail import broken
from tests.factories import AT, leaves_of, make_plan, make_user


@pytest.fixture
def plan(unit):
    """Three rows of 产出指标/数量指标 and one of 效益指标 without level 2."""
    return make_plan(department=unit, is_approved=False)


def save(plan, by, at=AT, **edits):
    with transaction.atomic():
        return save_rows(plan=plan, edit=PlanEdit(**edits), by=by, at=at)


def change(leaf, version=None, **fields):
    version = leaf.version if version is None else version
    return RowEdit(public_id=leaf.public_id, version=version, fields=fields)


def rows(*edits, **more):
    return RowsEdit(rows=edits, **more)


def new(**fields):
    return RowEdit(public_id=uuid4(), version=0, fields=fields)


def told(plan):
    """Headings, names, targets and points in printed order."""
    return [
        (row.said["level1"], row.said["level2"], row.said["level3"], row.said["target"])
        for row in stored_lines(plan)[0]
    ]


def headings(plan):
    return list(
        Indicator.objects.filter(plan=plan, level__lt=3).order_by("position").values_list("name")
    )


def entries(plan):
    return list(TrailEntry.objects.filter(subject_id=plan.public_id).order_by("sequence"))


def test_only_the_fields_that_are_named_change_and_the_target_is_read(plan, filer):
    first = leaves_of(plan)[0]
    save(plan, filer, lines=rows(change(first, target="≥４万人", points="20.5")))
    row = leaves_of(plan)[0]
    assert (row.target_text, row.target_number, row.target_unit) == ("≥４万人", 4, "万人")
    assert (row.name, str(row.points), row.version) == (first.name, "20.50", 2)
    assert row.lineage == first.lineage


def test_the_trail_tells_every_field_from_and_to(plan, filer):
    save(plan, filer, lines=rows(change(leaves_of(plan)[0], target="≥96%", points="")))
    entry = entries(plan)[-1]
    assert (entry.action, entry.by) == ("plan.rows_saved", filer)
    assert entry.changes == {"第 1 行 指标值": ["≥95%", "≥96%"], "第 1 行 分值": ["23", ""]}
    assert "第 1 行 指标值由“≥95%”改为“≥96%”" in entry.summary
    assert broken(plan) == []


def test_what_does_not_differ_writes_nothing(plan, filer):
    saved = save(plan, filer, lines=rows(change(leaves_of(plan)[0], target="≥95%")))
    assert saved.changes == {}
    assert len(entries(plan)) == 1
    assert leaves_of(plan)[0].version == 1


def test_a_row_that_somebody_else_changed_is_refused_with_both_values(plan, filer):
    first = leaves_of(plan)[0]
    save(plan, filer, lines=rows(change(first, target="≥96%")))
    with pytest.raises(Overtaken) as overtaken:
        save(plan, filer, lines=rows(change(first, target="≥97%")))
    (conflict,) = overtaken.value.conflicts
    assert conflict.theirs["target"] == "≥96%"
    assert (conflict.mine, conflict.version, conflict.label) == ({"target": "≥97%"}, 2, "第 1 行")
    assert leaves_of(plan)[0].target_text == "≥96%"


def test_of_a_refused_edit_nothing_is_written(plan, filer):
    first, second, *_ = leaves_of(plan)
    save(plan, filer, lines=rows(change(first, target="≥96%")))
    with pytest.raises(Overtaken):
        save(
            plan,
            filer,
            lines=rows(change(second, target="≥1%"), change(first, target="≥97%")),
            goals=rows(new(name="新目标")),
        )
    assert leaves_of(plan)[1].target_text == "≥96%"
    assert Goal.objects.filter(plan=plan).count() == 1


def test_different_rows_do_not_conflict_even_when_one_of_them_moved(plan, filer):
    first, second, third, fourth = leaves_of(plan)
    order = tuple(leaf.public_id for leaf in (second, first, third, fourth))
    save(plan, filer, lines=rows(change(second, target="≥1%"), order=order))
    save(plan, filer, lines=rows(change(first, target="≥2%")))
    assert [target for *_, target in told(plan)] == ["≥1%", "≥2%", "≥97%", "提升"]


def test_the_same_words_of_two_people_are_no_conflict(plan, filer):
    first = leaves_of(plan)[0]
    save(plan, filer, lines=rows(change(first, target="≥96%")))
    saved = save(plan, filer, lines=rows(change(first, target="≥96%")))
    assert saved.changes == {}


def test_a_new_row_sent_twice_is_one_row(plan, filer):
    edit = new(level1="效益指标", level3="新的", target="≥1", points="1")
    for _ in range(2):
        save(plan, filer, lines=rows(edit))
    assert [name for *_, name, _ in told(plan)].count("新的") == 1


def test_moving_and_renaming_a_leaf_keeps_its_row(plan, filer):
    first, *others = leaves_of(plan)
    order = tuple(leaf.public_id for leaf in (*others, first))
    edit = change(first, level1="效益指标", level2="", level3="换了名")
    save(plan, filer, lines=rows(edit, order=order))
    last = leaves_of(plan)[-1]
    assert (last.pk, last.lineage, last.name) == (first.pk, first.lineage, "换了名")
    assert told(plan)[-1] == ("效益指标", "", "换了名", "≥95%")


def test_headings_are_reused_by_name_and_unused_ones_go(plan, filer):
    before = set(Indicator.objects.filter(plan=plan, level__lt=3).values_list("pk", flat=True))
    first, second, third, last = leaves_of(plan)
    edits = [change(leaf, level2="质量指标") for leaf in (first, second, third)]
    save(plan, filer, lines=rows(*edits))
    assert headings(plan) == [("产出指标",), ("质量指标",), ("效益指标",)]
    save(plan, filer, lines=rows(change(last, level1="产出指标", level2="质量指标")))
    assert headings(plan) == [("产出指标",), ("质量指标",)]
    kept = set(Indicator.objects.filter(plan=plan, level=1).values_list("pk", flat=True))
    assert kept < before


def test_a_heading_between_two_runs_of_the_same_words_parts_them(plan, filer):
    first, second, third, last = leaves_of(plan)
    order = tuple(leaf.public_id for leaf in (first, last, second, third))
    save(plan, filer, lines=rows(order=order))
    assert [name for (name,) in headings(plan)].count("产出指标") == 2
    back = tuple(leaf.public_id for leaf in (first, second, third, last))
    save(plan, filer, lines=rows(order=back))
    assert [name for (name,) in headings(plan)].count("产出指标") == 1


def test_positions_count_through_the_whole_plan(plan, filer):
    save(plan, filer, lines=rows(new(level1="产出指标", level2="时效指标", level3="新的")))
    found = Indicator.objects.filter(plan=plan).order_by("position")
    assert [node.position for node in found] == list(range(1, len(found) + 1))


def test_a_removed_row_comes_back_with_its_lineage(plan, filer):
    first = leaves_of(plan)[0]
    save(plan, filer, lines=RowsEdit(removed={first.public_id: 1}))
    assert len(leaves_of(plan)) == 3
    assert entries(plan)[-1].changes["删除第 1 行 指标值"] == ["≥95%", ""]
    again = RowEdit(
        public_id=first.public_id, version=0, returns=True, fields={"level1": "产出指标"}
    )
    save(plan, filer, lines=rows(again))
    assert leaves_of(plan)[-1].lineage == first.lineage


def test_a_new_row_has_a_lineage_of_its_own(plan, filer):
    first = leaves_of(plan)[0]
    save(plan, filer, lines=RowsEdit(removed={first.public_id: 1}))
    again = RowEdit(public_id=first.public_id, version=0, fields={"level1": "产出指标"})
    save(plan, filer, lines=rows(again))
    assert leaves_of(plan)[-1].lineage != first.lineage


def test_a_row_that_somebody_just_changed_is_not_removed(plan, filer):
    first = leaves_of(plan)[0]
    save(plan, filer, lines=rows(change(first, target="≥96%")))
    with pytest.raises(Overtaken):
        save(plan, filer, lines=RowsEdit(removed={first.public_id: 1}))
    assert len(leaves_of(plan)) == 4


def test_a_row_that_somebody_removed_is_told_as_removed(plan, filer):
    first = leaves_of(plan)[0]
    save(plan, filer, lines=RowsEdit(removed={first.public_id: 1}))
    with pytest.raises(Overtaken) as overtaken:
        save(plan, filer, lines=rows(change(first, target="≥96%")))
    assert overtaken.value.conflicts[0].theirs is None


def test_the_id_of_a_foreign_row_is_never_written_to(plan, filer):
    other = make_plan(department=make_user().department, is_approved=False)
    foreign = leaves_of(other)[0]
    edit = RowEdit(
        public_id=foreign.public_id, version=0, fields={"level1": "产出指标", "level3": "夺来的"}
    )
    with pytest.raises(RowsRefused):
        save(plan, filer, lines=rows(edit))
    assert leaves_of(other)[0].name == foreign.name
    assert len(leaves_of(plan)) == 4


def test_funds_goals_and_tasks_are_saved_with_their_figures(plan, filer):
    total, part = FundLine.objects.filter(plan=plan)
    save(
        plan,
        filer,
        funds=rows(change(part, annual="１,020.00"), new(label="其他资金", annual="元")),
        goals=rows(new(name="目标二", content="做成")),
    )
    found = list(FundLine.objects.filter(plan=plan).values_list("annual_text", "annual_budget"))
    assert [(text, str(amount)) for text, amount in found] == [
        ("200.00", "200.00"),
        ("１,020.00", "1020.00"),
        ("元", "None"),
    ]
    assert list(Goal.objects.filter(plan=plan).values_list("name", "position"))[-1] == ("目标二", 2)
    assert entries(plan)[-1].changes["资金第 2 行 全年数"] == ["200.00", "１,020.00"]


def test_a_plan_without_a_total_row_gets_one_by_its_name(plan, filer):
    FundLine.objects.filter(plan=plan).delete()
    save(plan, filer, funds=rows(new(label="财政拨款"), new(label="年度资金总额")))
    assert list(FundLine.objects.filter(plan=plan).values_list("is_total", flat=True)) == [
        False,
        True,
    ]


def test_points_over_100_are_refused_by_the_service_too(plan, filer):
    with pytest.raises(RowsRefused, match="100"):
        save(plan, filer, lines=rows(change(leaves_of(plan)[0], points="101")))


def test_more_rows_than_fit_are_refused(plan, filer):
    edits = [new(level1="产出指标", level3=str(number)) for number in range(MOST_LINES)]
    with pytest.raises(RowsRefused, match=str(MOST_LINES)):
        save(plan, filer, lines=rows(*edits))
    assert len(leaves_of(plan)) == 4


@pytest.mark.parametrize("role", ["UNIT_HEAD", "AUDITOR"])
def test_who_does_not_plan_may_not_write(plan, unit, role):
    with pytest.raises(PermissionDenied):
        save(plan, make_user(role=role, department=unit), lines=rows())


def test_an_approved_plan_is_locked(plan, filer):
    first = leaves_of(plan)[0]
    approved = approve_plan(plan=plan, by=filer, at=AT)
    with pytest.raises(Locked, match="已审定"):
        save(approved, filer, lines=rows(change(first, target="≥1%")))
    assert leaves_of(plan)[0].target_text == "≥95%"


def test_behind_the_deadline_nothing_is_written(plan, filer):
    StageWindow.objects.create(
        department=plan.department,
        year=plan.year,
        stage=Stage.TARGETS,
        opens_at=AT - timedelta(days=9),
        closes_at=AT,
    )
    plan = Plan.objects.select_related("department").get(pk=plan.pk)
    first = leaves_of(plan)[0]
    save(plan, filer, at=AT - timedelta(seconds=1), lines=rows(change(first, target="≥1%")))
    with pytest.raises(Locked, match="截止"):
        save(plan, filer, lines=rows(change(leaves_of(plan)[0], target="≥2%")))
    assert leaves_of(plan)[0].target_text == "≥1%"
