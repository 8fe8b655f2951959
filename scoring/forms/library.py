"""The forms of the indicator library; they save nothing."""

from collections.abc import Mapping

from django import forms

from projects.drafts import EntryDraft
from projects.forms.seen import SeenForm, version_of
from projects.forms.texts import clean_field
from projects.models import LibraryEntry, User
from projects.services.library import LONGEST, USUAL_SOURCE
from scoring.queries.library import Asked, place_is_taken

LONGEST_SEARCH = 60
USES = {"project": "项目", "department": "部门整体"}


def asked_of(data: Mapping[str, str]) -> Asked:
    """What the address of the list asks for; what cannot be searched for is left out."""
    typed = "".join(sign if sign.isprintable() else " " for sign in data.get("q", ""))
    use = data.get("use", "")
    return Asked(
        words=typed.strip()[:LONGEST_SEARCH],
        use=use if use in USES else "",
        retired=data.get("retired") == "1",
    )


class EntryForm(SeenForm):
    """An indicator of the library; a new one has no version yet."""

    name = forms.CharField(label="指标名称", max_length=200)
    level1 = forms.CharField(label="一级指标", help_text="如 产出指标、投入管理指标。")
    level2 = forms.CharField(label="二级指标", required=False, help_text="没有二级的留空。")
    for_projects = forms.BooleanField(label="用于项目", required=False)
    for_departments = forms.BooleanField(label="用于部门整体", required=False)
    operator = forms.ChoiceField(
        label="常用符号", choices=[("", "无"), *LibraryEntry.Operator.choices], required=False
    )
    unit = forms.CharField(label="度量单位", required=False, help_text="如 %、人次、万元。")
    target_text = forms.CharField(
        label="常用指标值", required=False, help_text="照常见写法填写，如 ≥95%；没有通用值的留空。"
    )
    explanation = forms.CharField(
        label="指标说明", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    scoring_note = forms.CharField(
        label="评（扣）分标准", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    data_source = forms.CharField(label="数据来源", required=False)
    source = forms.CharField(label="出处", help_text="依据哪份文件或哪张表，如 本级财政自定。")

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        user: User,
        entry: LibraryEntry | None = None,
    ) -> None:
        stored = {"for_projects": True, "source": USUAL_SOURCE}
        if entry is not None:
            stored = {name: getattr(entry, name) for name in EntryDraft.__dataclass_fields__}
        super().__init__(data, initial=stored, mark=str(entry.version) if entry else "")
        if entry is None:
            del self.fields["seen"]
        self.user, self.entry = user, entry

    def clean(self) -> None:
        """Clean every text, and see that the entry has a use and a place of its own."""
        super().clean()
        for name, longest in LONGEST.items():
            if name in self.cleaned_data:
                try:
                    self.cleaned_data[name] = clean_field(self, name, longest=longest)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        said = self.cleaned_data
        if not (said.get("for_projects") or said.get("for_departments")):
            self.add_error("for_projects", "请至少选一种用途：项目或部门整体。")
        if {"name", "level2"} <= said.keys() and place_is_taken(
            self.user, name=said["name"], level2=said["level2"], but=self.entry
        ):
            self.add_error(
                "name",
                f"指标库中已有“{said['name']}”（{said['level2'] or '无二级'}）。"
                "请改那一条，停用的可以恢复使用。",
            )

    @property
    def draft(self) -> EntryDraft:
        """What to save."""
        return EntryDraft(
            **{name: self.cleaned_data[name] for name in EntryDraft.__dataclass_fields__}
        )

    @property
    def seen_version(self) -> int:
        """The version that the page showed; 0 fits none."""
        return version_of(self.cleaned_data["seen"])
