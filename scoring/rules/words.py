"""Reader 2: the words. Walks the same formula and writes the branch that held with its numbers.

    93 ÷ 95 × 3 = 2.94
    97% ≥ 95%，达标，得满分

Conditions and formulas are written from the nodes, the value after "=" is valued by the kernel, and
the templates in `outcomes.py` only glue. A branch is walked once: what is kept are its pieces, text
and places for numbers.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from string import Formatter

from scoring.rules.formula import (
    Combine,
    Compare,
    Expr,
    Field,
    Formula,
    HalfUp,
    Leaf,
    Number,
    Pick,
    Style,
    Test,
)
from scoring.rules.kernel import expression
from scoring.rules.numbers import SCORE_DIGITS, fixed, plain
from scoring.rules.outcomes import OUTCOMES

_SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "==": "=", "+": "+", "-": "−", "*": "×"}
_LAST_DAY = Field("target")
_STYLES = {"executed": Style.MONEY, "annual": Style.MONEY}


class Wording:
    """The numbers of one line, ready to be put into words.

    `values`: field -> value x 10^`places` (points in hundredths) or None; `unit` of the measure;
    `score` in hundredths as the kernel gave it.
    """

    __slots__ = ("places", "score", "unit", "values")

    def __init__(
        self,
        values: Mapping[str, int | None],
        places: int,
        unit: str = "",
        score: int | None = None,
    ) -> None:
        self.values = values
        self.places = places
        self.unit = unit
        self.score = score

    def sentence(self, formula: Formula, outcome: str) -> str:
        """Write the sentence of an outcome. Raises KeyError for an outcome without a template."""
        return "".join(
            [
                piece if isinstance(piece, str) else piece(self)
                for piece in _sentence(formula, outcome)
            ]
        )


Piece = str | Callable[[Wording], str]
Pieces = tuple[Piece, ...]


@cache
def _sentence(formula: Formula, outcome: str) -> Pieces:
    leaf, test = _branch(formula, outcome)
    pieces: list[Piece] = []
    for literal, name, _, _ in Formatter().parse(OUTCOMES[outcome].template):
        pieces.append(literal)
        if name is not None:
            pieces += _placeholder(name, leaf, test)
    return tuple(pieces)


def _branch(formula: Formula, outcome: str) -> tuple[Leaf, Test | None]:
    """Find the leaf of an outcome and the last condition that held on the way to it.

    An outcome that the caller has set is in no formula: it is a leaf of its own.
    """
    todo: list[tuple[Formula, Test | None]] = [(formula, None)]
    while todo:
        node, test = todo.pop()
        if not isinstance(node, Leaf):
            todo += [(node.then, node.test), (node.otherwise, None)]
        elif node.outcome == outcome:
            return node, test
    return Leaf(outcome), None


def _placeholder(name: str, leaf: Leaf, test: Test | None) -> Pieces:
    condition = leaf.shown or test
    match name:
        case "score":
            return (_score,)
        case "formula" if leaf.score is not None:
            return (*_rate_first(leaf), *_worked(leaf.score))
        case "rate" if leaf.rate is not None:
            return _percentage(leaf.rate)
        case "condition" if isinstance(condition, Compare):
            return _condition(condition)
        case "total":
            return _field(Field(name, Style.PLAIN, SCORE_DIGITS), Style.PLAIN)
        case "days":
            done = _field(Field("actual"), Style.DAY)
            return ("完成日期 ", *done, "，时限 ", *_field(_LAST_DAY, Style.DAY))
        case "target" | "actual" | "upper" | "executed" | "annual":
            return _field(Field(name), _STYLES.get(name, Style.MEASURE))
    raise ValueError(f"{leaf.outcome} has nothing to put at {{{name}}}")


def _rate_first(leaf: Leaf) -> Pieces:
    """Name a rate that was rounded on the way, unless the template names it already."""
    rate = _rounded_rate(leaf.score)
    if rate is None or leaf.rate is not None:
        return ()
    return (*_percentage(rate), "，")


def _worked(score: Expr) -> Pieces:
    """Write a score and what it comes to; a limit only where it bites."""
    match score:
        case Pick("min", inner, limit):
            return (*_worked(inner), _held(inner, limit, score))
    return (*_text(score, bare=True), " = ", *_result(score))


def _held(inner: Expr, limit: Expr, score: Expr) -> Callable[[Wording], str]:
    most = ("，不超过分值",) if isinstance(limit, Field) else ("，最多 ", *_text(limit), " 分")
    pieces = (*most, "，得 ", *_result(score), " 分")
    excess = inner - score

    def show(wording: Wording) -> str:
        exceeds, _ = expression(excess, tuple(wording.values), wording.places)
        if not exceeds(*wording.values.values()):
            return ""
        return "".join([one if isinstance(one, str) else one(wording) for one in pieces])

    return show


def _rounded_rate(node: Expr | None) -> HalfUp | None:
    match node:
        case Pick("min", inner, _):
            return _rounded_rate(inner)
        case HalfUp(Combine("*", HalfUp() as rate, _)):
            return rate
        case HalfUp(Combine("*", Combine("-", HalfUp() as rate, _), _)):
            return rate
    return None


def _score(wording: Wording) -> str:
    return "" if wording.score is None else fixed(wording.score, SCORE_DIGITS)


def _result(node: Expr) -> Pieces:
    def show(wording: Wording) -> str:
        value, scale = expression(node, tuple(wording.values), wording.places)
        return fixed(value(*wording.values.values()), scale)

    return (show,)


def _percentage(node: HalfUp) -> Pieces:
    """Write a quotient of x * 100 as a percentage: 329.22 ÷ 225.94 = 145.71%."""
    match node.numerator:
        case Combine("*", part, Number(100, 0)):
            return (*_text(part), " ÷ ", *_divisor(node.denominator), " = ", *_result(node), "%")
    raise TypeError(f"not a percentage: {node!r}")


def _condition(test: Compare) -> Pieces:
    # Both sides are shown alike: a bound beside a share is a percentage too.
    style = _style(test.left) or _style(test.right) or Style.PLAIN
    left, right = (_text(side, style, bare=True) for side in (test.left, test.right))
    return (*left, f" {_SIGNS[test.op]} ", *right)


def _style(node: Expr) -> Style | None:
    match node:
        case Field(_, style):
            return style
        case Combine(_, left, right) | Pick(_, left, right):
            return _style(left) or _style(right)
    return None


def _text(node: Expr, style: Style | None = None, *, bare: bool = False) -> Pieces:
    """Write a node; `style` None: within a formula, where numbers are plain and without a unit."""
    match node:
        case Number(units, places):
            return (lambda wording: _shown(units, places, style or Style.PLAIN, wording.unit),)
        case Field(_, Style.MEASURE) if style is None:
            return _field(node, Style.PLAIN)
        case Field(_, own):
            return _field(node, own)
        case Combine("*", left, right):
            # A factor is a plain number even where its product has a unit: 12% ≥ 5% × 2.
            factor = _text(right, None if isinstance(right, Number) else style)
            return (*_text(left, style), " × ", *factor)
        case Combine(op, left, right):
            inner = (*_text(left, style, bare=True), f" {_SIGNS[op]} ", *_text(right, style))
            return inner if bare else ("(", *inner, ")")
        case Pick(op, left, right):
            name = " 的较小者" if op == "min" else " 的较大者"
            picked = (*_text(left, style), " 与 ", *_text(right, style), name)
            return picked if bare else ("(", *picked, ")")
        case HalfUp():
            return _quotient(node, bare=bare)
    raise TypeError(f"not a node of a formula: {node!r}")


def _quotient(node: HalfUp, *, bare: bool) -> Pieces:
    match node.numerator, node.denominator:
        case numerator, Number(1, 0):
            return _text(numerator, bare=bare)
        case Combine("*", HalfUp() as rate, second), Number(100, 0):
            return (*_result(rate), "% × ", *_text(second))
        case Combine("*", Combine("-", HalfUp() as rate, Number(mark)), second), Number(room):
            return ("(", *_result(rate), f"% − {mark}%) ÷ {room}% × ", *_text(second))
        case Combine("*", first, second), denominator:
            return (*_text(first), " ÷ ", *_divisor(denominator), " × ", *_text(second))
    return (*_text(node.numerator), " ÷ ", *_divisor(node.denominator))


def _divisor(node: Expr) -> Pieces:
    # a ÷ (b × c): without the brackets it would read (a ÷ b) × c.
    if isinstance(node, HalfUp) or (isinstance(node, Combine) and node.op == "*"):
        return ("(", *_text(node), ")")
    return _text(node)


def _field(field: Field, style: Style) -> Pieces:
    name, own = field.name, field.places

    def show(wording: Wording) -> str:
        value = wording.values[name]
        if value is None:
            return "空白"
        return _shown(value, wording.places if own is None else own, style, wording.unit)

    return (show,)


def _shown(value: int, places: int, style: Style, unit: str) -> str:
    if style is Style.MEASURE:
        return plain(value, places) + unit
    if style is Style.PERCENT:
        return f"{plain(value * 100, places)}%"
    if style is Style.DAY:
        return _day(value // 10**places)
    return _money(value, places) if style is Style.MONEY else plain(value, places)


def _day(number: int) -> str:
    if not 0 < number <= date.max.toordinal():
        return f"第 {number} 日"
    day = date.fromordinal(number)
    return f"{day.year}年{day.month}月{day.day}日"


def _money(value: int, places: int) -> str:
    whole, _, decimals = plain(abs(value), places).partition(".")
    return f"{'-' if value < 0 else ''}{int(whole):,}.{decimals.ljust(2, '0')}"
