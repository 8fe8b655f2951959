"""The chart of findings: certain ones full, doubtful ones framed, the figure at the right."""

from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from scoring.charts import count_chart
from tests.charts.test_chart_is_safe_markup import ATTRIBUTES, ELEMENTS, HOSTILE, SVG


@dataclass
class Row:
    name: str
    errors: int
    doubts: int


def parsed(*rows):
    return ElementTree.fromstring(count_chart(rows))


def bars(svg):
    return [(one.get("class"), one.get("x"), one.get("width")) for one in svg.iter(f"{SVG}rect")]


def test_bars_are_in_proportion_and_doubts_follow_errors():
    svg = parsed(Row("甲", 6, 6), Row("乙", 0, 3))
    assert bars(svg) == [
        ("bar", "0.00%", "33.00%"),
        ("bar-soft", "33.00%", "33.00%"),
        ("bar-soft", "0.00%", "16.50%"),
    ]
    assert svg.get("aria-label") == (
        "条形图：2 个单位未处理的错误 6 条、疑点 9 条，错误最多的是甲（错误 6，疑点 6）。"
    )
    assert "错误 0，疑点 3" in [one.text for one in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("rows", [[], [Row("甲", 1, 1)], [Row("甲", 1, 1), Row("乙", 0, 0)]])
def test_one_bar_says_nothing(rows):
    assert count_chart(rows) == ""


def test_no_more_than_twelve_are_drawn():
    assert len(bars(parsed(*(Row(str(number), 1, 0) for number in range(30))))) == 12


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_and_nothing_else(name):
    svg = parsed(Row(name, 2, 1), Row("乙", 1, 0))
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= ELEMENTS
    assert {key for one in svg.iter() for key in one.attrib} <= ATTRIBUTES
