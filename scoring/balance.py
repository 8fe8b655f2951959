"""Points of a plan laid against its edition: due, given, difference, block by block. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from projects.points import spread
from scoring.checks.blocks import block_key
from scoring.rules.edition import Edition
from scoring.rules.numbers import SCORE_DIGITS, unscaled

ZERO = Decimal(0)
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Share:
    """A line with its points; `key` is whatever the caller knows it by."""

    key: str
    level1: str
    points: Decimal | None


@dataclass(slots=True)
class BlockBalance:
    """One level-one block. `due` is None where the edition says nothing of it."""

    name: str
    due: Decimal | None
    given: Decimal = ZERO
    lines: list[Share] = field(default_factory=list)

    @property
    def difference(self) -> Decimal | None:
        """Given less due."""
        return None if self.due is None else self.given - self.due

    @property
    def takers(self) -> list[Share]:
        """The lines that missing points are spread over: those without points, else all."""
        return [line for line in self.lines if line.points is None] or self.lines

    def spread(self) -> dict[str, Decimal]:
        """New points of lines (by key) so that the block has what it is due; {} if none miss."""
        missing = -(self.difference or ZERO)
        if missing <= 0 or not self.lines:
            return {}
        shares = spread(missing, len(self.takers))
        return {
            line.key: (line.points or ZERO) + share
            for line, share in zip(self.takers, shares, strict=True)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The whole plan. `fixed`: the edition lets no block have other points than its own."""

    execution: Decimal | None
    blocks: tuple[BlockBalance, ...]
    fixed: bool

    @property
    def given(self) -> Decimal:
        """All points, those of the execution with them."""
        return sum((block.given for block in self.blocks), self.execution or ZERO)

    @property
    def difference(self) -> Decimal | None:
        """How far all points are from 100; None without an edition."""
        return None if self.execution is None else self.given - WHOLE

    @property
    def wrong(self) -> list[BlockBalance]:
        """Blocks whose points must change.

        Where the edition lets them be adapted, only while the whole does not add up either.
        """
        if not self.fixed and not self.difference:
            return []
        return [block for block in self.blocks if block.difference or self._is_alien(block)]

    @property
    def adapted(self) -> list[BlockBalance]:
        """Blocks that differ though the whole adds up and the edition allows it."""
        if self.fixed or self.difference != ZERO:
            return []
        return [block for block in self.blocks if block.difference]

    def _is_alien(self, block: BlockBalance) -> bool:
        """A block that an edition with fixed blocks does not know."""
        return self.fixed and block.due is None


def balance(lines: Iterable[Share], edition: Edition | None) -> Balance:
    """Add up the points of the lines under the edition's blocks, then under the plan's own.

    An edition with one block for all (绩效指标 80) leaves the names of blocks to the plan: then
    only the whole is due.
    """
    due = _due(edition)
    by_key = {block_key(name): BlockBalance(name, points) for name, points in due.items()}
    own: dict[str, BlockBalance] = {}
    for line in lines:
        key = block_key(line.level1)
        block = by_key.get(key) or own.setdefault(key, BlockBalance(line.level1, None))
        block.lines.append(line)
        block.given += line.points or ZERO
    return Balance(
        execution=None if edition is None else _points(edition.execution_points),
        blocks=(*by_key.values(), *own.values()),
        fixed=edition is not None and edition.blocks_fixed,
    )


def _due(edition: Edition | None) -> dict[str, Decimal]:
    if edition is None or len(edition.blocks) < 2:
        return {}
    return {block.name: _points(block.points) for block in edition.blocks}


def _points(hundredths: int) -> Decimal:
    return unscaled(hundredths, SCORE_DIGITS)
