"""Tables as the checks read them, made of texts."""

from projects.values import printed_cell
from scoring.checks.papers import Table


def table_of(columns, rows, *, role="income", place="公开02表"):
    printed = tuple(tuple(printed_cell(text) for text in row) for row in rows)
    return Table(role=role, place=place, columns=tuple(columns), rows=printed)


def as_copied(heads, width):
    """Heading rows as a spreadsheet copies them: a merged cell is followed by blanks."""
    rows = [[""] * width for _ in heads]
    for row in heads:
        for head in row:
            rows[head.row][head.column] = head.text
    return rows
