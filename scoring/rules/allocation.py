"""Where the points of lines that do not apply go, in editions that move them.

Rule book notes, section 1: without a satisfaction indicator its points move to the benefit block.
Nothing is written about a single line that does not apply while its block goes on: its points stay
in the block, which keeps the block's weight. Shared in proportion to points; what is left over of
the hundredths goes to the lines that lost most by rounding, earlier ones first.
"""

from collections.abc import Sequence


def points_used(
    points: Sequence[int], blocks: Sequence[str], applicable: Sequence[bool], *, move_to: str
) -> list[int]:
    """Points of each line in hundredths after moving; the sum stays, unless no line applies.

    A line that does not apply gives all its points to the applicable lines of its block, else to
    those of the block `move_to`, else to all applicable lines; it keeps them where there are none.
    """
    used = list(points)
    for block in dict.fromkeys(blocks):
        left_out = [i for i, own in enumerate(blocks) if own == block and not applicable[i]]
        takers = _takers(points, blocks, applicable, block, move_to)
        if not left_out or not takers:
            continue
        pool = sum(points[i] for i in left_out)
        for i in left_out:
            used[i] = 0
        for i, more in zip(takers, _shared(pool, [points[i] for i in takers]), strict=True):
            used[i] += more
    return used


def _takers(
    points: Sequence[int],
    blocks: Sequence[str],
    applicable: Sequence[bool],
    block: str,
    move_to: str,
) -> list[int]:
    """Lines that apply and have points: of the block, else of `move_to`, else of the sheet."""
    able = [i for i, applies in enumerate(applicable) if applies and points[i]]
    for name in (block, move_to):
        if own := [i for i in able if blocks[i] == name]:
            return own
    return able


def _shared(pool: int, weights: Sequence[int]) -> list[int]:
    """Share whole hundredths in proportion to weights, by largest remainder."""
    whole = sum(weights)
    shares = [pool * weight // whole for weight in weights]
    rests = [pool * weight % whole for weight in weights]
    nearest = sorted(range(len(weights)), key=lambda i: (-rests[i], i))
    for i in nearest[: pool - sum(shares)]:
        shares[i] += 1
    return shares
