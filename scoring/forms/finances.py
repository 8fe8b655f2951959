"""The forms of budgets and final accounts; they save nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms

from projects.forms.seen import SeenForm, version_of
from projects.forms.texts import clean_field
from projects.models import AccountCell, AccountDocument, FiscalYear
from projects.printed_tables import LONGEST_TEXT, text_fault
from projects.services.account_tables import cell_mark

LONGEST_TITLE = 200
UNITS = [("万元", "万元"), ("元", "元")]


class HeadForm(forms.Form):
    """What a new document is: year, kind, title and money unit."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    kind = forms.ChoiceField(label="种类", choices=AccountDocument.Kind.choices)
    title = forms.CharField(
        label="标题", help_text="照公开文件的标题填写，如 某某局2023年度部门决算。"
    )
    money_unit = forms.ChoiceField(
        label="金额单位", choices=UNITS, help_text="各表金额的单位，一份文件只有一个。"
    )

    def __init__(self, data: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        years = FiscalYear.objects.order_by("-year").values_list("year", flat=True)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, f"{year} 年度") for year in years]

    def clean_title(self) -> str:
        """Refuse what cannot be stored."""
        return clean_field(self, "title", longest=LONGEST_TITLE)


class ChangeHeadForm(SeenForm):
    """Title and money unit of a stored document."""

    title = forms.CharField(label="标题")
    money_unit = forms.ChoiceField(label="金额单位", choices=UNITS)

    def __init__(self, data: Mapping[str, str] | None, *, document: AccountDocument) -> None:
        stored = {"title": document.title, "money_unit": document.money_unit}
        super().__init__(data, initial=stored, mark=str(document.version))

    def clean_title(self) -> str:
        """Refuse what cannot be stored."""
        return clean_field(self, "title", longest=LONGEST_TITLE)

    @property
    def seen_version(self) -> int:
        """The version that the page showed; 0 fits none."""
        return version_of(self.cleaned_data["seen"])


class CellForm(SeenForm):
    """The text of one cell."""

    text = forms.CharField(
        label="印出的内容",
        required=False,
        strip=False,
        help_text="照公开文件印的写：2.50 不写成 2.5，空白的留空。",
    )

    def __init__(self, data: Mapping[str, str] | None, *, cell: AccountCell) -> None:
        super().__init__(data, initial={"text": cell.text}, mark=cell_mark(cell))

    def clean_text(self) -> str:
        """Refuse what no cell can hold."""
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(f"最多 {LONGEST_TEXT} 字，现有 {len(text)} 字，请缩短。")
        if fault := text_fault(text):
            raise forms.ValidationError(fault)
        return text


class RemoveForm(SeenForm):
    """Nothing but the mark of the table that is to go."""
