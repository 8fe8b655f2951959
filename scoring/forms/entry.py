"""The entry form of a sheet: plain fields in a loop, one message per field, all at once.

Every line, fund and the head carry a fingerprint of what was stored when the page was made
(`was-…`). What the person did not touch is left alone, whoever changed it meanwhile; what both
changed is refused once and told. A post without fingerprints is taken as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from projects import show
from projects.texts import TextRefused, clean_text
from projects.values import Kind, NotANumber, parse, read_decimal
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.forms.cells import (
    LINE_FIELDS,
    Cell,
    asked_cells,
    fund_cell,
    head_cells,
    is_posted,
    line_cells,
    sent,
    stored_mark,
    typed_mark,
)
from scoring.queries.sheet_parts import BlockPart, FundRow, LineRow, SheetPage

LONGEST_TEXT = 200
LONGEST_DEVIATION = 500
LONGEST_FIGURE = 40
HUNDRED = Decimal(100)
LARGEST_AMOUNT = Decimal(10) ** 15 - 1


@dataclass(slots=True)
class EntryLine:
    """A line as the form shows it: what is typed (or stored) and what is wrong with it."""

    row: LineRow
    key: str
    was: str
    text: str
    claimed: str
    share: str
    not_applicable: bool
    deviation: str
    errors: Mapping[str, str]

    @property
    def mark(self) -> str:
        """The row's wash: an error typed just now comes before what was stored."""
        return "is-error" if self.errors else self.row.mark


@dataclass(slots=True)
class EntryFund:
    """A fund line as the form shows it."""

    row: FundRow
    key: str
    was: str
    executed: str
    error: str


