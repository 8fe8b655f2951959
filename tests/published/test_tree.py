"""YAML and JSON without their dangers: texts stay texts, what refers or explodes is refused."""

import pytest

from scoring.published.faults import Faults
from scoring.published.reading import SheetUnreadable
from scoring.published.tree import MOST_NODES, Listing, Table, Text, read_tree


def plain(node):
    """The same without lines."""
    match node:
        case Text():
            return node.value
        case Listing():
            return [plain(item) for item in node.items]
        case Table():
            return {key: plain(value) for key, value in node.entries.items()}


def tree_of(text):
    faults = Faults()
    tree = read_tree(text, faults)
    faults.finish()
    return tree


def refused(text):
    with pytest.raises(SheetUnreadable) as refusal:
        tree_of(text)
    return refusal.value


@pytest.mark.parametrize(
    "written",
    [
        *("10", "9.90", "1_000", "0x10", "0o17", "1e5", ".5", "yes", "no", "on", "True"),
        *("2021-01-01", "1:30", ".nan", ".inf", "NaN", "=", "N/A", "<", "NULLS"),
    ],
)
def test_a_text_is_what_is_written(written):
    assert plain(tree_of(f"a: {written}\n")) == {"a": written}
    assert plain(tree_of(f"a: '{written}'\n")) == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none_and_the_same_in_quotes_is_a_text(written):
    assert plain(tree_of(f"a: {written}\n")) == {"a": None}
    assert plain(tree_of(f"a: '{written}'\n")) == {"a": written}


def test_block_texts_keep_their_lines():
    assert plain(tree_of("a: |\n  x\n  y\nb: >-\n  x\n  y\n")) == {"a": "x\ny\n", "b": "x y"}


def test_keys_are_the_texts_that_are_written():
    assert plain(tree_of("10: a\nyes: b\n1.0: c\n'null': d\n")) == {
        "10": "a",
        "yes": "b",
        "1.0": "c",
        "null": "d",
    }


def test_every_node_and_key_knows_its_line():
    tree = tree_of("# c\na: 1\nb:\n- x: 2\n  y:\n    3\n")
    assert tree.key_lines == {"a": 2, "b": 3}
    row = tree.entries["b"].items[0]
    assert (row.line, row.key_lines) == (4, {"x": 4, "y": 5})
    assert (row.entries["x"].line, row.entries["y"].line) == (4, 6)


@pytest.mark.parametrize(
    "text, line, key, word",
    [
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "b", "类型标记"),
        ("a: 1\nb: !x 5\n", 2, "b", "类型标记"),
        ("a: !!str 5\n", 1, "a", "类型标记"),
        ("a: ! 5\n", 1, "a", "类型标记"),
        ("!!map\na: 5\n", 1, None, "类型标记"),
        ("a:\n- 1\n- !!set {b}\n", 3, "a[1]", "类型标记"),
        ("!x a: 5\n", 1, None, "类型标记"),
        ("a: &x 5\n", 1, "a", "引用记号"),
        ("a: 1\n&x b: 5\n", 2, None, "引用记号"),
        ("a: &x [1]\nb: *x\n", 1, "a", "引用记号"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, "b.c", "写了两次，第 3 行"),
        ("a: 1\n<<: {b: 1}\n", 2, None, "合并写法"),
        ("? [a]\n: 1\n", 1, None, "应为文字"),
        ("a:\n  ? {b: 1}\n  : 1\n", 2, "a", "应为文字"),
        ("~: 1\n", 1, None, "名称（冒号前的部分）是空的"),
        ("a: 1\n---\nb: 1\n", 2, None, "第二份"),
        ("{points:10}\n", 1, "points:10", "冒号后要空一格"),
        ('a: "x\\u0000"\n', 1, "a", "U+0000"),
        ('a: "\\a"\n', 1, "a", "U+0007"),
        ('a: "\\u202e"\n', 1, "a", "U+202E"),
        ("a\u200bb: 1\n", 1, "a\u200bb", "U+200B"),
        ('"a\\tb": 1\n', 1, "a\tb", "U+0009"),
    ],
)
def test_what_is_no_plain_data_is_refused_with_line_and_key(text, line, key, word):
    found = refused(text)
    assert (found.line, found.key) == (line, key)
    assert word in found.message


def test_an_alias_ends_the_reading_and_is_among_the_faults():
    found = refused("a: &x [1]\nb:\n- *x\nc: *x\n")
    assert [(fault.line, fault.key) for fault in found.faults] == [(1, "a"), (3, "b[0]")]
    assert "引用（*x）" in found.faults[1].message


def test_of_a_key_that_is_there_twice_the_first_counts_and_both_are_told_of():
    faults = Faults()
    tree = read_tree("a: 1\na: {b: [2]}\nc: 3\n", faults)
    assert plain(tree) == {"a": "1", "c": "3"}
    with pytest.raises(SheetUnreadable):
        faults.finish()


def test_a_zero_width_space_inside_a_text_is_kept_as_printed():
    assert plain(tree_of("a: 9\u200b5%\n")) == {"a": "9\u200b5%"}


