"""Forms for departments; they save nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms

from projects.forms.fields import DayField, DepartmentField, ReasonField
from projects.forms.seen import SeenForm
from projects.forms.texts import clean_field
from projects.models import Department, User
from projects.queries.departments import code_is_taken
from projects.services.closing import DISABLE, MOVE

_PARENT = "填单位编码或全称；不填就是顶级单位，一般只有财政部门是。"


class HeadForm(forms.Form):
    """What was written of a department; `department` is the one that is changed, if any."""

    code = forms.RegexField(
        r"\A[0-9A-Za-z-]{1,20}\Z",
        label="单位编码",
        error_messages={"invalid": "单位编码是 1 到 20 位数字或字母。"},
    )
    name = forms.CharField(label="单位名称", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=Department.Kind.choices)
    region = forms.RegexField(
        r"\A[0-9]{2,12}\Z",
        label="行政区划代码",
        help_text="决定评分办法，如河南省焦作市 410800。",
        error_messages={"invalid": "行政区划代码是 2 到 12 位数字。"},
    )

    def __init__(self, *args: Any, department: Department | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.department = department
        if department:
            self.fields["name"].help_text = "写错时更正；单位改名请用“改名”，以便保留原名。"

    def clean_name(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "name", longest=120)

    def clean_code(self) -> str:
        """A code is given once."""
        code: str = self.cleaned_data["code"]
        if code_is_taken(code, self.department):
            raise forms.ValidationError(f"单位编码“{code}”已有单位使用。")
        return code


class ChangeForm(SeenForm, HeadForm):
    """A department that is there."""


class DepartmentForm(HeadForm):
    """A new node of the tree."""

    parent = DepartmentField(label="上级单位", required=False, help_text=_PARENT)
    field_order = ["parent"]


class MoveForm(SeenForm):
    """Another place in the tree."""

    parent = DepartmentField(label="新的上级单位", required=False, help_text=_PARENT)
    reason = ReasonField()

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=200)


class RenameForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label="新名称", max_length=120)
    from_day = DayField(label="从哪天起", help_text="不能晚于今天。")
    reason = ReasonField(required=False)

    def clean_name(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "name", longest=120)

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=200)


class ReasonForm(forms.Form):
    """Nothing but why."""

    reason = ReasonField()

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=200)


class CloseForm(ReasonForm):
    """The end of a department or project."""

    from_day = DayField(label="从哪天起", help_text="不能晚于今天。")
    field_order = ["from_day"]


class MergeForm(CloseForm):
    """Into which department, and what becomes of each open account."""

    into = DepartmentField(label="并入的单位")
    field_order = ["into", "from_day", "reason"]

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            self.fields[f"account-{person.public_id.hex}"] = forms.ChoiceField(
                label=f"账号 {person.username} {person.name}（{person.get_role_display()}）",
                choices=[("", "请选择"), (MOVE, "转入并入的单位"), (DISABLE, "停用")],
                error_messages={"required": "请选择这个账号转入还是停用。"},
            )

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "into": data["into"],
            "from_day": data["from_day"],
            "reason": data["reason"],
            "accounts": {
                person.public_id: data[f"account-{person.public_id.hex}"] for person in self.people
            },
        }
