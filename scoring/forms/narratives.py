"""The forms of explanatory texts: paragraphs around locked figures, and why one is withdrawn."""

import re
from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from projects.forms.texts import clean_field
from projects.models import FiscalYear
from projects.texts import TextRefused, clean_text
from scoring.entries import NarrativeEntry
from scoring.forms.steps import seen_version
from scoring.models import Narrative
from scoring.narrative.glue import unseen_in
from scoring.narrative.terms import COUNTS, GRADES, LABELS, SHARES, STATED, WORDS
from scoring.narrative.tokens import Fault, faults_of, keys_in, paragraphs_of
from scoring.queries.narratives import NarrativePage, Row

LONGEST = 2000
MOST = 60
_COUNT = re.compile(r"\d{1,6}")
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,6})?")
_SHARE = re.compile(r"\d{1,6}(\.\d{1,4})?%")
_WANTED = {
    "count": "请填整数，没有的填 0",
    "amount": "请填数字，如 131.42",
    "share": "请填百分数，如 95.00%",
    "word": f"请填{'、'.join(GRADES.values())}中的一个",
}

Field = tuple[Row, str, bool, list[str]]
"""A figure with what is typed for it, whether it is ticked off, and what is wrong."""


def typed_in(data: QueryDict) -> str:
    """All that was typed into the edit page, as one text to be copied; "" where nothing was sent.

    Paragraphs, sentences that were ticked, figures of the unit's own and those ticked off.
    """
    figures = [
        f"{label}：{typed}"
        for key, label in LABELS.items()
        if (typed := data.get(f"stated-{key}", "").strip())
    ]
    left_out = [f"不写{label}" for key, label in LABELS.items() if key in data.getlist("leave")]
    lines = [*data.getlist("p"), *data.getlist("add"), *figures, *left_out]
    return "\n".join(filter(str.strip, lines))


class BeginForm(forms.Form):
    """Which text is to be begun: of a year and a stage."""

    year = forms.ModelChoiceField(FiscalYear.objects.all(), to_field_name="year")
    stage = forms.ChoiceField(choices=Narrative.Stage.choices)


class WithdrawForm(forms.Form):
    """Why a published text is taken back."""

    reason = forms.CharField(
        label="撤回原因",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明改什么、为什么；最多 300 字。公开过的正文留在操作留痕里。",
    )

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=300)


