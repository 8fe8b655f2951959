"""The lower part of the form: goals, tasks, indicators, total, signatures."""

from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from projects import show
from scoring.checks.totals import adds_up
from scoring.exports import styles
from scoring.exports.layout import LAST, Cell, Form, Formula
from scoring.exports.words import Words
from scoring.models import Sheet
from scoring.queries.sheet_parts import BlockPart, LineRow, SheetPage

NOT_APPLICABLE = "不适用"


def add_goals(form: Form, page: SheetPage, words: Words) -> None:
    """Put the goals of the year; nothing where there are none."""
    if not page.goals:
        return
    top = form.add(
        Cell(1, 4, "预期目标", styles.HEAD), Cell(5, LAST, "实际完成情况", styles.HEAD), keep=True
    )
    if page.sheet.plan.is_whole_department:
        _head(form, "目标名称", "目标完成情况")
    named = page.sheet.plan.is_whole_department or any(goal.name for goal in page.goals)
    for goal in page.goals:
        _add_text(form, goal, named=named)
    _label_part(form, top, words.goals)


def add_tasks(form: Form, page: SheetPage) -> None:
    """Put the main tasks of the year; nothing where there are none."""
    if not page.tasks:
        return
    top = _head(form, "任务名称", "任务完成情况")
    for task in page.tasks:
        _add_text(form, task, named=True)
    _label_part(form, top, "年度主要任务")


def _label_part(form: Form, top: int, label: str) -> None:
    """Merge the label over a part; its heading is not repeated, so it should not be parted."""
    bottom = len(form.rows) - 1
    form.hold(top, bottom)
    form.span(top, bottom, Cell(0, 0, label, styles.LABEL))


def _head(form: Form, name: str, result: str) -> int:
    return form.add(
        Cell(1, 1, name, styles.HEAD),
        Cell(2, 4, "主要内容", styles.HEAD),
        Cell(5, LAST, result, styles.HEAD),
        keep=True,
    )


def _add_text(form: Form, row: Any, *, named: bool) -> None:
    told = [Cell(1, 1, row.name, styles.TEXT), Cell(2, 4, row.content, styles.TEXT)]
    cells = told if named else [Cell(1, 4, row.content, styles.TEXT)]
    form.add(*cells, Cell(5, LAST, row.result_text or "", styles.TEXT))


def add_lines(form: Form, page: SheetPage, words: Words) -> tuple[int, int] | None:
    """Put the indicator table and return its first and last row; None where it has no lines.

    Its heading is what later pages repeat.
    """
    if not page.rows:
        return None
    reason = len(words.lines) - 1
    places = [*((column, column) for column in range(reason)), (reason, LAST)]
    form.heading = form.add(
        *(
            Cell(first, last, text, styles.HEAD)
            for (first, last), text in zip(places, words.lines, strict=True)
        ),
        keep=True,
    )
    for part in page.blocks:
        _add_block(form, part, words)
    last = len(form.rows) - 1
    form.rows[last].keep = True  # the total never stands alone on a page
    return form.heading + 1, last


def _add_block(form: Form, part: BlockPart, words: Words) -> None:
    if not part.block.rows:
        return
    top = len(form.rows)
    for row in part.block.rows:
        at = form.add(*_line(row, words))
        if row.place.level2_span:
            label = Cell(1, 1, row.place.level2, styles.LABEL)
            form.span(at, at + row.place.level2_span - 1, label)
    form.span(top, len(form.rows) - 1, Cell(0, 0, _block_label(part), styles.LABEL))


def _block_label(part: BlockPart) -> str:
    points = part.block.printed_points
    if points is None:
        points = part.sums.points or None
    return part.block.name if points is None else f"{part.block.name}\n（{show.points(points)}分）"


def _line(row: LineRow, words: Words) -> list[Cell]:
    side = styles.FIGURE if row.target_is_number else styles.TEXT
    at = _first_after_target(words)
    actual = Cell(at, at, row.text, side)
    score = Cell(at + 2, at + 2, row.claimed, styles.SCORE)
    if row.not_applicable:
        actual = actual if row.text else Cell(at, at, NOT_APPLICABLE, styles.TEXT)
        score = Cell(at + 2, at + 2, NOT_APPLICABLE, styles.LABEL)
    explained = [Cell(4, 4, row.explanation, styles.TEXT)] if words.explained else []
    return [
        Cell(2, 2, row.name, styles.TEXT),
        Cell(3, 3, row.target, side),
        *explained,
        actual,
        Cell(at + 1, at + 1, row.points, styles.POINTS),
        score,
        Cell(at + 3, LAST, row.deviation, styles.TEXT),
    ]


