"""The form of management rates: for each row the system's figure, or a reason for another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from projects.marks import mark_of
from projects.texts import TextRefused, clean_text
from scoring.management.rates import Overrule
from scoring.queries.sheet_parts import LineRow

LONGEST_REASON = 300
NO_MARK = "没有收到这一行的版本，没有写入。请刷新页面后重填。"


@dataclass(frozen=True, slots=True)
class RateRow:
    """A row as the form shows it: what the system says, what stands there, why."""

    row: LineRow
    key: str
    reason: str
    adopted: str  # what 采用 fills in; empty where there is nothing to take over
    error: str
    was: str  # the row's version and the mark of its reason, sent back with the form


class RatesForm:
    """Reads a posted form against the rows of a sheet that are management rates.

    A row posts what it showed (`was-…`: its version and the mark of its reason). A reason that the
    person did not touch is left alone, whoever wrote it meanwhile; what two people changed is told
    and not written over; a row without its mark is refused. `adopt` (a pressed button) or a ticked
    `take-…` takes the figure over. `errors` maps field names to messages; `adopted`, `overruled`
    and the `versions` of their rows are what to save.
    """

    def __init__(self, rows: Sequence[LineRow], data: Mapping[str, str] | None = None) -> None:
        self.rated = [row for row in rows if row.rate is not None]
        self.data = data
        self.errors: dict[str, str] = {}
        self.adopted: dict[UUID, str] = {}
        self.overruled: dict[UUID, Overrule] = {}
        self.versions: dict[UUID, int] = {}
        self.touched: set[UUID] = set()
        self.lacks_mark = False
        if data is not None:
            for row in self.rated:
                self._read(row, data)

    def _read(self, row: LineRow, data: Mapping[str, str]) -> None:
        key = row.public_id.hex
        takes = data.get("adopt") == key or f"take-{key}" in data
        typed = data.get(f"reason-{key}")
        if not takes and typed is None:
            return
        version, _, shown = data.get(f"was-{key}", "").partition(".")
        if not (version and shown):
            self.lacks_mark = True
            self.touched.add(row.public_id)
            self.errors[f"reason-{key}"] = NO_MARK
            return
        if not takes and _fingerprint(typed or "") == shown:
            return
        self.touched.add(row.public_id)
        if version != str(row.version):
            self.errors[f"reason-{key}"] = _overtaken(row, typed)
            return
        self.versions[row.public_id] = row.version
        if takes:
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

    @property
    def status(self) -> int:
        """The answer's code: 428 without a mark, 422 for errors."""
        if self.lacks_mark:
            return 428
        return 422 if self.errors else 200

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
        """Every row to show: reasons that were typed just now, else what is stored."""
        typed = self.data or {}
        return [
            RateRow(
                row=row,
                key=key,
                reason=typed.get(f"reason-{key}", row.overrule_reason)
                if row.public_id in self.touched
                else row.overrule_reason,
                adopted=row.rate.adopted(row.target) if row.rate else "",
                error=self.errors.get(f"reason-{key}", ""),
                was=was_of(row.version, row.overrule_reason),
            )
            for row in self.rated
            for key in [row.public_id.hex]
        ]


def was_of(version: int, reason: str) -> str:
    """What the page says of a row, for the form to send back."""
    return f"{version}.{_fingerprint(reason)}"


def _fingerprint(reason: str) -> str:
    return mark_of({"reason": reason.strip()})


def _overtaken(row: LineRow, typed: str | None) -> str:
    value, theirs, mine = (_quoted(text) for text in (row.text, row.overrule_reason, typed or ""))
    now = f"别人已改过这一行：实际完成值现在是{value}，原因是{theirs}"
    return f"{now}。您写的原因是{mine}，没有写入，请核对后再保存。"


def _quoted(text: str) -> str:
    text = text.strip()
    return f"“{text[:20]}{'…' * (len(text) > 20)}”" if text else "空白"