class EntryForm:
    """Reads a posted form (or a row of it) against the sheet as it is stored.

    `only` restricts it to one line. After reading, `errors` maps field names to messages in
    printed order and `entry` holds what to save when there are none: what was touched.
    """

    def __init__(
        self, page: SheetPage, data: Mapping[str, str] | None = None, only: UUID | None = None
    ) -> None:
        self.page, self.only = page, only
        # What the form shows again; what was not touched is taken out, so that the stored text
        # (perhaps a colleague's) is shown with its own fingerprint.
        self.typed: dict[str, str] = dict(data.items()) if data is not None else {}
        self.errors: dict[str, str] = {}
        self.cells: dict[str, Cell] = {}
        self.entry = SheetEntry()
        if data is not None:
            self._read(data)

    def _read(self, data: Mapping[str, str]) -> None:
        for fund in self.page.funds if self.only is None else ():
            cell = fund_cell(fund, data)
            if cell.name in data and self._is_touched(f"was-{cell.name}", [cell], data):
                self.entry.funds[fund.public_id] = self._fund(fund, cell)
        for row in self.page.rows:
            if self.only == row.public_id or (self.only is None and is_posted(row, data)):
                self._read_line(row, data)
        if self.only is None and "printed_total" in data:
            cells = head_cells(self.page, data)
            if self._is_touched("was-head", list(cells.values()), data):
                head = self._head(cells)
                self.entry = SheetEntry(lines=self.entry.lines, funds=self.entry.funds, head=head)

    def _read_line(self, row: LineRow, data: Mapping[str, str]) -> None:
        cells = line_cells(row, data)
        if cells["text"].name not in data:
            self._wrong(cells["text"], "没有收到这一行的实际完成值。请刷新页面后重填。")
        elif self._is_touched(f"was-{row.public_id.hex}", asked_cells(row, cells), data):
            self.entry.lines[row.public_id] = self._line(row, cells)

    def _is_touched(self, was: str, cells: list[Cell], data: Mapping[str, str]) -> bool:
        """Whether the person changed these cells; an error as well when somebody else did too."""
        if was not in data:
            return True
        stored = stored_mark(cells)
        if typed_mark(cells) in (data[was], stored):
            for cell in cells:
                self.typed.pop(cell.name, None)
            return False
        if stored != data[was]:
            self._overtaken(cells)
        return True

    def _overtaken(self, cells: list[Cell]) -> None:
        """Name what stands there now; the fingerprint of the next post knows of it."""
        other = [
            cell for cell in cells if sent(cell.name, cell.typed) != sent(cell.name, cell.stored)
        ]
        if len(other) == 1:
            now = f"已被改为{other[0].told}"
        else:
            now = "已被修改，现为：" + "、".join(f"{cell.short}{cell.told}" for cell in other)
        beside = next((cell for cell in other if not cell.is_tick), cells[0])
        where = "这一行" if beside.at else "这里"
        self._wrong(beside, f"{where}{now}，没有覆盖。核对后再按一次“保存”，将以您填的为准。")

    def _fund(self, fund: FundRow, cell: Cell) -> FundEntry:
        typed = self._text(cell, LONGEST_FIGURE)
        self._number(cell, typed, largest=LARGEST_AMOUNT, digits=6)
        return FundEntry(executed=typed)

    def _line(self, row: LineRow, cells: Mapping[str, Cell]) -> LineEntry:
        not_applicable = bool(cells["na"].typed)
        text = self._text(cells["text"], LONGEST_TEXT)
        self._check_value(cells["text"], row, text)
        deviation = self._text(cells["deviation"], LONGEST_DEVIATION)
        claimed = self._number(
            cells["claimed"], cells["claimed"].typed, largest=row.points or Decimal(0)
        )
        share = self._number(cells["share"], cells["share"].typed, largest=HUNDRED)
        if not_applicable:
            self._check_not_applicable(cells, claimed, deviation)
        return LineEntry(
            text=text,
            claimed=claimed,
            share=None if share is None else share / HUNDRED,
            not_applicable=not_applicable,
            deviation=deviation,
        )

    def _check_value(self, cell: Cell, row: LineRow, text: str) -> None:
        """A target that is a number asks for a number; blank is for later, 0 is 0."""
        if row.worded or not text or cell.name in self.errors:
            return
        value, example = parse(text), _example(row.target)
        if value.kind is Kind.NOT_APPLICABLE:
            message = f"填了“{text}”。当年没有开展请选“不适用”并写明原因；没有完成请填 0。"
        elif value.operator not in (None, "="):
            message = f"“{text[:20]}”带有符号。实际完成值请填做到的数，如 {example}。"
        elif value.kind is not Kind.NUMBER:
            message = f"“{text[:20]}”不是数字。指标值是 {row.target}，请填数字，如 {example}。"
        elif value.number is not None and value.number < 0 <= _lower(row.target):
            message = f"填了 {text[:20]}，小于 0。指标值是 {row.target}，请核对，没有完成请填 0。"
        else:
            return
        self._wrong(cell, message)

    def _check_not_applicable(
        self, cells: Mapping[str, Cell], claimed: Decimal | None, deviation: str
    ) -> None:
        if not deviation:
            self._wrong(cells["deviation"], "选了不适用，须写明原因，如当年没有采购预算。")
        if claimed is not None:
            self._wrong(cells["claimed"], "选了不适用，这一行不计分，请清空自评分。")

    def _head(self, cells: Mapping[str, Cell]) -> HeadEntry:
        execution, printed = cells["claimed_execution"], cells["printed_total"]
        limit = self.page.sheet.execution_points
        claimed = self._number(execution, execution.typed, largest=limit)
        typed = self._text(printed, LONGEST_FIGURE)
        total = self._number(printed, typed, largest=Decimal(200))
        return HeadEntry(claimed_execution=claimed, printed_total=total, printed_total_text=typed)

    def _number(
        self, cell: Cell, typed: str, *, largest: Decimal, digits: int = 2
    ) -> Decimal | None:
        largest = Decimal(show.plain(largest))  # points are told as set: 30, not 30.00
        try:
            return read_decimal(typed, name=cell.short, digits=digits, largest=largest)
        except NotANumber as error:
            self._wrong(cell, str(error))
            return None

    def _text(self, cell: Cell, longest: int) -> str:
        try:
            return clean_text(cell.typed, name=cell.short, longest=longest)
        except TextRefused as error:
            self._wrong(cell, str(error))
            return cell.typed

    def _wrong(self, cell: Cell, message: str) -> None:
        self.cells[cell.name] = cell
        self.errors.setdefault(cell.name, message)

    def refuse(self, reason: str) -> None:
        """Show on top what the service refused although every field looked right."""
        self._wrong(Cell("lines", "", "自评表", "", ""), reason)

    # ---- what the page shows -------------------------------------------------------------

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """(field name, label, message) of every error, for the list on top.

        The label says the field's name, so the message leaves it out.
        """
        return [
            (name, self.cells[name].label, message.removeprefix(self.cells[name].short).lstrip())
            for name, message in self.errors.items()
        ]

    @property
    def claimed_execution(self) -> str:
        """The claimed execution score to show."""
        return self._shown(head_cells(self.page)["claimed_execution"])

    @property
    def printed_total(self) -> str:
        """The printed total to show."""
        return self._shown(head_cells(self.page)["printed_total"])

    @property
    def was_head(self) -> str:
        """The fingerprint of the two fields above, as stored."""
        return stored_mark(head_cells(self.page).values())

    def funds(self) -> list[EntryFund]:
        """The fund rows to show."""
        found = []
        for row in self.page.funds:
            cell = fund_cell(row)
            was, error = stored_mark([cell]), self.errors.get(cell.name, "")
            found.append(EntryFund(row, row.public_id.hex, was, self._shown(cell), error))
        return found

    def blocks(self) -> list[tuple[BlockPart, list[EntryLine]]]:
        """Every block with its lines to show."""
        return [(part, [self.line(row) for row in part.block.rows]) for part in self.page.blocks]

    def line(self, row: LineRow) -> EntryLine:
        """One line to show: typed texts where the form was posted, else what is stored."""
        key, cells = row.public_id.hex, line_cells(row)
        is_typed = f"text-{key}" in self.typed
        return EntryLine(
            row=row,
            key=key,
            was=stored_mark(asked_cells(row, cells)),
            text=self._shown(cells["text"]),
            claimed=self._shown(cells["claimed"]),
            share=self._shown(cells["share"]),
            not_applicable=bool(self.typed.get(f"na-{key}")) if is_typed else row.not_applicable,
            deviation=self._shown(cells["deviation"]),
            errors={
                field: self.errors[f"{field}-{key}"]
                for field in LINE_FIELDS
                if f"{field}-{key}" in self.errors
            },
        )

    def _shown(self, cell: Cell) -> str:
        return self.typed.get(cell.name, cell.stored)


def _lower(target: str) -> Decimal:
    """The target's number; 0 where it has none."""
    return parse(target).number or Decimal(0)


def _example(target: str) -> str:
    """How the target itself would be typed as reached: 4 或 4场."""
    value = parse(target)
    number = show.plain(value.number or Decimal(0))
    return f"{number} 或 {number}{value.unit}" if value.unit else number
