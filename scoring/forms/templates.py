"""The forms of templates: the head, and the rows of indicators as a hand-rolled loop."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django import forms

from projects import show
from projects.drafts import IndicatorDraft
from projects.forms.seen import SeenForm
from projects.forms.texts import clean_field
from projects.models import PlanTemplate
from projects.texts import TextRefused, clean_text
from projects.values import NotANumber, read_decimal
from scoring.queries.templates import name_is_taken

SPARE = 5  # blank rows at the end
MOST_ROWS = 200
MOST_POINTS = Decimal(100)
# Field of a row: (heading, longest text).
CELLS = {
    "level1": ("一级指标", 200),
    "level2": ("二级指标", 200),
    "level3": ("三级指标", 200),
    "target": ("指标值", 200),
    "points": ("分值", 10),
    "explanation": ("指标说明", 1000),
    "scoring_note": ("评（扣）分标准", 1000),
}


class TemplateForm(SeenForm):
    """Name, kind and note of a template; whether the words of goals and tasks come along."""

    name = forms.CharField(label="模板名称", max_length=120)
    kind = forms.ChoiceField(label="适用于", choices=PlanTemplate.Kind.choices)
    note = forms.CharField(label="说明", required=False, max_length=300)
    with_texts = forms.BooleanField(
        label="目标和任务的文字也放进模板",
        required=False,
        help_text="模板对本财政部门以下各单位可见，文字里如有本单位专有的内容请不要勾选。",
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        department_id: int,
        template: PlanTemplate | None = None,
        stored: Mapping[str, Any] | None = None,
    ) -> None:
        mark = str(template.version) if template else ""
        super().__init__(data, initial=dict(stored or {}), mark=mark)
        self.department_id, self.template = department_id, template
        if template is None:
            del self.fields["seen"]
        else:
            del self.fields["with_texts"]
            self.initial.update(name=template.name, kind=template.kind, note=template.note)

    def clean_name(self) -> str:
        """A bureau has a name once."""
        name = clean_field(self, "name", longest=120)
        if name_is_taken(self.department_id, name, but=self.template):
            raise forms.ValidationError(f"已有名为“{name}”的模板，请换一个名称。")
        return name

    def clean_note(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "note", longest=300)


@dataclass(slots=True)
class Row:
    """A row as the page shows it: what is typed (or stored) and what is wrong with it."""

    number: int
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, str, str, str, bool]]:
        """Name, heading, text, what is wrong, and whether it is a long text."""
        return [
            (
                f"{name}-{self.number}",
                words,
                self.typed[name],
                self.errors.get(name, ""),
                long > 200,
            )
            for name, (words, long) in CELLS.items()
        ]


class TemplateRows:
    """Reads the rows of a posted template against those that are stored.

    A row without any text is taken out; `drafts` are the rest in order. What the page does not
    show of a row (description, basis, data source) stays with it.
    """

    def __init__(self, stored: list[IndicatorDraft], data: Mapping[str, str] | None = None) -> None:
        self.stored = stored
        self.drafts: list[IndicatorDraft] = []
        count = len(stored) + SPARE
        if data is None:
            self.rows = [Row(number, self._shown(number)) for number in range(1, count + 1)]
            return
        self.rows = []
        for number in range(1, min(count, MOST_ROWS + SPARE) + 1):
            typed = {name: data.get(f"{name}-{number}", "") for name in CELLS}
            self.rows.append(Row(number, typed))
            if any(text.strip() for text in typed.values()):
                self._read(self.rows[-1])

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, message) in printed order."""
        return [
            (f"{name}-{row.number}", message)
            for row in self.rows
            for name, message in row.errors.items()
        ]

    def tell(self, stored: list[IndicatorDraft]) -> None:
        """Say at every cell what somebody else has written there meanwhile."""
        self.stored = stored
        for row in self.rows:
            for name, now in self._shown(row.number).items():
                theirs, mine = (" ".join(text.split()) for text in (now, row.typed[name]))
                if theirs != mine:
                    told = [f"“{text[:20]}”" if text else "空白" for text in (theirs, mine)]
                    row.errors[name] = f"第 {row.number} 行现在是{told[0]}，您填的是{told[1]}。"

    def _shown(self, number: int) -> dict[str, str]:
        if number > len(self.stored):
            return dict.fromkeys(CELLS, "")
        draft = self.stored[number - 1]
        shown = {name: getattr(draft, name) or "" for name in CELLS}
        return shown | {"points": show.points(draft.points)}

    def _read(self, row: Row) -> None:
        said: dict[str, Any] = {}
        for name, (words, longest) in CELLS.items():
            place = f"第 {row.number} 行 {words}"
            try:
                said[name] = clean_text(row.typed[name], name=place, longest=longest)
                if name == "points":
                    said[name] = read_decimal(said[name], name=place, digits=2, largest=MOST_POINTS)
            except (TextRefused, NotANumber) as error:
                row.errors[name] = str(error)
        for name in ("level1", "level3"):
            if name not in row.errors and not said[name]:
                row.errors[name] = (
                    f"第 {row.number} 行 {CELLS[name][0]}没有填。整行不要的，请把这一行清空。"
                )
        if not row.errors:
            known = row.number <= len(self.stored)
            base = self.stored[row.number - 1] if known else IndicatorDraft(level1="", level3="")
            if said["level1"] != base.level1:
                said["level1_points"] = None
            self.drafts.append(replace(base, **said | {"level2": said["level2"] or None}))
