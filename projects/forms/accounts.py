"""Forms for departments and accounts; they save nothing."""

from django import forms

from projects.forms.texts import clean_field
from projects.models import Department, User
from projects.queries.accounts import all_departments, code_is_taken, username_is_taken
from projects.services.people import ADMINISTRATORS


class DepartmentForm(forms.Form):
    """A new node of the tree."""

    parent = forms.ModelChoiceField(
        all_departments(),
        label="上级单位",
        required=False,
        empty_label="无（顶级）",
    )
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

    def clean_name(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "name", longest=120)

    def clean_code(self) -> str:
        """A code is given once."""
        code: str = self.cleaned_data["code"]
        if code_is_taken(code):
            raise forms.ValidationError(f"单位编码“{code}”已有单位使用。")
        return code


class AccountForm(forms.Form):
    """A new account."""

    username = forms.RegexField(
        r"\A[0-9A-Za-z_.-]{3,40}\Z",
        label="用户名",
        error_messages={"invalid": "用户名是 3 到 40 位字母、数字或 _ . -。"},
    )
    name = forms.CharField(label="姓名", max_length=40)
    role = forms.ChoiceField(label="角色", choices=User.Role.choices)
    department = forms.ModelChoiceField(
        all_departments(),
        label="单位",
        required=False,
        empty_label="无（仅限三个管理员角色）",
    )
    phone = forms.CharField(label="办公电话", max_length=30, required=False)
    password = forms.CharField(
        label="初始密码", widget=forms.PasswordInput, help_text="至少 8 位，不能全是数字。"
    )

    def clean_username(self) -> str:
        """A name is given once."""
        username: str = self.cleaned_data["username"]
        if username_is_taken(username):
            raise forms.ValidationError(f"用户名“{username}”已有人使用，请换一个。")
        return username

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
        if role and role not in ADMINISTRATORS and department is None:
            self.add_error("department", "业务账号必须属于一个单位，请选择单位。")
