"""Forms for projects and years; they save nothing."""

from typing import Any

from django import forms

from projects.forms.fields import DepartmentField, ReasonField
from projects.forms.seen import SeenForm
from projects.forms.texts import clean_field
from projects.models import Department, Project
from projects.queries.projects import project_code_is_taken, project_name_is_taken


class ProjectForm(forms.Form):
    """The head of a project; `project` is the one that is changed."""

    code = forms.RegexField(
        r"\A[0-9]{20,21}\Z",
        label="项目编码",
        required=False,
        help_text="20 或 21 位数字；还没有编码可以不填。",
        error_messages={"invalid": "项目编码是 20 或 21 位数字。"},
    )
    name = forms.CharField(label="项目名称", max_length=200)
    kind = forms.ChoiceField(
        label="项目类别", choices=[("", "不分类"), *Project.Kind.choices], required=False
    )

    def __init__(self, *args: Any, project: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project

    def clean_name(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "name", longest=200)

    def clean_code(self) -> str | None:
        """A code is given once; no code is not the code ''."""
        code: str = self.cleaned_data["code"]
        if code and project_code_is_taken(code, self.project):
            raise forms.ValidationError(f"项目编码“{code}”已有项目使用。")
        return code or None

    def clean(self) -> None:
        """A department has a name once."""
        super().clean()
        name = self.cleaned_data.get("name")
        department = self.cleaned_data.get("department") or (
            self.project.department if self.project else None
        )
        if not isinstance(department, Department) or not name:
            return
        if project_name_is_taken(department.pk, name, self.project):
            self.add_error("name", f"“{department.name}”已有同名项目“{name}”。")


class ChangeProjectForm(SeenForm, ProjectForm):
    """A project that is there."""


class NewProjectForm(ProjectForm):
    """A project and whose it is."""

    department = DepartmentField(label="单位")
    field_order = ["department"]


class MoveProjectForm(SeenForm):
    """Another department."""

    department = DepartmentField(label="新的单位")
    reason = ReasonField()

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=200)


class YearForm(forms.Form):
    """A fiscal year."""

    year = forms.IntegerField(
        label="年度",
        min_value=2000,
        max_value=2100,
        error_messages={
            "min_value": "年度在 2000 到 2100 之间。",
            "max_value": "年度在 2000 到 2100 之间。",
            "invalid": "年度是 4 位数字，如 2026。",
        },
    )
