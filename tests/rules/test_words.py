"""The words say what the kernel did: true conditions, right sums, and the score at the end."""

import re
from decimal import ROUND_HALF_UP, Decimal
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
from tests.rules.build import HENAN, NATIONAL, RULES, cases, funds, make_line
from tests.rules.test_properties import editions, lines
from tests.rules.test_properties import funds as any_funds

NUMBER = r"-?[\d,]+(?:\.\d+)?"
CONDITION = re.compile(rf"^({NUMBER})(%?) ([≥＞≤＜=]) ({NUMBER})\2(?: × (2))?，")
HOLDS = {
    "≥": lambda a, b: a >= b,
    "＞": lambda a, b: a > b,
    "≤": lambda a, b: a <= b,
    "＜": lambda a, b: a < b,
    "=": lambda a, b: a == b,
}
EQUATION = re.compile(r"(?:^|，|：)([-\d.,()% ÷×−]*[÷×−][-\d.,()% ÷×−]*) = (-?[\d.]+)(%?)")


def true_condition(sentence):
    """Whether the comparison that a sentence starts with is so; None without one."""
    match = CONDITION.match(sentence)
    if match is None:
        return None
    left, _, sign, right, factor = match.groups()
    return HOLDS[sign](Fraction(left), Fraction(right) * int(factor or 1))


def right_sums(sentence):
    """For every 'a ÷ b × c = d' in a sentence: whether d is what comes out, halves up."""
    return [comes_out(*match.groups()) for match in EQUATION.finditer(sentence)]


def comes_out(formula, result, percent):
    figures = re.sub(r"([\d.,]+)(%?)", fraction, formula)
    value = eval(figures.replace("÷", "/").replace("×", "*").replace("−", "-"), {"F": Fraction})
    value *= 100 if percent else 1
    cents = Decimal(value.numerator * 100) / Decimal(value.denominator)
    return cents.quantize(Decimal(1), ROUND_HALF_UP) == Decimal(result) * 100


def fraction(match):
    return f"(F('{match[1].replace(',', '')}')/{100 if match[2] else 1})"


def ends_in(sentence, scored):
    if sentence.endswith("得满分"):
        return scored.score == scored.points
    return sentence.removesuffix(" 分").endswith(f" {scored.score}")


@given(lines, editions)
@settings(max_examples=400)
def test_a_lines_sentence_is_true_and_ends_in_the_score(line, edition):
    scored, sentence = score_line(line, edition), explain(line, edition)
    assert scored.score is None or ends_in(sentence, scored)
    assert true_condition(sentence) in (None, True)
    assert all(right_sums(sentence))
    assert not re.search(r"[{}]|None|!", sentence)


@given(any_funds, editions)
def test_the_sentence_on_execution_is_right_and_ends_in_the_score(row, edition):
    scored, sentence = score_execution(row, edition), explain_execution(row, edition)
    assert scored.score is None or ends_in(sentence, scored)
    assert all(right_sums(sentence))


def test_the_reading_of_sentences_would_notice_a_false_one():
    assert true_condition("93% ≥ 95%，达标，得满分") is False
    assert true_condition("12% ≥ 5% × 2，得 0.00 分") is True
    assert right_sums("93 ÷ 95 × 3 = 2.94") == [True]
    assert right_sums("93 ÷ 95 × 3 = 2.93") == [False]
    assert right_sums("329.22 ÷ 225.94 = 145.70%，超过 100%") == [False]
    assert right_sums("(5 − (6 − 5)) ÷ 5 × 2 = 1.61") == [False]


@given(lines, editions)
def test_a_stored_line_is_put_into_the_same_words_again(line, edition):
    scored = score_line(line, edition)
    numbers = {
        name: None
        if (value := getattr(line, name)) is None
        else Decimal(value).scaleb(-line.places)
        for name in ("target", "actual", "share")
    }
    again = explain_stored(
        rule=scored.rule, outcome=scored.outcome, points=scored.points, unit=line.unit, **numbers
    )
    assert again == explain(line, edition)


@pytest.mark.parametrize("case", cases("execution.toml"), ids=lambda case: case["name"])
def test_a_stored_execution_is_put_into_the_same_words_again(case):
    row = funds(case.get("executed"), case.get("annual"))
    scored = score_execution(row, NATIONAL)
    amounts = {
        name: Decimal(case[name]) if name in case else None for name in ("executed", "annual")
    }
    again = explain_stored_execution(
        rule=scored.rule, outcome=scored.outcome, points=scored.points, **amounts
    )
    assert again == explain_execution(row, NATIONAL)


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
    reached = {case["outcome"] for file in ("lines.toml", "execution.toml") for case in cases(file)}
    assert set(OUTCOMES) - reached - FORCED - ADJUSTMENTS == set()


def test_codes_fit_their_column():
    assert max(map(len, OUTCOMES)) <= 40


def test_money_has_thousands_and_at_least_two_decimals_and_plain_numbers_have_neither():
    assert explain_execution(funds("1234567.125", "2000000"), HENAN).startswith(
        "1,234,567.125 ÷ 2,000,000.00 = 61.73%，"
    )
    assert explain(make_line(">=", "2000000", "1500.50", "2.50"), HENAN) == (
        "1500.5 ÷ 2000000 × 2.5 = 0.00"
    )
