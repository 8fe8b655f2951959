"""The indicator library out of a workbook: entries known by name and heading, retired ones told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from projects.imports.gate import FileRefused
from projects.imports.template import list_workbook
from projects.models import Import, LibraryEntry, TrailEntry, User
from projects.queries.imports import own_imports
from projects.services.imports import confirm_import, counts, renew_import, stage_import
from projects.services.library import retire_entry
from projects.services.staging import ImportRefused
from projects.trail import broken
from tests.factories import AT, make_department, make_entry, make_user
from tests.imports.books import book, changed

pytestmark = pytest.mark.django_db
HEADINGS = [
    *("三级指标", "一级指标", "二级指标", "用于", "常用符号", "度量单位", "指标值"),
    *("指标解释", "评（扣）分标准", "数据来源", "出处"),
]
FULL = [
    *("门诊次数", "产出指标", "数量指标", "项目、部门整体", "≥ 不低于", "人次", "≥1000"),
    *("全年门诊人次", "少 1% 扣 1 分", "门诊日志", "财预〔2020〕10号"),
]


@pytest.fixture
def bureau():
    return make_department(kind="FINANCE")


@pytest.fixture
def finance(bureau):
    return make_user(role=User.Role.FINANCE, department=bureau)


def stage(rows, by, headings=HEADINGS):
    data = list_workbook(headings, rows, title="x")
    return stage_import(kind="LIBRARY", data=data, file_name="库.xlsx", by=by, at=AT)


def confirm(staged, by):
    return confirm_import(staged=staged, by=by, at=AT)


def faults(staged):
    return [(fault["cell"], fault["message"]) for row in staged.rows for fault in row["faults"]]


def test_a_new_entry_has_all_its_columns_its_key_and_its_trail(bureau, finance):
    staged = stage([FULL, ["就诊满意度", "满意度指标"]], finance)
    assert counts(staged) == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    assert staged.rows[0]["changes"] == []
    assert staged.rows[1]["changes"] == [["用于", "", "项目"], ["出处", "", "本级财政自定"]]
    assert not LibraryEntry.objects.exists()

    assert confirm(staged, finance).is_written
    full = LibraryEntry.objects.get(name="门诊次数")
    assert (full.department, full.level1, full.level2) == (bureau, "产出指标", "数量指标")
    assert (full.for_projects, full.for_departments, full.operator) == (True, True, ">=")
    assert (full.unit, full.target_text, full.explanation) == ("人次", "≥1000", "全年门诊人次")
    assert (full.scoring_note, full.data_source) == ("少 1% 扣 1 分", "门诊日志")
    assert (full.source, full.initials, full.version) == ("财预〔2020〕10号", "mzcs", 1)
    bare = LibraryEntry.objects.get(name="就诊满意度")
    assert (bare.for_projects, bare.for_departments) == (True, False)
    assert (bare.operator, bare.source) == ("", "本级财政自定")
    for entry in (full, bare):
        assert TrailEntry.objects.get(subject_id=entry.public_id).action == "library.added"
        assert broken(entry) == []


def test_an_entry_is_known_by_name_and_heading_and_changes_are_told(finance):
    confirm(stage([FULL], finance), finance)
    other_heading = [FULL[0], FULL[1], "质量指标", *FULL[3:]]
    mended = [*FULL[:4], "<=", "次", *FULL[6:10], ""]
    staged = stage([mended, other_heading], finance)
    assert counts(staged) == {"new": 1, "changed": 1, "same": 0, "wrong": 0}
    assert staged.rows[0]["changes"] == [
        ["常用符号", "≥ 不低于", "≤ 不超过"],
        ["度量单位", "人次", "次"],
    ]

    confirm(staged, finance)
    entry = LibraryEntry.objects.get(level2="数量指标")
    assert (entry.operator, entry.unit, entry.version) == ("<=", "次", 2)
    assert entry.source == "财预〔2020〕10号"
    told = TrailEntry.objects.get(subject_id=entry.public_id, action="library.changed")
    assert told.changes == {"operator": [">=", "<="], "unit": ["人次", "次"]}
    assert told.summary == "修改指标库 门诊次数：常用符号、度量单位"
    assert broken(entry) == []
    assert counts(stage([mended, other_heading], finance))["same"] == 2


def test_a_column_that_is_not_there_leaves_what_is_stored_and_a_blank_cell_clears(finance):
    confirm(stage([FULL], finance), finance)
    few = ["指标名称", "一级指标", "二级指标", "度量单位"]
    staged = stage([[*FULL[:3], ""]], finance, headings=few)
    assert staged.rows[0]["changes"] == [["度量单位", "人次", ""]]
    confirm(staged, finance)
    entry = LibraryEntry.objects.get()
    assert (entry.unit, entry.explanation, entry.operator) == ("", "全年门诊人次", ">=")
    assert entry.for_departments


def test_a_retired_entry_is_told_and_nothing_is_written(finance):
    entry = make_entry(by=finance, name="门诊次数", level2="数量指标")
    retire_entry(entry=entry, is_active=False, by=finance, at=AT)
    staged = stage([["新的", *FULL[1:]], FULL], finance)
    ((cell, words),) = faults(staged)
    assert cell == "A3"
    assert "已停用" in words
    with pytest.raises(ImportRefused):
        confirm(staged, finance)
    assert LibraryEntry.objects.count() == 1


def test_an_entry_retired_since_the_preview_is_shown_anew(finance):
    entry = make_entry(by=finance, name="门诊次数", level2="数量指标")
    staged = stage([FULL], finance)
    retire_entry(entry=entry, is_active=False, by=finance, at=AT)
    outcome = confirm(staged, finance)
    assert not outcome.is_written
    assert counts(outcome.staged)["wrong"] == 1


def test_an_entry_added_meanwhile_is_no_second_one(finance, monkeypatch):
    staged = stage([FULL], finance)

    def too_late(*args, **said):
        raise IntegrityError("library_entry_once_per_bureau_and_heading")

    with monkeypatch.context() as patched:
        patched.setattr(LibraryEntry.objects, "bulk_create", too_late)
        with pytest.raises(IntegrityError):
            confirm(staged, finance)
    make_entry(by=finance, name="门诊次数", level2="数量指标")
    renewed = renew_import(staged=Import.objects.get(), by=finance, at=AT)
    assert counts(renewed)["changed"] == 1


WRONG = {
    "no name": (["", *FULL[1:]], "A2", "必填"),
    "no place": ([FULL[0], "", *FULL[2:]], "B2", "必填"),
    "long name": (["长" * 201, *FULL[1:]], "A2", "200"),
    "other use": ([*FULL[:3], "单位", *FULL[4:]], "D2", "可选范围"),
    "other sign": ([*FULL[:4], "≠", *FULL[5:]], "E2", "≥、≤、="),
    "lost percent": ([*FULL[:5], "％", "0.95", *FULL[7:]], "G2", "95%"),
    "long explanation": ([*FULL[:7], "长" * 1001, *FULL[8:]], "H2", "1000"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_cell_is_told_by_its_place(finance, what):
    cells, place, words = WRONG[what]
    ((cell, message),) = faults(stage([cells], finance))
    assert cell == place
    assert words in message


SIGNS = {"≥": ">=", "＞＝": ">=", "不少于": ">=", "≤": "<=", "不超过": "<=", "＝": "=", "等于": "="}


@pytest.mark.parametrize("typed", SIGNS)
def test_signs_as_people_write_them(finance, typed):
    confirm(stage([[*FULL[:4], typed, *FULL[5:]]], finance), finance)
    assert LibraryEntry.objects.get().operator == SIGNS[typed]


def test_the_same_place_twice_is_told(finance):
    staged = stage([FULL, ["门诊\n次数", *FULL[1:]], [" 门诊次数", "效益指标", *FULL[2:]]], finance)
    told = faults(staged)
    assert [cell for cell, _ in told] == ["A3", "A4"]
    assert all("第 2 行" in words for _, words in told)


def test_another_bureaus_library_is_neither_seen_nor_touched(finance):
    elsewhere = make_user(role=User.Role.FINANCE, department=make_department(kind="FINANCE"))
    entry = make_entry(by=elsewhere, name="门诊次数", level2="数量指标")
    staged = stage([FULL], finance)
    assert counts(staged)["new"] == 1
    confirm(staged, finance)
    entry.refresh_from_db()
    assert entry.version == 1
    assert LibraryEntry.objects.count() == 2


def test_who_did_the_same_file_is_not_told_to_another_bureau(finance):
    elsewhere = make_user(role=User.Role.FINANCE, department=make_department(kind="FINANCE"))
    confirm(stage([FULL], elsewhere), elsewhere)
    assert stage([FULL], finance).notes == []
    assert "同一个文件已于" in stage([FULL], elsewhere).notes[0]


def test_a_preview_stays_with_the_department_it_was_made_in(finance):
    """It tells what the former bureau keeps."""
    staged = stage([FULL], finance)
    assert own_imports(finance).get() == staged
    finance.department = make_department(kind="FINANCE")
    finance.save(update_fields=["department"])
    assert not own_imports(finance).exists()


def test_nobody_else_imports_into_it(bureau, finance):
    staged = stage([FULL], finance)
    for role in User.Role:
        if role != User.Role.FINANCE:
            person = make_user(role=role, department=None if role.endswith("_ADMIN") else bureau)
            with pytest.raises(PermissionDenied):
                stage([FULL], person)
            with pytest.raises(PermissionDenied):
                confirm(staged, person)
    assert not LibraryEntry.objects.exists()


def test_a_hostile_workbook_meets_the_same_gate(finance):
    good = book(HEADINGS, FULL)
    with pytest.raises(FileRefused, match="宏"):
        stage_import(
            kind="LIBRARY",
            data=changed(good, xl__vbaProject_dot_bin=b"x"),
            file_name="库.xlsx",
            by=finance,
            at=AT,
        )

    def formula(workbook, sheet):
        sheet.write_formula(1, 0, "=WEBSERVICE(A1)", None, "#NAME?")
        sheet.write_string(1, 1, '=cmd|"/c calc"!A1')

    data = book(HEADINGS, ["", "", *FULL[2:]], make=formula)
    staged = stage_import(kind="LIBRARY", data=data, file_name="库.xlsx", by=finance, at=AT)
    ((cell, words),) = faults(staged)
    assert (cell, "公式" in words) == ("A2", True)


def test_hundreds_of_entries_cost_few_statements(finance, django_assert_max_num_queries):
    rows = [[f"指标{number}", *FULL[1:]] for number in range(600)]
    staged = stage(rows, finance)
    with django_assert_max_num_queries(22):
        assert confirm(staged, finance).is_written
    assert LibraryEntry.objects.count() == 600
    later = stage([[*row[:5], "次", *row[6:]] for row in rows], finance)
    with django_assert_max_num_queries(22):
        confirm(later, finance)
    assert set(LibraryEntry.objects.values_list("unit", "version")) == {("次", 2)}
