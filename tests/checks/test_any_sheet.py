"""Any right sheet has no finding; one figure changed makes exactly its check speak."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.values import Printed
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.run import by_part, findings
from scoring.checks.sheet import Terms
from tests.checks.build import NATIONAL, fund, printed, row, sheet

D = Decimal
TERMS = Terms(chosen=True, blocks=NATIONAL, over_percent=130, execution_points=D(10))
BLOCKS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
REASON = "受天气影响，下年补办"
ASIDE = {"ahead-of-money", "benefit-vague", "few-quantitative", "reason-repeated"}


@st.composite
def lines_of(draw, block, points):
    """Rows of a block that make its points: met, missed with a reason, or described."""
    left, rows = points, []
    while left:
        share = min(left, draw(st.integers(1, 20)))
        left -= share
        target = draw(st.integers(10, 99))
        actual = draw(st.integers(target // 2, min(target + 2, 99)))
        sign = draw(st.sampled_from(["≥", "＝", "不低于", ""]))
        unit = draw(st.sampled_from(["%", "场", "万元"]))
        made = row(f"{sign}{target}{unit}", f"{actual}{unit}", str(share), block=block)
        if draw(st.booleans()):
            made = row("显著提升", "显著提升", str(share), str(share), block=block)
        else:
            made = made._replace(score=_as_computed(made, draw(st.booleans())))
        short = made.score.number != made.points.number
        rows.append(made._replace(reason=REASON if short else ""))
    return rows


def _as_computed(made, is_bare):
    text = f"{made.computed:f}"
    return printed(text.rstrip("0").rstrip(".") if is_bare else text)


@st.composite
def right_sheets(draw):
    """A sheet whose every figure follows from the others."""
    rows = [one for name, points in BLOCKS.items() for one in draw(lines_of(name, points))]
    annual = draw(st.integers(100, 10_000_000))
    executed = draw(st.integers(0, annual))
    own = draw(st.integers(0, annual))
    spent = draw(st.integers(0, executed))
    made = sheet((), [fund(annual=_cents(annual), executed=_cents(executed), points="10")])
    score = made.execution_computed
    rate = (D(executed) * 100 / D(annual)).quantize(D("0.01"), "ROUND_HALF_UP")
    funds = [
        fund(annual=_cents(annual), executed=_cents(executed), points="10", score=f"{score}",
             rate=f"{rate}%"),
        fund("其中：财政拨款", at=1, annual=_cents(own), executed=_cents(spent)),
        fund("其他资金", at=2, annual=_cents(annual - own), executed=_cents(executed - spent)),
    ]  # fmt: skip
    total = sum((one.score.number for one in rows), score)
    return sheet(
        rows, funds, terms=TERMS, total=f"{total}", total_points="100", narrative_total=f"{total}",
        blocks={name: str(points) for name, points in BLOCKS.items()},
        is_copy=draw(st.booleans()),
    )  # fmt: skip


def _cents(amount):
    return f"{amount // 100}.{amount % 100:02}"


def said(made):
    """All but what is asked of low executions, words and reasons, which have their own tests."""
    return [
        (one.check, one.severity.value, one.place)
        for one in findings(made)
        if one.place != "funds[0].reason" and one.check not in ASIDE
    ]


def with_line(made, at, **fields):
    lines = list(made.lines)
    lines[at] = lines[at]._replace(**fields)
    return made._replace(lines=tuple(lines))


def with_fund(made, at, **fields):
    funds = list(made.funds)
    funds[at] = funds[at]._replace(**fields)
    return made._replace(funds=tuple(funds))


def more(figure, by):
    return printed(f"{figure.number + by:f}")


@given(made=right_sheets())
@settings(max_examples=150)
def test_a_right_sheet_has_no_finding(made):
    assert said(made) == []


@given(made=right_sheets(), by=st.sampled_from([D(-2), D(1), D(3)]))
@settings(max_examples=60)
def test_another_total_is_told_as_such(made, by):
    found = said(made._replace(total=more(made.total, by)))
    assert found == [
        ("total-sum", "error", "total_printed"),
        ("total-narrative", "error", "total_printed"),
    ]


@given(made=right_sheets(), data=st.data())
@settings(max_examples=100)
def test_another_score_is_told_at_its_row_and_in_the_total(made, data):
    met = [
        line
        for line in made.lines
        if line.computed == line.points.number and not line.target.endswith("元")
    ]
    if not met:
        return
    line = data.draw(st.sampled_from(met))
    # Down to a quarter: no rounding of both figures reaches that.
    low = Printed(f"{line.points.number / 4:.2f}", (line.points.number / 4).quantize(D("0.01")))
    twice = low.number == line.points.number**2 / 100
    told_of = ("weight-twice", "doubt") if twice else ("line-score", "error")
    assert said(with_line(made, line.row, score=low)._replace(total=printed(""))) == [
        (*told_of, f"indicators[{line.row}].score")
    ]


@given(made=right_sheets(), data=st.data())
@settings(max_examples=60)
def test_a_score_above_its_points_is_told(made, data):
    line = data.draw(st.sampled_from(made.lines))
    high = with_line(made, line.row, score=more(line.points, D("0.01")))
    found = said(high._replace(total=printed(""), narrative_total=printed("")))
    assert found == [("score-above-points", "error", f"indicators[{line.row}].score")]


@given(made=right_sheets(), data=st.data())
@settings(max_examples=60)
def test_a_reason_taken_away_is_missed_once(made, data):
    short = [line for line in made.lines if line.score.number != line.points.number]
    if not short:
        return
    line = data.draw(st.sampled_from(short))
    assert said(with_line(made, line.row, reason="")) == [
        ("reason-missing", "doubt", f"indicators[{line.row}].reason")
    ]


@given(made=right_sheets(), by=st.sampled_from([D(1), D(7), D("0.03")]))
@settings(max_examples=60)
def test_a_part_above_its_total_is_told(made, by):
    part = more(made.funds[0].annual, by)  # above the whole: no reading of the rows makes it fit
    assert said(with_fund(made, 2, annual=part)) == [
        ("fund-parts", "error", "funds[0].annual_budget")
    ]


@given(made=right_sheets(), by=st.sampled_from([D(4), D(-3)]))
@settings(max_examples=60)
def test_another_rate_is_told(made, by):
    rate = made.funds[0].rate
    other = rate.number + by
    found = said(with_fund(made, 0, rate=Printed(f"{other}%", other)))
    assert found == [("fund-rate", "error", "funds[0].rate")]


@given(made=right_sheets(), name=st.sampled_from([*BLOCKS]), by=st.integers(1, 9))
@settings(max_examples=60)
def test_other_points_of_a_block_are_told(made, name, by):
    blocks = dict(made.blocks) | {name: printed(str(BLOCKS[name] + by))}
    assert said(made._replace(blocks=blocks)) == [("block-points", "error", f"block_points.{name}")]


@given(made=right_sheets(), data=st.data())
@settings(max_examples=100)
def test_a_copy_that_is_cut_anywhere_has_no_error(made, data):
    at = data.draw(st.integers(0, len(made.lines) - 1))
    cut = made._replace(lines=made.lines[:at], is_copy=True)
    assert said(cut) == [] or (at == 0 and {one[1] for one in said(cut)} <= {"doubt"})


texts = st.sampled_from(
    ["", "0", "1", "10", "9.9", "100", "0.00", "/", "≥95%", "无", "999999", "-3"]
)


@given(
    rows=st.lists(st.tuples(*[texts] * 6), max_size=6),
    funds=st.lists(st.tuples(*[texts] * 6), max_size=5),
    totals=st.tuples(*[texts] * 4),
    terms=st.sampled_from([TERMS, None]),
    is_copy=st.booleans(),
)
@settings(max_examples=300)
def test_no_sheet_breaks_the_checks(rows, funds, totals, terms, is_copy):
    made = sheet(
        [_any_row(*texts_) for texts_ in rows],
        [
            fund(at=at, annual=one, executed=two, rate=three, points=four, score=five, initial=six)
            for at, (one, two, three, four, five, six) in enumerate(funds)
        ],
        terms=terms,
        total=totals[0],
        total_points=totals[1],
        narrative_total=totals[2],
        carried_over=totals[3],
        is_copy=is_copy,
    )
    found = findings(made)
    assert all(one.severity in CATALOGUE[one.check].severities for one in found)
    parts = by_part(made)
    assert (len(parts.funds), len(parts.lines)) == (len(funds), len(rows))
    assert sorted(found, key=repr) == sorted(
        [one for part in (parts.total, *parts.funds, *parts.lines) for one in part], key=repr
    )


def _any_row(target, actual, points, score, raw, weight):
    fits = points in ("", "/") or (printed(points).number is not None and D(0) <= D(points) <= 1000)
    return row(target, actual, points if fits else "10", score, raw=raw, weight=weight)
