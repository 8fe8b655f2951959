"""Declared target tables (绩效目标表): of projects, of the whole department, or alone in a file."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from projects.values import BLANK, Printed
from projects.values.grammar import fold
from scoring.published.fields import Fields, is_blank
from scoring.published.figures import POINTS, amount_in
from scoring.published.head import MONEY_UNITS, money_unit_of, year_of
from scoring.published.key_words import FUNDS
from scoring.published.rows import MOST_FUNDS, MOST_LINES, fund_of, indicator_rows, line_of
from scoring.published.sheet import PublishedFund, PublishedLine, PublishedSheet, SheetKind
from scoring.published.texts import texts_of

MOST_PLANS = 1_000
TARGET_TABLE = "target_table"

_DESCRIPTIONS = ("desc", "description", "explanation", "formula")
_FUND_NAMES = {"initial_budget": "initial", "annual_budget": "annual"}
_BUDGET_NAMES = {"label": "item", "annual_budget": "amount"}
_TARGET_FUND_NAMES = {"annual_budget": "full"}


class PublishedPlan(NamedTuple):
    """A target table: `path` leads to it in the file ("" where it is all that the file holds)."""

    path: str
    code: str
    sheet: PublishedSheet


class Head(NamedTuple):
    """What the file says of all its papers."""

    title: str
    department: str
    region: str
    published_at: str
    year: int | None
    money_unit: str


def head_of(fields: Fields, names: dict[str, str]) -> Head:
    """The head of a file; `names` gives the key of what the file names otherwise."""
    return Head(
        title=fields.text("title"),
        department=fields.text(names.get("department", "department")),
        region=fields.text("region"),
        published_at=fields.text("published_at"),
        year=year_of(fields),
        money_unit=money_unit_of(fields),
    )


def project_plans(fields: Fields, head: Head) -> Iterator[PublishedPlan]:
    """The target tables under `projects`; one without any indicator is a fault."""
    for row in fields.rows("projects", MOST_PLANS):
        lines = row.rows("indicators", MOST_LINES)
        if not lines:
            row.fault("indicators", "这个项目没有 indicators（指标行），没有可核对的内容。")
        sheet = made(
            head,
            kind="project",
            subject=row.text("name") or row.text("printed_name"),
            funds=_funds_of_project(row, head.money_unit),
            fields=row,
        )
        yield PublishedPlan(row.path, row.text("code"), sheet)


def whole_plan(fields: Fields, head: Head) -> PublishedPlan | None:
    """The target table under `whole_department`; None where nothing is declared."""
    whole = fields.below("whole_department")
    if whole is None:
        return None
    funds = [fund_of(row, head.money_unit, _FUND_NAMES) for row in whole.rows("funds", MOST_FUNDS)]
    funds += [
        fund_of(row, head.money_unit, _BUDGET_NAMES) for row in whole.rows("budget", MOST_FUNDS)
    ]
    sheet = made(head, kind="department", subject="", funds=tuple(funds), fields=whole)
    if not (sheet.lines or sheet.funds or sheet.goals or sheet.tasks):
        return None
    return PublishedPlan(whole.path, "", sheet)


def target_table(whole: Fields) -> PublishedPlan:
    """The one target table that a file holds."""
    source = whole.below("source") or whole
    head = head_of(source, {})
    rows = whole.rows("funds", MOST_FUNDS)
    units = [unit for row in rows if (unit := fold(row.text("unit")).strip()) in MONEY_UNITS]
    head = head._replace(money_unit=units[0] if units else head.money_unit)
    called = _TARGET_FUND_NAMES if any("full" in row.table.entries for row in rows) else {}
    funds = tuple(fund_of(row, head.money_unit, called) for row in rows)
    indicator_rows(whole, frozenset(whole.table.entries))  # a file without any is a fault
    subject = whole.text("subject") or head.title
    sheet = made(head, kind=_kind(head), subject=subject, funds=funds, fields=whole)
    return PublishedPlan("", whole.text("code"), sheet)


def made(
    head: Head,
    *,
    kind: SheetKind,
    subject: str,
    funds: tuple[PublishedFund, ...],
    fields: Fields,
) -> PublishedSheet:
    """A target table of the rows below `fields`."""
    rows = fields.rows("indicators", MOST_LINES)
    return PublishedSheet(
        **head._asdict(),
        subject=subject,
        layout="",
        kind=kind,
        funds=funds,
        lines=tuple(map(target_line, rows)),
        block_points=block_points(rows),
        total_points=BLANK,
        total=BLANK,
        narrative_total=BLANK,
        carried_over=BLANK,
        narrative={},
        goals=texts_of(fields, "goals", "goal_text", "year_goals", "item_goals"),
        tasks=texts_of(fields, "tasks"),
    )


def target_line(row: Fields) -> PublishedLine:
    """An indicator row; its description with the formula that is printed beside it."""
    said = dict.fromkeys(text for key in _DESCRIPTIONS if (text := row.text(key)))
    return replace(line_of(row), desc=" ".join(said))


def block_points(rows: list[Fields]) -> dict[str, Printed]:
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


def _funds_of_project(row: Fields, money_unit: str) -> tuple[PublishedFund, ...]:
    """Rows of their own, or the sums of the project by name, a blank cap left out."""
    rows = tuple(fund_of(one, money_unit, _FUND_NAMES) for one in row.rows("funds", MOST_FUNDS))
    amounts = row.below("amounts")
    if amounts is None:
        return rows
    is_split = bool(amounts.text("total"))
    return rows + tuple(
        _fund(label, amounts.figure(key, amount_in(money_unit)))
        for key, label in FUNDS.items()
        if key in amounts.table.entries and (is_split or not _is_empty(amounts, key))
    )


def _is_empty(amounts: Fields, key: str) -> bool:
    return is_blank(amounts.table.entries[key])


def _fund(label: str, annual: Printed) -> PublishedFund:
    return PublishedFund(
        label=label, initial_budget=BLANK, annual_budget=annual, arrived=BLANK, executed=BLANK,
        points=BLANK, rate=BLANK, score=BLANK, reason="",
    )  # fmt: skip


def _kind(head: Head) -> SheetKind:
    return "department" if "整体" in head.title else "project"
