"""Which scores a rule gives when the figures of a row move by half of their last printed digit.

The rule is asked again with other figures; no formula is written here a second time.
"""

from decimal import Decimal
from fractions import Fraction

from scoring.checks.rounding import EXACT, Span, digits_of
from scoring.checks.sheet import Line
from scoring.rules.book import LINE_FIELDS, rule_kernel
from scoring.rules.edition_terms import SHARES
from scoring.rules.numbers import SCORE_DIGITS, NumberRefused, unscaled
from scoring.rules.terms import Sign, in_whole_numbers

_HALF = Decimal(5)
_EQUAL, _CEILINGS = "equal", ("at_most_overshoot", "at_most_inverse")


def moved(line: Line) -> Span | None:
    """All scores that come out with target and actual moved by half of their last printed digit.

    Shares always move, other figures when printed with decimals: counts of whole things are exact,
    and so are points. None where nothing moves or the rule gives no score.
    """
    target, actual = line.target_number, line.actual_number
    if line.rule is None or line.points.number is None or target is None or actual is None:
        return None
    targets, actuals = _ends(line, target), _ends(line, actual)
    if len(targets) == len(actuals) == 1:
        return None
    scores = [_score(line, due, done) for due in targets for done in actuals]
    told = [score for score in scores if score is not None]
    if not told:
        return None
    hundred = 10**SCORE_DIGITS
    return Span(Fraction(min(told), hundred), Fraction(max(told), hundred))


def as_a_ceiling(line: Line) -> tuple[Decimal, ...]:
    """The scores of a row whose target is one to keep to: full points, or by what it was passed.

    Passed, the usual formulas of a ceiling give what is left (rule book notes, section 3), and an
    edition may give nothing; everything else as in the row's own rule.
    """
    target, actual, points = line.target_number, line.actual_number, line.points.number
    if target is None or actual is None or points is None:
        return ()
    if actual <= target:
        return (points,)
    scores: list[int | None] = [0]
    if line.rule is not None and line.rule.startswith(_EQUAL):
        choices = line.rule.removeprefix(_EQUAL)
        for name in _CEILINGS:
            read = line._replace(sign=Sign.AT_MOST, rule=f"{name}{choices}")
            scores.append(_score(read, target, actual))
    return tuple(unscaled(score, SCORE_DIGITS) for score in scores if score is not None)


def _ends(line: Line, figure: Decimal) -> list[Decimal]:
    if line.unit not in SHARES and digits_of(figure) == 0:
        return [figure]
    half = _HALF.scaleb(-digits_of(figure) - 1)
    return [EXACT.subtract(figure, half), EXACT.add(figure, half)]


def _score(line: Line, target: Decimal, actual: Decimal) -> int | None:
    """What the row's rule gives for these figures, in hundredths."""
    points, rule = line.points.number, line.rule
    if points is None or rule is None:
        return None
    try:
        _, due, goal, done, _, top, places = in_whole_numbers(
            points, line.sign, target, actual, None, line.upper_number, True, None, ""
        )
    except NumberRefused:  # half a digit beyond what the rule book keeps
        return None
    outcome_and_score = rule_kernel(rule, LINE_FIELDS, places)(due, goal, done, None, top)
    return outcome_and_score[1]
