"""Target and actual value are compared in one unit, or nobody guesses."""

from datetime import date
from decimal import Decimal

import pytest

from projects.models import Indicator
from scoring.entries import LineEntry
from scoring.forms.entry import EntryForm
from scoring.models import Actual
from scoring.services.scores import rescore
from tests.factories import thaw
from tests.scoring.sheets import page_of, scores_of, sheet_of, versions_of

pytestmark = pytest.mark.django_db

# Days are counted from 1 January of the year 1.
DECEMBER_31, NOVEMBER_30 = (
    str(date(2021, month, day).toordinal()) for month, day in ((12, 31), (11, 30))
)

# target, actual: (outcome, target compared, actual compared, score of 10 points)
JUDGED = {
    (">=95%", "97"): ("met", "95", "97", "10"),
    (">=95%", "93"): ("short", "95", "93", "9.79"),
    ("≥0.5%", "0.4"): ("short", "0.5", "0.4", "8"),  # a target of that size leaves no doubt
    (">=90", "96%"): ("met", "90", "96", "10"),
    ("≥90", "95"): ("met", "90", "95", "10"),
    ("≥4万人", "41000人"): ("met", "40000", "41000", "10"),
    ("≥4万人", "39000人"): ("short", "40000", "39000", "9.75"),
    ("≥4万人", "4.1万人"): ("met", "4", "4.1", "10"),
    ("≥40000人", "4.1万人"): ("met", "40000", "41000", "10"),
    ("≤17.5万元", "16.8"): ("met", "17.5", "16.8", "10"),
    ("≤17.5万元", "168000元"): ("met", "175000", "168000", "10"),
    ("≤17.5万元", "18.375万元"): ("over", "17.5", "18.375", "9.5"),
    ("≥12 次", "12次"): ("met", "12", "12", "10"),
    ("≥12次", "１２次"): ("met", "12", "12", "10"),
    ("=100%", "100"): ("met", "100", "100", "10"),
    ("0", "0"): ("met", "0", "0", "10"),
    ("2021年12月底", "2021年11月"): ("on_time", DECEMBER_31, NOVEMBER_30, "10"),
    ("2021年12月底", "2021年12月31日"): ("on_time", DECEMBER_31, DECEMBER_31, "10"),
    ("10-20人", "15人"): ("within", "10", "15", "10"),
    ("10-20人", "10"): ("within", "10", "10", "10"),
    ("10-20人", "20人"): ("within", "10", "20", "10"),
    ("1-2万人", "15000人"): ("within", "10000", "15000", "10"),
}
DOUBTED = {
    ("≥4万人", "41000"): "unit_unclear",
    ("≥40000", "4.1万人"): "unit_unclear",
    ("≥5次", "5场"): "unit_unclear",
    ("≥95%", "950‰"): "unit_unclear",
    ("≥5次", "多次"): "actual_unclear",
    ("≥5次", "5-6次"): "actual_unclear",
    ("≥5次", "不适用"): "actual_unclear",
    ("≥95%", "<99%"): "actual_unclear",  # a bound is no value
    ("≥95%", "0.97"): "unit_unclear",  # a share, or a hundredth of a percent?
    ("≥95%", "1"): "unit_unclear",
    ("2021年12月底", "2022年1月"): "late",  # no rule says what a late day costs
    ("2021年12月底", "280天"): "day_unclear",
    ("10-20人", "9人"): "below_range",
    ("10-20人", "21人"): "above_range",
    ("10-20人", "15次"): "unit_unclear",
    ("1-2万人", "15000"): "unit_unclear",
}


def scored(target, actual, **more):
    sheet = sheet_of([(target, "10", LineEntry(text=actual, **more))])
    return sheet, scores_of(sheet)[0]


@pytest.mark.parametrize("target, actual", JUDGED)
def test_what_can_be_compared_is_scored(target, actual):
    outcome, compared, with_this, score = JUDGED[target, actual]
    _, line = scored(target, actual)
    assert (line.outcome, line.score) == (outcome, Decimal(score))
    assert (line.target, line.actual) == (Decimal(compared), Decimal(with_this))


