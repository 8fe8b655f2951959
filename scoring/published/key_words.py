"""What the keys of a disclosure file are called in print: the words of its format, not of a form.

A table with printed headings keeps them; these stand where a figure was taken from a sentence.
"""

import re

_HEADINGS = {
    "item": "项目",
    "name": "项目",
    "row": "行次",
    "code": "科目编码",
    "amount": "金额",
    "total": "金额",
    "count": "数量",
    "quantity": "数量",
    "unit": "单位",
    "type": "类型",
    "lei": "类",
    "kuan": "款",
    "xiang": "项",
    "initial_budget": "年初预算数",
    "final_account": "支出决算数",
    "printed_percent": "印出百分比",
}
_TITLES = {
    "operating": "机关（机构）运行经费",
    "procurement": "政府采购情况",
    "assets": "国有资产占用情况",
    "initial_budget_by_item": "一般公共预算财政拨款支出：年初预算与决算",
}
_SINGLE_FIGURES = {
    ("assets", "total"): "固定资产总额",
    ("assets", "purchases_planned"): "拟购置固定资产总额",
}
SIDES = {
    "income": "收入",
    "expenditure": "支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "public_other": "公用经费",
}
"""Lists of a table that are printed beside each other, and the heading over each."""

FUNDS = {
    "budget_cap": "项目预算控制数",
    "total": "资金总额",
    "government_budget": "政府预算资金",
    "special_account": "财政专户管理资金",
    "unit_funds": "单位资金",
}
"""The sums of a declared project, in printed order."""

COLUMNS = {"personnel": "人员经费", "public": "公用经费", "total": "合计"}
"""The column of a table whose items a sentence lists."""

FIGURE_KINDS = {"growth": "增长", "share": "占比", "completion": "完成率"}

_PROJECTS = re.compile("项目(?:绩效)?(自评)?共?([0-9]+)个|([0-9]+)个项目")
_NOTES = {
    "base 0": "基数为 0",
    "growth undefined": "增长率不可计算",
    "no percent printed": "未印百分比",
}


def heading_of(key: str) -> str:
    """The heading of a column; an unknown key stands for itself."""
    return _HEADINGS.get(key, key)


def title_of(role: str) -> str:
    """The title of a table that is printed without one."""
    return _TITLES.get(role, role)


def single_figure(role: str, key: str) -> str:
    """What a figure is called that stands in a table by itself."""
    return _SINGLE_FIGURES.get((role, key), heading_of(key) if key != "total" else "合计")


def note_words(note: str) -> str:
    """A note beside a figure, in the words of the printed page where the format has a term."""
    return "；".join(_note(part.strip()) for part in note.split(";"))


def projects_counted(note: str) -> list[tuple[str, str]]:
    """The number of projects that is told beside a sum: 涉及项目7个, 项目绩效自评8个, 1个项目."""
    found = _PROJECTS.search(note)
    if found is None:
        return []
    return [("自评项目个数" if found[1] else "项目个数", f"{found[2] or found[3]}个")]


def _note(part: str) -> str:
    if part.startswith("denominator = "):
        told = part.removeprefix("denominator = ").replace(" - ", " − ").replace(" + ", " ＋ ")
        return f"基数为 {told} 推得"
    if part.startswith("printed as "):
        return f"原文写作{part.removeprefix('printed as ')}"
    if part.startswith("printed again"):
        return "正文印有两处"
    return "，".join(_NOTES.get(word.strip(), word.strip()) for word in part.split(","))
