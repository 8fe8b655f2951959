"""Funds: printed rates, total rows and their parts, points that belong to the total row."""

import pytest

from scoring.checks.funds import parts_make_the_total, sub_row_has_no_points
from scoring.checks.run import findings
from tests.checks.build import checked, fund, sheet

RATE, PARTS = "fund-rate", "fund-parts"


def of(check, funds):
    found = checked(sheet((), funds, terms=None))
    return [tuple(one[1:]) for one in found if one[0] == check]


# executed, annual, printed rate: severity and the rate at its own digits
RATES = [
    ("329.22", "225.94", "145.71%", None),
    ("329.22", "225.94", "145.71", None),
    ("329.22", "225.94", "145.72%", ("rounding", "145.71%")),
    ("329.22", "225.94", "145.73%", ("error", "145.71%")),
    ("329.22", "225.94", "146%", None),
    ("5.66", "5.68", "99.65%", None),
    ("9034", "20000.0", "45.17%", None),
    ("9034", "20000.0", "0.4517", None),  # as a share
    ("9034", "20000.0", "0.45", None),
    ("9034", "20000.0", "0.46", ("error", "45.17%")),
    ("9034", "20000.0", "0.45%", ("error", "45.17%")),
    ("1.56", "1.56", "1", None),  # a share of 1 is 100 %
    ("1.56", "1.56", "100", None),
    ("1.56", "1.56", "1%", ("error", "100%")),
    ("0.80", "1.60", "1", ("error", "50%")),
    ("0", "0", "0", None),
    ("0.0", "0.0", "0.00%", None),
    ("", "", "0.00%", None),
    ("", "20", "0%", None),  # a row nobody filled in
    ("0", "0", "", None),
    ("-10.00", "20.00", "-50%", None),
    ("-10.00", "20.00", "50%", ("error", "-50%")),  # a minus is not passed over
    ("0", "0", "100%", ("doubt", None)),
    ("5.66", "0", "100%", ("doubt", None)),
    ("", "5.68", "99.65%", ("doubt", None)),
    ("5.66", "", "99.65%", ("doubt", None)),
    ("5.66", "5.68", "", None),
    ("5.66", "5.68", "/", None),
]


@pytest.mark.parametrize("executed, annual, rate, found", RATES)
def test_a_printed_rate_comes_out_of_its_own_amounts(executed, annual, rate, found):
    row = fund(executed=executed, annual=annual, rate=rate, is_total=False)
    due = [] if found is None else [(found[0], "funds[0].rate", rate, found[1])]
    assert of(RATE, [row]) == due


def parts(total, *amounts, labels=None, column="annual"):
    labels = labels or [f"来源{at}" for at in range(len(amounts))]
    rows = [fund("年度资金总额", **{column: total})]
    rows += [
        fund(label, at=at + 1, **{column: amount})
        for at, (label, amount) in enumerate(zip(labels, amounts, strict=True))
    ]
    return of(PARTS, rows)


COLUMNS = {
    "initial": "initial_budget",
    "annual": "annual_budget",
    "arrived": "arrived",
    "executed": "executed",
}


@pytest.mark.parametrize("column, key", COLUMNS.items())
def test_every_column_is_added_up(column, key):
    assert parts("226.33", "220.65", "5.68", column=column) == []
    assert parts("225.94", "220.65", "5.68", column=column) == [
        ("error", f"funds[0].{key}", "225.94", "226.33")
    ]


# total, parts: severity. Each figure may move by half of its last digit, a 0 may not.
ADDED = [
    ("100.00", ["60.00", "40.01"], "rounding"),  # 3 x 0.005 against 0.01
    ("100.00", ["60.00", "40.02"], "error"),
    ("100.00", ["60.00", "39.99"], "rounding"),
    ("100.00", ["60.00", "39.98"], "doubt"),  # a source may not be printed
    ("10", ["11"], "rounding"),  # exactly half a digit each
    ("10", ["11.1"], "error"),  # 0.5 + 0.05
    ("100.0", ["100.05"], "rounding"),
    ("100.0", ["100.06"], "error"),
    ("0", ["90"], "error"),
    ("0", ["0.3"], "error"),
    ("0", ["0", "0.0"], None),
    ("100.00", ["60.00", ""], None),  # a blank part
    ("100.00", ["110.00", ""], "error"),
    ("100.00", ["", ""], None),
    ("100.00", ["/", "—"], None),
    ("", ["60.00", "40.00"], None),
    ("1127.353372", ["1046.32", "81.033372"], None),
    ("123456789012345.123456789012345678", ["123456789012345.123456789012345678"], None),
    ("123456789012345.123456789012345678", ["123456789012345.123456789012345679"], "rounding"),
    ("123456789012345.123456789012345678", ["123456789012345.123456789012345688"], "error"),
]


