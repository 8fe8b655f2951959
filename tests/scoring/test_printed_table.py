"""The tree as a printed table: merged cells span just their rows."""

from types import SimpleNamespace

from scoring.tables import Place, placed


def node(number, level, parent=None, name="", points=None):
    return SimpleNamespace(id=number, level=level, parent_id=parent, name=name, points=points)


def places(nodes):
    return [
        (block.name, [(leaf.name, place) for leaf, place in rows]) for block, rows in placed(nodes)
    ]


def test_level_2_cells_start_where_their_run_starts_and_cover_it():
    nodes = [
        node(1, 1, name="产出", points=50), node(2, 2, 1, "数量"), node(3, 3, 2, "甲"),
        node(4, 3, 2, "乙"), node(5, 2, 1, "质量"), node(6, 3, 5, "丙"),
        node(7, 1, name="效益"), node(8, 2, 7, "社会"), node(9, 3, 8, "丁"),
    ]  # fmt: skip
    assert places(nodes) == [
        (
            "产出",
            [
                ("甲", Place(1, True, "数量", 2)),
                ("乙", Place(2, False, "数量", 0)),
                ("丙", Place(3, False, "质量", 1)),
            ],
        ),
        ("效益", [("丁", Place(4, True, "社会", 1))]),
    ]
    assert placed(nodes)[0][0].printed_points == 50


def test_leaves_without_a_level_2_heading_share_one_cell_without_words():
    nodes = [node(1, 1, name="产出"), node(2, 3, 1, "甲"), node(3, 3, 1, "乙")]
    assert places(nodes) == [
        ("产出", [("甲", Place(1, True, "", 2)), ("乙", Place(2, False, "", 0))])
    ]


def test_a_block_spans_its_rows_and_its_subtotal():
    block, rows = placed([node(1, 1), node(2, 3, 1), node(3, 3, 1)])[0]
    block.rows.extend(rows)
    assert block.span == 3


def test_a_heading_without_rows_and_an_empty_tree_are_no_fault():
    assert places([node(1, 1, name="产出")]) == [("产出", [])]
    assert placed([]) == []
