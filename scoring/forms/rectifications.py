"""The forms of rectification: the notice and the answer."""

from datetime import date

from django import forms
from django.utils import timezone

from projects.deadlines import due_fault
from projects.forms.fields import DayField
from projects.forms.texts import clean_field


class NoticeForm(forms.Form):
    """What is to be mended, and by when."""

    notice = forms.CharField(
        label="整改要求",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明问题和要求；最多 1000 字。",
    )
    due = DayField(label="整改期限", help_text="这一天之前反馈整改情况，一年以内。")

    def clean_notice(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "notice", longest=1000)

    def clean_due(self) -> date:
        """A day that is over cannot be kept, one far away is a slip of the finger."""
        due: date = self.cleaned_data["due"]
        if fault := due_fault(due, timezone.localdate()):
            raise forms.ValidationError(fault)
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