def _first_after_target(words: Words) -> int:
    """The column of 实际完成值; points and score follow it."""
    return 5 if words.explained else 4


def add_total(
    form: Form, page: SheetPage, words: Words, *, funds: int, lines: tuple[int, int] | None
) -> None:
    """Put the total of the claimed scores as a formula over the lines and the execution score."""
    at = _first_after_target(words)
    score, point = xl_col_to_name(at + 2), xl_col_to_name(at + 1)
    scores, points, rows = "J{0}", "H{0}", [funds]
    if lines:
        scores, rows = f"{score}{{1}}:{score}{{2}},J{{0}}", [funds, *lines]
        points = f"{point}{{1}}:{point}{{2}},H{{0}}"
    claimed = claimed_sum(page)
    total = Formula(_sum(scores), tuple(rows), "" if claimed is None else claimed)
    cells = [Cell(0, at + 1, words.total, styles.HEAD)]
    if not page.sheet.plan.is_whole_department:  # only the national form sums the points
        due = page.execution.points + page.lines.points
        cells = [
            Cell(0, at, words.total, styles.HEAD),
            Cell(at + 1, at + 1, Formula(_sum(points), tuple(rows), due), styles.POINTS),
        ]
    cells += [Cell(at + 2, at + 2, total, styles.SCORE), Cell(at + 3, LAST, "", styles.TEXT)]
    form.add(*cells, keep=True)


def _sum(ranges: str) -> str:
    return f'=IF(COUNT({ranges})=0,"",ROUND(SUM({ranges}),2))'


def claimed_sum(page: SheetPage) -> Decimal | None:
    """What the printed scores add up to; None where none is claimed."""
    claims = [sum_ for sum_ in (page.execution.claimed, page.lines.claimed) if sum_ is not None]
    return sum(claims, Decimal(0)) if claims else None


def add_foot(form: Form, page: SheetPage) -> None:
    """Put what must be known of the figures, the line for signatures, and the state."""
    for remark in remarks(page):
        form.add(Cell(0, LAST, remark, styles.NOTE), keep=True)
    form.add(
        Cell(0, 1, "单位负责人（签字）：", styles.NOTE),
        Cell(2, 3, "财务负责人（签字）：", styles.NOTE),
        Cell(4, 6, "填报人：", styles.NOTE),
        Cell(7, LAST, "填报日期：", styles.NOTE),
        keep=True,
        least=36,
    )
    form.add(Cell(0, LAST, _state(page), styles.NOTE))


def remarks(page: SheetPage) -> list[str]:
    """Where what was printed and what the figures give differ, both sides; and invented points."""
    told = [_total_remark(page)]
    for fund in page.funds:
        told += [
            f"{fund.label}预算执行率：{finding.message}。"
            for finding in fund.findings
            if finding.check == "fund-rate"  # what else a check found is not for the printed form
        ]
    if page.sheet.plan.points_note:
        told.append(f"分值说明：{page.sheet.plan.points_note}。")
    return [text for text in told if text]


def _total_remark(page: SheetPage) -> str:
    printed, text = page.sheet.printed_total, page.sheet.printed_total_text
    total = claimed_sum(page)
    if printed is None:
        return ""
    if total is None:
        return f"表中原印总分 {text}，各行未填得分，无法相加核对。"
    if adds_up(printed, total=total, rescaled=page.rescaled):
        return ""
    gap = show.difference(printed - total)
    whole = "" if page.rescaled is None else f"；折算后 {show.score(page.rescaled)}"
    return f"表中原印总分 {text}，与各行相加 {show.score(total)} 相差 {gap}{whole}。"


def _state(page: SheetPage) -> str:
    sheet = page.sheet
    state = sheet.get_state_display()
    if sheet.state != Sheet.State.SEALED:
        state = f"{state}，未封存"
    return f"本表状态：{state}。评分办法：{page.edition.name}。"
