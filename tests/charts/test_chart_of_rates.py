"""The chart of a group of rates: what is drawn, how long the bars are, what is said."""

from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from scoring.charts import rate_chart
from scoring.metrics import Metric

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = "占比"
COMPLETION = "完成年初预算（功能分类）"


@dataclass
class Row:
    metric: Metric


def row(topic, numerator, denominator="100", printed=""):
    def amount(text):
        return None if text is None else Decimal(text)

    return Row(
        Metric(
            group="",
            topic=topic,
            numerator=amount(numerator),
            denominator=amount(denominator),
            printed=printed,
        )
    )


def drawn(title, rows):
    return ElementTree.fromstring(rate_chart(title, rows))


def texts(svg):
    return [element.text for element in svg.iter(f"{SVG}text")]


def bars(svg):
    """Left edge and width of each bar, in percent of the picture."""
    return [
        (Decimal(bar.get("x").rstrip("%")), Decimal(bar.get("width").rstrip("%")))
        for bar in svg.iter(f"{SVG}rect")
    ]


def room(svg):
    """What the figures leave to the bars on a phone: 8.5 px a character, one free, of 328 px."""
    figures = [text.text for text in svg.iter(f"{SVG}text") if text.get("class") == "end strong"]
    return 100 - 100 * Decimal("8.5") * (max(map(len, figures)) + 1) / 328


def lines(svg, css):
    return [line for line in svg.iter(f"{SVG}line") if line.get("class") == css]


# The figures of one department's final accounts, in 万元: paid out, initial budget.
ACCOUNTS = [
    row("合计", "323.56", "227.68", "142.11%"),
    row("其他科学技术管理事务支出", "3.62", "0"),
    row("机构运行", "127.70", "121.49", "105.11%"),
    row("科普活动", "89.80", "5.80", "1548.28%"),
    row("其他科学技术普及支出", "28.96", "13.46", "215.16%"),
    row("机关事业单位基本养老保险缴费支出", "10.82", "11.31", "95.67%"),
    row("其他行政事业单位养老支出", "32.92", "39.03", "84.35%"),
]


@pytest.mark.parametrize(
    "rows", [[], [row("甲", "5")], [row("甲", "5"), row("乙", "5", "0"), row("丙", None)]]
)
def test_fewer_than_two_computable_rates_make_no_chart(rows):
    assert rate_chart(PLAIN, rows) == ""


def test_two_computable_rates_make_one():
    assert len(bars(drawn(PLAIN, [row("甲", "5"), row("乙", "6")]))) == 2


def test_every_computable_rate_has_its_topic_a_bar_and_its_figure_with_two_decimals():
    svg = drawn(COMPLETION, ACCOUNTS)

    assert len(bars(svg)) == 6
    for said in ("合计", "142.11%", "105.11%", "1548.28%", "215.16%", "95.67%", "84.35%"):
        assert said in texts(svg)


def test_bars_are_as_long_as_their_rates():
    (_, ten), (_, forty), (_, eighty) = bars(
        drawn(PLAIN, [row("甲", "10"), row("乙", "40"), row("丙", "80")])
    )

    assert forty / ten == pytest.approx(4, abs=Decimal("0.01"))
    assert eighty / forty == pytest.approx(2, abs=Decimal("0.01"))


def test_a_changed_amount_changes_only_its_own_bar():
    before = bars(drawn(PLAIN, [row("甲", "10"), row("乙", "80")]))
    after = bars(drawn(PLAIN, [row("甲", "11"), row("乙", "80")]))

    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_decrease_goes_to_the_left_of_zero():
    svg = drawn("比上年增减", [row("甲", "-30"), row("乙", "60")])
    (left, width), (right_start, right_width) = bars(svg)

    assert left == 0
    assert left + width == right_start == Decimal(lines(svg, "axis")[0].get("x1").rstrip("%"))
    assert right_width / width == pytest.approx(2, abs=Decimal("0.01"))
    assert "−30.00%" in texts(svg)


def test_no_bar_reaches_the_figure_at_the_right():
    svg = drawn(COMPLETION, ACCOUNTS)

    assert max(left + width for left, width in bars(svg)) <= room(svg)


def test_a_rate_that_would_crush_the_others_is_broken_and_says_so():
    svg = drawn(COMPLETION, ACCOUNTS)
    widths = [width for _, width in bars(svg)]

    assert len(lines(svg, "break")) == 2
    assert texts(svg).count("条形未画全，以数字为准") == 1
    assert widths[2] == max(widths) < 2 * widths[3]  # 1548.28 beside 215.16
    assert widths[3] / widths[1] == pytest.approx(
        Decimal("215.16") / Decimal("105.11"), abs=Decimal("0.01")
    )
    assert "1 项条形未画全，以数字为准" in svg.get("aria-label")


