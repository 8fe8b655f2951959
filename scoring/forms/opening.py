"""The form that opens a plan: which year, whose, and what it starts from."""

from collections.abc import Mapping

from django import forms

from projects.access import shared
from projects.models import Department, FiscalYear, PlanTemplate, Project, User

WHOLE = "whole"
NOT_OURS = "这个项目已不在本单位，可能刚划转到其他单位，请重新选择。"
Kind = PlanTemplate.Kind


class TemplateChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A template is told with what it is for."""

    def label_from_instance(self, obj: PlanTemplate) -> str:
        """Name and kind."""
        return f"{obj.name}（{obj.get_kind_display()}）"


class OpeningForm(forms.Form):
    """A year, the whole department or one of its projects, and a template or none."""

    year = forms.ModelChoiceField(FiscalYear.objects.all(), label="年度", empty_label=None)
    subject = forms.ChoiceField(label="部门整体或项目", error_messages={"invalid_choice": NOT_OURS})
    template = TemplateChoiceField(
        PlanTemplate.objects.none(),
        label="从模板新建",
        required=False,
        empty_label="不用模板，从空表开始",
        to_field_name="public_id",
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        user: User,
        department: Department,
        year: int | None,
    ) -> None:
        super().__init__(data, initial={"year": year})
        self.projects = {
            str(project.public_id): project
            for project in Project.objects.filter(department=department).select_related(
                "department"
            )
        }
        subject, template = self.fields["subject"], self.fields["template"]
        assert isinstance(subject, forms.ChoiceField)
        assert isinstance(template, TemplateChoiceField)
        subject.choices = [(WHOLE, "部门整体")] + [
            (public_id, _told(project)) for public_id, project in self.projects.items()
        ]
        template.queryset = shared(user, PlanTemplate).filter(is_active=True)

    def clean(self) -> None:
        """A template of a whole department is none for a project, and so on."""
        super().clean()
        template, subject = self.cleaned_data.get("template"), self.cleaned_data.get("subject")
        if template and subject and not fits(template, self.projects.get(subject)):
            kind = template.get_kind_display()
            self.add_error("template", f"“{template.name}”只适用于{kind}，请换一个模板或不用模板。")

    @property
    def project(self) -> Project | None:
        """The chosen project, None for the whole department."""
        return self.projects.get(self.cleaned_data["subject"])


def fits(template: PlanTemplate, project: Project | None) -> bool:
    """Whether a template is meant for a project, or for a whole department (no project).

    A project without a kind may be of any.
    """
    if project is None or template.kind == Kind.DEPARTMENT:
        return project is None and template.kind == Kind.DEPARTMENT
    return template.kind == Kind.PROJECT or project.kind in ("", template.kind)


def _told(project: Project) -> str:
    kind = project.get_kind_display()
    return f"{project.name}（{kind}）" if kind else project.name
