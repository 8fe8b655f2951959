"""Reader 1: the value. Turns a formula into Python source that works on whole numbers only.

Every field arrives as value x 10^places. The scale (number of decimals) of each node is known while
the source is written, so two sides of a comparison are aligned by a constant and nothing is rounded
but in `half_up` and `cut_off`. A kernel is generated once per formula, field order and scale.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from scoring.rules.formula import (
    Blank,
    Combine,
    Expr,
    Field,
    Formula,
    HalfUp,
    Leaf,
    Number,
    Pick,
    Test,
)
from scoring.rules.numbers import SCORE_DIGITS, cut_off, half_up

Kernel = Callable[..., tuple[str, int | None]]
"""Takes the fields in order, gives the outcome and the score in hundredths (None: no score)."""


@cache
def kernel(formula: Formula, fields: tuple[str, ...], places: int) -> Kernel:
    """Generate the function that values this formula for fields at this scale."""
    made: Kernel = _define(kernel_source(formula, fields, places), "kernel")
    return made


@cache
def expression(node: Expr, fields: tuple[str, ...], places: int) -> tuple[Callable[..., int], int]:
    """Generate the function that values one node, and the scale of what it gives."""
    code, scale = _code(node, places)
    made: Callable[..., int] = _define(
        f"def expression({', '.join(fields)}):\n    return {code}\n", "expression"
    )
    return made, scale


def kernel_source(formula: Formula, fields: tuple[str, ...], places: int) -> str:
    """Write the Python source of a kernel (kept apart so that people and tests can read it)."""
    body = "\n".join(_branch(formula, places, "    "))
    return f"def kernel({', '.join(fields)}):\n{body}\n"


def _define(source: str, name: str) -> Any:
    # The source holds nothing but names of fields and outcomes from this package and whole numbers.
    namespace: dict[str, Any] = {"half_up": half_up, "cut_off": cut_off}
    exec(compile(source, f"<rule {name}>", "exec"), namespace)
    return namespace[name]


def _branch(formula: Formula, places: int, indent: str) -> list[str]:
    if isinstance(formula, Leaf):
        return [f"{indent}return {_result(formula, places)}"]
    return [
        f"{indent}if {_test(formula.test, places)}:",
        *_branch(formula.then, places, indent + "    "),
        *_branch(formula.otherwise, places, indent),
    ]


def _result(leaf: Leaf, places: int) -> str:
    if leaf.score is None:
        return f"{leaf.outcome!r}, None"
    code, scale = _code(leaf.score, places)
    if scale > SCORE_DIGITS:
        raise ValueError(f"the score of {leaf.outcome} has {scale} decimals: round it with half_up")
    return f"{leaf.outcome!r}, {_raise(code, SCORE_DIGITS - scale)}"


def _test(test: Test, places: int) -> str:
    if isinstance(test, Blank):
        return f"{test.field.name} is None"
    left, right, _ = _aligned(test.left, test.right, places)
    return f"{left} {test.op} {right}"


def _code(node: Expr, places: int) -> tuple[str, int]:
    match node:
        case Number(units, own):
            return str(units), own
        case Field(name, _, own_places):
            return name, places if own_places is None else own_places
        case Combine("*", left, right):
            (a, a_scale), (b, b_scale) = _code(left, places), _code(right, places)
            return f"{a} * {b}", a_scale + b_scale
        case Combine(op, left, right):
            a, b, scale = _aligned(left, right, places)
            return f"({a} {op} {b})", scale
        case Pick(op, left, right):
            a, b, scale = _aligned(left, right, places)
            return f"{op}({a}, {b})", scale
        case HalfUp():
            return _quotient(node, places), node.digits
    raise TypeError(f"not a node of a formula: {node!r}")


def _quotient(node: HalfUp, places: int) -> str:
    top, top_scale = _code(node.numerator, places)
    bottom, bottom_scale = _code(node.denominator, places)
    shift = node.digits + bottom_scale - top_scale
    rounding = "cut_off" if node.cut else "half_up"
    return f"{rounding}({_raise(top, shift)}, {_raise(bottom, -shift)})"


def _aligned(left: Expr, right: Expr, places: int) -> tuple[str, str, int]:
    (a, a_scale), (b, b_scale) = _code(left, places), _code(right, places)
    scale = max(a_scale, b_scale)
    return _raise(a, scale - a_scale), _raise(b, scale - b_scale), scale


def _raise(code: str, places: int) -> str:
    if places <= 0 or code == "0":
        return code
    return f"{code} * {10**places}"