def test_a_broken_decrease_is_broken_at_its_left_end():
    rows = [row("甲", "-2000"), row("乙", "20"), row("丙", "30")]
    svg = drawn("比上年增减", rows)
    start, width = bars(svg)[0]

    for line in lines(svg, "break"):
        assert start < Decimal(line.get("x2").rstrip("%")) < start + width / 2


@pytest.mark.parametrize("numerator", ["199", "200", "600"])
def test_a_rate_the_others_can_bear_is_drawn_whole(numerator):
    others = [row("甲", "150"), row("乙", "160"), row("丙", "170")]
    svg = drawn(COMPLETION, [*others, row("丁", numerator)])

    assert not lines(svg, "break")
    assert "未画全" not in "".join(texts(svg)) + svg.get("aria-label")
    assert bars(svg)[3][1] / bars(svg)[0][1] == pytest.approx(
        Decimal(numerator) / 150, abs=Decimal("0.01")
    )


def test_nothing_is_broken_up_to_200_percent_however_small_the_others():
    svg = drawn("比上年增减", [row("甲", "1"), row("乙", "2"), row("丙", "3"), row("丁", "200")])

    assert not lines(svg, "break")


@pytest.mark.parametrize("numerator, strokes", [("201", 0), ("248", 0), ("249", 2)])
def test_no_broken_bar_is_longer_than_its_true_length(numerator, strokes):
    # All three are beyond 200 % and four medians; a broken bar stops at 1.25 x 199 = 248.75.
    others = [row("甲", "40"), row("乙", "45"), row("丙", "50"), row("丁", "199")]
    svg = drawn(PLAIN, [*others, row("戊", numerator)])

    assert len(lines(svg, "break")) == strokes
    assert max(left + width for left, width in bars(svg)) <= room(svg)


@pytest.mark.parametrize(
    "title, count",
    [("预算执行率（按资金来源）", 2), (COMPLETION, 2), ("比上年增减", 0), (PLAIN, 0)],
)
def test_execution_and_completion_carry_a_rule_at_100_percent(title, count):
    svg = drawn(title, [row("甲", "50"), row("乙", "150")])

    assert len(lines(svg, "cut")) == count
    assert ("竖虚线为 100%" in texts(svg)) is bool(count)


def test_the_rule_stands_where_a_bar_of_100_percent_ends_even_if_none_is_that_long():
    svg = drawn(COMPLETION, [row("甲", "20"), row("乙", "40")])
    rule = Decimal(lines(svg, "cut")[0].get("x1").rstrip("%"))

    assert rule / bars(svg)[0][1] == pytest.approx(5, abs=Decimal("0.01"))
    assert rule <= room(svg)


def test_what_cannot_be_computed_is_listed_without_a_bar_and_tells_zero_from_blank():
    rows = [
        row("甲", "5"),
        row("乙", "6"),
        row("丙", "3.62", "0", "0%"),
        row("丁", None, "4"),
        row("戊", "4", None),
    ]
    svg = drawn(PLAIN, rows)

    assert len(bars(svg)) == 2
    assert texts(svg)[4:] == [
        "丙",
        "不可计算（基数为 0），原文印 0%",
        "丁",
        "不可计算（金额空白）",
        "戊",
        "不可计算（金额空白）",
    ]


def test_rates_of_nothing_but_zero_are_drawn_as_nothing():
    svg = drawn(PLAIN, [row("甲", "0"), row("乙", "0")])

    assert [width for _, width in bars(svg)] == [0, 0]
    assert texts(svg).count("0.00%") == 2
    assert "各项都是 0.00%" in svg.get("aria-label")


def test_a_percent_that_was_printed_otherwise_stands_under_its_bar():
    rows = [
        row("卫生健康（类）支出占", "9.54", "323.56", "2.94%"),
        row("教育（类）支出占", "0.73", "323.56", "0.23%"),
    ]
    svg = drawn(PLAIN, rows)

    assert [text for text in texts(svg) if text.startswith("原文印")] == ["原文印 2.94%"]
    assert "与原文印出的不一致 1 项" in svg.get("aria-label")


def test_the_label_says_the_finding_in_one_sentence():
    assert drawn(COMPLETION, ACCOUNTS).get("aria-label") == (
        "完成年初预算（功能分类）：可计算 6 项；最高为科普活动 1548.28%，"
        "最低为其他行政事业单位养老支出 84.35%；超过 100% 的 4 项；与原文印出的不一致 0 项；"
        "不可计算 1 项；1 项条形未画全，以数字为准。"
    )


def test_the_label_says_when_nothing_was_printed_and_how_many_fell():
    label = drawn("比上年增减", [row("甲", "-3"), row("乙", "4")]).get("aria-label")

    assert "下降的 1 项" in label
    assert "原文没有印出百分比" in label


def test_the_same_rows_make_the_same_picture_and_it_keeps_their_order():
    assert rate_chart(COMPLETION, ACCOUNTS) == rate_chart(COMPLETION, list(ACCOUNTS))
    assert rate_chart(COMPLETION, ACCOUNTS) != rate_chart(COMPLETION, ACCOUNTS[::-1])
