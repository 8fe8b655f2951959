"""The form of management rates: for each row the system's figure, or a reason for another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from projects.texts import TextRefused, clean_text
from scoring.management.rates import Overrule
from scoring.queries.sheet_parts import LineRow

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class RateRow:
    """A row as the form shows it: what the system says, what stands there, why."""

    row: LineRow
    key: str
    reason: str
    adopted: str  # what 采用 fills in; empty where there is nothing to take over
    error: str


class RatesForm:
    """Reads a posted form against the rows of a sheet that are management rates.

    A row posts the value that it showed (`seen-…`): what somebody else changed meanwhile is told
    and not written over. `adopt` (a pressed button) or a ticked `take-…` takes the figure over.
    `errors` maps field names to messages; `adopted` and `overruled` are what to save.
    """

    def __init__(self, rows: Sequence[LineRow], data: Mapping[str, str] | None = None) -> None:
        self.rated = [row for row in rows if row.rate is not None]
        self.data = data
        self.errors: dict[str, str] = {}
        self.adopted: dict[UUID, str] = {}
        self.overruled: dict[UUID, Overrule] = {}
        if data is not None:
            for row in self.rated:
                self._read(row, data)

    def _read(self, row: LineRow, data: Mapping[str, str]) -> None:
        key = row.public_id.hex
        takes = data.get("adopt") == key or f"take-{key}" in data
        typed = data.get(f"reason-{key}")
        if not takes and (typed is None or typed.strip() == row.overrule_reason):
            return
        if data.get(f"seen-{key}", row.text) != row.text:
            now = f"“{row.text[:20]}”" if row.text else "空白"
            self.errors[f"reason-{key}"] = f"实际完成值已被改为{now}，没有写入。请核对后再保存。"
        elif takes:
            self._adopt(row)
        else:
            self._overrule(row, typed or "")

    def _adopt(self, row: LineRow) -> None:
        figure = row.rate.adopted(row.target) if row.rate else ""
        if figure:
            self.adopted[row.public_id] = figure
        else:
            why = row.rate.why_not if row.rate else ""
            self.errors[f"reason-{row.public_id.hex}"] = f"没有可以采用的数：{why}。"

    def _overrule(self, row: LineRow, typed: str) -> None:
        name = f"reason-{row.public_id.hex}"
        try:
            reason = clean_text(typed, name="原因", longest=LONGEST_REASON)
        except TextRefused as error:
            self.errors[name] = str(error)
            return
        if reason and not row.is_overruled:
            self.errors[name] = "填报数与系统数没有不同，不需要写原因，请清空。"
            return
        told = row.rate.told if row.rate else ""
        self.overruled[row.public_id] = Overrule(reason=reason, figure=told if reason else "")

    def refuse(self, reason: str) -> None:
        """Show on top what the service refused although every field looked right."""
        self.errors.setdefault("rates", reason)

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """(field name, label, message) of every error, for the list on top."""
        labels = {
            f"reason-{row.public_id.hex}": f"第 {row.place.number} 行 {row.name}"
            for row in self.rated
        }
        return [
            (name, labels.get(name, "管理指标"), message) for name, message in self.errors.items()
        ]

    def rows(self) -> list[RateRow]:
        """Every row to show: typed reasons where the form was posted, else what is stored."""
        typed = self.data or {}
        return [
            RateRow(
                row=row,
                key=key,
                reason=typed.get(f"reason-{key}", row.overrule_reason),
                adopted=row.rate.adopted(row.target) if row.rate else "",
                error=self.errors.get(f"reason-{key}", ""),
            )
            for row in self.rated
            for key in [row.public_id.hex]
        ]
