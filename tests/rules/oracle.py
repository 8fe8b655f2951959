"""A second opinion on every score, in fractions, from the rule notes and the editions' files.

It imports nothing of the rule book and reads the figures of an edition by itself. None: the rule
gives no score. What no rule says is decided as the README has it ("decided here").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

ALL = Fraction(1)
NOTHING = Fraction(0)
PERCENT = Fraction(1, 100)
SHARES = ("%", "百分比", "‰")

Bands = tuple[tuple[Fraction, Fraction], ...]
"""Lower bound and share of the points, both as fractions of 1, best first."""


@dataclass(frozen=True, kw_only=True)
class How:
    """What an edition says about one line. `over`: limit and points off; `rate`: decimals in %."""

    digits: int = 2
    cut: bool = False
    rate: int | None = None
    ceiling: str = "overshoot"
    strict: bool = False
    pass_mark: Fraction = NOTHING
    nothing: bool = False
    per_point: Fraction | None = None
    over: tuple[Fraction, Fraction] | None = None
    bands: Bands = ()
    late_is_nothing: bool = False
    outside_is_nothing: bool = False
    most: Fraction | None = None


def rounded(value: Fraction, digits: int, *, cut: bool = False) -> Fraction:
    """Halves away from zero, or cut towards zero."""
    units = floor(abs(value) * 10**digits + (0 if cut else Fraction(1, 2)))
    return Fraction(units if value > 0 else -units, 10**digits)


def line_score(
    sign: str,
    how: How,
    points: Fraction,
    target: Fraction | None,
    actual: Fraction | None,
    upper: Fraction | None = None,
) -> Fraction | None:
    """The score of a line that is compared with something."""
    if actual is None:
        return None
    if how.bands and sign in (">=", ">", "="):
        return within_points(how, points, points * band_share(how.bands, actual * PERCENT))
    if target is None or (sign == "within" and upper is None):
        return None
    if sign == "by":
        return points if actual <= target else otherwise(how.late_is_nothing)
    if sign == "within":
        return points if target <= actual <= upper else otherwise(how.outside_is_nothing)
    if sign == "=" and target == 0:
        return points if actual <= 0 else NOTHING
    if reached(sign, target, actual):
        return points - too_far(sign, how, points, target, actual)
    return missed(sign, how, points, target, actual)


def otherwise(is_nothing: bool) -> Fraction | None:
    return NOTHING if is_nothing else None


def within_points(how: How, points: Fraction, score: Fraction) -> Fraction:
    return min(points, rounded(score, how.digits, cut=how.cut))


def band_share(bands: Bands, value: Fraction) -> Fraction:
    return max((share for bound, share in bands if value >= bound), default=NOTHING)


def reached(sign: str, target: Fraction, actual: Fraction) -> bool:
    difference = actual - target
    return {
        ">=": difference >= 0,
        ">": difference > 0,
        "=": difference == 0 or (difference > 0 and target > 0),
        "<=": difference <= 0,
        "<": difference < 0,
    }[sign]


def too_far(sign: str, how: How, points: Fraction, target: Fraction, actual: Fraction) -> Fraction:
    """What is taken off far above a target: of a ceiling nothing, nor where there is no share."""
    if how.over is None or sign in ("<=", "<") or target <= 0:
        return NOTHING
    limit, points_off = how.over
    return min(points, points_off) if actual / target >= limit else NOTHING


def missed(
    sign: str, how: How, points: Fraction, target: Fraction, actual: Fraction
) -> Fraction | None:
    on_the_bound = actual == target
    if how.per_point is not None:
        if sign == "=" and target < 0:
            return None
        if on_the_bound:
            return None if how.strict else points
        return within_points(
            how, points, max(points - how.per_point * abs(actual - target), NOTHING)
        )
    if sign == "<=" and target == 0:
        return NOTHING
    if target <= 0:
        return None
    if on_the_bound:
        return None if how.strict else points
    if how.nothing:
        return NOTHING
    return within_points(
        how, points, points * above_mark(how, completion(sign, how, target, actual))
    )


def completion(sign: str, how: How, target: Fraction, actual: Fraction) -> Fraction:
    """How much of the target was reached, from 0 to 1."""
    if sign in (">=", ">", "="):
        rate = max(actual, NOTHING) / target
    elif how.ceiling == "inverse":
        rate = target / actual
    else:
        rate = max(1 - (actual - target) / target, NOTHING)
    return as_printed(how, rate)


def as_printed(how: How, rate: Fraction) -> Fraction:
    """The rate as it is used: exact, or rounded to so many decimals of a percentage."""
    return rate if how.rate is None else rounded(rate * 100, how.rate) / 100


def above_mark(how: How, rate: Fraction) -> Fraction:
    return max(rate - how.pass_mark, NOTHING) / (1 - how.pass_mark)


def described_score(how: How, points: Fraction, share: Fraction | None) -> Fraction | None:
    if share is None:
        return None
    score = within_points(how, points, points * share)
    return score if how.most is None else min(score, how.most)


def execution_score(
    how: How,
    bands: Bands,
    points: Fraction,
    executed: Fraction | None,
    annual: Fraction | None,
) -> Fraction | None:
    if executed is None or annual is None or annual <= 0:
        return None
    if executed < 0:
        return NOTHING
    rate = executed / annual
    if rate == 1 or (rate > 1 and not bands):
        return points
    if not bands:
        return within_points(how, points, points * as_printed(how, rate))
    return None if rate > 1 else within_points(how, points, points * band_share(bands, rate))


# What an edition's file says.


def number(value: Any) -> Fraction:
    return Fraction(str(value))


def bands_of(rows: Sequence[Mapping[str, int]]) -> Bands:
    return tuple((row["from"] * PERCENT, row["share"] * PERCENT) for row in rows)


def how_of(
    data: Mapping[str, Any],
    sign: str | None,
    names: Sequence[str] = (),
    unit: str = "",
) -> How:
    """What a file says about a line with these names over it and this unit."""
    rounding, measured = data["rounding"], data["measured"]
    way = way_of(data, sign, names, unit)
    kind = way["way"] if way else measured["missed"]["value"]
    mark = way.get("pass_mark", 0) if way else measured["pass_mark"]["value"]
    rates = rounding["rates"]["value"]
    return How(
        digits=rounding["lines"]["value"],
        cut=rounding["lines_mode"]["value"] == "cut",
        rate=None if rates == "exact" else rates,
        ceiling=measured["at_most"]["value"],
        strict=measured["above_equal"]["value"] == "doubt",
        pass_mark=mark * PERCENT,
        nothing=kind == "nothing",
        per_point=number(way["per_point"]) if kind == "per_point" else None,
        over=over_of(data["over_target"], unit),
        bands=bands_of(way["bands"]) if kind == "bands" else (),
        late_is_nothing=data["dates"]["late"]["value"] == "nothing",
        outside_is_nothing=data["ranges"]["outside"]["value"] == "nothing",
        most=number(way["most"]) if kind == "most" else None,
    )


def way_of(
    data: Mapping[str, Any], sign: str | None, names: Sequence[str], unit: str
) -> Mapping[str, Any] | None:
    """The first row of `ways` that is meant for the line.

    A limit is for rows without a number, and goes by the headings over them (the last name is the
    row's own); bands and points off are for percentages; bands are for what is to be reached, not
    for ceilings.
    """
    for row in data.get("ways", ()):
        meant = names[:-1] or names if row["way"] == "most" else names
        if not any(row["applies_to"] in name for name in meant):
            continue
        if (row["way"] == "most") != (sign is None):
            continue
        if row["way"] in ("bands", "per_point") and unit not in ("", "%", "百分比"):
            continue
        return None if row["way"] == "bands" and sign in ("<=", "<") else row
    return None


def over_of(over: Mapping[str, Any], unit: str) -> tuple[Fraction, Fraction] | None:
    if over["consequence"]["value"] != "deduct":
        return None
    if over["shares"]["value"] == "left" and unit in SHARES:
        return None
    return over["percent"]["value"] * PERCENT, number(over["points"]["value"])


# Whole sheets.


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a sheet; `sign` None: in words, by its share. `names`: headings and own name."""

    block: str
    points: Fraction
    sign: str | None
    target: Fraction | None
    actual: Fraction | None
    upper: Fraction | None
    share: Fraction | None
    applicable: bool
    names: tuple[str, ...]
    unit: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a sheet comes to."""

    points: tuple[Fraction, ...]
    scores: tuple[Fraction | None, ...]
    execution: Fraction | None
    due: Fraction
    total: Fraction
    grade: str | None
    unscored: int


def sheet_score(
    data: Mapping[str, Any],
    rows: Sequence[Row],
    executed: Fraction | None,
    annual: Fraction | None,
) -> Sheet:
    whole = number(data["execution"]["points"]["value"])
    points = points_used(data, rows)
    scores = [row_score(data, row, own) for row, own in zip(rows, points, strict=True)]
    how, bands = how_of(data, None), bands_of(data.get("execution_bands", ()))
    spent = execution_score(how, bands, whole, executed, annual)
    due = sum(points, whole)
    applies = sum((own for row, own in zip(rows, points, strict=True) if row.applicable), NOTHING)
    total = sum((score for score in [*scores, spent] if score is not None), NOTHING)
    if applies > 0 and applies + whole < due:
        total = rounded(total * due / (applies + whole), 2)
    total = under_ceilings(data, total, executed, annual)
    rounding = data["rounding"]
    total = rounded(total, rounding["total"]["value"], cut=rounding["total_mode"]["value"] == "cut")
    unscored = sum(
        row.applicable and score is None for row, score in zip(rows, scores, strict=True)
    )
    complete = unscored == 0 and spent is not None and applies > 0
    return Sheet(
        points=tuple(points),
        scores=tuple(scores),
        execution=spent,
        due=due,
        total=total,
        grade=grade_of(data, total) if complete else None,
        unscored=unscored,
    )


def row_score(data: Mapping[str, Any], row: Row, points: Fraction) -> Fraction | None:
    if not row.applicable:
        return None
    how = how_of(data, row.sign, row.names, row.unit)
    if row.sign is None:
        return described_score(how, points, row.share)
    return line_score(row.sign, how, points, row.target, row.actual, row.upper)


def points_used(data: Mapping[str, Any], rows: Sequence[Row]) -> list[Fraction]:
    """Points after those of inapplicable lines have moved: to their block, else to the block that
    the file names, else to the sheet; in hundredths, by largest remainder.
    """
    used = [row.points for row in rows]
    if data["not_applicable"]["handling"]["value"] != "move":
        return used
    named = data["not_applicable"]["move_to"]["value"]
    for block in {row.block for row in rows}:
        gone = [i for i, row in enumerate(rows) if row.block == block and not row.applicable]
        staying = [i for i, row in enumerate(rows) if row.applicable and row.points > 0]
        takers = (
            [i for i in staying if rows[i].block == block]
            or [i for i in staying if rows[i].block == named]
            or staying
        )
        if gone and takers:
            given = sum(rows[i].points for i in gone)
            for i, more in apportioned(given, {i: rows[i].points for i in takers}).items():
                used[i] += more
            for i in gone:
                used[i] -= rows[i].points
    return used


def apportioned(given: Fraction, weights: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Hundredth after hundredth to whoever is furthest below what is due, the earlier one first."""
    whole = sum(weights.values())
    due = {i: given * weight / whole for i, weight in weights.items()}
    shares = {i: Fraction(floor(part * 100), 100) for i, part in due.items()}
    while sum(shares.values()) < given:
        neediest = max(shares, key=lambda i: (due[i] - shares[i], -i))
        shares[neediest] += PERCENT
    return shares


def under_ceilings(
    data: Mapping[str, Any],
    total: Fraction,
    executed: Fraction | None,
    annual: Fraction | None,
) -> Fraction:
    if executed is None or annual is None or annual <= 0:
        return total
    rate = executed / annual
    bounds = [
        number(row["most"])
        for row in data.get("ceilings", ())
        if rate < number(row["below"]) * PERCENT
    ]
    return min([total, *bounds])


def grade_of(data: Mapping[str, Any], total: Fraction) -> str:
    reached = [row for row in data["grades"] if total >= number(row["from"])]
    return max(reached, key=lambda row: number(row["from"]))["name"]
