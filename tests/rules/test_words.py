"""The words say what the kernel did: true conditions, right sums, and the score at the end."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from scoring.rules.adjustments import RESCALE, ceiling, rounding
from scoring.rules.book import formula_of
from scoring.rules.explain import (
    StoredScoreRefused,
    explain,
    explain_execution,
    explain_stored,
    explain_stored_execution,
)
from scoring.rules.formula import leaves
from scoring.rules.outcomes import OUTCOMES
from scoring.rules.sheet import score_execution, score_line
from tests.rules.build import HENAN, RULES, cases, exact, funds, make_line
from tests.rules.test_properties import editions, lines_under
from tests.rules.test_properties import funds as any_funds
from tests.rules.test_worked_cases import LINE_FILES
from tests.rules.variants import ALL, edition_of

CONDITION = re.compile(r"^([^，：]+) ([≥＞≤＜=]) ([^，：]+)，")
INTERVAL = re.compile(r"^(-?[\d.]+) (在|低于|高于) (-?[\d.]+) 至 (-?[\d.]+)(?: 之内)?，")
HOLDS = {
    "≥": lambda a, b: a >= b,
    "＞": lambda a, b: a > b,
    "≤": lambda a, b: a <= b,
    "＜": lambda a, b: a < b,
    "=": lambda a, b: a == b,
}
LIES = {
    "在": lambda a, lower, upper: lower <= a <= upper,
    "低于": lambda a, lower, upper: a < lower,
    "高于": lambda a, lower, upper: a > upper,
}
EQUATION = re.compile(r"(?:^|，|：)([-\d.,()% ÷×−]*[÷×−][-\d.,()% ÷×−]*) = (-?[\d.]+)(%?)")
UNITS = str.maketrans("", "", "%个")


def true_condition(sentence):
    """Whether the comparison that a sentence starts with is so; None without one."""
    sentence = sentence.translate(UNITS)  # both sides have the same
    if match := INTERVAL.match(sentence):
        value, where, lower, upper = match.groups()
        return LIES[where](*map(Fraction, (value, lower, upper)))
    match = CONDITION.match(sentence)
    if match is None or "÷" in match[1]:  # a sum, which `right_sums` looks at
        return None
    left, sign, right = match.groups()
    return HOLDS[sign](valued(left), valued(right))


def right_sums(sentence, *, cut=False):
    """For every 'a ÷ b × c = d' in a sentence: whether d is what comes out.

    Halves up to as many decimals as are printed; `cut`: cut off, but for percentages.
    """
    return [comes_out(*match.groups(), cut=cut) for match in EQUATION.finditer(sentence)]


def comes_out(formula, result, percent, *, cut):
    value = valued(formula) * (100 if percent else 1)
    mode = ROUND_DOWN if cut and not percent else ROUND_HALF_UP
    shift = 10 ** len(result.partition(".")[2])
    units = Decimal(value.numerator * shift) / Decimal(value.denominator)
    return units.quantize(Decimal(1), mode) == Decimal(result) * shift


def valued(formula):
    figures = re.sub(r"([\d.,]+)(%?)", fraction, formula)
    return Fraction(
        eval(figures.replace("÷", "/").replace("×", "*").replace("−", "-"), {"F": Fraction})
    )


def fraction(match):
    return f"(F('{match[1].replace(',', '')}')/{100 if match[2] else 1})"


def ends_in(sentence, scored):
    if sentence.endswith("得满分"):
        return scored.score == scored.points
    last = re.search(r" (-?[\d.]+)(?: 分)?$", sentence)
    if last is None or Decimal(last[1]) != scored.score:
        return False
    # Two decimals, unless the rule rounds to fewer.
    return last[1] == str(scored.score) or re.search(r"_(half|cut)[01]$", scored.rule) is not None


@given(lines_under)
@settings(max_examples=1000)
def test_a_lines_sentence_is_true_and_ends_in_the_score(case):
    line, edition = case
    scored, sentence = score_line(line, edition), explain(line, edition)
    assert scored.score is None or ends_in(sentence, scored)
    assert true_condition(sentence) in (None, True)
    assert all(right_sums(sentence, cut="_cut" in scored.rule))
    assert OUTCOMES[scored.outcome].doubt == sentence.endswith("请人工评定")
    assert not re.search(r"[{}]|None|!", sentence)


@given(any_funds, editions)
def test_the_sentence_on_execution_is_right_and_ends_in_the_score(row, edition):
    scored, sentence = score_execution(row, edition), explain_execution(row, edition)
    assert scored.score is None or ends_in(sentence, scored)
    assert all(right_sums(sentence, cut="_cut" in scored.rule))


def test_the_reading_of_sentences_would_notice_a_false_one():
    assert true_condition("93% ≥ 95%，达标，得满分") is False
    assert true_condition("12% ≥ 5% × 2，得 0.00 分") is True
    assert true_condition("12个 ≥ 10个 × 1.3，超过指标值过多") is False
    assert true_condition("(95% − 90%) × 0.5 ≥ 3，扣完为止") is False
    assert true_condition("9个 在 10个 至 20个 之内，得满分") is False
    assert true_condition("9个 低于 10个 至 20个，得 0.00 分") is True
    assert right_sums("93 ÷ 95 × 3 = 2.94") == [True]
    assert right_sums("93 ÷ 95 × 3 = 2.93") == [False]
    assert right_sums("1 ÷ 3 × 2 = 0.67", cut=True) == [False]
    assert right_sums("2 ÷ 3 = 66.67%，66.67% × 3 = 2.0", cut=True) == [True, True]
    assert right_sums("按百分点扣分：3 − (95 − 93) × 0.5 = 2.50") == [False]
    assert right_sums("329.22 ÷ 225.94 = 145.70%，超过 100%") == [False]
    assert right_sums("(5 − (6 − 5)) ÷ 5 × 2 = 1.61") == [False]


@given(lines_under)
@settings(max_examples=400)
def test_a_stored_line_is_put_into_the_same_words_again(case):
    line, edition = case
    scored = score_line(line, edition)
    numbers = {
        name: None
        if (value := getattr(line, name)) is None
        else Decimal(value).scaleb(-line.places)
        for name in ("target", "actual", "share", "upper")
    }
    again = explain_stored(
        rule=scored.rule, outcome=scored.outcome, points=scored.points, unit=line.unit, **numbers
    )
    assert again == explain(line, edition)


@pytest.mark.parametrize("case", cases("execution.toml"), ids=lambda case: case["name"])
def test_a_stored_execution_is_put_into_the_same_words_again(case):
    row = funds(case.get("executed"), case.get("annual"))
    edition = edition_of(case)
    scored = score_execution(row, edition)
    amounts = {
        name: Decimal(case[name]) if name in case else None for name in ("executed", "annual")
    }
    again = explain_stored_execution(
        rule=scored.rule, outcome=scored.outcome, points=scored.points, **amounts
    )
    assert again == explain_execution(row, edition)


@pytest.mark.parametrize("edition", ALL, ids=lambda edition: edition.code + edition.digest[:4])
def test_a_stored_execution_of_any_edition_is_put_into_the_same_words_again(edition):
    for executed, annual in [
        ("213.5", "225.94"),
        ("50", "40"),
        ("0", "1"),
        ("-1", "1"),
        (None, "1"),
    ]:
        row = funds(executed, annual)
        scored = score_execution(row, edition)
        amounts = {"executed": exact(executed), "annual": exact(annual)}
        again = explain_stored_execution(
            rule=scored.rule, outcome=scored.outcome, points=scored.points, **amounts
        )
        assert again == explain_execution(row, edition)


def test_a_stored_rule_or_outcome_that_the_book_does_not_know_is_refused():
    stored = {"points": Decimal(3), "target": Decimal(95), "actual": Decimal(93)}
    with pytest.raises(KeyError):
        explain_stored(rule="at_leas", outcome="met", **stored)
    with pytest.raises(KeyError):
        explain_stored(rule="at_least", outcome="mett", **stored)


def test_a_stored_outcome_that_its_numbers_contradict_is_refused():
    with pytest.raises(StoredScoreRefused, match="stored as met, but the numbers say short"):
        explain_stored(
            rule="at_least",
            outcome="met",
            points=Decimal(3),
            target=Decimal(95),
            actual=Decimal(93),
        )


def test_what_the_caller_has_set_is_explained_without_looking_at_the_numbers():
    for code in [code for code, outcome in OUTCOMES.items() if outcome.forced]:
        line = make_line(">=", "1", "2", doubt=code)
        scored = score_line(line, HENAN)
        assert (scored.outcome, scored.score) == (code, None)
        assert explain(line, HENAN).startswith(OUTCOMES[code].template.split("；")[0])


ADJUSTMENTS = {
    leaf.outcome for f in (RESCALE, rounding(0), ceiling(80, 8900)) for leaf in leaves(f)
}
SILENT = {"allowed", "within_ceiling"}  # nothing is taken off, so there is no row
FORCED = {code for code, outcome in OUTCOMES.items() if outcome.forced}


def test_every_branch_of_every_rule_has_its_words_and_every_outcome_its_branch():
    named = {leaf.outcome for rule in RULES for leaf in leaves(formula_of(rule))}
    assert named | FORCED | ADJUSTMENTS - SILENT == set(OUTCOMES)


def test_the_worked_cases_reach_every_outcome_of_a_line_and_of_execution():
    files = (*LINE_FILES, "execution.toml")
    reached = {case["outcome"] for file in files for case in cases(file)}
    assert set(OUTCOMES) - reached - FORCED - ADJUSTMENTS == set()


def test_the_worked_cases_reach_every_row_between_the_lines_and_the_total():
    reached = {row["code"] for case in cases("totals.toml") for row in case["row"]}
    assert ADJUSTMENTS - SILENT - {"nothing_left"} == reached  # that one has no score, so no row


def test_codes_fit_their_column():
    assert max(map(len, OUTCOMES)) <= 40


def test_money_has_thousands_and_at_least_two_decimals_and_plain_numbers_have_neither():
    assert explain_execution(funds("1234567.125", "2000000"), HENAN).startswith(
        "1,234,567.125 ÷ 2,000,000.00 = 61.73%，"
    )
    assert explain(make_line(">=", "2000000", "1500.50", "2.50"), HENAN) == (
        "1500.5 ÷ 2000000 × 2.5 = 0.00"
    )
