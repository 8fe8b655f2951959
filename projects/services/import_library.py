"""The indicator library out of a workbook: entries known by name and level-2 heading."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from projects.access import Verb, require
from projects.drafts import EntryDraft
from projects.imports.columns import CellRefused, Column, one_of
from projects.imports.reading import Row
from projects.models import Department, LibraryEntry, User
from projects.services.library import LONGEST, USUAL_SOURCE, save_entries
from projects.services.staging import ImportKind, Planned, Status, difference

_SIGN_WORDS = {value: str(label) for value, label in LibraryEntry.Operator.choices}
_OPERATORS = {label: value for value, label in _SIGN_WORDS.items()}
# Signs and words that people write in place of the labels.
_SIGNS = {
    ">=": ("≥", "≧", ">=", "=>", "不低于", "不少于", "大于等于", "大于或等于"),
    "<=": ("≤", "≦", "<=", "=<", "不超过", "不高于", "小于等于", "小于或等于"),
    "=": ("=", "等于"),
}
_KNOWN_SIGNS = {sign: value for value, signs in _SIGNS.items() for sign in signs}
_FRACTION = re.compile(r"0?\.\d*[1-9]\d*|1")
BOTH = "项目和部门整体"
_USES = {"项目": (True, False), "部门整体": (False, True), BOTH: (True, True)}
_USE_WORDS = {flags: words for words, flags in _USES.items()}


def _operator(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    known = _KNOWN_SIGNS | {"".join(label.split()): value for label, value in _OPERATORS.items()}
    if folded not in known:
        raise CellRefused(f"“{text[:40]}”不是常用符号，请填：≥、≤、=，或空着。")
    return known[folded]


_one_use = one_of({words: words for words in _USES})


def _use(text: str) -> str:
    return _one_use(text.replace("、", "和"))


def _text(key: str, heading: str, *aliases: str, **said: Any) -> Column:
    return Column(key=key, heading=heading, longest=LONGEST[key], aliases=aliases, **said)


NAME = _text(
    "name", "指标名称", "三级指标", "指标", required=True, example="门诊次数",
    hint="与二级指标一起认出指标库中已有的一条。",
)  # fmt: skip
LEVEL1 = _text(
    "level1", "一级指标", "一级", required=True, example="产出指标"
)  # fmt: skip
LEVEL2 = _text(
    "level2", "二级指标", "二级", example="数量指标", hint="没有二级的留空。"
)  # fmt: skip
USE = Column(
    key="use", heading="用于", read=_use,
    choices=tuple(_USES), aliases=("适用于",), hint="不填就是项目；已有的不填不改。",
)  # fmt: skip
OPERATOR = Column(
    key="operator", heading="常用符号", read=_operator, choices=tuple(_OPERATORS),
    aliases=("符号",), hint="也可只写 ≥、≤ 或 =。",
)  # fmt: skip
UNIT = _text("unit", "度量单位", "计量单位", example="人次")
TARGET = _text("target_text", "常用指标值", "指标值", example="≥1000")
EXPLANATION = _text(
    "explanation", "指标说明", "指标解释", example="考核年度内门诊服务的人次。", is_long=True
)
SCORING = _text("scoring_note", "评（扣）分标准", "评分标准", "评分说明", is_long=True)
DATA_SOURCE = _text("data_source", "数据来源", "数据来源说明", example="门诊日志", is_long=True)
SOURCE = _text(
    "source", "出处", "依据", example=USUAL_SOURCE,
    hint=f"依据哪份文件；不填就写{USUAL_SOURCE}，已有的不填不改。", is_long=True,
)  # fmt: skip
COLUMNS = (
    NAME, LEVEL1, LEVEL2, USE, OPERATOR, UNIT, TARGET, EXPLANATION, SCORING, DATA_SOURCE, SOURCE,
)  # fmt: skip
_LABELS = {column.key: column.heading for column in COLUMNS}
_DRAFTED = [field.name for field in fields(EntryDraft)]
Place = tuple[str, str]  # name, level-2 heading


def plan(rows: Sequence[Row], by: User, at: datetime) -> list[Planned]:
    """Hold the rows against each other and the library of the person's bureau: one statement."""
    _refuse_same_places(rows)
    known = {
        (entry.name, entry.level2): entry
        for entry in LibraryEntry.objects.select_related("department")
        .select_for_update(of=("self",))
        .filter(department=_bureau(by), name__in=[row.values["name"] for row in rows])
        .order_by("pk")
    }
    return [_planned(row, known.get(_place(row))) for row in rows]


