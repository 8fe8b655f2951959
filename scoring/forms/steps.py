"""The form of a step: the reason, and what is wrong with single rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from projects.returns import LONGEST_REASON, LONGEST_ROW_REASON, Remark
from projects.steps import Step
from projects.texts import TextRefused, clean_text
from scoring.queries.lines import Numbered


def seen_version(data: Mapping[str, str], name: str = "version") -> int | None:
    """The version that the person saw; None where the post has none."""
    typed = data.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


@dataclass(frozen=True, slots=True)
class RowReason:
    """A row that can be named, with what was typed and what is wrong with that."""

    line: Numbered
    typed: str
    error: str

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"row-{self.line.lineage.hex}"


class StepForm:
    """Reads what was posted for a step; `errors` maps field names to messages.

    `version` is None where the post has none: then nothing is done.
    """

    def __init__(
        self, step: Step, lines: Sequence[Numbered], data: Mapping[str, str] | None = None
    ) -> None:
        self.step, self.lines = step, lines
        self.data: Mapping[str, str] = data or {}
        self.errors: dict[str, str] = {}
        self.remark = Remark()
        if data is not None:
            self._read()

    def _read(self) -> None:
        reason = self._text("reason", "原因", LONGEST_REASON)
        if self.step.asks_reason and not reason and "reason" not in self.errors:
            self.errors["reason"] = f"{self.step.done}须写明原因，让对方知道要改什么。"
        rows: dict[UUID, str] = {}
        for line in self.lines if self.step.by_row else ():
            name = f"row-{line.lineage.hex}"
            if said := self._text(name, f"第 {line.number} 行的原因", LONGEST_ROW_REASON):
                rows[line.lineage] = said
        self.remark = Remark(reason=reason, rows=rows)

    def _text(self, name: str, label: str, longest: int) -> str:
        typed = self.data.get(name, "")
        try:
            return clean_text(typed, name=label, longest=longest)
        except TextRefused as refused:
            self.errors[name] = str(refused)
            return typed

    @property
    def version(self) -> int | None:
        """The version that the person saw."""
        return seen_version(self.data)

    @property
    def reason(self) -> str:
        """What was typed as the reason."""
        return self.data.get("reason", "")

    @property
    def unsent(self) -> str:
        """All that was typed, a line each, to be copied where the step is there no more."""
        rows = [f"第 {row.line.number} 行：{row.typed}" for row in self.rows if row.typed]
        return "\n".join([self.reason, *rows]).strip()

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """(field name, message) of every error."""
        return list(self.errors.items())

    @property
    def rows(self) -> list[RowReason]:
        """The rows that can be named."""
        return [
            RowReason(
                line,
                self.data.get(f"row-{line.lineage.hex}", ""),
                self.errors.get(f"row-{line.lineage.hex}", ""),
            )
            for line in (self.lines if self.step.by_row else ())
        ]
