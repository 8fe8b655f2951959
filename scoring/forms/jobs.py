"""The form that asks for an export."""

from django import forms

from projects.access import visible_departments
from projects.models import Department, FiscalYear, User


class ExportForm(forms.Form):
    """Which year and branch; only departments of the person's scope can be chosen."""

    year = forms.ModelChoiceField(FiscalYear.objects.all(), label="年度", empty_label=None)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label="单位（含下级）",
        empty_label=None,
        to_field_name="public_id",
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = visible_departments(user)
