"""Points, computed and claimed scores added up. Pure; blank stays blank."""

from dataclasses import dataclass
from decimal import Decimal

from projects import show

ZERO = Decimal(0)


@dataclass(slots=True)
class Sums:
    """Points, computed and claimed scores of a block or of the whole, with their difference."""

    points: Decimal = ZERO
    computed: Decimal | None = None
    claimed: Decimal | None = None
    gap: Decimal | None = None
    without: int = 0  # lines that have no points

    def add(
        self, points: Decimal | None, computed: Decimal | None, claimed: Decimal | None
    ) -> None:
        """Add one line; blank is not 0, and a difference is of lines that have both scores."""
        self.points += points or ZERO
        self.without += points is None
        self.computed = _plus(self.computed, computed)
        self.claimed = _plus(self.claimed, claimed)
        if computed is not None and claimed is not None:
            self.gap = _plus(self.gap, claimed - computed)

    @property
    def has_claims(self) -> bool:
        """Whether any line has a claimed score."""
        return self.claimed is not None

    @property
    def shown(self) -> dict[str, str]:
        """The four figures as printed."""
        return {
            "points": show.points(self.points),
            "computed": show.score(self.computed),
            "claimed": show.score(self.claimed),
            "difference": show.difference(self.gap),
            "difference_class": "off" if self.gap else "zero",
        }


def _plus(total: Decimal | None, more: Decimal | None) -> Decimal | None:
    return total if more is None else (total or ZERO) + more
