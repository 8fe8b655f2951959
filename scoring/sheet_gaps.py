"""What is still missing in a self-evaluation: asked when it is submitted, listed while it is
filled. Pure.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from scoring.checks.actuals import is_far_above
from scoring.checks.sheet import Line, Terms, is_reason, says_something
from scoring.gaps import Gap

FAR_ABOVE, BELOW_FULL, LEFT_OUT = "完成值远超指标值", "没有得满分", "选了不适用"


class FilledLine(Protocol):
    """What is asked of a line; the rows of the sheet's page have it."""

    public_id: UUID
    place: Any
    name: str
    text: str
    worded: bool
    share: Decimal | None
    not_applicable: bool
    deviation: str
    points: Decimal | None
    computed: Decimal | None
    claimed: Decimal | None
    reason_asked: str


class FilledFund(Protocol):
    """What is asked of a row of the funds table."""

    public_id: UUID
    label: str
    executed_text: str
    annual_text: str


def reason_asked(line: Line, terms: Terms | None, *, over_target: str) -> str:
    """Why the edition demands a reason of a line; "" where it does not.

    `over_target`: what the edition says follows a value far above its target.
    """
    if line.not_applicable:
        return LEFT_OUT
    if terms is None or not says_something(line.actual):
        return ""
    score = line.computed if line.score.number is None else line.score.number
    points = line.points.number
    if terms.wants_reasons and points is not None and score is not None and score < points:
        return BELOW_FULL
    if over_target == "reason" and is_far_above(line, terms):
        return FAR_ABOVE
    return ""


def sheet_gaps(
    *, lines: Iterable[FilledLine], funds: Iterable[FilledFund], claimed_execution: Decimal | None
) -> list[Gap]:
    """Every gap of a sheet in printed order.

    Claimed scores are asked of every line as soon as one is there: a form has them or has not.
    """
    rows = list(lines)
    claims = claimed_execution is not None or any(row.claimed is not None for row in rows)
    found = [_fund_gap(fund) for fund in funds if fund.annual_text and not fund.executed_text]
    if claims and claimed_execution is None:
        found.append(_gap("claimed_execution", "预算执行率自评分", "没有填。请填分数。"))
    for row in rows:
        found += _line_gaps(row, claims=claims)
    return found


def _fund_gap(fund: FilledFund) -> Gap:
    anchor = f"executed-{fund.public_id.hex}"
    return _gap(anchor, f"{fund.label} 全年执行数", "没有填。没有支出请填 0。")


def _line_gaps(row: FilledLine, *, claims: bool) -> Iterator[Gap]:
    key, at = row.public_id.hex, f"第 {row.place.number} 行"
    if row.points is None:
        return
    if row.not_applicable:
        if not is_reason(row.deviation):
            yield _gap(f"deviation-{key}", f"{at} 偏差原因", "选了不适用。请写明原因。")
        return
    if not row.text.strip():
        said = "没有填。确为零请填 0，当年没有开展请选“不适用”。"
        yield _gap(f"text-{key}", f"{at} 实际完成值", said)
    elif row.worded and row.share is None and row.computed is None:
        yield _gap(f"share-{key}", f"{at} 得分比例", "没有填。请选完成程度或填 0 到 100。")
    if claims and row.claimed is None:
        yield _gap(f"claimed-{key}", f"{at} 自评分", "没有填。没有得分请填 0。")
    if row.reason_asked and not is_reason(row.deviation):
        yield _gap(f"deviation-{key}", f"{at} 偏差原因", f"{row.reason_asked}。须写明原因。")


def _gap(anchor: str, label: str, message: str) -> Gap:
    return Gap(anchor=anchor, label=label, message=message)