@pytest.mark.parametrize("target, actual", DOUBTED)
def test_what_cannot_be_compared_has_no_score_and_says_why(target, actual):
    sheet, line = scored(target, actual)
    assert (line.outcome, line.score) == (DOUBTED[target, actual], None)
    row = page_of(sheet).rows[0]
    assert row.computed_shown == "—"
    assert row.why.endswith(("请写明单位", "请核对实际完成值", "请人工评定", "请写明完成日期"))
    assert page_of(sheet).sheet.unscored_count == 1


def test_a_target_in_words_is_scored_by_its_share():
    _, line = scored("有所提升", "有所提升", share=Decimal("0.85"))
    assert (line.outcome, line.share, line.score) == (
        "tier_reached",
        Decimal("0.85"),
        Decimal("8.5"),
    )


def test_a_date_is_scored_by_a_share_that_a_person_gave():
    _, line = scored("2021年12月底", "2021年11月", share=Decimal(1))
    assert (line.outcome, line.score) == ("tier_reached", 10)


BLANK = {
    "有所提升": ("not_judged", "定性指标尚未评定档次，暂不计分"),
    "2021年12月底": ("not_reported", "未填实际完成值，暂不计分"),
    "10-20人": ("not_reported", "未填实际完成值，暂不计分"),
    "≥95%": ("not_reported", "未填实际完成值，暂不计分"),
    "≥4万人": ("not_reported", "未填实际完成值，暂不计分"),
}


@pytest.mark.parametrize("target", BLANK)
def test_a_blank_is_no_doubt_but_not_yet_there(target):
    sheet, line = scored(target, "")
    row = page_of(sheet).rows[0]
    assert (line.outcome, row.why) == BLANK[target]
    assert (line.score, row.findings) == (None, [])


def test_a_blank_date_with_a_share_is_scored_by_it():
    _, line = scored("2021年12月底", "", share=Decimal("0.9"))
    assert (line.outcome, line.score) == ("tier_reached", 9)


@pytest.mark.parametrize("target, actual", [("=0", "0%"), ("=0%", "0")])
def test_a_base_that_is_not_there_is_not_taken_as_0(target, actual):
    sheet, line = scored(target, actual)
    assert line.outcome == "met"
    Actual.objects.filter(sheet=sheet).update(base_number=None)
    thaw(sheet.plan)
    Indicator.objects.filter(plan=sheet.plan, level=3).update(target_base_number=None)
    rescore(sheet=sheet)
    line.refresh_from_db()
    assert (line.outcome, line.score) == ("unit_unclear", None)


def test_the_words_name_the_unit_that_was_compared_in():
    sheet, _ = scored("≥4万人", "41000人")
    assert page_of(sheet).rows[0].why == "41000人 ≥ 40000人，达标，得满分"


HINTS = {
    "4场": "4 或 4场",
    "≥95%": "95 或 95%",
    "≥0.50万人": "0.5 或 0.5万人",
    "≥3": "3",
}


@pytest.mark.parametrize("target", HINTS)
def test_the_hint_of_a_refused_value_is_the_target_as_it_would_be_typed(target):
    page = page_of(sheet_of([(target, "90", LineEntry())]))
    field = f"text-{page.rows[0].public_id.hex}"
    form = EntryForm(page, versions_of(page.sheet) | {field: "多次"})
    assert form.errors[field].endswith(f"请填数字，如 {HINTS[target]}。")


@pytest.mark.parametrize(
    "target, told", [("有所提升", True), ("2021年12月底", True), ("≥95%", False)]
)
def test_the_tiers_are_told_where_a_share_is_asked_for(target, told):
    page = page_of(sheet_of([(target, "90", LineEntry())]))
    assert page.tier_hint.startswith("文字类指标按得分比例计分：达成 80—100") == told
    assert bool(page.tier_hint) == told
