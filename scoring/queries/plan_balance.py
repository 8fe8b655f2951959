"""The balance of points as the page shows it: figures as people write them, verdicts in words."""

from dataclasses import dataclass

from projects import show
from scoring.balance import Balance, BlockBalance


@dataclass(frozen=True, slots=True)
class BlockTold:
    """One block; `takers`: how many rows its missing points can be spread over."""

    name: str
    due: str
    given: str
    difference: str
    is_off: bool
    is_wrong: bool
    verdict: str
    takers: int


@dataclass(frozen=True, slots=True)
class BalanceTold:
    """The table 分值试算; `execution` is blank without an edition."""

    execution: str
    blocks: list[BlockTold]
    given: str
    difference: str
    is_off: bool


def balance_told(balance: Balance) -> BalanceTold:
    """Put a balance into words."""
    wrong = {id(block) for block in balance.wrong}
    return BalanceTold(
        execution=show.points(balance.execution),
        blocks=[_block(block, id(block) in wrong) for block in balance.blocks],
        given=show.plain(balance.given),
        difference=_signed(show.points(balance.difference)),
        is_off=bool(balance.difference),
    )


def _block(block: BlockBalance, is_wrong: bool) -> BlockTold:
    return BlockTold(
        name=block.name or "未填一级指标",
        due=show.points(block.due),
        given=show.plain(block.given),
        difference=_signed(show.points(block.difference)),
        is_off=bool(block.difference),
        is_wrong=is_wrong,
        verdict=_verdict(block, is_wrong),
        takers=len(block.takers) if block.spread() else 0,
    )


def _verdict(block: BlockBalance, is_wrong: bool) -> str:
    difference = block.difference
    if difference is None:
        return "评分办法没有这个一级指标" if is_wrong else "自设"
    if not difference:
        return "平"
    if not block.lines:
        return f"还没有指标行，差 {show.plain(-difference)} 分"
    words = (
        f"还差 {show.plain(-difference)} 分"
        if difference < 0
        else f"多 {show.plain(difference)} 分"
    )
    return words if is_wrong else f"{words}，特殊情况可以调整"


def _signed(text: str) -> str:
    return text.replace("-", show.MINUS)
