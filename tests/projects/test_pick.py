"""Taking indicators out of the library: each under its headings, nothing else moved."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.drafts import IndicatorDraft, PlanDraft
from projects.locks import Locked
from projects.models import Indicator, TrailEntry, User
from projects.services.pick import pick_entries
from projects.trail import broken
from tests.factories import (
    AT,
    leaves_of,
    make_department,
    make_draft,
    make_entry,
    make_plan,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make_department(kind="FINANCE")


@pytest.fixture
def finance(bureau):
    return make_user(role=User.Role.FINANCE, department=bureau)


@pytest.fixture
def unit(bureau):
    return make_department(parent=bureau)


def row(level3, level1="产出指标", level2="数量指标"):
    return IndicatorDraft(level1=level1, level2=level2, level3=level3, target="≥1")


def draft_plan(unit, *rows):
    return make_plan(department=unit, draft=PlanDraft(indicators=list(rows)), is_approved=False)


def pick(plan, filer, entries, **said):
    return pick_entries(
        plan=plan, entries=entries, by=filer, at=AT, **{"with_targets": True, **said}
    )


def tree(plan):
    nodes = Indicator.objects.filter(plan=plan).select_related("parent").order_by("position")
    assert [node.position for node in nodes] == list(range(1, len(nodes) + 1))
    return [(node.level, node.name, node.parent.name if node.parent else None) for node in nodes]


def test_a_row_stands_last_under_its_headings(unit, filer, finance):
    plan = draft_plan(unit, row("甲"), row("乙", level2="质量指标"), row("丙", level1="效益指标"))
    entry = make_entry(by=finance, name="新", level2="数量指标")
    assert pick(plan, filer, [entry]).added == [entry]
    assert tree(plan) == [
        (1, "产出指标", None),
        (2, "数量指标", "产出指标"), (3, "甲", "数量指标"), (3, "新", "数量指标"),
        (2, "质量指标", "产出指标"), (3, "乙", "质量指标"),
        (1, "效益指标", None), (2, "数量指标", "效益指标"), (3, "丙", "数量指标"),
    ]  # fmt: skip


def test_headings_that_are_missing_are_made(unit, filer, finance):
    plan = draft_plan(unit, row("甲"), row("丙", level1="效益指标"))
    entries = [
        make_entry(by=finance, name="一", level2="时效指标"),
        make_entry(by=finance, name="二", level1="成本指标", level2="经济成本指标"),
        make_entry(by=finance, name="三", level1="成本指标"),
    ]
    pick(plan, filer, entries)
    assert tree(plan) == [
        (1, "产出指标", None),
        (2, "数量指标", "产出指标"), (3, "甲", "数量指标"),
        (2, "时效指标", "产出指标"), (3, "一", "时效指标"),
        (1, "效益指标", None), (2, "数量指标", "效益指标"), (3, "丙", "数量指标"),
        (1, "成本指标", None), (3, "三", "成本指标"),
        (2, "经济成本指标", "成本指标"), (3, "二", "经济成本指标"),
    ]  # fmt: skip


def test_into_an_empty_plan(unit, filer, finance):
    plan = draft_plan(unit)
    pick(plan, filer, [make_entry(by=finance, name="一", level2="甲类")])
    assert tree(plan) == [(1, "产出指标", None), (2, "甲类", "产出指标"), (3, "一", "甲类")]


def test_the_row_carries_what_the_library_says(unit, filer, finance):
    plan = draft_plan(unit)
    said = {
        "target_text": "≥95%", "explanation": "说明", "scoring_note": "标准", "data_source": "台账",
    }  # fmt: skip
    entry = make_entry(by=finance, name="满意度", **said)
    pick(plan, filer, [entry])
    (leaf,) = leaves_of(plan)
    assert {name: getattr(leaf, name) for name in said} == said
    assert (leaf.target_operator, str(leaf.target_number), leaf.points) == (">=", "95", None)
    assert leaf.lineage


def test_the_usual_target_stays_away_when_it_is_not_wanted(unit, filer, finance):
    plan = draft_plan(unit)
    pick(plan, filer, [make_entry(by=finance, target_text="≥95%")], with_targets=False)
    assert (leaves_of(plan)[0].target_text, leaves_of(plan)[0].target_kind) == ("", "empty")


def test_what_is_there_is_left_out(unit, filer, finance):
    plan = draft_plan(unit, row("甲"))
    same = make_entry(by=finance, name="甲", level2="数量指标")
    other_heading = make_entry(by=finance, name="甲", level2="质量指标")
    done = pick(plan, filer, [same, other_heading])
    assert (done.added, done.had) == ([other_heading], [same])
    done = pick(plan, filer, [same, other_heading])
    assert (done.added, done.had) == ([], [same, other_heading])
    assert TrailEntry.objects.filter(subject_id=plan.public_id, action="plan.picked").count() == 1


def test_rows_that_were_there_keep_everything_but_their_place(unit, filer, finance):
    plan = make_plan(department=unit, draft=make_draft(lines=5), is_approved=False)
    before = {node.pk: node for node in Indicator.objects.filter(plan=plan)}
    entry = make_entry(by=finance, level2="数量指标")
    pick(plan, filer, [entry])
    for node in Indicator.objects.filter(plan=plan, pk__in=before):
        one, other = dict(vars(node)), dict(vars(before[node.pk]))
        for values in (one, other):
            values.pop("_state"), values.pop("position")
        assert one == other


def test_the_trail_names_what_was_picked(unit, filer, finance):
    plan = draft_plan(unit)
    pick(plan, filer, [make_entry(by=finance, name="甲"), make_entry(by=finance, name="乙")])
    entry = TrailEntry.objects.get(subject_id=plan.public_id, action="plan.picked")
    assert (entry.by, entry.summary) == (filer, "从指标库选用 2 行：甲、乙")
    assert broken(plan) == []


def test_very_long_names_fit_the_trail(unit, filer, finance):
    plan = draft_plan(unit)
    pick(plan, filer, [make_entry(by=finance, name=f"{n}" + "长" * 190) for n in range(9)])
    assert len(leaves_of(plan)) == 9


def test_a_plan_that_is_no_draft_is_locked(unit, filer, finance):
    plan = make_plan(department=unit)
    with pytest.raises(Locked):
        pick(plan, filer, [make_entry(by=finance)])
    assert len(leaves_of(plan)) == 4


def test_only_the_units_filer_picks(unit, finance):
    plan = draft_plan(unit)
    for person in (finance, make_user(), make_user(role=User.Role.UNIT_HEAD, department=unit)):
        with pytest.raises(PermissionDenied):
            pick(plan, person, [make_entry(by=finance)])
    assert leaves_of(plan) == []


def test_the_number_of_statements_does_not_grow(unit, filer, finance):
    counts = []
    for lines, entries in ((1, 1), (60, 40)):
        project_plan = make_plan(
            department=unit, year=2021 + lines, draft=make_draft(lines=lines), is_approved=False
        )
        chosen = [
            make_entry(by=finance, level1="产出指标", level2=f"二级{lines}") for _ in range(entries)
        ]
        with CaptureQueriesContext(connection) as asked:
            pick(project_plan, filer, chosen)
        counts.append(len(asked))
    assert counts[0] <= counts[1] <= 14
    assert counts[1] - counts[0] <= 1  # rows behind the new ones are moved, by one statement
