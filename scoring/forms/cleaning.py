"""What was typed in the cells of a row, checked and made into an entry; every fault with its place.

Each function takes the cells of a row, the texts that are to be stored in them, and a list of
faults to add to; the entry is only used where no fault was found.
"""

from collections.abc import Mapping
from decimal import Decimal

from projects import show
from projects.texts import TextRefused, clean_text
from projects.values import Kind, NotANumber, parse, read_decimal
from scoring.entries import FundEntry, HeadEntry, LineEntry, TextEntry
from scoring.forms.cells import Cell, Part
from scoring.management.naming import may_fall
from scoring.queries.sheet_parts import LineRow

LONGEST_TEXT = 200
LONGEST_DEVIATION = 500
LONGEST_FIGURE = 40
LONGEST_RESULT = 2000
HUNDRED = Decimal(100)
LARGEST_AMOUNT = Decimal(10) ** 15 - 1
LARGEST_TOTAL = Decimal(200)


class Faults:
    """What is wrong with the cells of a form, in the order in which it was found."""

    def __init__(self) -> None:
        self.messages: dict[str, str] = {}
        self.cells: dict[str, Cell] = {}

    def add(self, cell: Cell, message: str) -> None:
        """Note one fault; the first one of a cell is told."""
        self.cells[cell.name] = cell
        self.messages.setdefault(cell.name, message)

    def number(self, cell: Cell, text: str, *, largest: Decimal, digits: int = 2) -> Decimal | None:
        """The figure in a cell, None when it is blank or wrong."""
        largest = Decimal(show.plain(largest))  # points are told as set: 30, not 30.00
        try:
            return read_decimal(text, name=cell.short, digits=digits, largest=largest)
        except NotANumber as error:
            self.add(cell, str(error))
            return None

    def text(self, cell: Cell, text: str, longest: int) -> str:
        """The cleaned text of a cell."""
        try:
            return clean_text(text, name=cell.short, longest=longest)
        except TextRefused as error:
            self.add(cell, str(error))
            return text


def clean_line(part: Part, texts: Mapping[str, str], faults: Faults) -> LineEntry:
    """A line: value, claimed score, share, not applicable, reason."""
    row, cells = part.row, part.cells
    not_applicable = bool(texts["na"])
    text = faults.text(cells["text"], texts["text"], LONGEST_TEXT)
    _check_value(cells["text"], row, text, faults)
    deviation = faults.text(cells["deviation"], texts["deviation"], LONGEST_DEVIATION)
    points = row.points or Decimal(0)
    claimed = faults.number(cells["claimed"], texts["claimed"], largest=points)
    share = row.share
    if "share" in cells:
        percent = faults.number(cells["share"], texts["share"], largest=HUNDRED)
        share = None if percent is None else percent / HUNDRED
    if not_applicable and not deviation:
        faults.add(cells["deviation"], "选了不适用，须写明原因，如当年没有采购预算。")
    if not_applicable and claimed is not None:
        faults.add(cells["claimed"], "选了不适用，这一行不计分，请清空自评分。")
    return LineEntry(
        text=text,
        claimed=claimed,
        share=share,
        not_applicable=not_applicable,
        deviation=deviation,
        version=part.version,
    )


def clean_fund(part: Part, texts: Mapping[str, str], faults: Faults) -> FundEntry:
    """An executed amount, kept as typed."""
    cell = part.cells["executed"]
    typed = faults.text(cell, texts["executed"], LONGEST_FIGURE)
    faults.number(cell, typed, largest=LARGEST_AMOUNT, digits=6)
    return FundEntry(executed=typed, version=part.version)


def clean_result(part: Part, texts: Mapping[str, str], faults: Faults) -> TextEntry:
    """What became of a goal or a task."""
    text = faults.text(part.cells["text"], texts["text"], LONGEST_RESULT)
    return TextEntry(text=text, version=part.version)


def clean_head(part: Part, texts: Mapping[str, str], faults: Faults) -> HeadEntry:
    """The claimed execution score and the printed total."""
    execution, printed = part.cells["claimed_execution"], part.cells["printed_total"]
    limit = part.row.execution_points
    claimed = faults.number(execution, texts["claimed_execution"], largest=limit)
    typed = faults.text(printed, texts["printed_total"], LONGEST_FIGURE)
    total = faults.number(printed, typed, largest=LARGEST_TOTAL)
    return HeadEntry(
        claimed_execution=claimed,
        printed_total=total,
        printed_total_text=typed,
        version=part.version,
    )


def _check_value(cell: Cell, row: LineRow, text: str, faults: Faults) -> None:
    """A target that is a number asks for a number; blank is for later, 0 is 0."""
    if row.worded or not text or cell.name in faults.messages:
        return
    value, example = parse(text), _example(row.target)
    if value.kind is Kind.NOT_APPLICABLE:
        message = f"填了“{text}”。当年没有开展请选“不适用”并写明原因；没有完成请填 0。"
    elif value.operator not in (None, "="):
        message = f"“{text[:20]}”带有符号。实际完成值请填做到的数，如 {example}。"
    elif value.kind is not Kind.NUMBER:
        message = f"“{text[:20]}”不是数字。指标值是 {row.target}，请填数字，如 {example}。"
    elif _falls_below_0(value.number, row):
        message = f"填了 {text[:20]}，小于 0。指标值是 {row.target}，请核对，没有完成请填 0。"
    else:
        return
    faults.add(cell, message)


def _falls_below_0(number: Decimal | None, row: LineRow) -> bool:
    """Whether the value is below 0 and the target is not; a rate of change may well be."""
    lowest = parse(row.target).number or Decimal(0)
    return number is not None and number < 0 <= lowest and not may_fall(row.name)


def _example(target: str) -> str:
    """How the target itself would be typed as reached: 4 或 4场."""
    value = parse(target)
    number = show.plain(value.number or Decimal(0))
    return f"{number} 或 {number}{value.unit}" if value.unit else number
