"""A form that says what its page showed, so that nobody's change is undone by an older page."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from projects.marks import Overtaken

NO_MARK = "没有收到页面的版本，没有写入。请重新打开页面再改。"
STALE = "您打开页面以后，别人改过这里的内容，没有写入。请逐项核对，确认后再保存。"


class SeenForm(forms.Form):
    """Carries `seen`, the mark of what the page showed; the service decides whether it still holds.

    Mix it in before the form with the fields. Without the mark the form is refused (428); where
    the service finds it stale, `tell` says so with both values of each field (409), and the page
    that comes back bears the mark of what it says.
    """

    seen = forms.CharField(label="页面版本", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, mark: str, **kwargs: Any) -> None:
        kwargs["initial"] = (kwargs.get("initial") or {}) | {"seen": mark}
        super().__init__(*args, **kwargs)
        self.status = 422

    def clean_seen(self) -> str:
        """A form without the mark cannot be compared with anything."""
        seen: str = self.cleaned_data["seen"]
        if not seen:
            self.status = 428
            self.add_error(None, NO_MARK)
        return seen

    def tell(self, overtaken: Overtaken) -> None:
        """Say what somebody else has written meanwhile, beside what this person wrote."""
        self.status = 409
        typed = dict(self.cleaned_data)
        self.add_error(None, STALE)
        for name, now in overtaken.now.items():
            theirs, mine = (self._words(name, value) for value in (now, typed.get(name)))
            if theirs != mine:
                self.add_error(name, f"现在是{theirs}，您填的是{mine}。")
        self.data = dict(self.data.items()) | {"seen": overtaken.mark}

    def _words(self, name: str, value: Any) -> str:
        """A value of a field as people read it."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        if value in (None, "") and value not in choices:
            return "空白"
        if isinstance(value, bool):
            text = "勾选" if value else "不勾选"
        elif isinstance(value, datetime):
            text = f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        else:
            text = str(choices.get(value, getattr(value, "name", value)))
        return f"“{text}”"


def version_of(seen: str) -> int:
    """The version that a mark names; 0, which fits none, where it names no version."""
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0


def status_of(form: forms.Form) -> int:
    """The answer's code for a page with a form: 200, or why the form was refused."""
    if not (form.is_bound and form.errors):
        return 200
    return form.status if isinstance(form, SeenForm) else 422