@pytest.mark.parametrize("total, amounts, severity", ADDED)
def test_parts_make_the_total_within_their_rounding(total, amounts, severity):
    found = [one[0] for one in parts(total, *amounts)]
    assert found == ([severity] if severity else [])


# labels and amounts under a total of 100.00: severity
NESTED = [
    (["其中：财政拨款", "其中：中央", "地方", "其他资金"], ["80", "50", "30", "20"], None),
    (["财政拨款", "其中：中央", "其他资金"], ["80.00", "50.00", "20.00"], None),
    (["其中：财政拨款", "其中：其他资金"], ["80", "20"], None),  # each part is called so
    (["财政拨款", "其中：中央", "其他资金"], ["80.00", "50.00", "25.00"], "doubt"),
    (["财政拨款", "其中：中央"], ["110.00", "50.00"], "error"),  # above the total by itself
    (["财政拨款", "中央", "其他资金"], ["80.00", "50.00", "20.00"], None),
    (["财政拨款", "中央", "地方", "其他"], ["80.00", "50.00", "30.00", "20.00"], None),  # sums do
    (["财政拨款", "中央", "地方", "其他"], ["80.00", "50.00", "30.00", "25.00"], "error"),
    (["财政拨款", "中央", "地方"], ["100.00", "70.00", "30.00"], None),
    (["财政拨款", "中央", "地方"], ["100.00", "70.00", "29.00"], None),  # rows may be missing
    (["财政拨款", "中央", "其他资金"], ["80.00", "90.00", "20.00"], "error"),  # no part of 80
    (["财政拨款其中：中央", "地方", "其他"], ["80.00", "50.00", "30.00"], "doubt"),
    (["财政", "中央", "地方", "单位", "事业", "其他"], ["80", "50", "30", "20", "15", "5"], None),
    (["财政", "中央", "专项", "其他"], ["80", "50", "20", "20"], None),  # three levels
    (["财政", "中央", "地方", "其他"], ["80", "53.33", "26.66", "20"], None),
    (["财政拨款", "其他资金", "合计"], ["80", "20", "100"], None),
    (["财政拨款", "其中：甲", "其他", "其中：乙"], ["80.00", "50.00", "20.00", "5.00"], None),
    (["财政拨款", "其中：中央", "其他资金"], ["80.00", "", "20.00"], None),
]


@pytest.mark.parametrize("labels, amounts, severity", NESTED)
def test_a_later_row_of_which_breaks_down_the_row_before_it(labels, amounts, severity):
    found = [one[0] for one in parts("100.00", *amounts, labels=labels)]
    assert found == ([severity] if severity else [])


TWO_SPLITS = [
    "1、资金来源：政府预算资金",
    "单位资金",
    "2、资金结构：（1）基本支出",
    "（2）项目支出",
]
BY_BOTH = [
    ("377.6", ["377.6", "", "324.6", "53.0"], []),
    (
        "450.00",
        ["377.6", "0", "324.6", "53.0"],
        [
            "全年预算数资金来源各行相加 377.6 + 0 = 377.6",
            "全年预算数资金结构各行相加 324.6 + 53.0 = 377.6",
        ],
    ),
    ("377.6", ["377.6", "", "324.6", "54.0"], ["全年预算数资金结构各行相加 324.6 + 54.0 = 378.6"]),
    (
        "377.6",
        ["300.0", "70.0", "324.6", "53.0"],
        ["全年预算数资金来源各行相加 300.0 + 70.0 = 370.0"],
    ),
]


@pytest.mark.parametrize("total, amounts, said", BY_BOTH)
def test_sources_and_structure_are_each_a_whole(total, amounts, said):
    rows = [fund("部门预算总额", annual=total)]
    rows += [
        fund(label, at=at, annual=amount)
        for at, (label, amount) in enumerate(zip(TWO_SPLITS, amounts, strict=True), start=1)
    ]
    found = [one.message.partition("，")[0] for one in parts_make_the_total(rows)]
    assert found == said


