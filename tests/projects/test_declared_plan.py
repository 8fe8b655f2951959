"""Declaring a target table: what is printed is kept, what it means stands beside it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft
from projects.models import FundLine, Goal, Indicator, Plan, Task, TrailEntry
from projects.services.plans import declare_plan
from tests.factories import AT, leaves_of, make_draft, make_plan, make_year


def declare(unit, **parts):
    return make_plan(department=unit, draft=PlanDraft(**parts), is_approved=False)


def leaf(level3, *, level1="产出指标", level2="数量指标", **more):
    return IndicatorDraft(level1=level1, level2=level2, level3=level3, **more)


# printed text: (kind, operator, number, unit, number without scale, unit without scale)
TARGETS = {
    "≥95%": ("number", ">=", "95", "%", "95", "%"),
    " ≥ 4万人 ": ("number", ">=", "4", "万人", "40000", "人"),
    "≤17.50万元": ("number", "<=", "17.50", "万元", "175000", "元"),
    "＝１００％": ("number", "=", "100", "%", "100", "%"),
    "0": ("number", "", "0", "", "0", ""),
    "": ("empty", "", None, "", None, ""),
    "不适用": ("not_applicable", "", None, "", None, ""),
    "/": ("not_applicable", "", None, "", None, ""),
    "有所提升": ("words", "", None, "", None, ""),
    "10-20人": ("range", "", "10", "人", "10", "人"),
    "2021年12月底": ("date", "", None, "", None, ""),
}


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("text", TARGETS)
def test_a_target_keeps_its_printed_text_beside_its_meaning(unit, text):
    plan = declare(unit, indicators=[leaf("一", target=text)])
    row = leaves_of(plan)[0]
    kind, operator, figure, unit_text, base, base_unit = TARGETS[text]
    assert row.target_text == text
    assert (row.target_kind, row.target_operator, row.target_unit) == (kind, operator, unit_text)
    assert (row.target_number, row.target_base_number) == (number(figure), number(base))
    assert row.target_base_unit == base_unit


def test_a_number_keeps_the_decimals_it_was_printed_with(unit):
    plan = declare(unit, indicators=[leaf("一", target="≤17.50万元")])
    assert str(leaves_of(plan)[0].target_number) == "17.50"


@pytest.mark.parametrize(
    "text, amount", [("227.68", "227.68"), ("1,234.50", "1234.50"), ("0", "0"), (None, None)]
)
def test_an_amount_keeps_its_printed_text(unit, text, amount):
    plan = declare(unit, funds=[FundDraft(label="资金总额", annual=text, is_total=True)])
    row = plan.funds.get()
    assert (row.annual_text, row.annual_budget) == (text or "", number(amount))
    assert (row.initial_text, row.initial_budget) == ("", None)


def tree(plan):
    nodes = Indicator.objects.filter(plan=plan).order_by("position")
    return [(node.level, node.name) for node in nodes]


def test_headings_stand_before_their_rows_in_printed_order(unit):
    plan = declare(
        unit,
        indicators=[
            leaf("甲"),
            leaf("乙"),
            leaf("丙", level2="质量指标"),
            leaf("丁", level1="效益指标", level2="社会效益"),
        ],
    )
    assert tree(plan) == [
        (1, "产出指标"), (2, "数量指标"), (3, "甲"), (3, "乙"), (2, "质量指标"), (3, "丙"),
        (1, "效益指标"), (2, "社会效益"), (3, "丁"),
    ]  # fmt: skip
    positions = Indicator.objects.filter(plan=plan).order_by("position")
    assert list(positions.values_list("position", flat=True)) == list(range(1, 10))


def test_headings_are_made_once_per_run_of_rows_with_the_same_words(unit):
    plan = declare(
        unit,
        indicators=[
            leaf("甲", level2="数量"),
            leaf("乙", level2="质量"),
            leaf("丙", level2="数量"),
        ],
    )
    assert tree(plan) == [
        (1, "产出指标"), (2, "数量"), (3, "甲"), (2, "质量"), (3, "乙"), (2, "数量"), (3, "丙"),
    ]  # fmt: skip


def test_a_row_without_a_level_2_heading_hangs_on_level_1(unit):
    plan = declare(unit, indicators=[leaf("甲", level2=None), leaf("乙")])
    first, second = leaves_of(plan)
    assert (first.parent.level, first.parent.name) == (1, "产出指标")
    assert (second.parent.level, second.parent.parent) == (2, first.parent)


def test_the_points_of_a_heading_are_those_printed_beside_it(unit):
    row = leaf("甲", level1_points=Decimal(30), points=Decimal("2.5"))
    plan = declare(unit, indicators=[row])
    assert Indicator.objects.get(plan=plan, level=1).points == 30
    assert leaves_of(plan)[0].points == Decimal("2.50")


def test_the_same_heading_under_two_others_is_two_headings(unit):
    rows = [leaf("甲", level2="其他"), leaf("乙", level1="效益指标", level2="其他")]
    plan = declare(unit, indicators=rows)
    assert Indicator.objects.filter(plan=plan, level=2, name="其他").count() == 2


def test_a_new_plan_is_a_draft_with_one_entry_in_the_trail(unit):
    plan = make_plan(department=unit, draft=make_draft(lines=4), is_approved=False)
    entry = TrailEntry.objects.get(subject_id=plan.public_id)
    assert plan.state == Plan.State.DRAFT
    assert (entry.action, entry.summary) == ("plan.declared", "填报 2021 年度绩效目标表，4 行指标")


def test_a_second_plan_of_the_year_is_refused_and_leaves_nothing(unit):
    make_plan(department=unit)
    models = (Plan, FundLine, Goal, Task, Indicator, TrailEntry)
    before = [model.objects.count() for model in models]
    with pytest.raises(IntegrityError), transaction.atomic():
        declare_plan(
            department=unit, year=make_year(), project=None, draft=make_draft(), by=None, at=AT
        )
    assert [model.objects.count() for model in models] == before
