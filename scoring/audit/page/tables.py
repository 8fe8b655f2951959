"""Account tables in their printed layout, with the findings in their cells."""

from collections.abc import Iterator, Sequence

from projects.values import Printed
from scoring.audit.files import FileAudit
from scoring.audit.page.marks import Marked, cell_classes, links, place_id
from scoring.audit.page.markup import Markup, element, joined
from scoring.audit.places import Place
from scoring.published.table import PublishedTable

Cell = tuple[str, int, int]  # its words, columns and rows that it covers


def account_tables(audit: FileAudit, marked: Marked) -> Iterator[Markup]:
    """Every table of the accounts; one without findings is folded."""
    if audit.document is None:
        return
    unit = audit.document.money_unit
    for at, table in enumerate(audit.published.tables):
        shown = _table(table, marked, unit)
        name = f"{table.form} {table.title}".strip()
        if f"tables.{table.role}" in marked.papers:
            yield shown
        else:
            said = f"{name}（{len(table.rows)} 行，没有发现）"
            yield element("details", element("summary", said), shown, id=f"t{marked.file}-{at}")


def scrolled(name: str, table: Markup) -> Markup:
    """A table that scrolls by itself on a narrow screen."""
    return element("div", table, class_="scroll-x", role="region", aria_label=name, tabindex="0")


def head_rows(columns: Sequence[str]) -> Iterator[list[Cell]]:
    """The rows of a printed head: paths with the same beginning share a cell over them."""
    paths = [tuple(column.split("/")) for column in columns]
    deep = max(map(len, paths), default=0)
    for level in range(deep):
        row: list[Cell] = []
        before: tuple[str, ...] | None = None
        for path in paths:
            own = path[: level + 1]
            if len(path) == level + 1:
                row.append((path[level], 1, deep - level))
                before = None
            elif len(path) > level + 1 and own == before:
                words, wide, high = row[-1]
                row[-1] = (words, wide + 1, high)
            elif len(path) > level + 1:
                row.append((path[level], 1, 1))
                before = own
            else:
                before = None
        yield row


def _table(table: PublishedTable, marked: Marked, unit: str) -> Markup:
    name = f"{table.form} {table.title}".strip()
    rows = [
        element(
            "tr",
            element("th", f"{at + 1}", scope="row", class_="no"),
            *(_cell(cell, Place("tables", table.role, at, f"{column}"), marked)
              for column, cell in enumerate(row)),
        )
        for at, row in enumerate(table.rows)
    ]  # fmt: skip
    if not rows:
        said = "没有印出任何一行"
        wide = len(table.columns) + 1
        rows = [element("tr", element("td", said, colspan=wide, class_="none"))]
    whole = marked.at(Place("tables", table.role))
    caption = element("caption", f"{name}，金额单位：{unit}", links(marked, whole))
    made = element("table", caption, _head(table.columns), element("tbody", *rows))
    return scrolled(f"文件 {marked.file} {name}", made)


def _head(columns: Sequence[str]) -> Markup:
    rows = list(head_rows(columns))
    number = element("th", "行", scope="col", rowspan=len(rows) or None, class_="no")
    return element(
        "thead",
        *(
            element(
                "tr",
                number if not at else None,
                *(_heading(words, wide, high) for words, wide, high in row),
            )
            for at, row in enumerate(rows)
        ),
    )


def _heading(words: str, wide: int, high: int) -> Markup:
    return element(
        "th",
        words,
        scope="col" if wide == 1 else "colgroup",
        colspan=wide if wide > 1 else None,
        rowspan=high if high > 1 else None,
    )


def _cell(cell: Printed, place: Place, marked: Marked) -> Markup:
    is_first = place.column == "0"
    places = (place, place._replace(column="")) if is_first else (place,)
    numbers = marked.at(*places)
    return element(
        "td",
        joined(cell.text, links(marked, numbers)) if numbers else cell.text,
        class_=cell_classes(cell.text, marked, numbers, num=cell.number is not None),
        id=place_id(marked.file, place) if marked.at(place) else None,
    )
