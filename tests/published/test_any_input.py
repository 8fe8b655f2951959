"""Whatever a file holds, it is one sheet or one refusal in Chinese, and nothing else is raised."""

import json
from decimal import Decimal

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from projects.values import Printed
from scoring.published.encoding import decode
from scoring.published.reading import SheetUnreadable, read_text
from scoring.published.sheet import PublishedSheet
from tests.published.samples import ANHUI, SICHUAN, SMALL, YUNNAN
from tests.published.test_disclosure import DISCLOSURE

GOOD = [ANHUI, SICHUAN, SMALL, YUNNAN, DISCLOSURE]
PIECES = [
    *(
        "\t",
        "\r",
        "\n",
        " ",
        "- ",
        ": ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        "&a ",
        "*a",
        "!x ",
        "|",
    ),
    *(
        ">",
        "'",
        '"',
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "<<: ",
        "~",
        "null",
        "\\ud83d",
    ),
    *("十分", "1,000.00", "-5", "9" * 20, "20元", "/", "self_evaluation: ", "narrative:\n  a: b\n"),
    *("\0", "\u2028", "\ufeff", "😀", "\x85", "indicators:\n", "kind: project\n", "points: "),
]
KEYS = [
    *("kind", "year", "indicators", "funds", "block_points", "points", "score", "rate", "target"),
    *("narrative", "self_evaluation", "document", "money_unit", "budget_tables", "income", "item"),
    *("income_expenditure", "amount", "level1", "level1_points", "年初结转", "value", "title"),
    *("whole_self_evaluation_score", "printed_total", "total_printed"),
]
CELLS = st.one_of(
    st.sampled_from(["project", "department", "10", "9.90", "145.71%", "/", "万元", "2022", ""]),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.none() | st.booleans() | st.integers(),
)
ENCODED = st.text(st.characters(codec="utf-8"), max_size=200)
TREES = st.recursive(
    CELLS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS) | st.text(st.characters(codec="utf-8"), max_size=4),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


def look_at_refusal(refused):
    """At least one fault, each with a whole Chinese sentence and a line that can be."""
    assert refused.faults
    for fault in refused.faults:
        assert fault.message.endswith(("。", "？"))
        assert fault.line is None or fault.line >= 1


def outcome(data):
    """The sheet or the refusal of a text or bytes, looked at closely; anything else is raised."""
    try:
        sheet = read_text(decode(data if isinstance(data, bytes) else data.encode()))
    except SheetUnreadable as refused:
        look_at_refusal(refused)
        return refused
    assert isinstance(sheet, PublishedSheet)
    figures = [sheet.total, sheet.carried_over, *sheet.block_points.values()]
    figures += [fund.executed for fund in sheet.funds] + [line.points for line in sheet.lines]
    for printed in figures:
        assert isinstance(printed, Printed)
        assert isinstance(printed.number, Decimal | None)
        assert printed.text or printed.number is None
    return sheet


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\x00\x00\xfe\xff")
def test_any_bytes_are_a_sheet_or_a_refusal(data):
    outcome(data)


@given(ENCODED | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_a_sheet_or_a_refusal(text):
    outcome(text)


@settings(max_examples=300)
@given(st.data())
def test_any_change_of_a_good_file_gives_a_sheet_or_a_refusal(data):
    text = data.draw(st.sampled_from(GOOD))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    outcome(text)


@settings(max_examples=300)
@given(TREES)
def test_any_tree_written_as_yaml_or_json_gives_a_sheet_or_a_refusal(tree):
    for text in (yaml.safe_dump(tree, allow_unicode=True), json.dumps(tree, indent="\t")):
        outcome(text)


@given(st.dictionaries(st.sampled_from(KEYS), st.text("0123456789.,分%/— 十", max_size=8)))
def test_the_same_data_as_yaml_and_as_json_come_to_the_same(cells):
    whole = {"kind": "project", "indicators": [{**cells, "level1": "产出指标"}]}
    found = [
        outcome(text)
        for text in (
            yaml.safe_dump(whole, allow_unicode=True, default_style="'"),
            json.dumps(whole),
            json.dumps(whole, ensure_ascii=False, indent=1),
        )
    ]
    told = [
        {(fault.key, fault.message) for fault in one.faults}
        if isinstance(one, SheetUnreadable)
        else one
        for one in found
    ]
    assert told[0] == told[1] == told[2]


@given(st.decimals(0, 1000, places=2))
def test_every_figure_comes_back_as_it_was_printed(number):
    text = f"kind: project\nindicators:\n- points: {number}\n"
    assert read_text(text).lines[0].points == Printed(str(number), number)
    assert str(read_text(text).lines[0].points.number) == str(number)
