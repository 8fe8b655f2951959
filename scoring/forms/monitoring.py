"""The forms of monitoring: a round, a report's grid, a return.

The grid keeps a fingerprint of what each row said when the page was made (`was-…`): rows that the
person did not touch are left alone, a row that both changed is refused once and both are told.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from projects.forms.moments import MomentField
from projects.forms.seen import SeenForm
from projects.forms.texts import clean_field
from projects.models import FiscalYear
from projects.services.windows import span_faults
from projects.texts import TextRefused, clean_text
from projects.trail import told_first
from projects.values import NotANumber, read_decimal
from scoring.gaps import Gap
from scoring.models import MonitoringLine, MonitoringRound
from scoring.monitored import LineEntry, ReportEntry
from scoring.queries.monitoring import ReportLine, ReportPage
from scoring.rules.lamps import CHANCE_WORDS

NO_MARK = "没有收到页面的版本，没有写入。请刷新页面后重填。"
LARGEST_AMOUNT = Decimal(10) ** 15 - 1
FIELDS = {
    "text": ("完成情况", 200),
    "forecast": ("全年预计", 200),
    "chance": ("完成可能性", 10),
    "cause": ("原因类别", 20),
    "cause_text": ("原因说明", 500),
}
CHOICES: dict[str, dict[str, str]] = {
    "chance": {chance.value: words for chance, words in CHANCE_WORDS.items()},
    "cause": {str(value): str(words) for value, words in MonitoringLine.Cause.choices},
}


@dataclass(slots=True)
class GridLine:
    """A row as the form shows it: what is typed (or stored) and what is wrong with it."""

    row: ReportLine
    key: str
    was: str
    said: Mapping[str, str]
    errors: Mapping[str, str]

    @property
    def mark(self) -> str:
        """The row's wash."""
        return "is-error" if self.errors else ""


class ReportForm:
    """Reads a posted grid (or a row of it) against the report as it is stored.

    After reading, `errors` maps field names to messages in printed order and `entry` holds what to
    save when there are none: what was touched.
    """

    chances = CHOICES["chance"].items()
    causes = CHOICES["cause"].items()

    def __init__(
        self, page: ReportPage, data: Mapping[str, str] | None = None, only: UUID | None = None
    ) -> None:
        self.page, self.only = page, only
        self.typed: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.gaps: list[Gap] = []
        self.unseen: list[str] = []  # what a colleague changed while the page was open
        self.entry = ReportEntry()
        self.lacks_mark = False
        if data is not None:
            self._read(data)

    def _read(self, data: Mapping[str, str]) -> None:
        executed = self._executed(data) if self.only is None and "executed" in data else None
        self.entry = ReportEntry(executed=executed)
        for row in self.page.rows:
            wanted = self.only in (None, row.line.public_id)
            if wanted and f"text-{row.key}" in data:
                self._read_line(row, data)
        if self.only and f"text-{self.only.hex}" not in data:
            row = next(row for row in self.page.rows if row.line.public_id == self.only)
            self._wrong(row, "text", "没有收到这一行的完成情况。请刷新页面后重填。")

    def _executed(self, data: Mapping[str, str]) -> str | None:
        typed, stored = _sent("executed", data["executed"]), self.page.report.executed_text
        was = data.get("was-executed")
        if was is not None and typed in (was, stored):
            self.unseen += ["累计执行数"] if typed != stored else []
            return None
        self.typed["executed"], self.labels["executed"] = data["executed"], "累计执行数"
        if was is None:
            self.lacks_mark = True
            self.errors["executed"] = NO_MARK
        elif stored != was:
            self.errors["executed"] = (
                f"已被改为“{stored}”（原为“{was}”），没有覆盖。核对后再保存一次，将以您填的为准。"
            )
        try:
            read_decimal(typed, name="累计执行数", digits=6, largest=LARGEST_AMOUNT)
        except NotANumber as error:
            self.errors.setdefault("executed", str(error).removeprefix("累计执行数").lstrip())
        return typed

    def _read_line(self, row: ReportLine, data: Mapping[str, str]) -> None:
        stands = _stored(row.line)
        typed = {name: data.get(f"{name}-{row.key}", text) for name, text in stands.items()}
        stored, (was, _, aim) = _mark(stands), data.get(f"was-{row.key}", "").partition(".")
        is_adjusted = bool(aim) and aim != _aim(row.line)
        if was and _mark(typed) in (was, stored):
            news = is_adjusted or _mark(typed) != stored
            self.unseen += [f"第 {row.line.position} 行"] if news else []
            return
        self.typed |= {f"{name}-{row.key}": text for name, text in typed.items()}
        if not was:
            self.lacks_mark = True
            self._wrong(row, "text", NO_MARK)
        elif was != stored:
            self._overtaken(row, typed)
        elif is_adjusted:
            self._wrong(
                row,
                "text",
                f"指标值已调整为“{row.line.target_text}”，没有写入。核对后再保存一次，将以您填的为准。",
            )
        cleaned = {name: self._clean(row, name, text) for name, text in typed.items()}
        self.entry.lines[row.line.public_id] = LineEntry(**cleaned)

    def _overtaken(self, row: ReportLine, typed: Mapping[str, str]) -> None:
        """Say what stands there now, by whom; the fingerprint of the next post knows of it."""
        stored = _stored(row.line)
        other = [name for name in FIELDS if _sent(name, typed[name]) != stored[name]] or ["text"]
        told = "、".join(f"{FIELDS[name][0]}“{_words(name, stored[name])}”" for name in other)
        who = row.line.by.name if row.line.by else "他人"
        message = f"这一行已被{who}改过，现为：{told}，没有覆盖。核对后再保存一次，将以您填的为准。"
        self._wrong(row, other[0], message)

    def _clean(self, row: ReportLine, name: str, typed: str) -> str:
        label, longest = FIELDS[name]
        try:
            text = clean_text(typed, name=label, longest=longest)
        except TextRefused as error:
            self._wrong(row, name, str(error).removeprefix(label).lstrip())
            return typed
        if name in CHOICES and text and text not in CHOICES[name]:
            self._wrong(row, name, f"“{text[:20]}”不在选项中，请从列表中选择。")
        return text

    def _wrong(self, row: ReportLine, name: str, message: str) -> None:
        field = f"{name}-{row.key}"
        self.labels[field] = f"第 {row.line.position} 行 {row.line.name} {FIELDS[name][0]}"
        self.errors.setdefault(field, message)

    def refuse_unseen(self) -> None:
        """Hand nothing in with figures that the person has not seen; the next page shows them."""
        if self.unseen:
            told = told_first(self.unseen, sign="、")
            self.refuse(f"{told}刚被他人改过，没有提交。请核对现在的内容，再提交一次。")

    def refuse(self, reason: str) -> None:
        """Show on top what the service refused although every field looked right."""
        self.labels["lines"] = "监控表"
        self.errors.setdefault("lines", reason)

    @property
    def status(self) -> int:
        """The answer's code: 428 without a mark, 422 for errors and gaps."""
        if self.lacks_mark:
            return 428
        return 422 if self.errors or self.gaps else 200

    def take_gaps(self, gaps: list[Gap]) -> None:
        """Show what keeps the report from being handed in."""
        self.gaps = gaps

    # ---- what the page shows -------------------------------------------------------------

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """(field name, label, message) of every error, for the list on top."""
        return [(name, self.labels[name], message) for name, message in self.errors.items()]

    @property
    def executed(self) -> str:
        """The executed amount to show."""
        return self.typed.get("executed", self.page.report.executed_text)

    def blocks(self) -> list[tuple[str, list[GridLine]]]:
        """Every block with its rows to show."""
        return [(name, [self.line(row) for row in rows]) for name, rows in self.page.blocks]

    def line(self, row: ReportLine) -> GridLine:
        """One row to show: typed texts where it was posted, else what is stored."""
        stored = _stored(row.line)
        return GridLine(
            row=row,
            key=row.key,
            was=line_mark(row.line),
            said={name: self.typed.get(f"{name}-{row.key}", stored[name]) for name in FIELDS},
            errors={
                name: self.errors[f"{name}-{row.key}"]
                for name in FIELDS
                if f"{name}-{row.key}" in self.errors
            },
        )


