"""Blocks copied from Excel or WPS: what they are read as, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.pasted import MOST_ROWS, PasteRefused, read_block, value_fault

ENDS = ["\r\n", "\n", "\r"]
letters = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="<"), max_size=12
)
cells = st.one_of(
    letters.map(str.strip), st.sampled_from(["两行\n的字", 'a\t"b"', "≥95%", "０", ""])
)


def copied(rows, end="\r\n"):
    """As Excel puts a block on the clipboard: cells with tabs or line ends are quoted."""
    return "".join("\t".join(map(quoted, row)) + end for row in rows)


def quoted(cell):
    if any(sign in cell for sign in "\t\n"):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def is_plain(rows):
    """Cells that begin with a quotation mark may be read as quoted: Excel's own ambiguity."""
    return all(not cell.startswith('"') for row in rows for cell in row)


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=9)
    ),
    st.sampled_from(ENDS),
)
def test_what_excel_copies_is_read_back(rows, end):
    rows = [row for row in rows if any(row) and is_plain([row])]
    if rows:
        assert read_block(copied(rows, end)) == rows


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        rows = read_block(text)
    except PasteRefused as refused:
        rows = [[str(refused)]]
    assert any(any(row) for row in rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\n\tc\r\n", [["a", "b"], ["", "c"]]),
        ('"a\nb"\tc', [["a\nb", "c"]]),
        ('"a ""b""\n"\tc', [['a "b"', "c"]]),
        ('"三公"经费\tb', [['"三公"经费', "b"]]),
        ('"三公"\tb', [['"三公"', "b"]]),
        ('"a\tb', [['"a', "b"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("a\tb\n\t\nc\td", [["a", "b"], ["c", "d"]]),
        ("　甲　\t 乙 ", [["甲", "乙"]]),
    ],
)
def test_quoted_cells_blank_rows_and_single_columns(text, rows):
    assert read_block(text) == rows


def test_500_rows_are_taken_and_501_are_not():
    assert len(read_block("a\tb\n" * MOST_ROWS)) == MOST_ROWS
    with pytest.raises(PasteRefused, match="粘贴的有 501 行，一次最多 500 行"):
        read_block("a\tb\n" * (MOST_ROWS + 1))


@pytest.mark.parametrize(
    "text", ["<table><tr>", "a\t<b></b><script>x</script>", "<!--StartFragment-->"]
)
def test_the_code_of_a_page_is_refused(text):
    with pytest.raises(PasteRefused, match="网页代码"):
        read_block(text)


@pytest.mark.parametrize("text", ["<5%\t>3", "a<b>c\td"])
def test_a_sign_is_no_code_of_a_page(text):
    assert read_block(text)


def test_many_open_quotation_marks_take_no_long_time():
    assert len(read_block(('"a\t' * 300 + "\n") * 400)) == 400


@pytest.mark.parametrize(
    "text",
    [
        "=SUM(A1:A9)",
        "＝ＳＵＭ（Ａ１）",
        "=A1",
        "=$B$2*3",
        "='表 1'!A1",
        "+SUM(A1)",
        "@SUM(A1)",
        "=-(A1)",
    ],
)
def test_a_formula_is_no_value(text):
    assert "是公式" in value_fault(text)


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#DIV/0!", "########"])
def test_a_failed_formula_is_no_value(text):
    assert "出错标记" in value_fault(text)


@pytest.mark.parametrize(
    "text", ["=100%", "=100.00(%)", "＝０", "=5人", "-3", "+5%", "≥95%", "A1级", "=A级", "#1楼", ""]
)
def test_a_value_is_no_formula(text):
    assert value_fault(text) == ""
