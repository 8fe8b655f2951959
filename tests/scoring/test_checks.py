"""Checks of totals, claims and rates: what contradicts itself is found, what agrees is not."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks.finding import Severity
from scoring.checks.lines import claim_matches_the_rule, rate_matches_its_amounts
from scoring.checks.rounding import rate_can_come_out
from scoring.checks.totals import total_is_the_narrative, total_is_the_sum

D = Decimal


def number(text):
    return None if text is None else D(text)


def total(printed, parts):
    return list(
        total_is_the_sum(
            printed=number(printed), printed_text=printed or "", parts=[D(part) for part in parts]
        )
    )


def test_a_printed_total_that_is_not_the_sum_is_an_error_with_both_sides():
    (found,) = total("97.7", ["9.9", "28", "25", "35"])
    assert (found.check, found.severity, found.place) == (
        "total-sum",
        Severity.ERROR,
        "total_printed",
    )
    assert (found.printed, found.expected) == ("97.7", "97.90")


@pytest.mark.parametrize(
    "printed, parts",
    [
        ("97.9", ["9.9", "28", "25", "35"]),
        ("97.90", ["97.9"]),
        ("0", ["0", "0"]),
        (None, ["9.9", "28"]),  # nothing printed
        ("97.7", []),  # nothing claimed
    ],
)
def test_a_total_that_agrees_or_has_no_other_side_is_no_finding(printed, parts):
    assert total(printed, parts) == []


@pytest.mark.parametrize(
    "printed, narrative, count",
    [("97.7", "97.9", 1), ("97.7", "97.70", 0), (None, "97.9", 0), ("97.7", None, 0)],
)
def test_the_total_of_the_text_must_be_the_printed_one(printed, narrative, count):
    found = list(
        total_is_the_narrative(
            printed=number(printed), printed_text=printed or "", narrative=number(narrative)
        )
    )
    assert [finding.severity for finding in found] == [Severity.ERROR] * count


def claim(claimed, computed, reason=""):
    return list(
        claim_matches_the_rule(
            place="x", claimed=number(claimed), computed=number(computed), reason=reason
        )
    )


@pytest.mark.parametrize(
    "claimed, computed, reason, severity, words",
    [
        ("2", "3", "", Severity.ERROR, "少 1.00，没有写原因"),
        ("3", "2", "", Severity.ERROR, "多 1.00，没有写原因"),
        ("2.99", "3", "", Severity.ERROR, "少 0.01，没有写原因"),
        ("2", "3", "受疫情影响", Severity.DOUBT, "少 1.00，原因见右"),
        ("2", "3", "  ", Severity.ERROR, "没有写原因"),
        ("0", "1", "", Severity.ERROR, "少 1.00"),
    ],
)
def test_a_claim_that_is_not_the_rules_needs_a_reason(claimed, computed, reason, severity, words):
    (found,) = claim(claimed, computed, reason)
    assert found.severity == severity
    assert words in found.message
    assert (found.printed, found.expected) == (f"{D(claimed):.2f}", f"{D(computed):.2f}")


@pytest.mark.parametrize(
    "claimed, computed", [("3", "3.00"), ("0", "0"), (None, "3"), ("3", None), (None, None)]
)
def test_a_claim_that_agrees_or_has_no_other_side_is_no_finding(claimed, computed):
    assert claim(claimed, computed) == []


def rate(executed, annual, printed):
    found = rate_matches_its_amounts(
        place="x", executed=number(executed), annual=number(annual), printed=printed
    )
    return [(finding.severity, finding.expected) for finding in found]


@pytest.mark.parametrize(
    "executed, annual, printed, found",
    [
        ("329.22", "225.94", "145.71%", []),
        ("329.22", "225.94", "145.71", []),
        ("329.22", "225.94", "146%", []),
        ("329.22", "225.94", "86%", [(Severity.ERROR, "146%")]),
        ("2.95", "100.00", "2.94%", [(Severity.ROUNDING, "2.95%")]),
        ("9.54", "323.56", "2.94%", [(Severity.ERROR, "2.95%")]),
        ("1.0", "3.0", "35%", [(Severity.ROUNDING, "33%")]),
        ("5.66", "0", "100%", [(Severity.DOUBT, None)]),
        (None, "5.68", "99.65%", [(Severity.DOUBT, None)]),
        ("5.66", None, "99.65%", [(Severity.DOUBT, None)]),
        ("5.66", "5.68", "", []),
        ("5.66", "5.68", "不适用", []),
    ],
)
def test_a_printed_rate_must_come_out_of_its_amounts(executed, annual, printed, found):
    assert rate(executed, annual, printed) == found


# Definition (contracts): with every operand moved by at most half of its last printed digit, the
# printed result can come out, half-up.
REACH = [
    ("0.14", "0.6", "23.33", True),
    ("0.14", "0.6", "20.8", True),  # 0.135 ÷ 0.65 = 20.77
    ("0.14", "0.6", "20.7", False),
    ("0.14", "0.6", "26.36", True),  # 0.145 ÷ 0.55 = 26.3636
    ("0.14", "0.6", "26.4", True),
    ("0.14", "0.6", "26.5", False),
    ("100", "100", "100", True),
    ("100", "100", "101", True),  # 100.5 ÷ 99.5 = 101.005
    ("100", "100", "102", False),
    ("100.00", "100.00", "101", False),
    ("0", "5", "0", True),
    ("0.00", "5.00", "1", False),
    ("5", "0", "100", False),  # a base that could be 0
]


@pytest.mark.parametrize("part, base, printed, can", REACH)
def test_what_can_come_out_of_rounded_amounts(part, base, printed, can):
    assert rate_can_come_out(part=D(part), base=D(base), printed=D(printed)) is can


amounts = st.decimals(min_value="0.5", max_value="9999", places=2)


@given(part=amounts, base=amounts, digits=st.integers(0, 3))
def test_the_exact_rate_rounded_to_any_digits_can_always_come_out(part, base, digits):
    scaled = Fraction(part) / Fraction(base) * 100 * 10**digits
    half_up = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    printed = D(half_up).scaleb(-digits)
    assert rate_can_come_out(part=part, base=base, printed=printed)


@given(part=amounts, base=amounts)
def test_a_rate_out_of_reach_of_every_rounding_can_not(part, base):
    top, bottom = Fraction(part) + Fraction(1, 200), Fraction(base) - Fraction(1, 200)
    beyond = D(int(top / bottom * 100)) + 2
    assert not rate_can_come_out(part=part, base=base, printed=beyond)
