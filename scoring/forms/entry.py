"""The entry form of a sheet: plain fields in a loop, one message per field, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from projects import show
from projects.texts import TextRefused, clean_text
from projects.values import Kind, NotANumber, parse, read_decimal
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.queries.sheet_page import BlockPart, FundRow, LineRow, SheetPage

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
    executed: str
    error: str


class EntryForm:
    """Reads a posted form (or a row of it) against the sheet as it is stored.

    `only` restricts it to one line. After reading, `errors` maps field names to messages in
    printed order and `entry` holds what to save when there are none.
    """

    def __init__(
        self, page: SheetPage, data: Mapping[str, str] | None = None, only: UUID | None = None
    ) -> None:
        self.page, self.data, self.only = page, data, only
        self.errors: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.entry = SheetEntry()
        if data is not None:
            self._read(data)

    def _read(self, data: Mapping[str, str]) -> None:
        for fund in self.page.funds:
            key = fund.public_id.hex
            if self.only is None and f"executed-{key}" in data:
                self.entry.funds[fund.public_id] = self._fund(fund, data[f"executed-{key}"])
        for row in self.page.rows:
            is_asked = self.only in (None, row.public_id)
            if is_asked and f"text-{row.public_id.hex}" in data:
                self.entry.lines[row.public_id] = self._line(row, data)
        if self.only is None and "printed_total" in data:
            head = self._head(data)
            self.entry = SheetEntry(lines=self.entry.lines, funds=self.entry.funds, head=head)

    def _fund(self, fund: FundRow, typed: str) -> FundEntry:
        name = f"executed-{fund.public_id.hex}"
        label = f"{fund.label} 全年执行数"
        typed = self._text(name, label, {name: typed}, LONGEST_FIGURE)
        self._number(name, label, typed, largest=LARGEST_AMOUNT, digits=6)
        # A rate printed earlier belongs to the amounts printed with it; new amounts, no old rate.
        rate = None if typed == fund.executed_text else ""
        return FundEntry(executed=typed, printed_rate=rate)

    def _line(self, row: LineRow, data: Mapping[str, str]) -> LineEntry:
        key, at = row.public_id.hex, f"第 {row.place.number} 行 {row.name}"
        not_applicable = bool(data.get(f"na-{key}"))
        text = self._text(f"text-{key}", f"{at} 实际完成值", data, LONGEST_TEXT)
        self._check_value(key, at, row, text)
        deviation = self._text(f"deviation-{key}", f"{at} 偏差原因", data, LONGEST_DEVIATION)
        typed = data.get(f"claimed-{key}", "")
        claimed = self._number(
            f"claimed-{key}", f"{at} 自评分", typed, largest=row.points or Decimal(0)
        )
        share = self._number(
            f"share-{key}", f"{at} 得分比例", data.get(f"share-{key}", ""), largest=HUNDRED
        )
        if not_applicable:
            self._check_not_applicable(key, at, claimed, deviation)
        return LineEntry(
            text=text,
            claimed=claimed,
            share=None if share is None else share / HUNDRED,
            not_applicable=not_applicable,
            deviation=deviation,
        )

    def _check_value(self, key: str, at: str, row: LineRow, text: str) -> None:
        """A target that is a number asks for a number; blank is for later, 0 is 0."""
        if row.worded or not text or f"text-{key}" in self.errors:
            return
        value = parse(text)
        if value.kind is Kind.NOT_APPLICABLE:
            message = f"填了“{text}”。当年没有开展请选“不适用”并写明原因；没有完成请填 0。"
        elif value.operator not in (None, "="):
            message = f"“{text[:20]}”带有符号。实际完成值请填做到的数，如 95 或 95%。"
        elif value.kind is not Kind.NUMBER:
            message = f"“{text[:20]}”不是数字。指标值是 {row.target}，请填数字，如 95 或 95%。"
        elif value.number is not None and value.number < 0 <= _lower(row.target):
            message = f"填了 {text[:20]}，小于 0。指标值是 {row.target}，请核对，没有完成请填 0。"
        else:
            return
        self._wrong(f"text-{key}", f"{at} 实际完成值", message)

    def _check_not_applicable(
        self, key: str, at: str, claimed: Decimal | None, deviation: str
    ) -> None:
        if not deviation:
            message = "选了不适用，须写明原因，如当年没有采购预算。"
            self._wrong(f"deviation-{key}", f"{at} 偏差原因", message)
        if claimed is not None:
            message = "选了不适用，这一行不计分，请清空自评分。"
            self._wrong(f"claimed-{key}", f"{at} 自评分", message)

    def _head(self, data: Mapping[str, str]) -> HeadEntry:
        limit = self.page.sheet.execution_points
        claimed = self._number(
            "claimed_execution",
            "预算执行率自评分",
            data.get("claimed_execution", ""),
            largest=limit,
        )
        typed = self._text("printed_total", "表中总分", data, LONGEST_FIGURE)
        total = self._number("printed_total", "表中总分", typed, largest=Decimal(200))
        return HeadEntry(claimed_execution=claimed, printed_total=total, printed_total_text=typed)

    def _number(
        self, name: str, label: str, typed: str, *, largest: Decimal, digits: int = 2
    ) -> Decimal | None:
        self.labels[name] = label
        try:
            return read_decimal(typed, name=label, digits=digits, largest=largest)
        except NotANumber as error:
            self._wrong(name, label, str(error))
            return None

    def _text(self, name: str, label: str, data: Mapping[str, str], longest: int) -> str:
        typed = data.get(name, "")
        try:
            return clean_text(typed, name=label, longest=longest)
        except TextRefused as error:
            self._wrong(name, label, str(error))
            return typed

    def _wrong(self, name: str, label: str, message: str) -> None:
        self.labels[name] = label
        self.errors.setdefault(name, message)

    def refuse(self, reason: str) -> None:
        """Show on top what the service refused although every field looked right."""
        self._wrong("lines", "自评表", reason)

    # ---- what the page shows -------------------------------------------------------------

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """(field name, label, message) of every error, for the list on top."""
        return [(name, self.labels[name], message) for name, message in self.errors.items()]

    @property
    def claimed_execution(self) -> str:
        """The claimed execution score to show."""
        stored = self.page.sheet.claimed_execution
        return self._typed("claimed_execution", "" if stored is None else show.plain(stored))

    @property
    def printed_total(self) -> str:
        """The printed total to show."""
        return self._typed("printed_total", self.page.sheet.printed_total_text)

    def funds(self) -> list[EntryFund]:
        """The fund rows to show."""
        found = []
        for row in self.page.funds:
            key = row.public_id.hex
            name = f"executed-{key}"
            found.append(
                EntryFund(row, key, self._typed(name, row.executed_text), self.errors.get(name, ""))
            )
        return found

    def blocks(self) -> list[tuple[BlockPart, list[EntryLine]]]:
        """Every block with its lines to show."""
        return [(part, [self.line(row) for row in part.block.rows]) for part in self.page.blocks]

    def line(self, row: LineRow) -> EntryLine:
        """One line to show: typed texts where the form was posted, else what is stored."""
        key = row.public_id.hex
        posted = self.data is not None and f"text-{key}" in self.data
        claimed = "" if row.claimed is None else show.plain(row.claimed)
        return EntryLine(
            row=row,
            key=key,
            text=self._typed(f"text-{key}", row.text),
            claimed=self._typed(f"claimed-{key}", claimed),
            share=self._typed(f"share-{key}", row.share_shown),
            not_applicable=bool(self.data.get(f"na-{key}"))
            if posted and self.data is not None
            else row.not_applicable,
            deviation=self._typed(f"deviation-{key}", row.deviation),
            errors={
                field: self.errors[f"{field}-{key}"]
                for field in ("text", "claimed", "share", "deviation")
                if f"{field}-{key}" in self.errors
            },
        )

    def _typed(self, name: str, stored: str) -> str:
        if self.data is None or name not in self.data:
            return stored
        return self.data[name]


def _lower(target: str) -> Decimal:
    """The target's number; 0 where it has none."""
    return parse(target).number or Decimal(0)