def test_of_more_than_twelve_parts_nothing_is_said():
    for others, found in ((8, ["error"]), (9, [])):
        amounts = ["80.00", "50.00", "30.00", "25.00", *["0.00"] * others]
        assert [one[0] for one in parts("100.00", *amounts)] == found


def test_of_many_readings_none_is_taken():
    labels = ["其中：甲"] * 400
    assert parts("1.00", *["9.00"] * 400, labels=labels) == []


def test_without_a_total_row_or_parts_nothing_is_added_up():
    alone = fund("年度资金总额", annual="100")
    assert of(PARTS, [alone]) == []
    rows = [alone._replace(is_total=False), fund("其他", at=1, annual="150")]
    assert of(PARTS, rows) == []
    assert list(parts_make_the_total(rows)) == []


def message(*funds):
    (found,) = findings(sheet((), funds, terms=None))
    return found.message


@pytest.mark.parametrize(
    "labels, amounts, said",
    [
        (["财政", "其他"], ["60.00", "39.50"],
         "60.00 + 39.50 = 99.50，总额行是 100.00，相差 0.5，请核对有无未列出的来源"),
        (["财政", "其中：中央", "其他"], ["80.00", "50.00", "20.50"],
         "80.00 + 20.50 = 100.50，总额行是 100.00，相差 0.5，请核对各行的层次"),
        (["财政"], ["110.00"], "110.00，总额行是 100.00，相差 10"),
    ],
)  # fmt: skip
def test_the_words_of_parts_show_the_sum_the_gap_and_what_to_look_for(labels, amounts, said):
    rows = [
        fund(label, at=at, annual=amount)
        for at, (label, amount) in enumerate(zip(labels, amounts, strict=True), start=1)
    ]
    assert message(fund(annual="100.00"), *rows) == f"全年预算数各行相加 {said}"


def test_the_words_of_a_rate_show_it_or_why_there_is_none():
    wrong = fund(executed="9034", annual="20000.0", rate="46%")
    assert message(wrong) == "表中印 46%，按本行金额重算 9034 ÷ 20000.0 = 45%"
    without = fund(executed="9034", annual="0", rate="46%")
    assert message(without) == "表中印 46%，本行全年预算数为 0，执行率不可计算"
    blank = fund(executed="", annual="50", rate="46%")
    assert message(blank) == "表中印 46%，本行没有填执行数，无法重算"
    no_budget = fund(executed="5", annual="", rate="46%")
    assert message(no_budget) == "表中印 46%，本行没有填全年预算数，无法重算"
    rounded = fund(executed="45", annual="50", rate="92%")
    assert message(rounded).endswith("45 ÷ 50 = 90%，差在金额的四舍五入")


def test_the_total_row_may_stand_last():
    rows = [fund("财政", annual="60.00", is_total=False), fund("其他", at=1, annual="40.00")]
    rows.append(fund("合计", at=2, annual="90.00", is_total=True))
    assert of(PARTS, rows) == [("error", "funds[2].annual_budget", "90.00", "100.00")]


@pytest.mark.parametrize(
    "points, score, place",
    [
        ("10", "10", "points"),
        ("10", "", "points"),
        ("", "10", "score"),
        ("", "", None),
        ("/", "—", None),
        ("6", "6", None),  # its own share of the points
        ("0", "0", None),
    ],
)
def test_a_part_that_repeats_the_points_of_the_total_is_told_once(points, score, place):
    total = fund(points="10", score="10", annual="20", executed="20")
    part = fund("财政拨款", at=1, points=points, score=score, annual="20", executed="20")
    due = [("sub-row-points", "doubt", f"funds[1].{place}", "10", None)] if place else []
    assert checked(sheet((), [total, part])) == due


def test_the_words_name_the_figure_that_is_repeated():
    total = fund(points="10", score="9", annual="20", executed="20")
    points, score = fund("财政", at=1, points="10"), fund("财政", at=1, score="9")
    said = "，只应填在总额行，合计时没有计入，请核对"
    for part, words in ((points, "分值 10"), (score, "得分 9")):
        assert [*sub_row_has_no_points(part, total)][
            0
        ].message == f"财政重复了总额行的{words}{said}"


def test_a_zero_in_the_total_row_is_repeated_by_nobody():
    total = fund(points="10", score="0", annual="20", executed="0")
    part = fund("财政拨款", at=1, score="0", annual="20", executed="0")
    assert [one[0] for one in checked(sheet((), [total, part]))] == ["reason-missing"]
