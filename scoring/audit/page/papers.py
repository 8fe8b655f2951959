"""Sheets and target tables with the findings in their rows."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scoring.audit.files import FileAudit, PlanAudit, plan_title
from scoring.audit.page.marks import Marked, cell_classes, css_of, links, place_id
from scoring.audit.page.markup import Markup, element, joined
from scoring.audit.page.tables import scrolled
from scoring.audit.places import Place
from scoring.checks.places import COLUMNS
from scoring.checks.rounding import with_two
from scoring.published.sheet import (
    PublishedFund,
    PublishedLine,
    PublishedSheet,
    PublishedText,
)


class Column(NamedTuple):
    """A column of a table of rows: the key in places, its heading, and the text of a row."""

    key: str
    heading: str
    text: Callable[[int], str]
    is_number: bool = False


def sheet_parts(audit: FileAudit, marked: Marked) -> Iterator[Markup]:
    """The self-evaluation sheet: its totals, funds, rows, goals and tasks."""
    if audit.sheet is None:
        return
    sheet, scored = audit.sheet.sheet, audit.sheet.scored
    computed = [
        "" if one.score is None or one.score.score is None else with_two(one.score.score)
        for one in scored.lines
    ]
    more = [
        Column("", "计算分", lambda at: computed[at], True),
        Column("", "计算依据", lambda at: scored.lines[at].explanation),
    ]
    if audit.sheet.choice is None:  # every row would say that there is no edition
        more = []
    yield element("h3", "自评表")
    yield _totals(sheet, marked)
    yield from _paper(sheet, "", "自评表", marked, more)


def plan_parts(audit: FileAudit, marked: Marked) -> Iterator[Markup]:
    """The target tables; one without findings is folded."""
    for at, plan in enumerate(audit.plans):
        shown = list(_plan(plan, marked))
        title = f"{plan.plan.code} {plan_title(plan.plan)}".strip()
        if plan.plan.path in marked.papers:
            yield element("h3", title)
            yield from shown
        else:
            said = f"{title}（{len(plan.plan.sheet.lines)} 行，没有发现）"
            yield element("details", element("summary", said), *shown, id=f"p{marked.file}-{at}")


def _plan(plan: PlanAudit, marked: Marked) -> Iterator[Markup]:
    yield from _paper(plan.plan.sheet, plan.plan.path, plan_title(plan.plan), marked, [])


def _paper(
    sheet: PublishedSheet, path: str, title: str, marked: Marked, more: Sequence[Column]
) -> Iterator[Markup]:
    if sheet.funds:
        name = f"{title}：资金（金额单位：{sheet.money_unit}）"
        yield _rows(name, path, "funds", _fund_columns(sheet.funds), len(sheet.funds), marked)
    if sheet.lines:
        columns = [*_line_columns(sheet.lines), *more]
        yield _rows(f"{title}：指标", path, "indicators", columns, len(sheet.lines), marked)
    for key, word, texts in (("goals", "目标", sheet.goals), ("tasks", "任务", sheet.tasks)):
        if texts:
            columns = _text_columns(texts)
            yield _rows(f"{title}：{word}", path, key, columns, len(texts), marked)


def _totals(sheet: PublishedSheet, marked: Marked) -> Markup:
    """The figures that stand for the whole sheet, with the findings about them."""
    figures = [
        ("总分", sheet.total.text, Place("", "total_printed")),
        ("分值合计", sheet.total_points.text, Place("", "total_points_printed")),
        ("说明文字中的总分", sheet.narrative_total.text, Place("", "narrative_total")),
        ("绩效指标", f"{len(sheet.lines)} 行", Place("", "indicators")),
        *(
            (f"{name}分值", points.text, Place("", f"block_points.{name}"))
            for name, points in sheet.block_points.items()
        ),
    ]
    return element(
        "dl",
        *(
            element(
                "div",
                element("dt", name),
                element("dd", text or "—", links(marked, marked.at(place)), id=_id(marked, place)),
                class_=css_of(marked, marked.at(place)),
            )
            for name, text, place in figures
            if text or marked.at(place)
        ),
        class_="facts",
    )


def _id(marked: Marked, place: Place) -> str | None:
    return place_id(marked.file, place) if marked.at(place) else None


def _line_columns(lines: Sequence[PublishedLine]) -> list[Column]:
    def texts(key: str, name: str) -> Column:
        return Column(key, name, lambda at: getattr(lines[at], key))

    def figures(key: str, name: str) -> Column:
        return Column(key, name, lambda at: getattr(lines[at], key).text, True)

    columns = [
        texts("level1", COLUMNS["level1"]),
        texts("level2", COLUMNS["level2"]),
        texts("level3", COLUMNS["level3"]),
        texts("target", COLUMNS["target"]),
        texts("desc", COLUMNS["desc"]),
        texts("actual", COLUMNS["actual"]),
        figures("weight_pct", COLUMNS["weight_pct"]),
        figures("raw_score", COLUMNS["raw_score"]),
        figures("points", COLUMNS["points"]),
        figures("score", COLUMNS["score"]),
        texts("reason", COLUMNS["reason"]),
    ]
    return _used(columns, len(lines), always=("level3", "target"))


def _fund_columns(funds: Sequence[PublishedFund]) -> list[Column]:
    def figures(key: str) -> Column:
        return Column(key, COLUMNS[key], lambda at: getattr(funds[at], key).text, True)

    keys = ("initial_budget", "annual_budget", "arrived", "executed", "points", "rate", "score")
    columns = [
        Column("label", "项目", lambda at: funds[at].label),
        *map(figures, keys),
        Column("reason", COLUMNS["reason"], lambda at: funds[at].reason),
    ]
    return _used(columns, len(funds), always=("label", "annual_budget"))


def _text_columns(texts: Sequence[PublishedText]) -> list[Column]:
    columns = [
        Column("name", "名称", lambda at: texts[at].name),
        Column("content", "内容", lambda at: texts[at].content),
        Column("result", "完成情况", lambda at: texts[at].result),
    ]
    return _used(columns, len(texts))


def _used(columns: list[Column], rows: int, always: Sequence[str] = ()) -> list[Column]:
    """The columns in which something stands."""
    return [
        column
        for column in columns
        if column.key in always or any(column.text(at) for at in range(rows))
    ]


def _rows(
    name: str, path: str, part: str, columns: Sequence[Column], rows: int, marked: Marked
) -> Markup:
    heads = [element("th", column.heading, scope="col") for column in columns]
    body = [
        element(
            "tr",
            element("th", f"{at + 1}", _left_over(path, part, at, columns, marked), scope="row",
                    class_="no"),
            *(_cell(column, at, Place(path, part, at, column.key), marked) for column in columns),
        )
        for at in range(rows)
    ]  # fmt: skip
    head = element("thead", element("tr", element("th", "行", scope="col", class_="no"), *heads))
    made = element("table", element("caption", name), head, element("tbody", *body))
    return scrolled(f"文件 {marked.file} {name}", made)


def _left_over(
    path: str, part: str, at: int, columns: Sequence[Column], marked: Marked
) -> Markup | None:
    """Links to findings about a row as a whole, or about a column that is not shown."""
    shown = {column.key for column in columns if column.key}
    numbers = marked.beside(Place(path, part, at), shown)
    return links(marked, numbers) if numbers else None


def _cell(column: Column, at: int, place: Place, marked: Marked) -> Markup:
    numbers = marked.at(place) if column.key else ()
    text = column.text(at)
    return element(
        "td",
        joined(text, links(marked, numbers)) if numbers else text,
        class_=cell_classes(text, marked, numbers, num=column.is_number),
        id=place_id(marked.file, place) if numbers else None,
    )
