"""The arithmetic of a sheet written by hand in whole numbers: what the rule book is compared with.

The same rules as `henan-department-2021` for lines that have their numbers: >=, <=, =, tiers,
blocks, execution, total, grade. No codes, no words, no decimals, no doubts: only scores.
Points, scores and grade bounds in hundredths; target, actual and share x 10^6.
"""

from typing import NamedTuple

REACHED, PARTLY = 800_000, 600_000  # lower bounds of the two upper tiers
EXECUTION_POINTS = 1000
EXCELLENT, GOOD, FAIR = 9000, 8000, 6000


class Row(NamedTuple):
    """One line. `kind`: ">=", "<=", "=" or "worded"."""

    kind: str
    block: str
    points: int
    target: int
    actual: int
    share: int


class ByHand(NamedTuple):
    """What the hand-written arithmetic gives."""

    scores: list[int]
    tiers: list[str]
    blocks: dict[str, int]
    execution: int
    total: int
    grade: str


def score(rows: list[Row], executed: int, annual: int) -> ByHand:
    """Score a sheet whose targets are above 0 and whose cells are all filled."""
    scores: list[int] = []
    tiers: list[str] = []
    blocks: dict[str, int] = {}
    for kind, block, points, target, actual, share in rows:
        if kind == "worded":
            tiers.append(_tier(share))
            value = (2 * share * points + 1_000_000) // 2_000_000
        else:
            value = _measured(kind, points, target, actual)
        scores.append(value)
        blocks[block] = blocks.get(block, 0) + value
    execution = _execution(executed, annual)
    total = sum(blocks.values()) + execution
    return ByHand(scores, tiers, blocks, execution, total, _grade(total))


def _measured(kind: str, points: int, target: int, actual: int) -> int:
    if kind == "<=":
        if actual <= target:
            return points
        if actual >= 2 * target:
            return 0
        return (2 * (2 * target - actual) * points + target) // (2 * target)
    # "=" is a count to reach: more than that is full points too.
    if actual >= target:
        return points
    if actual < 0:
        return 0
    return (2 * actual * points + target) // (2 * target)


def _tier(share: int) -> str:
    if share >= REACHED:
        return "tier_reached"
    return "tier_partly" if share >= PARTLY else "tier_poor"


def _execution(executed: int, annual: int) -> int:
    if executed >= annual:
        return EXECUTION_POINTS
    if executed < 0:
        return 0
    return (2 * executed * EXECUTION_POINTS + annual) // (2 * annual)


def _grade(total: int) -> str:
    if total >= EXCELLENT:
        return "优"
    if total >= GOOD:
        return "良"
    return "中" if total >= FAIR else "差"
