"""The self-evaluation sheet inside a whole disclosure (预决算公开) that is kept as data.

It stands there with all its columns, or beside the declared targets of the department: then it
prints what was done, and the targets are those of the rows of the same names.
"""

from collections.abc import Sequence
from dataclasses import replace

from projects.values import BLANK, Printed
from projects.values.grammar import fold
from scoring.published.fields import Fields
from scoring.published.figures import SCORE, amount_in
from scoring.published.head import is_carried_over, narrative_of
from scoring.published.plans import Head, block_points, target_line
from scoring.published.rows import MOST_LINES, fund_of, fund_rows, indicator_rows
from scoring.published.sheet import PublishedLine, PublishedSheet, PublishedText
from scoring.published.table import PublishedTable
from scoring.published.texts import results_of, texts_of, with_results

SHEET_KEY = "self_evaluation"

_NAMES = {"label": "item", "initial_budget": "initial", "annual_budget": "full_year"}
_NAMES_BESIDE = {"initial_budget": "initial", "annual_budget": "annual"}
_KNOWN = frozenset({"funds", "indicators", "printed_total", "narrative", "goals", "tasks"})
_MOST_ACCOUNT_ROWS = 500


def is_beside_its_targets(whole: Fields, sheet: Fields) -> bool:
    """Whether the sheet's rows leave their targets to those of the whole department."""
    targets = whole.below("whole_department")
    rows = sheet.rows("indicators", MOST_LINES)
    if targets is None or not rows or not targets.rows("indicators", MOST_LINES):
        return False
    return not any("target" in row.table.entries for row in rows)


def read_sheet_of(
    whole: Fields, sheet: Fields, head: Head, tables: Sequence[PublishedTable]
) -> PublishedSheet:
    """The sheet of a disclosure."""
    beside = is_beside_its_targets(whole, sheet)
    targets = (whole.below("whole_department") if beside else None) or sheet
    names = _NAMES_BESIDE if beside else _NAMES
    rows = indicator_rows(sheet, _KNOWN)
    declared = targets.rows("indicators", MOST_LINES)
    return PublishedSheet(
        **head._asdict(),
        subject="",
        layout="",
        kind="department",
        funds=tuple(fund_of(row, head.money_unit, names) for row in fund_rows(sheet)),
        lines=_lines_beside(rows, declared) if beside else tuple(map(target_line, rows)),
        block_points=block_points(declared),
        total_points=BLANK,
        total=sheet.figure("printed_total", SCORE),
        narrative_total=_narrative_total(sheet),
        carried_over=_carried_over(whole, head.money_unit, tables),
        narrative=narrative_of(sheet.below("narrative")),
        goals=_texts(sheet, targets, "goals"),
        tasks=_texts(sheet, targets, "tasks"),
    )


def _lines_beside(rows: list[Fields], declared: list[Fields]) -> tuple[PublishedLine, ...]:
    """The declared rows with what was done: the row of the same name, in the same order."""
    left = list(map(target_line, declared))
    found = []
    for row in rows:
        own = target_line(row)
        name = fold(own.level3).strip()
        target = next((one for one in left if fold(one.level3).strip() == name), None)
        if target is None:
            message = (
                f"whole_department 的指标行里没有“{own.level3[:20]}”，或已经用过。请核对名称。"
            )
            row.fault("level3", message)
            continue
        left.remove(target)
        found.append(_done(target, own))
    return (*found, *left)


def _done(target: PublishedLine, own: PublishedLine) -> PublishedLine:
    points = target.points if own.points == BLANK else own.points
    return replace(
        target, actual=own.actual, reason=own.reason, done=own.done, points=points, score=own.score
    )


def _texts(sheet: Fields, targets: Fields, key: str) -> tuple[PublishedText, ...]:
    texts = texts_of(targets, key)
    return texts if targets is sheet else with_results(texts, results_of(sheet, key))


def _narrative_total(sheet: Fields) -> Printed:
    """The total that the explanatory text names: by itself, or among its figures."""
    if "narrative_total" in sheet.table.entries:
        return sheet.figure("narrative_total", SCORE)
    narrative = sheet.below("narrative")
    if narrative is None:
        return BLANK
    score = narrative.below("whole_self_evaluation_score")
    return BLANK if score is None else score.figure("value", SCORE)


def _carried_over(whole: Fields, money_unit: str, tables: Sequence[PublishedTable]) -> Printed:
    """年初结转和结余 from the first account table (收入支出决算总表); BLANK without a figure."""
    keyed = whole.below("budget_tables")
    accounts = keyed.below("income_expenditure") if keyed else None
    for row in accounts.rows("income", _MOST_ACCOUNT_ROWS) if accounts else ():
        if is_carried_over(row.text("item")):
            printed = row.figure("amount", amount_in(money_unit))
            if printed.number is not None:
                return printed
    return BLANK if accounts else _carried_over_in(tables)


def _carried_over_in(tables: Sequence[PublishedTable]) -> Printed:
    for table in tables:
        if table.role != "income_expenditure":
            continue
        for row in table.rows:
            at = next((at for at, cell in enumerate(row) if is_carried_over(cell.text)), None)
            for cell, column in zip(row[at or 0 :], table.columns[at or 0 :], strict=True):
                if at is not None and cell.number is not None and "行次" not in column:
                    return cell
    return BLANK
