"""The form for one target of a draft plan."""

from decimal import Decimal
from typing import Any

from django import forms

from projects.forms.texts import clean_field
from projects.values import NotANumber, read_decimal


class TargetForm(forms.Form):
    """Target text and points of one indicator."""

    target = forms.CharField(
        label="指标值",
        required=False,
        strip=False,
        help_text="照文件原样填写，如 ≥95%、≥4万人、2023年12月底、提升。",
    )
    points = forms.CharField(label="分值", required=False, help_text="0 到 100，最多两位小数。")

    def clean_target(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "target", longest=200)

    def clean_points(self) -> Decimal | None:
        """Read the points exactly."""
        try:
            return read_decimal(
                self.cleaned_data["points"], name="分值", digits=2, largest=Decimal(100)
            )
        except NotANumber as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def said(self) -> dict[str, Any]:
        """What to save."""
        return {"target": self.cleaned_data["target"], "points": self.cleaned_data["points"]}
