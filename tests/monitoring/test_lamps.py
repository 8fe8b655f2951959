"""The lamps of monitoring: worked cases, thresholds to the last digit, what always holds."""

import re
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.monitored import Place, seen
from scoring.rules.lamps import (
    Chance,
    Lamp,
    Row,
    budget_lamp,
    grows,
    percent_told,
    project_lamp,
    row_lamp,
)
from scoring.rules.terms import Sign
from tests.rules.test_purity import modules_after

CASES = tomllib.loads((Path(__file__).parent / "lamps.toml").read_text(encoding="utf-8"))
ORDER = [Lamp.RED, Lamp.YELLOW, Lamp.GREEN, Lamp.BLUE]
figures = st.decimals(0, 10**9, allow_nan=False, places=4)
positive = st.decimals(Decimal("0.0001"), 10**9, allow_nan=False, places=4)
months = st.integers(1, 12)


def number(text):
    return Decimal(text) if text else None


def named(kind):
    return [pytest.param(case, id=case["name"]) for case in CASES[kind]]


@pytest.mark.parametrize("case", named("budget"))
def test_the_budgets_lamp_is_as_the_case_says(case):
    lit = budget_lamp(
        executed=number(case["executed"]), annual=number(case["annual"]), month=case["month"]
    )
    assert (lit.lamp or "", lit.why) == (case["lamp"], case["words"])


@pytest.mark.parametrize("case", named("row"))
def test_a_rows_lamp_is_as_the_case_says(case):
    place = Place(
        level1=case.get("level1", "产出指标"),
        level2=case["level2"],
        name="某指标",
        target=case["target"],
    )
    lit = seen(
        place,
        text=case["text"],
        chance=case.get("chance", ""),
        month=case.get("month", 7),
        year=2023,
    ).lit
    assert (lit.lamp or "") == case["lamp"]
    assert case.get("words") in (None, lit.why)


def growing(actual, target, month, sign=Sign.AT_LEAST):
    row = Row(sign=sign, target=Decimal(target), actual=Decimal(actual))
    return row_lamp(row, month=month, chance=None)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    "percent, at, below",
    [
        (60, Lamp.YELLOW, Lamp.RED),
        (80, Lamp.GREEN, Lamp.YELLOW),
        (120, Lamp.BLUE, Lamp.GREEN),
    ],
)
def test_a_threshold_belongs_to_the_band_above_in_every_month(month, percent, at, below):
    exactly = Decimal(percent * month)  # of 1200 a year
    assert growing(exactly, 1200, month).lamp is at
    assert growing(exactly - Decimal("1e-18"), 1200, month).lamp is below


@given(figures, positive, months)
def test_words_and_lamp_never_contradict_each_other(actual, target, month):
    lit = growing(actual, target, month)
    told = Decimal(re.search(r"= ([\d.]+)%", lit.why)[1])
    bands = {Lamp.RED: (0, 60), Lamp.YELLOW: (60, 80), Lamp.GREEN: (80, 120)}
    low, high = bands.get(lit.lamp, (120, None))
    assert told >= low
    assert high is None or told < high


@given(figures, figures, positive, months)
def test_more_is_never_worse_where_a_row_grows(one, two, target, month):
    less, more = sorted((one, two))
    lamps = [growing(actual, target, month).lamp for actual in (less, more)]
    assert ORDER.index(lamps[0]) <= ORDER.index(lamps[1])


@given(figures, positive, months)
def test_a_later_month_asks_for_more(actual, target, month):
    lamps = [growing(actual, target, at).lamp for at in (month, 12)]
    assert ORDER.index(lamps[1]) <= ORDER.index(lamps[0])


@given(figures, figures, months, st.sampled_from([Sign.AT_MOST, Sign.BELOW]), st.booleans())
def test_a_ceiling_is_green_inside_and_red_outside_in_every_class(
    actual, target, month, sign, is_growing
):
    row = Row(sign=sign, target=target, actual=actual, grows=is_growing)
    inside = actual < target or (sign is Sign.AT_MOST and actual == target)
    lit = row_lamp(row, month=month, chance=None)
    assert lit.lamp is (Lamp.GREEN if inside else Lamp.RED)


@given(figures, positive, months)
def test_the_budget_is_judged_like_a_growing_row_but_never_blue(executed, annual, month):
    lit = budget_lamp(executed=executed, annual=annual, month=month)
    row = growing(executed, annual, month).lamp
    assert lit.lamp is (Lamp.GREEN if row is Lamp.BLUE else row)


@given(st.lists(st.sampled_from([*Lamp, None])))
def test_the_projects_lamp_is_the_worst_of_its_rows(lamps):
    worst = project_lamp(lamps)
    lit = [lamp for lamp in lamps if lamp]
    assert worst is (min(lit, key=ORDER.index) if lit else None)


@pytest.mark.parametrize("chance", Chance)
def test_a_target_in_words_goes_by_the_chance_alone(chance):
    lamps = {Chance.SURE: Lamp.GREEN, Chance.MAYBE: Lamp.YELLOW, Chance.NEVER: Lamp.RED}
    assert row_lamp(Row(sign=None), month=7, chance=chance).lamp is lamps[chance]


@pytest.mark.parametrize(
    "level2, level1, expected",
    [
        ("数量指标", "产出指标", True),
        ("质量指标", "产出指标", False),
        ("时效指标", "产出指标", False),
        ("经济成本指标", "成本指标", False),
        ("社会效益指标", "效益指标", True),
        ("可持续影响指标", "效益指标", True),
        ("服务对象满意度指标", "满意度指标", True),
        ("", "成本指标", False),
        ("", "产出指标", True),
        ("预算管理", "投入管理指标", True),
    ],
)
def test_the_class_of_a_row_goes_by_its_heading(level2, level1, expected):
    assert grows(level2, level1) is expected


@pytest.mark.parametrize(
    "share, told",
    [("0.599999", "59.99%"), ("0.6", "60.00%"), ("0.34426", "34.43%"), ("-0.1", "\u221210.00%")],
)
def test_a_share_is_never_rounded_up_to_a_whole_percent(share, told):
    assert percent_told(Fraction(share)) == told


def test_the_lamps_know_neither_framework_nor_database():
    assert "django" not in modules_after("import scoring.rules.lamps, scoring.monitored")
