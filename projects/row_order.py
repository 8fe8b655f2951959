"""The order of rows that several people move: nobody's move undoes another's.

A move is what somebody changed in the order that his page showed, not the order of his page. Moves
of two people are laid over each other pair by pair: whoever turned two rows round has his way.
Where that gives no order (the one moved a row up past another, the other moved a third between
them) the moves cross, and nobody's is guessed.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from projects.row_edits import RowsEdit, arranged


def settled(stored: Sequence[UUID], fresh: Sequence[UUID], edit: RowsEdit) -> list[UUID] | None:
    """Stored and new rows in the order asked for; None where the moves of two people cross.

    A row of a colleague, which the page did not show, stays behind the row it stood behind; a new
    one goes behind the row that it was put behind.
    """
    if edit.order is None:
        return [*stored, *fresh]
    known, base = {*stored, *fresh}, edit.shown if edit.shown is not None else tuple(stored)
    wanted = [row for row in dict.fromkeys(edit.order) if row in known]
    common = {*stored}.intersection(wanted, base)
    agreed = _agreed(*(_among(common, rows) for rows in (stored, wanted, base)))
    if agreed is None:
        return None
    named = {*wanted}
    standing = [row for row in stored if row in common or row not in named]
    standing = arranged(standing, [], tuple(agreed))
    others = [row for row in standing if row not in named]
    return [
        *arranged(wanted, others, tuple(standing)),
        *(row for row in fresh if row not in named),
    ]


def _among(rows: set[UUID], order: Iterable[UUID]) -> list[UUID]:
    return [row for row in dict.fromkeys(order) if row in rows]


def _agreed(theirs: list[UUID], mine: list[UUID], base: list[UUID]) -> list[UUID] | None:
    """One order of the same rows with what either changed in `base`; None where that is none."""
    if theirs == base or mine == theirs:
        return mine
    if mine == base:
        return theirs
    places = [{row: at for at, row in enumerate(rows)} for rows in (theirs, mine, base)]
    behind = [sum(_is_before(other, row, *places) for other in base) for row in base]
    if len({*behind}) < len(base):
        return None
    return [row for _, row in sorted(zip(behind, base, strict=True))]


def _is_before(
    one: UUID, other: UUID, theirs: dict[UUID, int], mine: dict[UUID, int], base: dict[UUID, int]
) -> bool:
    """Whether `one` stands before `other` for whoever of the two people turned them round."""
    first, second = theirs[one] < theirs[other], mine[one] < mine[other]
    if first == second:
        return first
    return one != other and base[one] > base[other]
