"""The tables that budgets and final accounts usually have, by role.

The usual ones are those that 财预〔2016〕143号《地方预决算公开操作规程》 asks departments to
publish, with the one of 国有资本经营预算 that came later; further ones are printed beside them or
are told in the text.
"""

import re
from typing import NamedTuple

BUDGET, FINAL = "BUDGET", "FINAL"


class Role(NamedTuple):
    """A role: `budget` and `final` are what the table is called there ("": not usual there)."""

    code: str
    budget: str
    final: str

    def name(self, kind: str) -> str:
        """What it is called in a document of that kind."""
        return self.final if kind == FINAL else self.budget


USUAL = (
    Role("income_expenditure", "部门收支总体情况表", "收入支出决算总表"),
    Role("income", "部门收入总体情况表", "收入决算表"),
    Role("expenditure_by_function", "部门支出总体情况表", "支出决算表"),
    Role("fiscal_income_expenditure", "财政拨款收支总体情况表", "财政拨款收入支出决算总表"),
    Role(
        "general_public_by_function",
        "一般公共预算支出情况表",
        "一般公共预算财政拨款支出决算表",
    ),
    Role(
        "basic_by_economic",
        "一般公共预算基本支出情况表",
        "一般公共预算财政拨款基本支出决算表",
    ),
    Role(
        "three_public",
        "一般公共预算“三公”经费支出情况表",
        "一般公共预算财政拨款“三公”经费支出决算表",
    ),
    Role(
        "government_fund",
        "政府性基金预算支出情况表",
        "政府性基金预算财政拨款收入支出决算表",
    ),
    Role(
        "state_capital",
        "国有资本经营预算支出情况表",
        "国有资本经营预算财政拨款支出决算表",
    ),
)
FURTHER = (
    Role("basic_detail", "一般公共预算基本支出明细表", "一般公共预算基本支出决算明细表"),
    Role("economic_summary", "支出经济分类汇总表", "支出经济分类汇总表"),
    Role("project_expenditure", "项目支出表", "项目支出决算表"),
    Role("operating", "机关（机构）运行经费", "机关（机构）运行经费"),
    Role("procurement", "政府采购情况", "政府采购情况"),
    Role("assets", "国有资产占用情况", "国有资产占用情况"),
    Role("institutions", "机构设置情况", "机构设置情况"),
    Role("initial_budget_by_item", "年初预算与决算", "年初预算与决算"),
    Role("narrative_figures", "正文所列比例", "正文所列比例"),
    Role("narrative_amounts", "正文所列金额", "正文所列金额"),
    Role("narrative_lists", "正文所列明细科目", "正文所列明细科目"),
)
OTHER = "other"
KNOWN = {role.code: role for role in (*USUAL, *FURTHER)}
_OTHER = re.compile(r"other_[1-9][0-9]{0,2}")

# The first that a title fits counts: what is narrower stands before what is wider.
_BY_TITLE = (
    ("narrative_amounts", "正文所列金额"),
    ("narrative_lists", "正文所列明细"),
    ("narrative_figures", "正文所列"),
    ("initial_budget_by_item", "年初预算与决算"),
    ("three_public", "三公"),
    ("government_fund", "政府性?基金"),
    ("state_capital", "国有资本"),
    ("basic_detail", "基本支出.*明细"),
    ("basic_by_economic", "基本支出"),
    ("economic_summary", "经济分类"),
    ("general_public_by_function", "一般公共预算.*支出"),
    ("fiscal_income_expenditure", "财政拨款收(支|入支出)"),
    ("project_expenditure", "项目支出"),
    ("operating", "运行经费"),
    ("procurement", "政府采购"),
    ("assets", "资产"),
    ("institutions", "机构设置"),
    ("income_expenditure", "收支|收入支出"),
    ("income", "收入"),
    ("expenditure_by_function", "支出"),
)


def missing(kind: str, roles: set[str]) -> list[str]:
    """The names of the usual tables of a kind of document that are not among `roles`."""
    return [role.name(kind) for role in USUAL if role.code not in roles]


def role_name(code: str, kind: str) -> str:
    """What a role is called; 其他 for one that nobody knows."""
    return KNOWN[code].name(kind) if code in KNOWN else "其他"


def choices(kind: str) -> list[tuple[str, str]]:
    """The roles as a list to choose from: code and name, 其他 last."""
    return [*((code, role.name(kind)) for code, role in KNOWN.items()), (OTHER, "其他")]


def is_role(code: str) -> bool:
    """Whether a table may be stored under the code: a known role, or other_1, other_2, ..."""
    return code in KNOWN or _OTHER.fullmatch(code) is not None


def free_role(code: str, taken: set[str]) -> str:
    """The role under which a table is stored: the code itself, the first free one for 其他.

    >>> free_role("other", {"income", "other_1"})
    'other_2'
    """
    if code != OTHER:
        return code
    return next(name for number in range(1, 1000) if (name := f"other_{number}") not in taken)


def role_of_title(title: str) -> str:
    """The role that a table's title tells of, OTHER where it tells none.

    >>> role_of_title("2023年一般公共预算“三公”经费预算表")
    'three_public'
    """
    bare = "".join(title.split())
    return next((code for code, words in _BY_TITLE if re.search(words, bare)), OTHER)
