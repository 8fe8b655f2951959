"""What a person changed in the rows of a plan: what forms hand to the services. Plain values.

All fields are texts as the page shows them ("" is blank), points and all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

LEAF_FIELDS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "指标值",
    "points": "分值",
    "explanation": "指标说明",
    "scoring_note": "评分标准",
    "basis": "指标值依据",
    "data_source": "数据来源",
    "description": "绩效指标描述",
}
FUND_FIELDS = {"label": "资金来源", "initial": "年初数", "annual": "全年数"}
SOURCES = ("年度资金总额", "财政拨款", "上年结转资金", "单位资金", "其他资金")
"""Usual rows of the funds; a new plan starts with the first three."""
GOAL_FIELDS = {"name": "目标名称", "content": "主要内容"}
TASK_FIELDS = {"name": "任务名称", "content": "主要内容"}
LONGEST = {
    "level1": 200,
    "level2": 200,
    "level3": 200,
    "target": 200,
    "data_source": 200,
    "label": 60,
    "initial": 40,
    "annual": 40,
    "name": 200,
}
LONGEST_TEXT = 2000
MOST_LINES = 500
"""Rows of one plan: as many as fit a form that is sent without script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEdit:
    """One row: only the fields that are named are touched.

    `version` is that of the row which the person saw, 0 for a new row.
    `returns`: a row that was removed and comes back, with the lineage that it had.
    """

    public_id: UUID
    version: int
    fields: Mapping[str, str]
    returns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsEdit:
    """Rows of one kind: changed and new ones, removed ones (id -> version seen), the order.

    `order` is what the person made of the order that his page showed (`shown`; None: as it stands
    now). It may leave out rows (a colleague's).
    """

    rows: tuple[RowEdit, ...] = ()
    removed: Mapping[UUID, int] = field(default_factory=dict)
    order: tuple[UUID, ...] | None = None
    shown: tuple[UUID, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.rows or self.removed or self.order)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEdit:
    """What is changed of a plan in one go."""

    lines: RowsEdit = RowsEdit()
    funds: RowsEdit = RowsEdit()
    goals: RowsEdit = RowsEdit()
    tasks: RowsEdit = RowsEdit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A row that somebody else changed since the page was shown; nothing of it was written.

    `theirs` is None where they removed it, `mine` where the person wants it removed. `version`
    is that of the row as it stands now: who takes his own words then, names it.
    """

    part: str
    public_id: UUID
    label: str
    mine: Mapping[str, str] | None
    theirs: Mapping[str, str] | None
    version: int


def arranged(stored: list[UUID], fresh: list[UUID], order: tuple[UUID, ...]) -> list[UUID]:
    """Stored and new rows in the order asked for; a row it does not name stays where it stood."""
    known = {*stored, *fresh}
    named = [public_id for public_id in dict.fromkeys(order) if public_id in known]
    result, seen = list(named), set(named)
    before: UUID | None = None
    for public_id in [*stored, *fresh]:
        if public_id not in seen:
            result.insert(0 if before is None else result.index(before) + 1, public_id)
            seen.add(public_id)
        before = public_id
    return result
