"""Forms for windows of stages and for extensions; they save nothing."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from projects.forms.moments import MomentField
from projects.forms.seen import SeenForm
from projects.forms.texts import clean_field
from projects.models import Stage, StageWindow
from projects.services.windows import LONGEST_REASON, Span, span_faults, windows_mark


class WindowsForm(SeenForm):
    """The windows of one department and year, two fields a stage; both blank: none."""

    def __init__(self, data: Any = None, *, year: int, stored: list[StageWindow | None]) -> None:
        self.year = year
        initial = {}
        for stage, window in zip(Stage, stored, strict=True):
            if window:
                initial[f"{stage}_opens"] = window.opens_at
                initial[f"{stage}_closes"] = window.closes_at
        mark = windows_mark([window for window in stored if window])
        super().__init__(data, initial=initial, mark=mark)
        for stage in Stage:
            self.fields[f"{stage}_opens"] = MomentField(label=f"{stage.label}开始", required=False)
            self.fields[f"{stage}_closes"] = MomentField(
                label=f"{stage.label}截止", required=False, is_end=True
            )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by stage, for the page."""
        return [
            (str(stage.label), [self[f"{stage}_opens"], self[f"{stage}_closes"]]) for stage in Stage
        ]

    def clean(self) -> None:
        """A window has both ends, in their order, near its year."""
        super().clean()
        for stage in Stage:
            opens, closes = f"{stage}_opens", f"{stage}_closes"
            if opens in self.errors or closes in self.errors:
                continue
            self._check(stage, opens, closes)

    def _check(self, stage: Stage, opens: str, closes: str) -> None:
        start, end = self.cleaned_data[opens], self.cleaned_data[closes]
        if (start is None) != (end is None):
            blank = opens if start is None else closes
            self.add_error(blank, "开始和截止须都填，或都空着（空着表示不限时）。")
            return
        this_year = timezone.localdate().year
        for name, words in span_faults(start, end, year=self.year, this_year=this_year):
            self.add_error(f"{stage}_{name}", words)

    @property
    def spans(self) -> dict[Stage, Span | None]:
        """What to set, once the form is valid."""
        found: dict[Stage, Span | None] = {}
        for stage in Stage:
            start: datetime | None = self.cleaned_data[f"{stage}_opens"]
            end: datetime | None = self.cleaned_data[f"{stage}_closes"]
            found[stage] = (start, end) if start and end else None
        return found


class _ReasonForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="单位会看到，并记入留痕。",
        error_messages={"required": "请写明理由，如系统停机、人员变动、口径有误。"},
    )

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=LONGEST_REASON)


class ExtensionForm(_ReasonForm):
    """A later deadline for the chosen units, and why; or that what was given is taken back.

    That can be chosen where one of the units has more time already.
    """

    act = forms.ChoiceField(
        label="办理",
        choices=[("", "延至下面的时限"), ("back", "收回延期，恢复原定时限")],
        required=False,
    )
    until = MomentField(label="延至", is_end=True, required=False)
    field_order = ("act", "until", "reason")

    def __init__(self, data: Any, *, is_extended: bool) -> None:
        super().__init__(data)
        if is_extended:
            self.fields["until"].help_text = "填新的时限即改期，可以早于已延的时限；收回延期不填。"
        else:
            del self.fields["act"]

    def clean(self) -> None:
        """Until when, unless it is taken back."""
        super().clean()
        is_back = self.cleaned_data.get("act") == "back"
        if is_back and self.cleaned_data.get("until"):
            self.add_error("until", "收回延期时不填“延至”；要改期请选“延至下面的时限”。")
        elif not is_back and "until" not in self.errors and not self.cleaned_data["until"]:
            self.add_error("until", "请填写延至的日期和时间。")

    @property
    def said(self) -> dict[str, Any]:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in ("until", "reason")}


class UnlockForm(_ReasonForm):
    """Why what was submitted goes back; where the stage is closed, until when it may be mended."""

    until = MomentField(label="延至", is_end=True, required=False)
    field_order = ("reason", "until")

    def __init__(self, data: Any, *, is_closed: bool) -> None:
        super().__init__(data)
        self.fields["until"].help_text = "只延长已经截止的单位；不填则退回后单位不能修改、再交。"
        if not is_closed:
            del self.fields["until"]

    @property
    def said(self) -> dict[str, Any]:
        """What the service is given."""
        return dict(self.cleaned_data)
