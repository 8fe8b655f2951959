"""Lay the targets of a plan over its monitoring reports: what was typed stays, lamps are lit anew.

A row is known by its lineage, which it keeps over the revisions of its plan. Reports that were
handed in stay as they are: they were judged by the targets of then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from projects.models import Plan, User
from projects.trail import record, told_first_changes
from scoring.models import MonitoringLine, MonitoringReport
from scoring.queries.rounds import HeadedLeaf, leaves_with_headings
from scoring.services.lighting import LIT, light_line, light_report

COPIED = ("level1", "level2", "name", "target_text", "points")
LABELS = {"level1": "一级指标", "level2": "二级指标", "name": "指标名称", "target_text": "指标值"}
LABELS |= {"points": "分值"}
TYPED = {"text": "完成情况", "forecast_text": "全年预计", "cause_text": "原因说明"}
GONE = "目标调整后已没有这一行"


def line_of(report: MonitoringReport, position: int, leaf: HeadedLeaf) -> MonitoringLine:
    """A new row of a report, nothing typed yet; a target that does not apply asks for nothing."""
    line = MonitoringLine(
        report=report,
        department_id=report.department_id,
        year_id=report.year_id,
        lineage=leaf.lineage,
        position=position,
        **{name: getattr(leaf, name) for name in COPIED},
    )
    light_line(line, report)
    return line


def lay_targets(*, plan: Plan, by: User, at: datetime) -> int:
    """Lay the plan's targets over its reports that are drafts; returns how many have changed.

    Approving an adjustment calls it, and so does what makes a report a draft again: who took that
    step had the right to. The caller is in a transaction.
    """
    drafts = MonitoringReport.objects.select_for_update(of=("self",)).filter(
        plan=plan, state=MonitoringReport.State.DRAFT
    )
    heads = ("round", "department", "year", "plan__project")
    reports = list(drafts.select_related(*heads).order_by("pk"))
    if not reports:
        return 0
    leaves = list(leaves_with_headings([plan.pk]))
    return sum(_laid(report, leaves, by, at) for report in reports)


@dataclass(slots=True)
class _Laying:
    """What becomes of the rows of one report."""

    kept: list[MonitoringLine] = field(default_factory=list)
    new: list[MonitoringLine] = field(default_factory=list)
    gone: list[MonitoringLine] = field(default_factory=list)
    moved: bool = False
    changes: dict[str, list[str]] = field(default_factory=dict)


def _laid(report: MonitoringReport, leaves: Sequence[HeadedLeaf], by: User, at: datetime) -> bool:
    """Whether anything of the report changed."""
    laying, before = _compared(report, leaves), report.annual_budget
    for line in laying.kept:
        light_line(line, report)
    light_report(report, [*laying.kept, *laying.new])
    if report.annual_budget != before:
        laying.changes["全年预算数"] = [_words(before), _words(report.annual_budget)]
    if not laying.changes and not laying.moved:
        return False
    _write(laying)
    report.version += 1
    report.save(update_fields=LIT)
    record(
        by=by,
        at=at,
        action="monitoring.targets_laid",
        on=report,
        summary=f"按审定的调整后目标更新：{told_first_changes(laying.changes) or '各行换了位置'}"[
            :500
        ],
        changes=laying.changes,
    )
    return True


def _compared(report: MonitoringReport, leaves: Sequence[HeadedLeaf]) -> _Laying:
    rows = report.lines.prefetch_related("rectifications")
    stored = {line.lineage: line for line in rows}
    laying = _Laying()
    for position, leaf in enumerate(leaves, 1):
        line = stored.pop(leaf.lineage, None)
        if line is None:
            laying.new.append(line_of(report, position, leaf))
            laying.changes[f"第 {position} 行 {leaf.name}"] = ["", leaf.target_text or "新增"]
        else:
            _take(laying, line, position, leaf)
    for line in stored.values():
        _drop(laying, line)
    return laying


def _take(laying: _Laying, line: MonitoringLine, position: int, leaf: HeadedLeaf) -> None:
    """Give a row the words that its indicator has now."""
    before = {name: getattr(line, name) for name in COPIED}
    laying.moved |= line.position != position
    line.position = position
    for name in COPIED:
        new = getattr(leaf, name)
        if before[name] != new:
            setattr(line, name, new)
            place = f"第 {position} 行 {leaf.name} {LABELS[name]}"
            laying.changes[place] = [_words(before[name]), _words(new)]
    laying.kept.append(line)


def _drop(laying: _Laying, line: MonitoringLine) -> None:
    """A row whose indicator is gone: what was typed in it is told in the trail.

    One that a notice is about stays behind the others, without a target: the notice names it.
    """
    what = f"原第 {line.position} 行 {line.name}"
    if line.rectifications.all():
        position = len(laying.kept) + len(laying.new) + 1
        laying.moved |= line.position != position
        if line.target_text:
            laying.changes[f"{what} 指标值"] = [line.target_text, f"{GONE}，因有整改保留"]
        line.position, line.target_text = position, ""
        laying.kept.append(line)
        return
    said = [f"指标值 {line.target_text}" if line.target_text else ""]
    said += [f"{label} {text}" for name, label in TYPED.items() if (text := getattr(line, name))]
    laying.changes[what] = ["；".join(part for part in said if part), GONE]
    laying.gone.append(line)


def _write(laying: _Laying) -> None:
    MonitoringLine.objects.filter(pk__in=[line.pk for line in laying.gone]).delete()
    for line in laying.kept:
        line.version += 1
    MonitoringLine.objects.bulk_update(
        laying.kept,
        [
            *COPIED, "position", "kind", "number", "forecast_kind", "forecast_number", "lamp",
            "is_filled", "version",
        ],
    )  # fmt: skip
    MonitoringLine.objects.bulk_create(laying.new)


def _words(value: Any) -> str:
    """A value as the trail keeps it; points and amounts without zeros that nobody typed."""
    if value is None:
        return ""
    text = str(value)
    return text if isinstance(value, str) or "." not in text else text.rstrip("0").rstrip(".")
