"""Documents and tables are stored as printed, whole or not at all; everything is in the trail."""

import pytest
from django.core.exceptions import PermissionDenied

from projects.drafts import TableDraft
from projects.marks import Overtaken
from projects.models import AccountCell, AccountDocument, AccountTable, TrailEntry, User
from projects.printed_tables import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, faults_of
from projects.services.account_tables import (
    add_tables,
    cell_mark,
    change_head,
    correct_cell,
    remove_table,
    replace_table,
    table_mark,
)
from projects.services.accounts import AccountsRefused, add_document
from projects.trail import broken
from scoring.queries.units import document_of
from tests.factories import AT, make_department, make_user, make_year

pytestmark = pytest.mark.django_db
HEAD = {"kind": "BUDGET", "title": "2021年度预算", "money_unit": "万元"}


def draft(role="procurement", **said):
    values = {"title": "采购", "columns": ["项目", "金额"], "rows": [["合计", "2.50"]]}
    return TableDraft(role=role, **(values | said))


def add(filer, tables, **said):
    year = make_year(2021)
    values = {"department": filer.department, "year": year, "by": filer, "at": AT} | HEAD | said
    return add_document(tables=tables, **values)


def last(document):
    return TrailEntry.objects.filter(subject_id=document.public_id).order_by("-sequence")[0]


def refusal(fault):
    return pytest.raises(AccountsRefused, match=fault)


def test_a_document_is_stored_with_its_cells_as_printed(filer):
    rows = [["合计", "1,020.50", None], [" 车辆 ", "1辆", "—"], ["占比", "97.48%", "0.00"]]
    made = add(filer, [draft(columns=["项目", "金额", "数"], rows=rows)])
    read = document_of(made)
    assert [[(cell.text, str(cell.number)) for cell in row] for row in read.tables[0].rows] == [
        [("合计", "None"), ("1,020.50", "1020.50"), ("", "None")],
        [("车辆", "None"), ("1辆", "None"), ("—", "None")],
        [("占比", "None"), ("97.48%", "97.48"), ("0.00", "0.00")],
    ]


def test_a_table_of_headings_alone_keeps_them(filer):
    made = add(filer, [draft(columns=["项目", "金额/合计"], rows=[])])
    (table,) = document_of(made).tables
    assert (table.columns, table.rows) == (("项目", "金额/合计"), ())


def test_a_year_has_one_document_of_a_kind(filer):
    add(filer, [])
    with refusal("2021 年度的预算已经录入过"):
        add(filer, [draft()])
    assert AccountTable.objects.count() == 0
    assert add(filer, [], kind="FINAL").kind == "FINAL"


NOT_HIS = {
    "a head": lambda unit: make_user(role=User.Role.UNIT_HEAD, department=unit),
    "finance": lambda unit: make_user(role=User.Role.FINANCE, department=unit),
    "a filer of another unit": lambda unit: make_user(department=make_department()),
}


