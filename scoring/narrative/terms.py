"""The figures that an explanatory text may hold: by key its name, which stands in the text. Pure.

A figure stands in a paragraph as its name in 【】, so that it cannot be typed over.
"""

from decimal import Decimal
from typing import NamedTuple

BUDGET, FINAL = "BUDGET", "FINAL"
GRADES = {"grade_1": "优", "grade_2": "良", "grade_3": "中", "grade_4": "差"}

_MONEY = {
    "total": "支出总额",
    "basic": "基本支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "spending": "项目支出",
    "others": "其他支出",
}
# Nobody but the unit knows them: no table or sheet of the system has them.
_BY_THE_UNIT = {
    "key_projects": "重点项目数量",
    "department_evaluations": "部门评价项目数量",
    "finance_evaluations": "财政重点评价项目数量",
}
LABELS: dict[str, str] = {
    **_MONEY,
    "projects": "项目数量",
    "tables": "目标表数量",
    "targets": "绩效指标数量",
    "evaluated": "自评项目数量",
    "evaluated_amount": "自评金额",
    "department_score": "部门整体自评得分",
    "department_grade": "部门整体自评等级",
    "indicators": "整体指标数量",
    "met": "达到指标值的指标数量",
    "missed": "未达到指标值的指标数量",
    "by_hand": "由人工评定的指标数量",
    "execution_rate": "部门预算执行率",
    "scored": "有自评得分的项目数量",
    "average": "项目自评平均得分",
    **{key: f"等级为{grade}的项目数量" for key, grade in GRADES.items()},
    **_BY_THE_UNIT,
}
KEYS = {label: key for key, label in LABELS.items()}

KEYS_OF: dict[str, tuple[str, ...]] = {
    BUDGET: (*_MONEY, "projects", "tables", "targets", "key_projects"),
    FINAL: tuple(key for key in LABELS if key not in ("tables", "targets", "key_projects")),
}
"""Stage -> the figures that its text may hold, in the order in which they are listed."""
STATED = tuple(_BY_THE_UNIT)
"""Figures that no paper of the system has."""
AMOUNTS = frozenset({*_MONEY, "evaluated_amount"})
SCORES = frozenset({"department_score", "average"})
SHARES = frozenset({"execution_rate"})
WORDS = frozenset({"department_grade"})
COUNTS = frozenset(LABELS) - AMOUNTS - SCORES - SHARES - WORDS

UNITS = {
    **dict.fromkeys(AMOUNTS, "万元"),
    **dict.fromkeys(SCORES, "分"),
    **dict.fromkeys(SHARES, ""),
    **dict.fromkeys(WORDS, ""),
    **dict.fromkeys(COUNTS, "个"),
    **dict.fromkeys(("tables",), "张"),
    **dict.fromkeys(("targets", "indicators", "met", "missed", "by_hand"), "项"),
}
"""Key -> the unit that stands behind the figure ("" where it is printed with it, or has none)."""


class Figure(NamedTuple):
    """One figure: `printed` as it goes into the text, `amount` exact (None for a word).

    `source` says in words which table or sheet it is from. Nothing known: `printed` is "" and
    `source` says what is missing. `paper`: accounts, plans, sheets, whole (the sheet of the whole
    department), "" for what the unit states itself.
    """

    key: str
    printed: str
    amount: Decimal | None
    source: str
    paper: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a figure."""
        return bool(self.printed)

    @property
    def label(self) -> str:
        """What it is called."""
        return LABELS[self.key]


def missing(key: str, why: str) -> Figure:
    """A figure that is not known, and why."""
    return Figure(key, "", None, why)