def _stored(line: MonitoringLine) -> dict[str, str]:
    return {
        "text": line.text,
        "forecast": line.forecast_text,
        "chance": line.chance,
        "cause": line.cause,
        "cause_text": line.cause_text,
    }


def line_mark(line: MonitoringLine) -> str:
    """The fingerprint of what a row says, as a browser would send it back, and of its target."""
    return f"{_mark(_stored(line))}.{_aim(line)}"


def _aim(line: MonitoringLine) -> str:
    return sha256(line.target_text.encode()).hexdigest()[:8]


def _mark(texts: Mapping[str, str]) -> str:
    said: Iterable[str] = (_sent(name, texts[name]) for name in FIELDS)
    return sha256(json.dumps(list(said)).encode()).hexdigest()[:16]


def _sent(name: str, text: str) -> str:
    """The text as it would be stored; a browser takes line ends out of a field of one line."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return (text if name == "cause_text" else text.replace("\n", "")).strip()


def _words(name: str, stored: str) -> str:
    return CHOICES.get(name, {}).get(stored, stored)[:40]


class RoundForm(forms.Form):
    """Name and window of a round; month and year only when it is opened."""

    year = forms.ModelChoiceField(FiscalYear.objects.all(), label="年度", empty_label=None)
    month = forms.IntegerField(label="截至月份", min_value=1, max_value=12, initial=7)
    name = forms.CharField(label="阶段名称", max_length=40, help_text="如 1—7月。")
    opens_at = MomentField(label="开始填报")
    closes_at = MomentField(label="截止填报", is_end=True)

    def __init__(self, *args: Any, stored: MonitoringRound | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = stored
        if stored:
            del self.fields["year"], self.fields["month"]

    def clean_name(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "name", longest=40)

    def clean(self) -> dict[str, Any]:
        """A window has its ends in order, near its year."""
        said = super().clean() or {}
        year = self.stored.year_id if self.stored else getattr(said.get("year"), "year", None)
        ends, this_year = (said.get("opens_at"), said.get("closes_at")), timezone.localdate().year
        for end, words in span_faults(*ends, year=year, this_year=this_year):
            self.add_error(f"{end}_at", words)
        return said


class ChangeRoundForm(SeenForm, RoundForm):
    """A round that is there."""


class ReturnForm(forms.Form):
    """Why something is returned."""

    reason = forms.CharField(
        label="退回原因",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="必填，单位会看到；最多 500 字。",
    )

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=500)