@pytest.mark.parametrize("who", NOT_HIS)
def test_only_the_units_filer_writes(unit, document, table, who):
    by = NOT_HIS[who](unit)
    cell = table.cells.first()
    acts = [
        lambda: add_document(department=unit, year=make_year(2022), by=by, at=AT, **HEAD),
        lambda: add_tables(document=document, tables=[draft()], by=by, at=AT),
        lambda: replace_table(table=table, draft=draft(), seen=table_mark(table), by=by, at=AT),
        lambda: remove_table(table=table, seen=table_mark(table), by=by, at=AT),
        lambda: correct_cell(cell=cell, text="1", seen=cell_mark(cell), by=by, at=AT),
        lambda: change_head(document=document, title="甲", money_unit="元", seen=1, by=by, at=AT),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


WRONG = {
    "a formula": (draft(rows=[["合计", "=SUM(A1)"]]), "第 1 行第 2 列：“=SUM"),
    "a failed formula": (draft(rows=[["合计", "#REF!"]]), "第 1 行第 2 列：“#REF!”是 Excel 的出错"),
    "too many digits": (draft(rows=[["合计", "1234567890123456.50"]]), "位数太多，整数最多 15 位"),
    "too many decimals": (draft(rows=[["合计", "0.1234567890123456789"]]), "小数最多 18 位"),
    "scientific": (draft(rows=[["4.108E+20", "1"]]), "科学计数法"),
    "a control sign": (draft(rows=[["合\x07计", "1"]]), "U\\+0007"),
    "a long text": (draft(rows=[["甲" * 301, "1"]]), "最多 300 字"),
    "a long heading": (draft(columns=["项目", "金" * 121]), "表头第 2 列：表头最多 120 字"),
    "no heading": (draft(columns=["项目", ""]), "表头第 2 列：没有表头"),
    "no columns": (draft(columns=[], rows=[]), "没有表头。请连同表头"),
    "a ragged row": (draft(rows=[["合计"]]), "第 1 行：有 1 格，表头有 2 列"),
    "no title": (draft(title=" "), "没有表名"),
    "a long title": (draft(title="表" * 121), "表名最多 120 字"),
    "a long number": (draft(form="表" * 41), "表号最多 40 字"),
    "a long note": (draft(note="注" * 301), "附注最多 300 字"),
    "too many rows": (draft(rows=[["甲", "1"]] * (MOST_ROWS + 1)), "501 行，一张表最多 500 行"),
    "too many columns": (
        draft(columns=[f"列{n}" for n in range(MOST_COLUMNS + 1)], rows=[]), "61 列",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_stored_is_refused_in_words_and_nothing_is_written(filer, document, what):
    wrong, words = WRONG[what]
    count = AccountTable.objects.count()
    with refusal(words):
        add_tables(document=document, tables=[draft("assets"), wrong], by=filer, at=AT)
    assert AccountTable.objects.count() == count


def test_all_faults_of_a_table_are_told_with_row_and_column():
    wrong = draft(columns=["", "金额"], rows=[["甲", "=A1"], ["乙", "1"], ["#N/A", "2"]])
    assert [fault.place for fault in faults_of(wrong)] == [
        "表头第 1 列", "第 1 行第 2 列", "第 3 行第 1 列",
    ]  # fmt: skip


CODES = ["410800230000000012345", "0123", "A07070101", "2023年", "-0.76%", "（空）", "1.5.2"]


@pytest.mark.parametrize("text", CODES)
def test_codes_and_words_are_no_faults(text):
    assert faults_of(draft(rows=[[text, text]])) == []


def test_a_document_holds_no_more_cells_than_its_limit(filer, document):
    many = [draft(f"other_{n}", rows=[["甲", "1"]] * MOST_ROWS) for n in range(1, 12)]
    add_tables(document=document, tables=many, by=filer, at=AT)
    assert AccountCell.objects.count() < MOST_CELLS
    with refusal("一份文件最多 12000 格"):
        add_tables(
            document=document, tables=[draft(rows=[["甲", "1"]] * MOST_ROWS)], by=filer, at=AT
        )


def test_a_role_stands_once_in_a_document(filer, document):
    for tables in ([draft("income")], [draft(), draft()]):
        with refusal("已经有了"):
            add_tables(document=document, tables=tables, by=filer, at=AT)


def test_tables_join_behind_the_others_and_the_trail_tells_it(filer, document):
    made = add_tables(document=document, tables=[draft(), draft("assets")], by=filer, at=AT)
    assert [table.position for table in made] == [3, 4]
    assert last(document).summary == "增加 2 张表 4 格：采购、采购"
    document.refresh_from_db()
    assert document.version == 2


def test_one_cell_is_corrected_and_the_trail_has_the_old_and_the_new_text(filer, document, table):
    cell = table.cells.get(row=1, column=2)
    correct_cell(cell=cell, text=" 3.40 ", seen=cell_mark(cell), by=filer, at=AT)
    cell.refresh_from_db()
    assert (cell.text, str(cell.amount), cell.version) == ("3.40", "3.40", 2)
    entry = last(document)
    assert entry.changes == {"公开02表 收入决算表 第 2 行“本年收入/合计”": ["3.50", "3.40"]}
    assert entry.summary == "公开02表 收入决算表 第 2 行“本年收入/合计”由“3.50”改为“3.40”"
    assert broken(document) == []


def test_a_cell_may_become_blank_and_blank_is_no_zero(filer, table):
    cell = table.cells.get(row=1, column=2)
    correct_cell(cell=cell, text="", seen=cell_mark(cell), by=filer, at=AT)
    cell.refresh_from_db()
    assert (cell.text, cell.amount) == ("", None)


def test_the_same_text_is_no_change(filer, document, table):
    cell = table.cells.get(row=1, column=2)
    correct_cell(cell=cell, text="3.50", seen="", by=filer, at=AT)
    assert last(document).action == "accounts.stored"


def test_a_stale_correction_is_told_what_stands_there(filer, table):
    cell = table.cells.get(row=1, column=2)
    seen = cell_mark(cell)
    correct_cell(cell=cell, text="3.40", seen=seen, by=filer, at=AT)
    with pytest.raises(Overtaken) as told:
        correct_cell(cell=cell, text="3.60", seen=seen, by=filer, at=AT)
    cell.refresh_from_db()
    assert (told.value.now, told.value.mark) == ({"text": "3.40"}, cell_mark(cell))
    assert cell.text == "3.40"


def test_a_cell_of_a_replaced_table_is_another_one(filer, table):
    cell = table.cells.get(row=0, column=1)
    seen = cell_mark(cell)
    replace_table(table=table, draft=draft(), seen=table_mark(table), by=filer, at=AT)
    with pytest.raises(Overtaken) as told:
        correct_cell(cell=cell, text="9", seen=seen, by=filer, at=AT)
    assert told.value.now == {"text": "2.50"}


@pytest.mark.parametrize("text", ["=A1", "甲" * 301, "a\x07", "1234567890123456.5"])
def test_a_cell_takes_no_more_than_others(filer, table, text):
    cell = table.cells.get(row=1, column=2)
    with pytest.raises(AccountsRefused):
        correct_cell(cell=cell, text=text, seen=cell_mark(cell), by=filer, at=AT)


def test_a_table_is_replaced_whole_and_the_trail_has_every_text_that_went(filer, document, table):
    new = draft(title="新表", columns=["科目编码", "名称"], rows=[["", "合计"]])
    replace_table(table=table, draft=new, seen=table_mark(table), by=filer, at=AT)
    read = document_of(document).tables[0]
    assert (read.role, read.columns, len(read.rows)) == ("income", ("科目编码", "名称"), 1)
    changes = last(document).changes
    assert changes["表名"] == ["收入决算表", "新表"]
    assert changes["表头第 3 列"] == ["本年收入/合计", ""]
    assert changes["第 1 行第 3 列"] == ["3.50", ""]
    assert changes["第 2 行第 2 列"] == ["教育支出", ""]
    assert "表头第 1 列" not in changes


def test_a_table_that_was_corrected_since_is_neither_replaced_nor_removed(filer, table):
    seen = table_mark(table)
    cell = table.cells.get(row=1, column=2)
    correct_cell(cell=cell, text="3.40", seen=cell_mark(cell), by=filer, at=AT)
    with pytest.raises(Overtaken):
        replace_table(table=table, draft=draft(), seen=seen, by=filer, at=AT)
    with pytest.raises(Overtaken):
        remove_table(table=table, seen=seen, by=filer, at=AT)
    assert AccountTable.objects.filter(pk=table.pk).exists()


def test_a_removed_table_stays_in_the_trail(filer, document, table):
    remove_table(table=table, seen=table_mark(table), by=filer, at=AT)
    assert [one.role for one in document_of(document).tables] == ["government_fund"]
    entry = last(document)
    assert entry.summary.startswith("删去 公开02表 收入决算表")
    assert entry.changes["第 2 行第 3 列"] == ["3.50", ""]
    with pytest.raises(Overtaken):
        remove_table(table=table, seen=table_mark(table), by=filer, at=AT)


def test_another_table_at_the_place_of_a_removed_one_is_not_taken_for_it(filer, document):
    second = document.tables.get(position=2)
    seen = table_mark(second)
    remove_table(table=second, seen=seen, by=filer, at=AT)
    (new,) = add_tables(document=document, tables=[draft()], by=filer, at=AT)
    assert new.position == second.position
    with pytest.raises(Overtaken):
        remove_table(table=second, seen=seen, by=filer, at=AT)
    assert AccountTable.objects.filter(pk=new.pk).exists()


def test_title_and_unit_are_changed_with_both_in_the_trail(filer, document):
    changed = {"title": "新题", "money_unit": "元"}
    change_head(document=document, seen=1, by=filer, at=AT, **changed)
    assert last(document).changes == {"标题": ["数决算", "新题"], "金额单位": ["万元", "元"]}
    with pytest.raises(Overtaken) as told:
        change_head(document=document, title="别题", money_unit="元", seen=1, by=filer, at=AT)
    assert told.value.now == changed
    assert AccountDocument.objects.get(pk=document.pk).title == "新题"