def _bureau(by: User) -> Department:
    assert by.department is not None  # constraint: finance people have one
    require(by, Verb.LIBRARY, by.department)
    return by.department


def _place(row: Row) -> Place:
    return row.values["name"], row.values.get("level2", "")


def _refuse_same_places(rows: Sequence[Row]) -> None:
    first: dict[Place, Row] = {}
    for row in rows:
        if row.values["name"] and (before := first.setdefault(_place(row), row)) is not row:
            row.refuse(NAME, f"与第 {before.number} 行是同一个二级指标下的同名指标，请只留一行。")


def _planned(row: Row, found: LibraryEntry | None) -> Planned:
    _refuse_lost_percent(row)
    after = _told(_draft(row, found))
    if found is None:
        given = {key for key, value in row.values.items() if value}
        untyped = [(label, "", after[key]) for key, label in _LABELS.items() if key not in given]
        return Planned(row=row, changes=[change for change in untyped if change[2]])
    if not found.is_active:
        row.refuse(NAME, "指标库中这一条已停用。还要用的先在指标库恢复使用，不用的从表中删去。")
    return Planned(
        row=row, existing=found, changes=difference(_LABELS, _told(_stored(found)), after)
    )


def _refuse_lost_percent(row: Row) -> None:
    """A cell that shows 95% may hold 0.95: its format is not told."""
    target, unit = (row.values.get(key, "") for key in ("target_text", "unit"))
    if _FRACTION.fullmatch(target) and unicodedata.normalize("NFKC", unit) == "%":
        row.refuse(TARGET, f"读到的是 {target}。百分数请写成 95% 这样的文字，并把该列设为文本。")


def _stored(entry: LibraryEntry) -> EntryDraft:
    return EntryDraft(**{name: getattr(entry, name) for name in _DRAFTED})


def _draft(row: Row, found: LibraryEntry | None) -> EntryDraft:
    """The entry as the row gives it; a column that is not there leaves what is stored."""
    said: dict[str, Any] = {"name": "", "level1": "", "source": USUAL_SOURCE}
    if found is not None:
        said = asdict(_stored(found))
    values = row.values
    said |= {key: value for key, value in values.items() if key in LONGEST or key == "operator"}
    said["source"] = values.get("source") or (found.source if found else USUAL_SOURCE)
    if use := values.get("use"):
        said["for_projects"], said["for_departments"] = _USES[use]
    return EntryDraft(**said)


def _told(draft: EntryDraft) -> dict[str, str]:
    """The columns of a draft as the preview tells them."""
    told = {key: getattr(draft, key) for key in LONGEST}
    told["use"] = _USE_WORDS[draft.for_projects, draft.for_departments]
    told["operator"] = _SIGN_WORDS.get(draft.operator, "")
    return told


def write(planned: Sequence[Planned], by: User, at: datetime) -> None:
    """Store what is new and what has changed, with a trail for each."""
    changed = [one for one in planned if one.status is Status.CHANGED]
    save_entries(
        department=_bureau(by),
        fresh=[_draft(one.row, None) for one in planned if one.status is Status.NEW],
        changed=[(one.existing, _draft(one.row, one.existing)) for one in changed],
        by=by,
        at=at,
    )


KIND_OF_IMPORT = ImportKind(
    title="指标库", verb=Verb.LIBRARY, columns=COLUMNS, plan=plan, write=write
)