class NarrativeForm:
    """Reads what was posted: paragraphs (`p`, again and again), figures of the unit's own, ticks.

    `errors` maps the number of a paragraph (0: the whole text) or the key of a figure to messages.
    """

    def __init__(self, page: NarrativePage, data: QueryDict | None = None) -> None:
        self.page, self.data = page, data
        self.errors: dict[int | str, list[str]] = {}
        self.entry = NarrativeEntry(paragraphs=[])
        if data is None:
            self.typed = paragraphs_of(page.narrative.text)
        else:
            self.typed = data.getlist("p")
            self._read(data)

    @property
    def version(self) -> int | None:
        """The version that the person saw."""
        return None if self.data is None else seen_version(self.data)

    @property
    def paragraphs(self) -> list[tuple[int, str, list[str]]]:
        """Each paragraph with its number and what is wrong with it, and one blank for more."""
        lines = [*filter(str.strip, self.typed), ""]
        return [(number, text, self.errors.get(number, [])) for number, text in enumerate(lines, 1)]

    @property
    def sentences(self) -> list[tuple[str, bool]]:
        """Sentences that may be added, each with whether it is ticked."""
        chosen = [] if self.data is None else self.data.getlist("add")
        return [(sentence, sentence in chosen) for sentence in self.page.sentences]

    @property
    def figures(self) -> list[Field]:
        """The figures of the text, those that are known, and those that only the unit knows."""
        return [self._figure(row) for row in self.page.rows if self._is_usual(row)]

    @property
    def more(self) -> list[Field]:
        """The figures that the system lacks and that the text does without."""
        return [self._figure(row) for row in self.page.rows if not self._is_usual(row)]

    def _is_usual(self, row: Row) -> bool:
        is_filled = bool(self._stated(row)) or row.key in self.errors
        return row.is_told or bool(row.now) or row.key in STATED or is_filled

    def _figure(self, row: Row) -> Field:
        return row, self._stated(row), self._is_ticked(row), self.errors.get(row.key, [])

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """(id of the field, its name, message) of every error, in the order of the page."""
        return [
            (*self._field(place), message)
            for place, messages in sorted(self.errors.items(), key=_in_page_order)
            for message in messages
        ]

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Take over what the service found."""
        for fault in faults:
            self.errors.setdefault(fault.paragraph, []).append(fault.message)

    def _field(self, place: int | str) -> tuple[str, str]:
        if isinstance(place, str):
            return f"stated-{place}", LABELS[place]
        return (f"p-{place}", f"第 {place} 段") if place else ("p-1", "正文")

    def _stated(self, row: Row) -> str:
        if self.data is not None:
            return self.data.get(f"stated-{row.key}", "")
        return row.printed if row.is_stated else ""

    def _is_ticked(self, row: Row) -> bool:
        return self.data is not None and row.key in self.data.getlist("leave")

    def _read(self, data: QueryDict) -> None:
        lines: list[str] = []
        for typed in filter(str.strip, self.typed):
            lines += self._lines(typed, len(lines) + 1)
        self.typed = lines[:]
        chosen = data.getlist("add")
        lines += [sentence for sentence in self.page.sentences if sentence in chosen]
        if len(lines) > MOST:
            self.errors.setdefault(0, []).append(f"正文最多 {MOST} 段，现有 {len(lines)} 段。")
        self.entry = NarrativeEntry(
            paragraphs=lines,
            stated=self._read_stated(data),
            left_out=frozenset(data.getlist("leave")) & LABELS.keys(),
        )
        self.refuse(self._faults(self.entry))

    def _faults(self, entry: NarrativeEntry) -> list[Fault]:
        """What the service would refuse, told beside all other errors; it looks again."""
        known = {
            row.key
            for row in self.page.rows
            if row.now or (row.is_stated and row.key not in entry.stated)
        }
        typed = {key for key, printed in entry.stated.items() if printed}
        refused = {place for place in self.errors if isinstance(place, str)}
        return faults_of(
            entry.paragraphs,
            kept=keys_in(self.page.narrative.text),
            known=known | typed | refused,
            left_out=entry.left_out,
        )

    def _lines(self, typed: str, number: int) -> list[str]:
        """What was typed into one field: a line break begins a paragraph."""
        if unseen_in(typed) >= 0:  # told with its place, beside what else is wrong (`faults_of`)
            return paragraphs_of(typed)
        try:
            return paragraphs_of(clean_text(typed, name=f"第 {number} 段", longest=LONGEST))
        except TextRefused as refused:
            self.errors.setdefault(number, []).append(str(refused))
            return [typed]

    def _read_stated(self, data: QueryDict) -> dict[str, str]:
        found = {}
        for row in self.page.rows:
            typed = data.get(f"stated-{row.key}")
            if typed is None:
                continue
            figure = typed.strip()
            if figure and not _pattern(row.key).fullmatch(figure):
                said = f"填的是“{figure[:20]}”，{_WANTED[_kind(row.key)]}。"
                self.errors.setdefault(row.key, []).append(said)
            else:
                found[row.key] = figure
        return found


def _in_page_order(error: tuple[int | str, list[str]]) -> tuple[bool, int]:
    """Paragraphs in their order, the whole text before them, then figures as they came."""
    place = error[0]
    return isinstance(place, str), 0 if isinstance(place, str) else place


def _kind(key: str) -> str:
    if key in COUNTS:
        return "count"
    if key in SHARES:
        return "share"
    return "word" if key in WORDS else "amount"


def _pattern(key: str) -> re.Pattern[str]:
    words = re.compile("|".join(GRADES.values()))
    return {"count": _COUNT, "amount": _AMOUNT, "share": _SHARE, "word": words}[_kind(key)]
