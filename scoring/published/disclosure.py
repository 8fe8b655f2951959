"""The self-evaluation sheet inside a whole disclosure (预决算公开) that is kept as data."""

from projects.values import BLANK, Printed
from scoring.published.fields import Fields, is_blank
from scoring.published.figures import POINTS, SCORE, amount_in
from scoring.published.head import is_carried_over, money_unit_of, narrative_of, year_of
from scoring.published.rows import fund_of, fund_rows, indicator_rows, line_of
from scoring.published.sheet import PublishedSheet
from scoring.published.tree import Table

SHEET_KEY = "self_evaluation"

_FUND_NAMES = {"label": "item", "initial_budget": "initial", "annual_budget": "full_year"}
_KNOWN = frozenset({"funds", "indicators", "printed_total", "narrative", "goals", "tasks"})
_MOST_ACCOUNT_ROWS = 500


def is_disclosure(table: Table) -> bool:
    """Whether the file is a whole disclosure, not one sheet."""
    return SHEET_KEY in table.entries


def read_disclosure(whole: Fields) -> PublishedSheet:
    """The sheet of a disclosure.

    Raises:
        SheetUnreadable: the disclosure holds no self-evaluation sheet.

    """
    node = whole.table.entries[SHEET_KEY]
    if not isinstance(node, Table):
        why = "没有自评表" if is_blank(node) else f"的 {SHEET_KEY} 不是一张表"
        message = f"这份公开材料{why}。请换一份有自评表的材料。"
        whole.faults.stop(node.line, SHEET_KEY, message)
    sheet = Fields(node, SHEET_KEY, whole.faults)
    head = whole.below("document") or Fields(Table(whole.table.line), "document", whole.faults)
    money_unit = money_unit_of(head)
    rows = indicator_rows(sheet, _KNOWN)
    return PublishedSheet(
        title=head.text("title"),
        department=head.text("unit_name"),
        region=head.text("region"),
        published_at=head.text("published_at"),
        subject="",
        layout="",
        year=year_of(head),
        kind="department",
        money_unit=money_unit,
        funds=tuple(fund_of(row, money_unit, _FUND_NAMES) for row in fund_rows(sheet)),
        lines=tuple(line_of(row) for row in rows),
        block_points=_block_points(rows),
        total_points=BLANK,
        total=sheet.figure("printed_total", SCORE),
        narrative_total=_narrative_total(sheet),
        carried_over=_carried_over(whole, money_unit),
        narrative=narrative_of(sheet.below("narrative")),
    )


def _block_points(rows: list[Fields]) -> dict[str, Printed]:
    """The points of each level-1 indicator, which every row of it repeats."""
    blocks: dict[str, Printed] = {}
    for row in rows:
        block, points = row.text("level1"), row.figure("level1_points", POINTS)
        if not block or points == BLANK:
            continue
        first = blocks.setdefault(block, points)
        if first.number != points.number:
            message = f"{block}的分值前面写的是 {first.text}，这里是 {points.text}。请核对。"
            row.fault("level1_points", message)
    return blocks


def _narrative_total(sheet: Fields) -> Printed:
    narrative = sheet.below("narrative")
    if narrative is None:
        return BLANK
    score = narrative.below("whole_self_evaluation_score")
    return BLANK if score is None else score.figure("value", SCORE)


def _carried_over(whole: Fields, money_unit: str) -> Printed:
    """年初结转和结余 from the first account table (收入支出决算总表); BLANK without a figure."""
    tables = whole.below("budget_tables")
    accounts = tables.below("income_expenditure") if tables else None
    for row in accounts.rows("income", _MOST_ACCOUNT_ROWS) if accounts else ():
        if is_carried_over(row.text("item")):
            printed = row.figure("amount", amount_in(money_unit))
            if printed.number is not None:
                return printed
    return BLANK
