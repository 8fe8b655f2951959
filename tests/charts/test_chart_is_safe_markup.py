"""What a chart must not do to a page: run, style, break out, or lose a text."""

from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from perf import CHECKOUT
from scoring.charts import rate_chart
from scoring.metrics import Metric

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "text", "rect", "line"}
ATTRIBUTES = {
    *("class", "role", "aria-label", "width", "height"),
    *("x", "y", "x1", "x2", "y1", "y2"),
}
HOSTILE = [
    "</text><script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    '"><style>*{display:none}</style>',
    "' onload='alert(1)",
    "&lt;b&gt; &amp; ]]> <!-- ",
    "{{ secret }}{% load x %}",
]


@dataclass
class Row:
    metric: Metric


def row(topic, percent, printed=""):
    return Row(
        Metric(
            group="",
            topic=topic,
            numerator=Decimal(percent),
            denominator=Decimal(100),
            printed=printed,
        )
    )


def parsed(title, *rows):
    return ElementTree.fromstring(rate_chart(title, rows))


def everything():
    """A chart with all its parts: rule, broken bar, decrease, other percent printed."""
    return [row("甲", "90"), row("乙", "105", "99%"), row("丙", "5000"), row("丁", "-20")]


def test_it_holds_nothing_but_shapes_texts_and_places():
    svg = parsed("完成预算", *everything())
    found = list(svg.iter())

    assert {element.tag.removeprefix(SVG) for element in found} == ELEMENTS
    assert {name for element in found for name in element.attrib} <= ATTRIBUTES


def test_every_class_is_in_the_style_sheet():
    css = (CHECKOUT / "perf/static/perf/components.css").read_text("utf-8")
    svg = parsed("完成预算", *everything())
    classes = {name for element in svg.iter() for name in element.get("class", "").split()}

    assert {"bar", "break", "cut", "cut-on-bar", "axis", "end", "rates"} <= classes
    assert [name for name in classes if f".chart .{name} {{" not in css] == []


def test_the_picture_has_a_role_and_a_label():
    svg = parsed("占比", *everything())

    assert svg.get("role") == "img"
    assert svg.get("aria-label").startswith("占比：")


def test_templates_take_it_as_it_is():
    assert isinstance(rate_chart("占比", everything()), SafeString)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_topic_stays_a_text(text):
    svg = parsed(text, row(text, "5"), row("乙", "6", f"7%{text}"))
    shown = "".join(element.text for element in svg.iter(f"{SVG}text"))

    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= ELEMENTS
    assert "".join(text.split()) in "".join(shown.split())
    assert text in svg.get("aria-label")


def test_characters_that_no_picture_may_hold_are_replaced():
    svg = parsed("占比", row("甲\x01乙\x0c\ufffe", "5"), row("丙", "6"))

    assert next(svg.iter(f"{SVG}text")).text.startswith("甲\ufffd乙")


def test_a_long_topic_goes_on_in_the_next_line_and_pushes_the_rest_down():
    topic = "一般公共预算财政拨款支出" * 4
    short, long = (
        parsed("占比", row("甲", "5"), row("乙", "6")),
        parsed("占比", row(topic, "5"), row("乙", "6")),
    )
    lines = [element.text for element in long.iter(f"{SVG}text")]

    assert "".join(lines[:2]) == topic
    assert int(long.get("height")) > int(short.get("height"))


def test_a_topic_without_end_is_cut_with_a_mark():
    lines = [
        t.text for t in parsed("占比", row("字" * 999, "5"), row("乙", "6")).iter(f"{SVG}text")
    ]

    assert lines[5].endswith("字…")
    assert lines[6] == "5.00%"


def test_no_text_stands_on_another_or_below_the_picture():
    svg = parsed("完成预算", *everything())
    left = [int(text.get("y")) for text in svg.iter(f"{SVG}text") if not text.get("class")]

    assert all(below - above >= 16 for above, below in zip(left, left[1:], strict=False))
    assert max(left) < int(svg.get("height"))


@pytest.mark.parametrize("size", ["1e14", "-1e14", "1e-18"])
def test_amounts_at_the_edge_of_what_is_kept_are_drawn_inside_the_picture(size):
    svg = parsed("完成预算", row("甲", size), row("乙", "50"), row("丙", "60"))

    for bar in svg.iter(f"{SVG}rect"):
        left, width = (Decimal(bar.get(name).rstrip("%")) for name in ("x", "width"))
        assert left >= 0
        assert left + width <= 100
