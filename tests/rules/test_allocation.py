"""Points of lines that do not apply: who takes them, and every hundredth is accounted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.allocation import points_used

BLOCKS = ("成本指标", "产出指标", "效益指标", "满意度指标")


@pytest.mark.parametrize(
    "rows, used",
    [
        # all apply
        ([("产出指标", 10, True), ("效益指标", 20, True)], [10, 20]),
        # the block goes on: its own lines take them, though another block is named
        ([("产出指标", 10, False), ("产出指标", 5, True), ("效益指标", 20, True)], [0, 15, 20]),
        # the block is gone: the named block takes them
        ([("满意度指标", 10, False), ("产出指标", 5, True), ("效益指标", 20, True)], [0, 5, 30]),
        # the named block is gone itself, or has nothing left: the whole sheet
        ([("效益指标", 10, False), ("产出指标", 5, True), ("成本指标", 5, True)], [0, 10, 10]),
        ([("满意度指标", 9, False), ("产出指标", 5, True), ("效益指标", 1, False)], [0, 15, 0]),
        # a line without points takes none: not of its block, nor of the named one
        ([("产出指标", 9, False), ("产出指标", 0, True), ("效益指标", 5, True)], [0, 0, 14]),
        ([("产出指标", 9, False), ("成本指标", 5, True), ("效益指标", 0, True)], [0, 14, 0]),
        # nobody can take them
        ([("产出指标", 9, False), ("效益指标", 5, False)], [9, 5]),
        ([("产出指标", 9, False), ("效益指标", 0, True)], [9, 0]),
        # in proportion to points; what is left over goes to the largest rest, then to the earlier
        ([("产出指标", 1, False), ("产出指标", 1, True), ("产出指标", 2, True)], [0, 1, 3]),
        ([("产出指标", 1, False), ("产出指标", 2, True), ("产出指标", 2, True)], [0, 3, 2]),
        ([("产出指标", 7, False), *[("产出指标", 3, True)] * 3], [0, 6, 5, 5]),
        ([("产出指标", 8, False), *[("产出指标", 3, True)] * 3], [0, 6, 6, 5]),
        # two lines that are left out are one pool
        (
            [("产出指标", 1, False), ("产出指标", 1, False), *[("产出指标", 4, True)] * 2],
            [0, 0, 5, 5],
        ),
        # two blocks that are gone
        (
            [("满意度指标", 10, False), ("成本指标", 20, False), ("效益指标", 5, True)],
            [0, 0, 35],
        ),
        # taking from two blocks is reckoned by the points that stood there before
        (
            [
                ("效益指标", 6, False),
                ("效益指标", 6, True),
                ("效益指标", 2, True),
                ("满意度指标", 8, False),
            ],
            [0, 6 + 5 + 6, 2 + 1 + 2, 0],
        ),
        ([], []),
    ],
)
def test_who_takes_the_points_and_how_many(rows, used):
    blocks, points, applicable = ([row[i] for row in rows] for i in range(3))
    assert points_used(points, blocks, applicable, move_to="效益指标") == used


@given(
    st.lists(st.tuples(st.sampled_from(BLOCKS), st.integers(0, 3000), st.booleans()), max_size=20),
    st.sampled_from([*BLOCKS, ""]),
)
def test_no_hundredth_is_lost_and_nobody_loses_by_it(rows, move_to):
    blocks, points, applicable = ([row[i] for row in rows] for i in range(3))
    used = points_used(points, blocks, applicable, move_to=move_to)
    assert sum(used) == sum(points)
    taken = any(own and applies for own, applies in zip(points, applicable, strict=True))
    for own, before, applies in zip(used, points, applicable, strict=True):
        if applies:
            assert own >= before
            assert before or not own
        else:
            assert own == (0 if taken else before)
