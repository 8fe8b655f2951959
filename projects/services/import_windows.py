"""Windows of stages out of a workbook: a row for each department, year and stage."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from projects.access import Verb
from projects.imports.columns import CellRefused, Column, Reader, code, one_of
from projects.imports.reading import Row
from projects.models import Department, FiscalYear, Stage, StageWindow, User
from projects.moments import read_moment, written
from projects.queries.windows import schedulable
from projects.services.staging import ImportKind, Planned, Status, difference
from projects.services.windows import Setting, Span, set_many_windows, span_faults

_STAGES = {str(label): value for value, label in Stage.choices}
_YEAR = re.compile(r"(\d{4})\s*(?:年度?)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")  # a day as spreadsheets count it


def _year(text: str) -> str:
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        raise CellRefused(f"“{text[:40]}”不是年度，请写成 2022 这样的四位数。")
    return found[1]


def _moment(*, is_end: bool) -> Reader:
    """A reader of moments; the value is the moment in ISO form."""

    def read(text: str) -> str:
        moment = read_moment(text, is_end=is_end)
        if moment is None and _SERIAL.fullmatch(text):
            raise CellRefused(
                f"“{text[:40]}”是没有设成日期格式的数字，请设为日期格式，或写成 2022-03-15 18:00。"
            )
        if moment is None:
            raise CellRefused(f"“{text[:40]}”不是日期和时间，请写成 2022-03-15 18:00 这样的形式。")
        return moment.isoformat()

    return read


YEAR = Column(
    key="year", heading="年度", required=True, read=_year, example="2022", aliases=("预算年度",),
    hint="已开设的年度。",
)  # fmt: skip
DEPARTMENT = Column(
    key="department", heading="单位编码", required=True, example="254101", aliases=("单位代码",),
    read=code(r"[0-9A-Za-z-]{1,20}", "不是编码，应为 1 到 20 位数字或字母。"),
    hint="时限对这个单位及其下级有效，下级单独设定的除外。",
)  # fmt: skip
STAGE = Column(
    key="stage", heading="环节", required=True, read=one_of(_STAGES), choices=tuple(_STAGES)
)
OPENS = Column(
    key="opens", heading="开始", required=True, longest=40, read=_moment(is_end=False),
    aliases=("开始时间", "开始日期"), example="2022-03-01 09:00",
    hint="日期，或日期和时间；只写日期是当天 0:00。",
)  # fmt: skip
CLOSES = Column(
    key="closes", heading="截止", required=True, longest=40, read=_moment(is_end=True),
    aliases=("截止时间", "截止日期"), example="2022-03-15 18:00",
    hint="日期，或日期和时间；只写日期是当天 24:00。取消时限请在时限页办理。",
)  # fmt: skip
_ENDS = {"opens": OPENS, "closes": CLOSES}
_LABELS = {key: column.heading for key, column in _ENDS.items()}
Place = tuple[str, str, str]  # year, code of the department, stage


def plan(rows: Sequence[Row], by: User, at: datetime) -> list[Planned]:
    """Hold the rows against the years and the person's departments: three statements.

    The departments are held, as whoever sets a window holds them. One out of the person's scope
    is told like a code that does not exist.
    """
    _refuse_same_places(rows)
    places = _places(rows, by)
    opened = {str(number) for number in FiscalYear.objects.values_list("year", flat=True)}
    stored = {
        (str(window.year_id), window.department.code, window.stage): window
        for window in StageWindow.objects.select_related("department").filter(
            department__in=[place.pk for place in places.values()],
            year_id__in=[int(year) for year in opened & {row.values["year"] for row in rows}],
        )
    }
    return [_planned(row, places, opened, stored) for row in rows]


def _place(row: Row) -> Place:
    return row.values["year"], row.values["department"], row.values["stage"]


def _places(rows: Sequence[Row], by: User) -> dict[str, Department]:
    codes = {row.values["department"] for row in rows}
    found = schedulable(by).filter(code__in=codes).order_by("pk")
    return {place.code: place for place in found.select_for_update(of=("self",))}


def _refuse_same_places(rows: Sequence[Row]) -> None:
    first: dict[Place, Row] = {}
    for row in rows:
        if all(_place(row)) and (before := first.setdefault(_place(row), row)) is not row:
            row.refuse(STAGE, f"与第 {before.number} 行是同一年度、单位和环节，请只留一行。")


def _planned(
    row: Row,
    places: dict[str, Department],
    opened: set[str],
    stored: dict[Place, StageWindow],
) -> Planned:
    year, department = row.values["year"], row.values["department"]
    if year and year not in opened:
        row.refuse(YEAR, f"{year} 年度还没有开设，请由系统管理员开设后再导入。")
    if department and department not in places:
        row.refuse(DEPARTMENT, f"您可以设定时限的单位里没有编码“{department}”。")
    opens, closes = (_moment_of(row, key) for key in _ENDS)
    number, this_year = int(year) if year in opened else None, timezone.localdate().year
    for end, words in span_faults(opens, closes, year=number, this_year=this_year):
        row.refuse(_ENDS[end], words)
    found = stored.get(_place(row))
    before = _told(found.opens_at, found.closes_at) if found else dict.fromkeys(_ENDS, "")
    return Planned(
        row=row, existing=found, changes=difference(_LABELS, before, _told(opens, closes))
    )


def _moment_of(row: Row, key: str) -> datetime | None:
    value = row.values[key]
    return datetime.fromisoformat(value) if value else None


def _told(opens: datetime | None, closes: datetime | None) -> dict[str, str]:
    return {
        "opens": written(opens) if opens else "",
        "closes": written(closes, is_end=True) if closes else "",
    }


def write(planned: Sequence[Planned], by: User, at: datetime) -> None:
    """Store what is new and what has changed, with a trail for each."""
    ahead = [one for one in planned if one.status in (Status.NEW, Status.CHANGED)]
    places = _places([one.row for one in ahead], by)
    years = FiscalYear.objects.in_bulk()
    settings = [
        Setting(
            department=places[one.row.values["department"]],
            year=years[int(one.row.values["year"])],
            stage=Stage(one.row.values["stage"]),
            span=_span_of(one.row),
            stored=one.existing,
        )
        for one in ahead
    ]
    set_many_windows(settings=settings, by=by, at=at)


def _span_of(row: Row) -> Span:
    return datetime.fromisoformat(row.values["opens"]), datetime.fromisoformat(row.values["closes"])


KIND_OF_IMPORT = ImportKind(
    title="时限", verb=Verb.SCHEDULE, columns=(YEAR, DEPARTMENT, STAGE, OPENS, CLOSES), plan=plan,
    write=write,
)  # fmt: skip
