"""What is said of sheets that departments published: exactly this, and nothing else."""

import pytest

from tests.checks import published
from tests.checks.build import CHOSEN, checked


def _copied(row, target):
    return ("actual-copied", "doubt", f"indicators[{row}].actual", target, None)


def _broken(column, printed, due):
    return ("fund-parts", "error", f"funds[0].{column}", printed, due)


ASSOCIATION = [
    ("total-sum", "error", "total_printed", "97.7", "97.90"),
    ("total-narrative", "error", "total_printed", "97.7", "97.90"),
    _broken("annual_budget", "225.94", "226.33"),
    ("execution-over", "doubt", "funds[0].rate", "145.71%", "99.94%"),
    ("execution-score", "error", "funds[0].score", "9.9", "10.00"),
    ("line-score", "error", "indicators[5].score", "2", "3.00"),
    ("zero-of-zero", "doubt", "indicators[31].target", "0", None),
]
GAUGES = [
    ("total-sum", "error", "total_printed", "100", "110.00"),
    ("points-whole", "error", "total_points_printed", "100", "110"),
    (
        "block-edition",
        "doubt",
        "block_points",
        "产出指标 70，效益指标 20",
        "产出指标 50，效益指标 30",
    ),
    _copied(0, "≥266米"),
    _copied(1, "≥50厘米"),
    _copied(3, "≥90%"),
    _copied(4, "≥90%"),
    _copied(6, "≥1000人"),
    _copied(8, "≥95%"),
]
SCHOOL = [
    (
        "block-edition",
        "doubt",
        "block_points",
        "产出指标 40，满意度指标 20",
        "产出指标 50，满意度指标 10",
    ),
    ("line-score", "doubt", "indicators[2].score", "7", "10.00"),
    ("line-score", "doubt", "indicators[5].score", "9", "9.80"),
]
SAID = {
    "association_2021": ASSOCIATION,
    "commission_2022": [
        _broken("initial_budget", "0", "90"),
        _broken("annual_budget", "0", "89.974"),
        _broken("executed", "0", "89.974"),
    ],
    "villages_2022": [
        _broken("initial_budget", "0", "202.64"),
        _broken("annual_budget", "0", "132.912"),
        _broken("executed", "0", "132.912"),
        ("budget-changed", "doubt", "funds[1].annual_budget", "132.912", "202.64"),
    ],
    "gauges_2022": GAUGES,
    "farming_2023": [("sub-row-points", "doubt", "funds[1].points", "10", None)],
    "school_2022": SCHOOL,
    "ban_2020": [],
    "monitoring_2020": [],
}


@pytest.mark.parametrize("name", SAID)
def test_exactly_this_is_said_of_a_published_sheet(name):
    other = {"carried_over": "103.49"} if name == "association_2021" else {}
    assert checked(getattr(published, name)(**other)) == SAID[name]


def test_without_the_carry_over_one_reading_is_left():
    found = checked(published.association_2021())
    assert [one for one in found if one not in ASSOCIATION] == [
        ("execution-over", "doubt", "funds[0].rate", "145.71%", None)
    ]


def test_under_a_chosen_edition_a_lost_point_is_an_error():
    found = checked(published.school_2022(terms=CHOSEN))
    assert [one[:3] for one in found] == [
        ("line-score", "error", "indicators[2].score"),
        ("line-score", "error", "indicators[5].score"),
    ]


def test_without_an_edition_only_what_needs_none_is_said():
    found = checked(published.association_2021(terms=None)._replace(lines=()))
    assert {one[0] for one in found} == {
        "total-sum",
        "total-narrative",
        "fund-parts",
        "execution-over",
    }
