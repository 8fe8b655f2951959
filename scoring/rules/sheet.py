"""What callers use: score a whole sheet, explain a line, put a stored result into words again.

    sheet = score_sheet(lines, execution, edition)
    sheet.total == sum of the lines + execution + sum of the adjustments

Inside, points and scores are whole hundredths; decimals are made once, at the end.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import compress
from operator import not_
from typing import TypeVar

from scoring.rules import adjustments, book
from scoring.rules.allocation import points_used
from scoring.rules.edition import Edition
from scoring.rules.formula import Formula
from scoring.rules.kernel import Kernel, kernel
from scoring.rules.numbers import HUNDREDTHS, SCORE_DIGITS, scaled
from scoring.rules.outcomes import OUTCOMES
from scoring.rules.results import (
    Adjustment,
    BlockScore,
    ExecutionScore,
    LineScore,
    SheetScore,
    SheetTotals,
    TableScore,
)
from scoring.rules.terms import Execution, Line, LineColumns, Whole, in_whole_numbers
from scoring.rules.words import Wording


class _Tally:
    """Running sums of one block, in hundredths; `unscored` counts lines."""

    __slots__ = ("left_out", "points", "score", "unscored")

    def __init__(
        self, points: int = 0, left_out: int = 0, score: int = 0, unscored: int = 0
    ) -> None:
        self.points = points
        self.left_out = left_out
        self.score = score
        self.unscored = unscored


_Scored = TypeVar("_Scored", bound=SheetTotals)


def score_sheet(lines: Sequence[Line], execution: Execution, edition: Edition) -> SheetScore:
    """Score every line, the execution, the blocks, the adjustment rows and the total."""
    scores, tallies = _score_lines(_allotted(lines, edition), edition)
    made = partial(SheetScore, lines=tuple(scores), blocks=_block_scores(tallies, edition))
    return _totalled(made, tallies.values(), execution, edition)


def score_table(lines: LineColumns, execution: Execution, edition: Edition) -> TableScore:
    """Score a sheet whose lines come in columns: the same scores and totals, no object a line.

    Raises as `line` does, ValueError for columns of unequal length.
    """
    *columns, blocks = lines
    if len(blocks) != len(lines.points):
        raise ValueError("the column of blocks has another length")
    whole = [in_whole_numbers(*row) for row in zip(*columns, strict=True)]
    points = [line[1] for line in whole]
    if edition.moves_points and not all(lines.applicable):
        points = points_used(points, blocks, lines.applicable, move_to=edition.move_to)
        whole = [(line[0], used, *line[2:]) for line, used in zip(whole, points, strict=True)]
    rules, outcomes, scores = _score_columns(whole, edition)
    left_out = list(compress(points, map(not_, lines.applicable)))
    tally = _Tally(
        points=sum(points),
        left_out=sum(left_out),
        score=sum(filter(None, scores)),
        unscored=scores.count(None) - len(left_out),
    )
    made = partial(TableScore, rules=rules, outcomes=outcomes, scores=scores, points=points)
    return _totalled(made, [tally], execution, edition)


def score_line(line: Line, edition: Edition) -> LineScore:
    """Score one line; the same as within a sheet."""
    return _score_lines([line], edition)[0][0]


def score_execution(execution: Execution, edition: Edition) -> ExecutionScore:
    """Score the funds row."""
    return _score_execution(execution, edition)[0]


def grade_of(total: Decimal, edition: Edition) -> str:
    """Give the grade of a total with two decimals; exactly on a bound is the better grade."""
    return _grade_kernel(edition.grades)(scaled(total, SCORE_DIGITS))[0]


def brought_to_the_whole(
    scored: Decimal, *, execution: Decimal, lines: Decimal, left_out: Decimal
) -> tuple[str, Decimal | None]:
    """Bring a sum of scores to the whole where lines do not apply: outcome and new sum.

    All in points with two decimals: those of the execution, of all lines, of the lines left out.
    None, with the outcome `nothing_left`, where no line applies. Source: see `adjustments`.
    """
    applicable = lines - left_out
    values = {
        "scored": scored,
        "applicable": applicable + execution,
        "due": lines + execution,
        "lines_applicable": applicable,
    }
    whole = {name: scaled(value, SCORE_DIGITS) for name, value in values.items()}
    outcome, moved = kernel(adjustments.RESCALE, tuple(whole), SCORE_DIGITS)(*whole.values())
    return outcome, None if moved is None else HUNDREDTHS[whole["scored"] + moved]


def _score_lines(
    lines: Sequence[Line], edition: Edition
) -> tuple[list[LineScore], dict[str, _Tally]]:
    # The hot loop of every page and job: one look-up, one kernel call and one tuple a line.
    kernels, make = book.kernels_of(edition), LineScore._make
    scores: list[LineScore] = []
    tallies: dict[str, _Tally] = {}
    for line in lines:
        points = line.points
        rule, value = kernels[line.slot]
        outcome, score = value(points, line.target, line.actual, line.share, line.upper)
        tally = tallies.get(line.block)
        if tally is None:
            tally = tallies[line.block] = _Tally()
        tally.points += points
        if score is not None:
            tally.score += score
            exact: Decimal | None = HUNDREDTHS[score]
        else:
            exact = None
            if line.applicable:
                tally.unscored += 1
            else:
                tally.left_out += points
        scores.append(make((line.key, rule, outcome, HUNDREDTHS[points], exact)))
    return scores, tallies


def _score_columns(
    lines: Iterable[Whole], edition: Edition
) -> tuple[list[str], list[str], list[int | None]]:
    kernels = book.kernels_of(edition)
    rules: list[str] = []
    outcomes: list[str] = []
    scores: list[int | None] = []
    for slot, points, target, actual, share, upper, _ in lines:
        rule, value = kernels[slot]
        outcome, score = value(points, target, actual, share, upper)
        rules.append(rule)
        outcomes.append(outcome)
        scores.append(score)
    return rules, outcomes, scores


def _totalled(
    made: Callable[..., _Scored],
    tallies: Iterable[_Tally],
    execution: Execution,
    edition: Edition,
) -> _Scored:
    """Add the execution and the adjustment rows to the sums of the lines; `made` takes them."""
    funds, executed = _score_execution(execution, edition)
    points = left_out = unscored = 0
    scored = executed or 0
    for tally in tallies:
        points += tally.points
        left_out += tally.left_out
        scored += tally.score
        unscored += tally.unscored
    own = _execution_points(execution, edition)
    rows, total = _adjusted(scored, points - left_out, left_out, own, edition, execution)
    gradable = points > left_out and unscored == 0 and executed is not None
    return made(
        execution=funds,
        adjustments=rows,
        due=HUNDREDTHS[points + own],
        total=HUNDREDTHS[total],
        grade=_grade_kernel(edition.grades)(total)[0] if gradable else None,
        unscored=unscored,
    )


def _allotted(lines: Sequence[Line], edition: Edition) -> Sequence[Line]:
    """Give each line the points it counts with where those of inapplicable lines move."""
    applicable = [line.applicable for line in lines]
    if not edition.moves_points or all(applicable):
        return lines
    points, blocks = [line.points for line in lines], [line.block for line in lines]
    used = points_used(points, blocks, applicable, move_to=edition.move_to)
    return [line._replace(points=own) for line, own in zip(lines, used, strict=True)]


def _execution_points(execution: Execution, edition: Edition) -> int:
    return edition.execution_points if execution.points is None else execution.points


def _score_execution(execution: Execution, edition: Edition) -> tuple[ExecutionScore, int | None]:
    points, rule = _execution_points(execution, edition), book.execution_code(edition)
    value = book.rule_kernel(rule, book.EXECUTION_FIELDS, execution.places)
    outcome, score = value(points, execution.executed, execution.annual)
    scored = ExecutionScore(
        rule=rule,
        outcome=outcome,
        points=HUNDREDTHS[points],
        score=None if score is None else HUNDREDTHS[score],
    )
    return scored, score


def _adjusted(
    scored: int,
    applicable: int,
    left_out: int,
    execution_points: int,
    edition: Edition,
    execution: Execution,
) -> tuple[tuple[Adjustment, ...], int]:
    """Give the adjustment rows and the total they lead to, in hundredths."""
    rows: list[Adjustment] = []
    total = scored
    if left_out:
        whole = applicable + execution_points
        values = {
            "scored": scored,
            "applicable": whole,
            "due": whole + left_out,
            "lines_applicable": applicable,
        }
        total += _adjust(rows, adjustments.RESCALE, values)
    if edition.ceilings and execution.executed is not None and (execution.annual or 0) > 0:
        total += _under_ceilings(rows, total, edition, execution)
    if edition.total_digits < SCORE_DIGITS:
        formula = adjustments.rounding(edition.total_digits, cut=edition.total_cut)
        total += _adjust(rows, formula, {"total": total})
    return tuple(rows), total


def _under_ceilings(
    rows: list[Adjustment], total: int, edition: Edition, execution: Execution
) -> int:
    """Add the row of the lowest ceiling that the execution rate is under; give what it takes."""
    values = {"total": total, "executed": execution.executed or 0, "annual": execution.annual or 0}
    for ceiling in reversed(edition.ceilings):
        formula = adjustments.ceiling(ceiling.below, ceiling.most)
        if taken := _adjust(rows, formula, values, execution.places):
            return taken
    return 0


def _adjust(
    rows: list[Adjustment], formula: Formula, values: dict[str, int], places: int = SCORE_DIGITS
) -> int:
    """Add the row of one formula, unless it has no score or changes nothing; give its score."""
    outcome, score = kernel(formula, tuple(values), places)(*values.values())
    if not score:
        return 0
    rows.append(
        Adjustment(
            code=outcome,
            label=OUTCOMES[outcome].label,
            score=HUNDREDTHS[score],
            explanation=Wording(values, places, score=score).sentence(formula, outcome),
        )
    )
    return score


def _block_scores(tallies: dict[str, _Tally], edition: Edition) -> tuple[BlockScore, ...]:
    """Put the edition's blocks first and in its order, a sheet's own ones after them."""
    order = [block.name for block in edition.blocks if block.name in tallies]
    order += [name for name in tallies if name not in order]
    return tuple(
        [
            BlockScore(
                name=name,
                points=HUNDREDTHS[tallies[name].points],
                score=HUNDREDTHS[tallies[name].score],
            )
            for name in order
        ]
    )


@cache
def _grade_kernel(bounds: tuple[tuple[str, int], ...]) -> Kernel:
    return kernel(adjustments.grades(bounds), ("total",), SCORE_DIGITS)