def test_eight_levels_are_read_and_nine_are_not():
    assert plain(tree_of("[" * 8 + "]" * 8)) == [[[[[[[[]]]]]]]]
    found = refused("a:\n " + "[" * 8 + "]" * 8)
    assert (found.line, found.key) == (2, "a" + "[0]" * 7)
    assert "最多 8 层" in found.message


def test_as_many_nodes_as_may_be_are_read_and_one_more_is_not():
    assert len(tree_of("- a\n" * (MOST_NODES - 1)).items) == MOST_NODES - 1
    found = refused("- a\n" * MOST_NODES)
    assert (found.line, found.key) == (MOST_NODES, f"[{MOST_NODES - 1}]")
    assert str(MOST_NODES) in found.message


def test_ten_thousand_characters_are_read_and_one_more_is_not():
    assert len(plain(tree_of(f"a: {'字' * 10_000}\n"))["a"]) == 10_000
    found = refused(f"b: 1\na: {'字' * 10_001}\n")
    assert (found.line, found.key, "10001 字" in found.message) == (2, "a", True)


def test_a_name_of_two_hundred_characters_is_read_and_one_more_is_not():
    assert plain(tree_of(f"{'k' * 200}: 1\n")) == {"k" * 200: "1"}
    assert "最多 200 字" in refused(f"{'k' * 201}: 1\n").message


@pytest.mark.parametrize(
    "text, line, word",
    [
        ("a:\n\tb: 1\n", 2, "制表符（Tab）缩进"),
        ("a:\n  - b\n \t- c\n", 3, "制表符（Tab）缩进"),
        ("a: 1\nb: c: d\n", 2, "不能再有冒号"),
        ("a: >=95%\n", 1, "加引号"),
        ("a: *\n", 1, "加引号"),
        ("a: @x\n", 1, "加引号"),
        ("a: %\n", 1, "加引号"),
        ("a: 1\nb\nc: 2\n", 3, "缺少冒号"),
        ("a: [1\nb: 2\n", 2, "方括号"),
        ("a: {b: 1\nc: [\n", 2, "大括号"),
        ('a: "b\nc: 1\n', 2, "引号没有配对"),
        ("a: 1\n b: 2\n", 2, "缩进是否对齐"),
        ("- a\nb: 1\n", 2, "没有对齐"),
        ("a: b\n- c\n", 2, "缩进是否对齐"),
        ('a: "\\q"\n', 1, "反斜杠"),
        ('a: "\\ud83d"\n', 1, "完整的字"),
        ("%YAML 9.9\n---\na: 1\n", 1, "不符合 YAML"),
    ],
)
def test_a_slip_in_the_writing_is_explained_with_its_line(text, line, word):
    found = refused(text)
    assert (found.line, found.key) == (line, None)
    assert word in found.message
    assert not {"expected", "found"} & set(found.message.split())


def test_json_is_read_with_its_tabs_and_escapes():
    text = '\t{\n\t"a"\n\t:\t"x\\/y\\u4e2d\\t",\n"b":[1.50,-2,true,null,NaN,""],"c":{}}\n'
    assert plain(tree_of(text)) == {
        "a": "x/y中\t",
        "b": ["1.50", "-2", "true", None, "NaN", ""],
        "c": {},
    }


def test_json_knows_its_lines():
    tree = tree_of('\n{"a":\n 1,\n"b"\n:\n2}')
    assert tree.key_lines == {"a": 2, "b": 4}
    assert (tree.entries["a"].line, tree.entries["b"].line) == (3, 6)


@pytest.mark.parametrize(
    "string, text",
    [
        (r"\ud83d\ude00", "😀"),
        (r"x\uD83D\uDE00\ud842\udfb7", "x😀𠮷"),
        (r"\\ud83d\\ude00", r"\ud83d\ude00"),
        (r"\\\ud83d\ude00", "\\😀"),
        (r"\"\ud83d\ude00\"", '"😀"'),
    ],
)
def test_a_character_in_two_halves_is_joined_in_json(string, text):
    assert plain(tree_of(f'{{"a": "{string}"}}')) == {"a": text}


@pytest.mark.parametrize("string", [r"\ud83d", r"\ude00", r"\ude00\ud83d", r"\\ud83d\ude00"])
def test_half_a_character_is_refused(string):
    found = refused(f'{{"b": 1,\n"a": "{string}"}}')
    assert (found.line, "完整的字" in found.message) == (2, True)


def test_what_looks_like_two_halves_outside_json_strings_stays_as_written():
    assert plain(tree_of(r"{a: '\ud83d\ude00', b: \ud83d\ude00}")) == {
        "a": r"\ud83d\ude00",
        "b": r"\ud83d\ude00",
    }


@pytest.mark.parametrize("text", ['{"a" "b"}', '{"a": 1,, "b": 2}', '["a"', '{"a": 1} x'])
def test_broken_json_is_refused(text):
    assert refused(text).line == 1
