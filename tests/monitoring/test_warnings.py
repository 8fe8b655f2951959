"""What the rule of one province warns of: slow spending, and work apart from spending."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.checks.finding import Severity
from scoring.monitored import Place, seen, warnings
from scoring.rules.lamps import Lamp

BY = [(4, 25), (5, 25), (6, 40), (7, 40), (8, 60), (9, 60), (10, 80), (11, 80), (12, 80)]


def told(spent, month, progress=()):
    found = warnings(
        executed=Decimal(spent), annual=Decimal(100), month=month, progress=list(progress)
    )
    assert {one.severity for one in found} <= {Severity.DOUBT}
    return [one.check for one in found]


@pytest.mark.parametrize("month, share", BY)
def test_spending_below_the_share_of_the_last_month_that_counts_is_a_doubt(month, share):
    assert told(share, month) == []
    assert told(Decimal(share) - Decimal("0.01"), month) == ["monitoring-spending"]


@pytest.mark.parametrize("month", [1, 2, 3])
def test_before_april_nothing_is_said_of_the_spending(month):
    assert told("0", month) == []


@pytest.mark.parametrize("done, is_told", [("0.60", 0), ("0.6001", 1), ("0.40", 0), ("0.3999", 1)])
def test_work_more_than_ten_points_apart_from_spending_is_a_doubt(done, is_told):
    progress = [(Fraction(done), None)]
    assert told("50", 7, progress).count("monitoring-progress") == is_told


def test_points_weigh_the_rows_where_every_row_has_them():
    rows = [(Fraction(1), Decimal(30)), (Fraction(0), Decimal(10))]
    found = warnings(executed=Decimal(50), annual=Decimal(100), month=7, progress=rows)
    assert "75.00%（按分值加权，2 行）" in found[0].message
    rows[0] = (Fraction(1), None)
    assert told("50", 7, rows) == []


def test_without_figures_nothing_is_said():
    assert warnings(executed=None, annual=Decimal(1), month=12, progress=[]) == []
    assert warnings(executed=Decimal(1), annual=Decimal(0), month=12, progress=[]) == []


@pytest.mark.parametrize(
    "level2, target, text, done",
    [
        ("数量指标", "4场", "1场", Fraction(1, 4)),
        ("数量指标", "≥4场", "9场", 1),
        ("数量指标", "≥95%", "50%", None),  # a share says no progress
        ("数量指标", "≤4场", "1场", None),
        ("质量指标", "4场", "1场", None),
        ("数量指标", "0起", "0起", None),
        ("数量指标", "4场", "", None),
    ],
)
def test_progress_is_told_of_counted_targets_only(level2, target, text, done):
    place = Place(level1="产出指标", level2=level2, name="某项", target=target)
    assert seen(place, text=text, chance="", month=7, year=2023).progress == done


def test_the_lamp_is_not_touched_by_a_warning():
    place = Place(level1="产出指标", level2="数量指标", name="某项", target="4场")
    assert seen(place, text="1场", chance="", month=7, year=2023).lit.lamp is Lamp.RED
