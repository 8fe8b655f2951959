"""What the explanatory text of a disclosure states, as tables: shares, sums, names of a list."""

from collections.abc import Iterable

from projects.values import printed_cell
from scoring.published.accounts import MOST_ROWS
from scoring.published.fields import Fields, cells_in, is_blank
from scoring.published.key_words import COLUMNS, FIGURE_KINDS, note_words, projects_counted
from scoring.published.table import PublishedTable
from scoring.published.tree import Listing

FIGURES = ("口径", "类别", "分子", "分母", "印出百分比", "说明")
AMOUNTS = ("口径", "项目", "金额")
LISTS = ("口径", "表", "列", "项目")


def tables_of_the_text(
    whole: Fields, tables: Iterable[PublishedTable] = ()
) -> list[PublishedTable]:
    """The tables of `narrative_figures`, `narrative_amounts` and `narrative_lists`, where given.

    `tables`: those whose items a list names, for their titles.
    """
    found = [
        ("narrative_figures", "正文所列比例", FIGURES, _figures(whole)),
        ("narrative_amounts", "正文所列金额", AMOUNTS, _amounts(whole)),
        ("narrative_lists", "正文所列明细科目", LISTS, _lists(whole, tables)),
    ]
    return [
        PublishedTable(
            role=role,
            form="",
            title=title,
            columns=columns,
            rows=tuple(tuple(map(printed_cell, row)) for row in rows),
        )
        for role, title, columns, rows in found
        if rows
    ]


def _figures(whole: Fields) -> list[list[str]]:
    return [
        [
            row.text("topic"),
            FIGURE_KINDS.get(row.text("kind"), row.text("kind")),
            row.text("numerator"),
            row.text("denominator"),
            row.text("printed_percent"),
            note_words(row.text("note")),
        ]
        for row in whole.rows("narrative_figures", MOST_ROWS)
    ]


def _amounts(whole: Fields) -> list[list[str]]:
    """A total without a name for its item, then its parts."""
    found = []
    for row in whole.rows("narrative_amounts", MOST_ROWS):
        topic = row.text("topic")
        found.append([topic, "", row.text("total")])
        parts = row.below("parts")
        for name in parts.table.entries if parts else ():
            found.append([topic, name, parts.text(name) if parts else ""])
        found += [[topic, *count] for count in projects_counted(row.text("note"))]
    return found


def _lists(whole: Fields, tables: Iterable[PublishedTable]) -> list[list[str]]:
    titles = {table.role: table.title for table in tables}
    found = []
    for row in whole.rows("narrative_lists", MOST_ROWS):
        role, column = row.text("table"), row.text("column")
        head = [row.text("topic"), titles.get(role, role), COLUMNS.get(column, column)]
        node = row.table.entries.get("items")
        if isinstance(node, Listing):
            texts = cells_in(node, row.path_to("items"), row.faults)
            found += [[*head, text] for text in texts]
        elif node is not None and not is_blank(node):
            row.fault("items", "items 应为列表，如 [办公费, 差旅费]。")
    return found
