"""A sheet in columns comes to the same as line by line, whatever stands in it."""

from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.edition_terms import DEFAULT
from scoring.rules.numbers import HUNDREDTHS, NumberRefused
from scoring.rules.results import SheetTotals
from scoring.rules.sheet import score_sheet, score_table
from scoring.rules.terms import LineColumns, LineRefused, Sign, execution, line
from tests.rules.build import HENAN, funds
from tests.rules.variants import ALL, HEADINGS

ARGUMENTS = LineColumns._fields
OTHERWISE = dict.fromkeys(("target", "actual", "share", "upper", "doubt")) | {
    "applicable": True,
    "way": DEFAULT,
    "block": "产出指标",
}

# Some need a finer scale than others, some are too fine for the quick way.
figures = st.one_of(
    st.integers(-20, 60).map(Decimal),
    st.decimals("-1000000", "1000000", places=4),
    st.decimals("0", "1000", places=11),
)
common = {
    "points": st.decimals("0.01", "30", places=2),
    "applicable": st.sampled_from([True, True, True, False]),
    "doubt": st.sampled_from([None, None, None, "unit_unclear"]),
    "way": st.sampled_from(HEADINGS),  # a heading: what it means, its edition says
    "block": st.sampled_from(["成本指标", "产出指标", "效益指标"]),
}
measured = st.fixed_dictionaries(
    {
        **common,
        "sign": st.sampled_from(list(Sign)),
        "target": st.none() | figures,
        "actual": st.none() | figures,
        "share": st.none(),
        "upper": st.none() | figures,
    }
)
described = st.fixed_dictionaries(
    {
        **common,
        "sign": st.none(),
        "target": st.none(),
        "actual": st.none(),
        "share": st.none() | st.decimals("0", "1", places=4),
        "upper": st.none(),
    }
)
rows = st.lists(st.one_of(measured, described), max_size=30)


def columns(rows):
    return LineColumns(*([row[name] for row in rows] for name in ARGUMENTS))


def printed(row):
    return {
        name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in row.items()
    }


@given(
    rows=rows,
    executed=st.none() | st.decimals("-10", "1000", places=2),
    annual=st.none() | st.decimals("-10", "1000", places=2),
    edition=st.sampled_from(ALL),
)
def test_columns_come_to_the_same_as_lines(rows, executed, annual, edition):
    spent = execution(executed=executed, annual=annual)
    rows = [
        row | {"way": edition.way_of(row["way"], unit="%", measured=row["sign"] is not None)}
        for row in rows
    ]
    sheet = score_sheet([line(key="", **row) for row in rows], spent, edition)
    for given_rows in (rows, [printed(row) for row in rows]):
        table = score_table(columns(given_rows), spent, edition)
        assert list(table.rules) == [one.rule for one in sheet.lines]
        assert list(table.outcomes) == [one.outcome for one in sheet.lines]
        scores = [None if score is None else HUNDREDTHS[score] for score in table.scores]
        assert scores == [one.score for one in sheet.lines]
        assert [HUNDREDTHS[used] for used in table.points] == [one.points for one in sheet.lines]
        for field in fields(SheetTotals):
            assert getattr(table, field.name) == getattr(sheet, field.name), field.name


def row(**given):
    return {"points": "10", "sign": Sign.AT_LEAST} | OTHERWISE | given


def test_what_is_left_out_and_what_has_no_score_are_counted_apart():
    lines = [
        row(target="95", actual="95"),
        row(target="95", actual="95", applicable=False),
        row(target="95", actual=None, applicable=False),
        row(target="95", actual=None),
        row(target="95", actual="95", doubt="unit_unclear"),
    ]
    table = score_table(columns(lines), funds(), HENAN)
    assert (table.unscored, table.scores) == (2, [1000, None, None, None, None])
    assert (table.due, table.grade) == (60, None)


@pytest.mark.parametrize(
    "refused, field",
    [
        (row(target="1e3"), "target"),
        (row(target="95", actual="９５％"), "actual"),
        (row(points="10.005"), "points"),
        (row(sign=None, share="1.5"), "share"),
        (row(sign=Sign.WITHIN, target="1", actual="2", upper="三"), "upper"),
    ],
)
def test_a_figure_that_cannot_be_kept_is_refused_with_its_column(refused, field):
    with pytest.raises(NumberRefused) as refusal:
        score_table(columns([row(target="1", actual="1"), refused]), funds(), HENAN)
    assert refusal.value.field == field


def test_a_doubt_that_nobody_may_set_is_refused():
    with pytest.raises(LineRefused, match="met"):
        score_table(columns([row(doubt="met")]), funds(), HENAN)


def test_columns_of_unequal_length_are_no_sheet():
    lines = columns([row(target="95", actual="95")] * 2)
    with pytest.raises(ValueError, match="argument 4"):
        score_table(lines._replace(actual=["95"]), funds(), HENAN)
    with pytest.raises(ValueError, match="the column of blocks"):
        score_table(lines._replace(block=["产出指标"]), funds(), HENAN)
