"""Explanatory texts: begun out of the data, saved, renewed, published and taken back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from projects.locks import Locked
from projects.models import Department, TrailEntry
from projects.trail import broken
from scoring.entries import NarrativeEntry
from scoring.models import Narrative, Sheet
from scoring.monitoring_steps import Unmarked
from scoring.narrative.kept import printed_of
from scoring.narrative.tokens import rendered
from scoring.queries.narratives import findings_of
from scoring.queries.told_units import told_units
from scoring.queries.units import unit_of
from scoring.services.narratives import (
    NarrativeThere,
    NothingToTell,
    Overtaken,
    TextRefused,
    begin_narrative,
    publish_narrative,
    renew_narrative,
    save_narrative,
    transcribe_narrative,
    withdraw_narrative,
)
from tests.factories import AT, make_plan, make_sheet, make_user, make_year

FINAL, BUDGET = Narrative.Stage.FINAL, Narrative.Stage.BUDGET


def begun(unit, filer, stage=FINAL):
    return begin_narrative(department=unit, year=make_year(), stage=stage, by=filer, at=AT)


def saved(row, by, *lines, version=None, **more):
    entry = NarrativeEntry(paragraphs=list(lines) or row.text.splitlines(), **more)
    version = row.version if version is None else version
    return save_narrative(narrative=row, version=version, entry=entry, by=by, at=AT)


def renewed(row, by, *, rewrite=False):
    return renew_narrative(narrative=row, version=row.version, rewrite=rewrite, by=by, at=AT)


def published(row, by):
    return publish_narrative(narrative=row, version=row.version, by=by, at=AT)


def withdrawn(row, by, reason="数字有误"):
    return withdraw_narrative(narrative=row, version=row.version, reason=reason, by=by, at=AT)


def shown(row):
    return rendered(row.text.replace("\n", " "), printed_of(row.figures))


def hand_in_the_last(unit):
    Sheet.objects.filter(department=unit, state="DRAFT").update(state="SUBMITTED")


def actions(row):
    entries = TrailEntry.objects.filter(subject_kind="Narrative", subject_id=row.public_id)
    return list(entries.order_by("sequence").values_list("action", flat=True))


def told_of(unit, row):
    """What the checks of texts say."""
    told = unit_of(unit, row.year_id).narratives
    return {one.key: (one.printed, one.now_printed) for one in told[0].figures}


def test_a_text_is_begun_with_the_figures_of_the_year(unit, filer):
    row = begun(unit, filer)
    assert shown(row) == (
        "（一）绩效管理工作开展情况 支出项目3个，其中开展绩效自评2个，自评金额400.00万元。 "
        "（二）部门整体和项目绩效自评结果 2个项目绩效自评平均得分为100.00分。"
        "按等级分：优2个，良0个，中0个，差0个。"
    )
    assert row.figures["evaluated_amount"] == {
        "label": "自评金额", "printed": "400.00", "amount": "400",
        "source": "2 张已提交的项目自评表全年执行数合计", "is_stated": False,
    }  # fmt: skip
    assert actions(row) == ["narrative.begun"]


def test_a_text_of_the_budget_stands_beside_it_and_each_once(unit, filer):
    first = begun(unit, filer)
    assert shown(begun(unit, filer, BUDGET)).startswith(
        "（一）绩效目标编制情况 2021年，某市科协编制绩效目标表3张"
    )
    with pytest.raises(NarrativeThere) as there:
        begun(unit, filer)
    assert there.value.there == first


def test_nothing_known_is_nothing_begun(unit, filer):
    with pytest.raises(NothingToTell, match="2022 年度"):
        begin_narrative(department=unit, year=make_year(2022), stage=FINAL, by=filer, at=AT)
    assert not Narrative.objects.exists()


def test_what_is_typed_around_the_figures_is_kept_and_they_stay_as_saved(unit, filer):
    row = begun(unit, filer)
    hand_in_the_last(unit)
    row = saved(row, filer, *row.text.splitlines(), "以上数据以公开的报表为准。")
    assert row.text.endswith("以上数据以公开的报表为准。")
    assert row.figures["evaluated"]["printed"] == "2"  # the data have 3 by now
    assert told_of(unit, row)["evaluated"] == ("2", "3")
    assert actions(row) == ["narrative.begun", "narrative.saved"]
    assert TrailEntry.objects.get(action="narrative.saved").changes == {
        "第 5 段": ["", "以上数据以公开的报表为准。"]
    }


def test_renewing_takes_the_figures_of_today_and_leaves_the_words(unit, filer):
    row = saved(
        begun(unit, filer),
        filer,
        "已自评【自评项目数量】个。",
        left_out=_all_but("evaluated", filer),
    )
    hand_in_the_last(unit)
    row = renewed(row, filer)
    assert shown(row) == "已自评3个。"
    assert TrailEntry.objects.get(action="narrative.renewed").changes == {
        "自评项目数量": ["2", "3"]
    }
    assert renewed(row, filer).version == row.version  # nothing new, nothing told


def _all_but(key, filer):
    return frozenset(Narrative.objects.get(department=filer.department).figures) - {key}


def test_rewriting_begins_anew_and_the_former_text_stands_in_the_trail(unit, filer):
    row = begun(unit, filer)
    first = row.text
    row = saved(row, filer, *first.splitlines(), "手写的一段。")
    row = renewed(row, filer, rewrite=True)
    assert row.text == first
    assert TrailEntry.objects.get(action="narrative.renewed").changes == {
        "第 5 段": ["手写的一段。", ""]
    }


def test_every_fault_is_told_at_once_and_nothing_is_saved(unit, filer):
    row = begun(unit, filer)
    with pytest.raises(TextRefused) as refused:
        saved(row, filer, "【甲】", "【项目数量】5个")
    assert [fault.paragraph for fault in refused.value.faults][:2] == [1, 2]
    assert "少了【自评项目数量】" in str(refused.value)
    with pytest.raises(TextRefused, match="正文是空的"):
        save_narrative(
            narrative=row, version=row.version, by=filer, at=AT,
            entry=NarrativeEntry(paragraphs=[], left_out=frozenset(row.figures)),
        )  # fmt: skip
    row.refresh_from_db()
    assert row.version == 1


def test_a_figure_that_no_paper_has_is_stated_by_the_unit(unit, filer):
    row = begun(unit, filer)
    sentence = "选取【部门评价项目数量】个项目开展部门评价。"
    lines = [*row.text.splitlines(), sentence]
    with pytest.raises(TextRefused, match="现在没有数"):
        saved(row, filer, *lines)
    row = saved(row, filer, *lines, stated={"department_evaluations": "1"})
    assert "选取1个项目" in shown(row)
    assert row.figures["department_evaluations"]["is_stated"]
    assert shown(renewed(row, filer)) == shown(row)
    # Taken away again it may stand in the text no longer.
    with pytest.raises(TextRefused, match="现在没有数"):
        saved(row, filer, stated={"department_evaluations": ""})


def test_what_a_paper_has_is_not_stated(unit, filer):
    row = begun(unit, filer)
    left_out = frozenset(row.figures) - {"evaluated"}
    stated = {"projects": "99", "evaluated": "99"}
    row = saved(row, filer, "自评【自评项目数量】个。", left_out=left_out, stated=stated)
    assert {key: one["printed"] for key, one in row.figures.items()} == {"evaluated": "2"}


def test_what_the_unit_stated_gives_way_to_a_paper_that_has_it(unit, filer):
    row = transcribe_narrative(
        department=unit, year=make_year(), stage=FINAL, figures={"projects": "9", "average": "96"},
        by=filer, at=AT,
    )  # fmt: skip
    assert told_of(unit, row)["projects"] == ("9", "3")
    row = renewed(withdrawn(row, filer), filer)
    assert row.figures["projects"]["printed"] == "3"
    assert not row.figures["projects"]["is_stated"]


def test_an_older_page_does_not_undo_what_another_wrote(unit, filer):
    row = begun(unit, filer)
    saved(row, filer, *row.text.splitlines(), "别人写的。")
    with pytest.raises(Overtaken) as stale:
        saved(row, filer, *row.text.splitlines(), "我写的。")
    assert stale.value.theirs.text.endswith("别人写的。")
    with pytest.raises(Unmarked):
        renew_narrative(narrative=row, version=None, rewrite=False, by=filer, at=AT)


def test_what_is_published_is_frozen_and_taken_back_with_its_reason(unit, filer, head):
    row = published(begun(unit, filer), head)
    for change in (saved, renewed):
        with pytest.raises(Locked, match="已公开，不能修改"):
            change(row, filer)
    with pytest.raises(Locked, match="已公开"):
        published(row, head)
    row = withdrawn(row, head, "少写一项")
    assert row.state == "DRAFT"
    assert saved(row, filer, *row.text.splitlines(), "补充。").version == row.version + 1
    assert actions(row) == [
        "narrative.begun", "narrative.published", "narrative.withdrawn", "narrative.saved",
    ]  # fmt: skip
    assert broken(row) == []
    with pytest.raises(Locked, match="不用撤回"):
        withdrawn(Narrative.objects.get(pk=row.pk), head)


def test_the_trail_keeps_a_text_as_it_was_published_with_its_figures(unit, filer, head):
    row = published(begun(unit, filer), head)
    said = TrailEntry.objects.get(action="narrative.published").changes["正文"]
    assert said == ["", rendered(row.text, printed_of(row.figures))]
    assert "开展绩效自评2个，自评金额400.00万元。" in said[1]
    assert "【" not in said[1]
    # The figures of today are others: what was published stays as it was read.
    hand_in_the_last(unit)
    renewed(withdrawn(row, head), filer)
    assert TrailEntry.objects.get(action="narrative.published").changes["正文"] == said


def test_so_it_does_of_one_that_was_published_before(unit, filer):
    transcribe_narrative(
        department=unit, year=make_year(), stage=FINAL, figures={"projects": "9"}, by=filer, at=AT
    )
    said = TrailEntry.objects.get(action="narrative.transcribed").changes
    assert said["正文"] == ["", "（一）绩效管理工作开展情况\n支出项目9个。"]
    assert said["项目数量"] == ["", "9"]


def test_the_database_keeps_a_published_text_as_it_is(unit, filer):
    row = published(begun(unit, filer), filer)
    rows = Narrative.objects.filter(pk=row.pk)
    for change in (
        lambda: rows.update(text="别的。"),
        lambda: rows.update(figures={}),
        lambda: rows.update(stage=BUDGET),
        lambda: rows.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    rows.update(state="DRAFT")
    assert rows.update(text="别的。") == 1


@pytest.mark.parametrize("typed", ["9", "9\u200b", "负", "【部门评价项目数量】"])
def test_what_was_saved_before_it_was_refused_is_not_published(unit, filer, typed):
    row = begun(unit, filer)
    text = row.text.replace("【自评金额】", f"{typed}【自评金额】")
    Narrative.objects.filter(pk=row.pk).update(text=text)
    with pytest.raises(Locked) as lock:
        published(row, filer)
    assert lock.value.cause.startswith("第 2 段：")
    row.refresh_from_db()
    assert row.state == "DRAFT"


def test_a_unit_whose_name_has_a_sign_that_does_not_show_can_save_its_text(unit, filer):
    Department.objects.filter(pk=unit.pk).update(name="某市\u200b科协")
    unit.refresh_from_db()
    row = begun(unit, filer, BUDGET)
    assert "某市科协编制" in row.text
    assert published(saved(row, filer), filer).state == "PUBLISHED"


def test_old_figures_are_not_published(unit, filer):
    row = begun(unit, filer)
    hand_in_the_last(unit)
    with pytest.raises(Locked, match="自评项目数量"):
        published(row, filer)
    assert published(renewed(row, filer), filer).state == "PUBLISHED"


def test_the_filer_writes_and_the_head_publishes_but_does_not_write(unit, filer, head, supervisor):
    row = begun(unit, filer)
    stranger = make_user()
    for person in (head, supervisor, stranger):
        with pytest.raises(PermissionDenied):
            begun(unit, person, BUDGET)
        with pytest.raises(PermissionDenied):
            saved(row, person)
        with pytest.raises(PermissionDenied):
            renewed(row, person)
    for person in (supervisor, stranger):
        with pytest.raises(PermissionDenied):
            published(row, person)
        with pytest.raises(PermissionDenied):
            withdrawn(row, person)
    assert published(row, head).state_by == head


def test_the_part_of_a_unit_that_texts_need_gives_the_figures_of_the_whole(unit, filer):
    row = begun(unit, filer)
    assert told_units([row])[row.pk].narratives == unit_of(unit, row.year_id).narratives


@pytest.mark.parametrize("state", ["DRAFT", "PUBLISHED"])
def test_it_gives_the_findings_of_the_whole(unit, filer, state):
    """A score that the check of the sheet tells as well is told once, read either way."""
    whole = make_sheet(plan=make_plan(department=unit, project=None))
    Sheet.objects.filter(pk=whole.pk).update(
        state="SUBMITTED", printed_total="97.70", printed_total_text="97.70"
    )
    figures = {"department_score": "97.9", "projects": "9"}
    row = transcribe_narrative(
        department=unit, year=make_year(), stage=FINAL, figures=figures, by=filer, at=AT
    )
    Narrative.objects.filter(pk=row.pk).update(state=state)
    begun(unit, filer, BUDGET)
    row.refresh_from_db()
    found = findings_of(told_units([row])[row.pk])
    assert found == [
        one for one in findings_of(unit_of(unit, row.year_id)) if one.paper == row.title
    ]
    keys = {one.place for one in found}
    assert "figures.projects" in keys
    assert ("figures.department_score" in keys) == (state == "DRAFT")


def test_the_score_of_a_text_is_held_against_the_sheet_of_the_whole_department_alone(unit, filer):
    figures = {"department_score": "97.9"}
    row = transcribe_narrative(
        department=unit, year=make_year(), stage=FINAL, figures=figures, by=filer, at=AT
    )
    Sheet.objects.filter(department=unit).update(narrative_total="50")
    for read in (told_units([row])[row.pk], unit_of(unit, row.year_id)):
        assert {one.sheet.narrative_total.text for one in read.sheets} == {"50"}
