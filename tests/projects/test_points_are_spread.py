"""Sharing out points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.points import spread

totals = st.decimals(min_value=0, max_value=1000, places=2)
counts = st.integers(min_value=1, max_value=300)
steps = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.01"), Decimal(5)])


@given(totals, counts, steps)
def test_the_shares_add_up_to_the_total_exactly(total, count, step):
    shares = spread(total, count, step)
    assert len(shares) == count
    assert sum(shares) == total


@given(totals, counts)
def test_no_two_shares_differ_by_more_than_one_step_and_the_first_get_the_rest(total, count):
    shares = spread(total, count)
    whole = total % 1 == 0 and total >= count
    assert max(shares) - min(shares) <= (Decimal(1) if whole else Decimal("0.01"))
    assert shares == sorted(shares, reverse=True)


def test_fifty_over_eight():
    assert spread(Decimal(50), 8) == [7, 7, 6, 6, 6, 6, 6, 6]


def test_a_total_with_decimals_is_shared_in_hundredths():
    assert spread(Decimal("0.05"), 3) == [Decimal("0.02"), Decimal("0.02"), Decimal("0.01")]


@pytest.mark.parametrize("count", [0, -1])
def test_no_rows_are_refused(count):
    with pytest.raises(ValueError, match="at least one row"):
        spread(Decimal(10), count)
