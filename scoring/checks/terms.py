"""What the checks need to know of an edition, for stored sheets and for files."""

from decimal import Decimal

from scoring.checks.sheet import Terms
from scoring.rules.edition import Edition
from scoring.rules.numbers import SCORE_DIGITS, unscaled
from scoring.rules.tags import execution_tag


def terms_of(edition: Edition, *, chosen: bool) -> Terms:
    """Read the terms of an edition; `chosen`: for the sheet's region, or by name.

    An edition with one block does not divide its points by level-one names.
    """
    over = edition.over_target
    blocks = edition.blocks if len(edition.blocks) > 1 else ()
    return Terms(
        chosen=chosen,
        blocks={block.name: unscaled(block.points, SCORE_DIGITS) for block in blocks},
        over_percent=over.percent or None,
        over_shares=over.shares,
        over_zero=Decimal(over.zero_target) if over.zero_target else None,
        execution_points=unscaled(edition.execution_points, SCORE_DIGITS),
        execution_tag=execution_tag(edition),
        wants_reasons=edition.reason_below_full,
        blocks_fixed=edition.blocks_fixed,
        evidence=edition.evidence,
    )
