"""A day and a time of day as one field, read as people type them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone

_TYPED = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{2})?(?::\d{2}(?:\.\d+)?)?分?)?"
)


class MomentField(forms.CharField):
    """A moment in the system's time zone.

    A browser sends 2022-03-15T18:00; typed by hand 2022年3月15日 18:00 does as well. A day alone is
    its beginning, or with `is_end` its end: 24:00.
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
        moment = _read(typed, is_end=self.is_end)
        if moment is None:
            raise forms.ValidationError(
                f"“{typed[:40]}”不是日期和时间，请写成 2022-03-15 18:00 这样的形式。"
            )
        return moment


def _read(typed: str, *, is_end: bool) -> datetime | None:
    found = _TYPED.fullmatch(typed)
    if found is None:
        return None
    hour, minute = found["hour"], int(found["minute"] or 0)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        if (hour is None and is_end) or (hour == "24" and minute == 0):
            day, clock = day + timedelta(days=1), time()
        else:
            clock = time(int(hour or 0), minute)
        return timezone.make_aware(datetime.combine(day, clock))
    except (ValueError, OverflowError):
        return None
