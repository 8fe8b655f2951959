"""Forms for accounts and passwords; they save nothing."""

from typing import Any

from django import forms

from projects.forms.fields import DepartmentField
from projects.forms.seen import SeenForm
from projects.forms.texts import clean_field
from projects.models import User
from projects.queries.people import username_is_taken
from projects.services.people import ADMINISTRATORS


class AccountForm(forms.Form):
    """Name, role, department, telephone and e-mail of an account."""

    name = forms.CharField(label="姓名", max_length=40)
    role = forms.ChoiceField(label="角色", choices=User.Role.choices)
    department = DepartmentField(
        label="单位", required=False, help_text="填单位编码或全称；三种管理员可以不填。"
    )
    phone = forms.CharField(label="办公电话", max_length=30, required=False)
    email = forms.EmailField(
        label="电子邮箱",
        max_length=120,
        required=False,
        help_text="可以不填；系统配置了邮件时，提醒也发到这里。",
        error_messages={"invalid": "不是电子邮箱，请写成 lijing@example.cn 这样。"},
    )

    def clean_name(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "name", longest=40)

    def clean_phone(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "phone", longest=30)

    def clean(self) -> None:
        """A business account belongs to a department."""
        super().clean()
        role, department = self.cleaned_data.get("role"), self.cleaned_data.get("department")
        is_missing = department is None and "department" not in self.errors
        if role and role not in ADMINISTRATORS and is_missing:
            self.add_error("department", "业务账号必须属于一个单位，请选择单位。")


class ChangeAccountForm(SeenForm, AccountForm):
    """An account that is there."""


class NewAccountForm(AccountForm):
    """A new account; its first password is drawn by the system."""

    username = forms.RegexField(
        r"\A[0-9A-Za-z_.-]{3,40}\Z",
        label="用户名",
        error_messages={"invalid": "用户名是 3 到 40 位字母、数字或 _ . -。"},
    )
    field_order = ["username"]

    def clean_username(self) -> str:
        """A name is given once."""
        username: str = self.cleaned_data["username"]
        if username_is_taken(username):
            raise forms.ValidationError(f"用户名“{username}”已有人使用，请换一个。")
        return username


class PasswordForm(forms.Form):
    """One's own new password."""

    old = forms.CharField(
        label="原密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 8 位，不能全是数字，不能是常见密码。",
    )
    again = forms.CharField(
        label="再输一次新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError("两次输入的新密码不一致，请重新输入。")
        return again

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        return {"old": self.cleaned_data["old"], "new": self.cleaned_data["new"]}
