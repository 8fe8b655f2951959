"""What a clerk calls the place of a finding: 第 6 行 “预算执行率” 得分."""

import re

from scoring.checks.finding import Finding
from scoring.published.sheet import PublishedSheet

_WHOLE = {
    "total_printed": "总分",
    "total_points_printed": "分值合计",
    "narrative_total": "说明文字中的总分",
    "indicators": "绩效指标",
}
_COLUMNS = {
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "arrived": "到位数",
    "executed": "执行数",
    "points": "分值",
    "rate": "执行率",
    "score": "得分",
    "reason": "偏差原因",
    "actual": "实际完成值",
    "target": "指标值",
    "level2": "二级指标",
    "level3": "三级指标",
    "raw_score": "单项得分",
    "weight_pct": "权重",
}
_TEXTS = {"goals": "年度目标", "tasks": "重点任务"}
_TEXT = re.compile(r"(goals|tasks)\[(\d+)\]")
_CELL = re.compile(r"(funds|indicators)\[(\d+)\](?:\.(\w+))?")


def place_words(finding: Finding, sheet: PublishedSheet) -> str:
    """Name the place of a finding; rows are counted from 1, as people count."""
    if found := _CELL.fullmatch(finding.place):
        part, row, column = found[1], int(found[2]), found[3]
        words = _COLUMNS.get(column or "", "")
        if part == "funds":
            return f"资金“{_short(sheet.funds[row].label)}”{words}"
        return f"第 {row + 1} 行“{_short(sheet.lines[row].level3)}”{words}"
    if text := _TEXT.match(finding.place):
        return f"{_TEXTS[text[1]]}第 {int(text[2]) + 1} 条"
    if finding.place.startswith("block_points"):
        name = finding.place.removeprefix("block_points").strip("[].'\"")
        return f"一级指标“{name}”分值" if name else "一级指标分值"
    return _WHOLE.get(finding.place, finding.place)


def _short(text: str) -> str:
    text = text.strip().rstrip("：:")
    return text if len(text) <= 24 else text[:23] + "…"
