"""Fields that several forms of the administrator have."""

from datetime import date
from typing import Any

from django import forms

from projects.models import Department
from projects.moments import FIRST_YEAR_OF_A_DAY, year_fault
from projects.queries.departments import departments_called


class DepartmentField(forms.CharField):
    """A department by its code or full name: there may be 50,000, too many for a list.

    With script the field offers what fits (`department_search`), without it the code is typed.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "填单位编码或全称。")
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off", "data-search": "department"}

    def clean(self, value: Any) -> Department | None:
        """Find it; raises ValidationError in words."""
        text = super().clean(value)
        if not text:
            return None
        found = departments_called(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(f"有几个单位都叫“{text}”，请填单位编码。")
        raise forms.ValidationError(f"没有编码或名称是“{text}”的单位，请核对。")


class DayField(forms.DateField):
    """A day, by the browser's own calendar or typed; a year out of reach is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault(
            "error_messages", {"invalid": "日期写成 2024-03-01 这样。", "required": "请填日期。"}
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        """Read it; raises ValidationError in words."""
        day: date | None = super().clean(value)
        if day and (fault := year_fault(day.year, first=FIRST_YEAR_OF_A_DAY)):
            raise forms.ValidationError(fault)
        return day


class ReasonField(forms.CharField):
    """Why: compulsory unless said otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "理由")
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        kwargs.setdefault("error_messages", {"required": "请写明理由。"})
        super().__init__(**kwargs)
