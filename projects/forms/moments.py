"""A day and a time of day as one field, read as people type them."""

import unicodedata
from datetime import datetime

from django import forms
from django.utils import timezone

from projects.moments import read_moment, year_fault


class MomentField(forms.CharField):
    """A moment in the system's time zone.

    A browser sends 2022-03-15T18:00; typed by hand 2022年3月15日 18:00 does as well. A day alone is
    its beginning, or with `is_end` its end: 24:00. A year out of reach is refused.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, *, label: str, is_end: bool = False, required: bool = True) -> None:
        super().__init__(label=label, required=required, max_length=40)
        self.is_end = is_end

    def prepare_value(self, value: object) -> object:
        """Show a stored moment in local time; what was typed is shown as typed."""
        return timezone.localtime(value) if isinstance(value, datetime) else value

    def clean(self, value: object) -> datetime | None:
        """Return the moment, None for a blank that is allowed. Raises ValidationError."""
        typed = unicodedata.normalize("NFKC", super().clean(value)).strip()
        if not typed:
            return None
        moment = read_moment(typed, is_end=self.is_end)
        if moment is None:
            raise forms.ValidationError(
                f"“{typed[:40]}”不是日期和时间，请写成 2022-03-15 18:00 这样的形式。"
            )
        if fault := year_fault(moment.year):
            raise forms.ValidationError(fault)
        return moment
