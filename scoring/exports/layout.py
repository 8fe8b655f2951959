"""A printed form as rows and merged cells on ten columns, broken into pages. Pure.

A merged cell that crosses a page break would be left open by office programs; so it is cut at the
break into closed pieces, each with the label. Heights are whole points, widths whole pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.exports.texts import cell_text, lines_needed

# Together 1016 of the 1026 pixels that A4 landscape has between its margins.
COLUMN_PIXELS = (80, 110, 190, 82, 170, 72, 52, 60, 104, 96)
LAST = len(COLUMN_PIXELS) - 1
PAGE_POINTS = 488
ROW_POINTS = 400  # office programs take 409 at most
SLICE_POINTS = 60  # small, so that a row over two pages leaves little of the first one empty
_LINE_POINTS = 15
_PADDING_POINTS = 6
_LEAST_POINTS = 21
_HALF_PIXELS = 7  # half a character of 10 points, rounded up
_SIDE_PIXELS = 8  # both sides together


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks; `digits` is a number format, and makes a number shrink to its cell."""

    align: str = "left"
    bold: bool = False
    border: bool = True
    size: int = 10
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula: `{0}`, `{1}` in `text` stand for the rows; `value` is its result as known."""

    text: str
    rows: tuple[int, ...]
    value: Decimal | str


Value = str | Decimal | Formula | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell from column `first` to column `last`, within one row."""

    first: int
    last: int
    value: Value
    style: Style


@dataclass(slots=True)
class Row:
    """A row of the form; `keep` holds it on one page with the next."""

    cells: list[Cell]
    height: int
    keep: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A cell over the rows `top` to `bottom` and the columns of `cell`."""

    top: int
    bottom: int
    cell: Cell


@dataclass(slots=True)
class Form:
    """The form from top to bottom; `heading` is the row that every later page repeats."""

    rows: list[Row] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    heading: int | None = None

    def add(self, *cells: Cell, keep: bool = False, least: int = _LEAST_POINTS) -> int:
        """Put a row below, as high as its texts need, and return its number (from 0)."""
        height = max([least, *(needed_points(cell) for cell in cells)])
        self.rows.append(Row(list(cells), height, keep))
        return len(self.rows) - 1

    def hold(self, top: int, bottom: int) -> None:
        """Keep the rows of a part on one page, if one page has room for them."""
        rows = self.rows[top : bottom + 1]
        if sum(row.height for row in rows) <= PAGE_POINTS:
            for row in rows[:-1]:
                row.keep = True

    def span(self, top: int, bottom: int, cell: Cell) -> None:
        """Merge a cell over rows that are there already and have left its columns free."""
        self.spans.append(Span(top, bottom, cell))


def needed_points(cell: Cell) -> int:
    """The height that the text of a cell takes; a number takes one line."""
    if not isinstance(cell.value, str):
        return _LEAST_POINTS
    pixels = sum(COLUMN_PIXELS[cell.first : cell.last + 1]) - _SIDE_PIXELS
    halves = pixels * 10 // (_HALF_PIXELS * cell.style.size)
    lines = lines_needed(cell_text(cell.value), halves)
    return lines * _LINE_POINTS * cell.style.size // 10 + _PADDING_POINTS


def settle(form: Form) -> list[int]:
    """Break the form into pages: the rows that begin one, the first page left out.

    A piece of a merged cell too low for its label makes its last row higher, which can move
    breaks: so repeated until nothing is cut.
    """
    while True:
        breaks = _breaks(form)
        low = [(piece, lack) for piece in pieces(form, breaks) if (lack := _lack(form, piece)) > 0]
        if not low:
            return breaks
        for piece, lack in low:
            form.rows[piece.bottom].height += lack


def pieces(form: Form, breaks: Sequence[int]) -> Iterator[Span]:
    """The merged cells, cut at page breaks; each piece repeats a text, never a number."""
    for span in form.spans:
        tops = [span.top, *(row for row in breaks if span.top < row <= span.bottom)]
        ends = [*(top - 1 for top in tops[1:]), span.bottom]
        for number, (top, bottom) in enumerate(zip(tops, ends, strict=True)):
            cell = span.cell
            if number and not isinstance(cell.value, str):
                cell = Cell(cell.first, cell.last, None, cell.style)
            yield Span(top, bottom, cell)


def slices(height: int) -> list[int]:
    """The heights of the worksheet rows that one row of the form takes."""
    count = 1 if height <= ROW_POINTS else -(-height // SLICE_POINTS)
    low, more = divmod(height, count)
    return [low + 1] * more + [low] * (count - more)


def _lack(form: Form, piece: Span) -> int:
    height = sum(row.height for row in form.rows[piece.top : piece.bottom + 1])
    return needed_points(piece.cell) - height


def _breaks(form: Form) -> list[int]:
    breaks: list[int] = []
    used, room = 0, PAGE_POINTS
    for first, height in _kept_together(form.rows):
        if used and used + height > room:
            breaks.append(first)
            used, room = 0, PAGE_POINTS - _repeated_points(form, first)
        used += height
        if used > room:  # taller than a page: it flows over the next ones, where to is not known
            used = room
    return breaks


def _kept_together(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    first, height = 0, 0
    for number, row in enumerate(rows):
        height += row.height
        if not row.keep or number == len(rows) - 1:
            yield first, height
            first, height = number + 1, 0


def _repeated_points(form: Form, first: int) -> int:
    if form.heading is None or first <= form.heading:
        return 0
    return form.rows[form.heading].height
