"""The words of a score: for a line in hand, and for a result that was stored.

Both ways end in the same sentence, because a rule code and the numbers are all that it needs.
"""

from decimal import Decimal

from scoring.rules import book
from scoring.rules.edition import Edition
from scoring.rules.outcomes import OUTCOMES
from scoring.rules.sheet import score_execution
from scoring.rules.terms import Execution, Line, scaled_points
from scoring.rules.terms import execution as checked_execution
from scoring.rules.terms import line as checked_line
from scoring.rules.words import Wording


class StoredScoreRefused(ValueError):
    """A stored outcome that its own rule and numbers do not lead to; scoring anew puts it right."""


def explain(line: Line, edition: Edition) -> str:
    """Say how a line is scored under an edition, e.g. 93 ÷ 95 × 3 = 2.94."""
    rule, value = book.kernels_of(edition)[line.slot]
    outcome, score = value(line.points, line.target, line.actual, line.share, line.upper)
    return _line_wording(line, score).sentence(book.formula_of(rule), outcome)


def explain_execution(execution: Execution, edition: Edition) -> str:
    """Say how the funds row is scored: 213.5 ÷ 225.94 = 94.49%，213.5 ÷ 225.94 × 10 = 9.45."""
    scored = score_execution(execution, edition)
    wording = _funds_wording(scaled_points(scored.points), execution)
    return _again(scored.rule, scored.outcome, wording)


def explain_stored(
    *,
    rule: str,
    outcome: str,
    points: Decimal,
    target: Decimal | None = None,
    actual: Decimal | None = None,
    share: Decimal | None = None,
    upper: Decimal | None = None,
    unit: str = "",
) -> str:
    """Say again how a stored line was scored, from its rule code, outcome and numbers alone.

    Raises KeyError for a rule or an outcome this book does not know, StoredScoreRefused where the
    numbers lead elsewhere, NumberRefused as `line` does.
    """
    stored = checked_line(
        key="",
        block="",
        points=points,
        target=target,
        actual=actual,
        share=share,
        upper=upper,
        unit=unit,
    )
    return _again(rule, outcome, _line_wording(stored))


def explain_stored_execution(
    *, rule: str, outcome: str, points: Decimal, executed: Decimal | None, annual: Decimal | None
) -> str:
    """Say again how a stored funds row was scored. Raises as `explain_stored` does."""
    funds = checked_execution(executed=executed, annual=annual)
    return _again(rule, outcome, _funds_wording(scaled_points(points), funds))


def _line_wording(line: Line, score: int | None = None) -> Wording:
    values = {
        "points": line.points,
        "target": line.target,
        "actual": line.actual,
        "share": line.share,
        "upper": line.upper,
    }
    return Wording(values, line.places, line.unit, score)


def _funds_wording(points: int, funds: Execution) -> Wording:
    values = {"points": points, "executed": funds.executed, "annual": funds.annual}
    return Wording(values, funds.places)


def _again(rule: str, outcome: str, wording: Wording) -> str:
    formula = book.formula_of(rule)
    if OUTCOMES[outcome].forced:
        return wording.sentence(formula, outcome)
    value = book.rule_kernel(rule, tuple(wording.values), wording.places)
    reached, score = value(*wording.values.values())
    if reached != outcome:
        raise StoredScoreRefused(f"{rule}: stored as {outcome}, but the numbers say {reached}")
    wording.score = score
    return wording.sentence(formula, outcome)
