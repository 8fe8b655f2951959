"""The forms of rectification: the notice and the answer."""

from datetime import date

from django import forms
from django.utils import timezone

from projects.forms.texts import clean_field


class NoticeForm(forms.Form):
    """What is to be mended, and by when."""

    notice = forms.CharField(
        label="整改要求",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明问题和要求；最多 1000 字。",
    )
    due = forms.DateField(
        label="整改期限",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="这一天之前反馈整改情况。",
    )

    def clean_notice(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "notice", longest=1000)

    def clean_due(self) -> date:
        """A day that is over cannot be kept."""
        due: date = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError(f"{due} 已过，请填今天或以后的日期。")
        return due


class AnswerForm(forms.Form):
    """What was done about it."""

    answer = forms.CharField(
        label="整改情况",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明采取的措施、结果和完成时间；最多 2000 字。",
    )

    def clean_answer(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "answer", longest=2000)
