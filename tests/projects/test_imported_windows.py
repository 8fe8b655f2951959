"""Windows out of a workbook: who may set which, dates as people write them, all or nothing."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from projects.imports.columns import CellRefused
from projects.imports.gate import FileRefused
from projects.imports.template import list_workbook
from projects.models import Department, Stage, StageWindow, TrailEntry, User
from projects.services.departments import move_department, place_mark
from projects.services.import_windows import CLOSES, OPENS
from projects.services.imports import confirm_import, counts, stage_import
from projects.services.staging import ImportRefused
from projects.services.windows import set_windows, windows_mark
from projects.trail import broken
from tests.factories import AT, make_department, make_user, make_window, make_year
from tests.imports.books import book, changed

pytestmark = pytest.mark.django_db
HEADINGS = ["年度", "单位编码", "环节", "开始", "截止"]
SOUND = ["2022-03-01", "2022-03-15"]


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def bureau():
    return make_department(kind=Department.Kind.FINANCE)


@pytest.fixture
def branch(bureau):
    return make_department(kind=Department.Kind.SUPERVISING, parent=bureau)


@pytest.fixture
def finance(bureau):
    make_year(2022)
    return make_user(role=User.Role.FINANCE, department=bureau)


def send(data, by):
    return stage_import(kind="WINDOWS", data=data, file_name="时限.xlsx", by=by, at=AT)


def stage(rows, by):
    return send(list_workbook(HEADINGS, rows, title="x"), by)


def faults(staged):
    return [(fault["cell"], fault["message"]) for row in staged.rows for fault in row["faults"]]


def spans():
    return {
        (row.department_id, row.stage): (row.opens_at, row.closes_at)
        for row in StageWindow.objects.all()
    }


def mark():
    """Of the windows of the only department that has some."""
    return windows_mark(StageWindow.objects.all())


def test_new_changed_and_same_are_told_then_written_with_the_trail_of_the_page(
    bureau, branch, finance
):
    for stage_ in (Stage.TARGETS, Stage.ADJUSTMENT):
        spans_ = {stage_: (at("2022-03-01"), at("2022-03-16"))}
        set_windows(
            department=bureau, year=make_year(2022), spans=spans_, seen=mark(), by=finance, at=AT
        )
    rows = [
        ["2022", bureau.code, "目标申报", *SOUND],
        ["2022年度", bureau.code, "目标调整", "2022-03-01", "2022.4.1 18:00"],
        ["２０２２", branch.code, "绩效自评", "2022年3月1日", "2022/3/15"],
    ]
    staged = stage(rows, finance)

    assert counts(staged) == {"new": 1, "changed": 1, "same": 1, "wrong": 0}
    assert staged.rows[1]["changes"] == [["截止", "2022-03-15 24:00", "2022-04-01 18:00"]]
    assert staged.rows[2]["changes"] == [
        ["开始", "", "2022-03-01 00:00"],
        ["截止", "", "2022-03-15 24:00"],
    ]
    assert StageWindow.objects.count() == 2

    assert confirm_import(staged=staged, by=finance, at=AT).is_written
    march = (at("2022-03-01"), at("2022-03-16"))
    assert spans() == {
        (bureau.pk, "TARGETS"): march,
        (bureau.pk, "ADJUSTMENT"): (at("2022-03-01"), at("2022-04-01 18:00")),
        (branch.pk, "ACTUALS"): march,
    }
    assert StageWindow.objects.get(stage="ADJUSTMENT").version == 2
    told = TrailEntry.objects.filter(action="window.set", subject_id=bureau.public_id)
    assert told.order_by("sequence").last().changes == {
        "2022 目标调整": ["3月1日 00:00—3月15日 24:00", "3月1日 00:00—4月1日 18:00"]
    }
    assert told.count() == 3
    told = TrailEntry.objects.get(action="window.set", subject_id=branch.public_id)
    assert told.changes == {"2022 绩效自评": ["不限时", "3月1日 00:00—3月15日 24:00"]}
    assert told.summary == "2022 年度绩效自评时限：不限时 改为 3月1日 00:00—3月15日 24:00"
    assert broken(bureau) == broken(branch) == []


def test_three_windows_of_one_department_are_one_sound_chain(bureau, finance):
    rows = [["2022", bureau.code, str(stage_.label), *SOUND] for stage_ in Stage]
    confirm_import(staged=stage(rows, finance), by=finance, at=AT)
    told = TrailEntry.objects.filter(subject_id=bureau.public_id, action="window.set")
    assert len(set(told.values_list("sequence", flat=True))) == 3
    assert broken(bureau) == []


def test_out_of_scope_is_told_like_a_code_that_does_not_exist(bureau, branch, finance):
    foreign = make_department(kind=Department.Kind.FINANCE)
    ends = {"opens_at": at("2022-05-01"), "closes_at": at("2022-05-02")}
    make_window(department=foreign, year=2022, stage=Stage.TARGETS, **ends)
    told = []
    for code in (foreign.code, "NOBODY"):
        staged = stage([["2022", code, "目标申报", *SOUND]], finance)
        text = str(staged.rows).replace(code, "…")
        told.append(text)
        assert [cell for cell, _ in faults(staged)] == ["B2"]
        with pytest.raises(ImportRefused):
            confirm_import(staged=staged, by=finance, at=AT)
    assert told[0] == told[1]


def test_the_system_administrator_sets_those_of_roots_only(bureau, branch, finance):
    system = make_user(role=User.Role.SYSTEM_ADMIN)
    staged = stage([["2022", bureau.code, "目标申报", *SOUND]], system)
    assert confirm_import(staged=staged, by=system, at=AT).is_written
    below = stage([["2022", branch.code, "目标申报", *SOUND]], system)
    ((cell, words),) = faults(below)
    assert (cell, branch.code in words, branch.name in words) == ("B2", True, False)


def test_a_department_that_left_the_branch_since_the_preview_is_not_set(bureau, branch, finance):
    staged = stage([["2022", branch.code, "目标申报", *SOUND]], finance)
    move_department(
        department=branch,
        parent=make_department(kind=Department.Kind.FINANCE),
        reason="划转",
        seen=place_mark(branch),
        by=make_user(role=User.Role.SYSTEM_ADMIN),
        at=AT,
    )
    outcome = confirm_import(staged=staged, by=finance, at=AT)
    assert not outcome.is_written
    assert counts(outcome.staged)["wrong"] == 1
    assert not StageWindow.objects.exists()


def test_a_window_set_since_the_preview_is_shown_anew(bureau, finance):
    staged = stage([["2022", bureau.code, "目标申报", *SOUND]], finance)
    span = (at("2022-05-01"), at("2022-05-02"))
    year = make_year(2022)
    set_windows(
        department=bureau, year=year, spans={Stage.TARGETS: span}, seen=mark(), by=finance, at=AT
    )
    outcome = confirm_import(staged=staged, by=finance, at=AT)
    assert not outcome.is_written
    assert counts(outcome.staged)["changed"] == 1
    assert list(spans().values()) == [span]
    assert confirm_import(staged=outcome.staged, by=finance, at=AT).is_written


WRONG = {
    "year not opened": (["2031", "B", "目标申报", "2031-03-01", "2031-03-15"], "A2", "还没有开设"),
    "no year": (["明年", "B", "目标申报", *SOUND], "A2", "不是年度"),
    "no stage": (["2022", "B", "中期", *SOUND], "C2", "目标申报、目标调整、绩效自评"),
    "no beginning": (["2022", "B", "目标申报", "", "2022-03-15"], "D2", "必填"),
    "no end": (["2022", "B", "目标申报", "2022-03-15", " "], "E2", "必填"),
    "no day": (["2022", "B", "目标申报", "2022-02-30", "2022-03-15"], "D2", "不是日期和时间"),
    "a plain serial": (["2022", "B", "目标申报", "44621", "2022-03-15"], "D2", "日期格式"),
    "order": (["2022", "B", "目标申报", "2022-03-15 18:00", "2022-03-15 09:00"], "E2", "晚于"),
    "far end": (["2022", "B", "目标申报", "2022-03-01", "2222-03-15"], "E2", "太远"),
    "far beginning": (["2022", "B", "目标申报", "1922-03-01", "2022-03-15"], "D2", "太远"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_cell_is_told_by_its_place(bureau, finance, what):
    Department.objects.filter(pk=bureau.pk).update(code="B")
    cells, place, words = WRONG[what]
    ((cell, message),) = faults(stage([cells], finance))
    assert cell == place
    assert words in message


def test_everything_wrong_is_told_at_once_and_one_wrong_row_stops_all(bureau, finance):
    rows = [
        ["2022", bureau.code, "目标申报", *SOUND],
        ["2022", bureau.code, "目标申报", "2022-04-01", "2022-04-02"],
        ["2031", "NOBODY", "绩效自评", "2022-03-02", "2022-03-01"],
    ]
    staged = stage(rows, finance)
    assert [cell for cell, _ in faults(staged)] == ["C3", "A4", "B4", "E4"]
    assert "第 2 行" in faults(staged)[0][1]
    with pytest.raises(ImportRefused, match="没有写入任何内容"):
        confirm_import(staged=staged, by=finance, at=AT)
    assert not StageWindow.objects.exists()


def test_moments_are_read_as_excel_keeps_them_and_as_people_type_them(bureau, finance):
    """Days and moments of cells, and texts; a formula counts with the result that was stored."""
    day, moment = (datetime.fromisoformat(text) for text in ("2022-03-01", "2022-03-15 17:50"))

    def fill(workbook, sheet):
        formats = {
            name: workbook.add_format({"num_format": name})
            for name in ('yyyy"年"m"月"d"日"', "yyyy-mm-dd hh:mm", "m/d")
        }
        by_name = list(formats.values())
        sheet.write_datetime(1, 3, day, by_name[0])
        sheet.write_datetime(1, 4, moment, by_name[1])
        sheet.write_datetime(2, 3, day, by_name[2])
        sheet.write_datetime(2, 4, moment.replace(hour=0, minute=0), by_name[2])
        sheet.write_formula(3, 4, "=D4+14", by_name[2], 44635)

    rows = [
        [2022, bureau.code, "目标申报"],
        [2022, bureau.code, "目标调整"],
        [2022, bureau.code, "绩效自评", "2022.3.1 8:30"],
    ]
    confirm_import(staged=send(book(HEADINGS, *rows, make=fill), finance), by=finance, at=AT)
    assert list(spans().values()) == [
        (at("2022-03-01"), at("2022-03-15 17:50")),
        (at("2022-03-01"), at("2022-03-16")),
        (at("2022-03-01 08:30"), at("2022-03-16")),
    ]


TYPED = {
    "2022-3-1": ("2022-03-01", "2022-03-02"),
    "2022年3月1日": ("2022-03-01", "2022-03-02"),
    "2022.3.1 18:00": ("2022-03-01 18:00", "2022-03-01 18:00"),
    "２０２２／３／１　１８：００": ("2022-03-01 18:00", "2022-03-01 18:00"),
    "2022-03-01 24:00": ("2022-03-02", "2022-03-02"),
}


@pytest.mark.parametrize("typed", TYPED)
def test_an_end_given_as_a_day_is_the_end_of_that_day(typed):
    found = [datetime.fromisoformat(column.value_of(typed)) for column in (OPENS, CLOSES)]
    assert found == [at(text) for text in TYPED[typed]]


def test_a_cell_that_is_no_moment_is_refused():
    for typed in ("2022", "3月1日", "明天", "2022-13-01", "2022-03-01 25:00", "9999-12-31"):
        with pytest.raises(CellRefused):
            CLOSES.value_of(typed)


def test_a_hostile_workbook_meets_the_same_gate(bureau, finance):
    good = book(HEADINGS, ["2022", bureau.code, "目标申报", *SOUND])
    with pytest.raises(FileRefused, match="宏"):
        send(changed(good, xl__vbaProject_dot_bin=b"x"), finance)

    def formula(workbook, sheet):
        sheet.write_formula(1, 3, "=TODAY()", None, "")
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")

    staged = send(book(HEADINGS, ["2022", bureau.code, "目标申报"], make=formula), finance)
    assert [cell for cell, _ in faults(staged)] == ["D2", "E2"]
    assert all("公式" in words or "必填" in words for _, words in faults(staged))
    assert not StageWindow.objects.exists()


def test_who_may_not_set_windows_imports_none(branch, finance, bureau):
    rows = [["2022", branch.code, "目标申报", *SOUND]]
    supervisor = make_user(role=User.Role.SUPERVISOR, department=branch)
    with pytest.raises(PermissionDenied):
        stage(rows, supervisor)
    staged = stage(rows, finance)
    with pytest.raises(PermissionDenied):
        confirm_import(staged=staged, by=supervisor, at=AT)
    assert not StageWindow.objects.exists()


def test_many_windows_cost_few_statements(bureau, finance, django_assert_max_num_queries):
    units = [make_department(parent=bureau) for _ in range(40)]
    labels = [str(stage_.label) for stage_ in Stage]
    rows = [["2022", unit.code, label, *SOUND] for unit in units for label in labels]
    staged = stage(rows, finance)
    with django_assert_max_num_queries(20):
        assert confirm_import(staged=staged, by=finance, at=AT).is_written
    assert StageWindow.objects.count() == 120
    later = [[*row[:4], "2022-03-20"] for row in rows]
    staged = stage(later, finance)
    assert counts(staged)["changed"] == 120
    with django_assert_max_num_queries(20):
        confirm_import(staged=staged, by=finance, at=AT)
    ends = set(StageWindow.objects.values_list("closes_at", flat=True))
    assert ends == {at("2022-03-20") + timedelta(days=1)}
