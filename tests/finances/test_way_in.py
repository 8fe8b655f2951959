"""The way in: pasted or uploaded, looked at, written only when confirmed."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from projects.models import AccountCell, AccountDocument, AccountTable, TrailEntry, User
from projects.services.account_tables import cell_mark, correct_cell, table_mark
from scoring.finances.staged import Block, to_json
from scoring.queries.units import document_of
from tests.factories import AT, make_client, make_user, make_year

pytestmark = pytest.mark.django_db
BLOCK = "\r\n".join(
    [
        "2021年单位支出预算表\t\t\t",
        "预算03表\t\t\t单位：万元",
        "名称\t合计\t基本支出\t",
        "\t\t小计\t人员经费",
        "合计\t268.47\t242.87\t160.36",
        "培训支出\t0.84\t0.84\t",
    ]
)
HEAD = {"year": "2021", "kind": "BUDGET", "title": "2021年度预算", "money_unit": "万元"}


def place(name, *args):
    return reverse(f"scoring:{name}", args=args)


def stage_fields(rows, *, number=0, **said):
    return {
        "content": to_json([Block("粘贴", rows)]),
        f"heads-{number}": "1",
        f"role-{number}": "procurement",
        f"title-{number}": "采购",
        "do": "write",
    } | said


def content_of(response):
    return response.context["stage"].content


def workbook(sheets, *, formula=False):
    target = BytesIO()
    with Workbook(target, {"strings_to_formulas": formula}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return SimpleUploadedFile("表.xlsx", target.getvalue())


def without_results(workbook):
    """The workbook as programs write it that leave the results of formulas out."""
    target = BytesIO()
    with zipfile.ZipFile(workbook) as book, zipfile.ZipFile(target, "w") as written:
        for name in book.namelist():
            written.writestr(name, book.read(name).replace(b"<v></v>", b""))
    return target.getvalue()


def told(response, status):
    assert response.status_code == status
    return response.content.decode()


def test_a_document_is_added_and_its_tables_come_after(browser, unit):
    make_year(2021)
    answer = browser.post(place("finance_add"), HEAD)
    made = AccountDocument.objects.get()
    assert answer["Location"] == place("finance", made.public_id)
    assert (made.department, made.kind, made.title) == (unit, "BUDGET", "2021年度预算")
    again = told(browser.post(place("finance_add"), HEAD), 422)
    assert "2021 年度的预算已经录入过" in again


@pytest.mark.parametrize(
    "wrong",
    [{"year": "1999"}, {"kind": "OTHER"}, {"title": ""}, {"title": "题" * 201}, {"title": "\x07"},
     {"money_unit": "美元"}],
)  # fmt: skip
def test_a_wrong_head_is_refused(browser, wrong):
    make_year(2021)
    told(browser.post(place("finance_add"), HEAD | wrong), 422)
    assert not AccountDocument.objects.exists()


def test_a_pasted_table_is_shown_and_written_when_confirmed(browser, document):
    address = place("finance_table_add", document.public_id)
    shown = browser.post(address, {"block": BLOCK})
    html = told(shown, 200)
    assert 'colspan="2">基本支出' in html
    assert AccountTable.objects.count() == 2
    one = shown.context["stage"].tables[0]
    fields = {
        "content": content_of(shown), "do": "write", "role-0": one.reading.role,
        "skip-0": str(one.reading.skip), "heads-0": str(one.reading.heads),
        "form-0": one.reading.form, "title-0": one.reading.title,
    }  # fmt: skip
    answer = browser.post(address, fields)
    assert answer["Location"] == place("finance", document.public_id)
    read = document_of(document).tables[2]
    assert read.columns == ("名称", "合计", "基本支出/小计", "基本支出/人员经费")
    assert [cell.text for cell in read.rows[1]] == ["培训支出", "0.84", "0.84", ""]
    assert (read.role, read.place) == ("expenditure_by_function", "预算03表")


def test_the_number_of_heading_rows_can_be_put_right(browser, document):
    address = place("finance_table_add", document.public_id)
    rows = [["项目", "2021", "2022"], ["合计", "1", "2"]]
    wrong = browser.post(address, stage_fields(rows, do="read") | {"heads-0": "2"})
    assert wrong.context["stage"].tables[0].draft.columns == ["项目/合计", "2021/1", "2022/2"]
    right = browser.post(address, stage_fields(rows, do="read"))
    assert right.context["stage"].tables[0].draft.columns == ["项目", "2021", "2022"]
    assert AccountTable.objects.count() == 2


def test_everything_wrong_is_told_at_once_with_row_and_column(browser, document):
    address = place("finance_table_add", document.public_id)
    rows = [["", "金额"], ["甲", "=SUM(A1)"], ["乙", "1"], ["#REF!", "2"]]
    html = told(browser.post(address, stage_fields(rows)), 422)
    for words in ("表头第 1 列：没有表头", "第 1 行第 2 列：“=SUM", "第 3 行第 1 列：“#REF!”"):
        assert words in html
    assert "有 3 处问题，没有写入任何内容" in html
    assert AccountTable.objects.count() == 2


BAD_BLOCKS = {
    "nothing": ("", "粘贴的内容是空的"),
    "blanks": ("\t\t\n\t", "粘贴的内容是空的"),
    "a web page": ("<table><tr><td>1</td></tr></table>", "网页代码"),
    "too many rows": ("甲\t1\n" * 501, "一次最多 500 行"),
}


@pytest.mark.parametrize("what", BAD_BLOCKS)
def test_a_block_that_is_none_is_refused(browser, document, what):
    block, words = BAD_BLOCKS[what]
    address = place("finance_table_add", document.public_id)
    assert words in told(browser.post(address, {"block": block}), 422)


@pytest.mark.parametrize("content", ["", "{}", '[["a",null,[[1]]]]', "[" * 9999])
def test_what_the_page_never_carried_is_refused(browser, document, content):
    address = place("finance_table_add", document.public_id)
    assert "没有收到上一页读到的内容" in told(
        browser.post(address, {"content": content, "do": "write"}), 422
    )


@pytest.mark.parametrize("do", ["read", "write"])
def test_half_a_sign_is_refused_in_the_words_of_a_file(browser, document, do):
    make_year(2021)
    rows = '[["项目"],["\\ud800"]]'
    fields = stage_fields([]) | {"content": f'[["粘贴",null,{rows}]]', "do": do}
    data = SimpleUploadedFile("a.json", f'{{"tables":[{{"rows":{rows}}}]}}'.encode())
    for address in (place("finance_add"), place("finance_table_add", document.public_id)):
        answers = [browser.post(address, HEAD | {"file": data}), browser.post(address, fields)]
        for answer in answers:
            assert "（\\u 或 \\x）写的不是一个完整的字，请直接写这个字" in told(answer, 422)
        data.seek(0)
    assert AccountTable.objects.count() == 2


def test_more_than_a_page_can_carry_is_refused(browser, document):
    address = place("finance_table_add", document.public_id)
    long = [["甲" * 300] * 50] * 50
    for fields in ({"block": "\n".join("\t".join(row) for row in long)}, stage_fields(long)):
        assert "内容太多" in told(browser.post(address, fields), 422)


@pytest.mark.parametrize("number", ["-1", "x", "", "9" * 30, "１"])
def test_an_odd_number_of_rows_is_no_crash(browser, document, number):
    address = place("finance_table_add", document.public_id)
    fields = stage_fields([["项目", "金额"], ["甲", "1"]]) | {"heads-0": number, "skip-0": number}
    assert browser.post(address, fields | {"do": "read"}).status_code == 200


def test_a_role_that_nobody_knows_is_refused(browser, document):
    address = place("finance_table_add", document.public_id)
    for role in ("", "odd", "other_0", "other_1; drop"):
        fields = stage_fields([["项目"], ["甲"]]) | {"role-0": role}
        answer = browser.post(address, fields)
        assert (role, answer.status_code) == (role, 302 if role.startswith("other_") else 422)
    assert set(document.tables.values_list("role", flat=True)) <= {
        "income", "government_fund", "other_1", "other_2",
    }  # fmt: skip


def test_a_table_that_is_there_already_is_refused(browser, document):
    address = place("finance_table_add", document.public_id)
    fields = stage_fields([["项目"], ["甲"]]) | {"role-0": "income"}
    assert "已经有一张了" in told(browser.post(address, fields), 422)


def test_other_tables_get_a_place_each(browser, document):
    address = place("finance_table_add", document.public_id)
    for _ in range(2):
        browser.post(address, stage_fields([["项目"], ["甲"]]) | {"role-0": "other"})
    roles = list(document.tables.values_list("role", flat=True))
    assert roles[2:] == ["other_1", "other_2"]


def test_a_workbook_brings_one_table_a_worksheet(browser, document):
    address = place("finance_table_add", document.public_id)
    sheets = {
        "收入支出决算总表": [["项目", "金额"], ["合计", 1020.5], ["甲", "0.00"]],
        "收入决算表": [["项目", "金额"], ["合计", 1]],
        "空的": [],
    }
    shown = browser.post(address, {"file": workbook(sheets)})
    stage = shown.context["stage"]
    assert [one.draft.title for one in stage.tables] == ["收入支出决算总表", "收入决算表"]
    assert stage.taken == [True, False]  # the document has the second one
    fields = {"content": stage.content, "do": "write", "take-0": "1"}
    for number, one in enumerate(stage.tables):
        said = one.reading
        fields |= {
            f"role-{number}": said.role,
            f"title-{number}": said.title,
            f"heads-{number}": "1",
        }
    assert browser.post(address, fields).status_code == 302
    (new,) = document_of(document).tables[2:]
    assert [[cell.text for cell in row] for row in new.rows] == [["合计", "1020.5"], ["甲", "0.00"]]


def test_a_formula_without_a_result_is_told_by_its_cell(browser, document):
    address = place("finance_table_add", document.public_id)
    book = openpyxl.Workbook()  # computes nothing
    for row in (["项目", "金额"], ["甲", "=A1+1"]):
        book.active.append(row)
    book.save(target := BytesIO())
    file = SimpleUploadedFile("表.xlsx", without_results(target))
    html = told(browser.post(address, {"file": file}), 200)
    assert "公式没有结果" in html


FILES = {
    "empty": (b"", "没有内容"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, ".xls"),
    "a broken workbook": (b"PK\x03\x04xxxx", "损坏"),
    "a document": (b"%PDF-1.4", "PDF"),
    "no tables": (b"a: 1", "没有 tables"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_none_is_refused_in_words(browser, document, what):
    data, words = FILES[what]
    address = place("finance_table_add", document.public_id)
    answer = browser.post(address, {"file": SimpleUploadedFile("a.yaml", data)})
    assert words in told(answer, 422)
    assert AccountTable.objects.count() == 2


def test_a_data_file_with_its_document_is_looked_at_first(browser, unit):
    make_year(2021)
    data = (
        "document: {title: 别局2020年决算, year: 2020, kind: final, money_unit: 元,"
        " unit_name: 别局}\ntables:\n  - {title: 采购, role: procurement,"
        " columns: [项目/一, 金额], rows: [[甲, '1.50']]}\n"
    )
    file = SimpleUploadedFile("a.yaml", data.encode())
    shown = browser.post(place("finance_add"), HEAD | {"file": file})
    html = told(shown, 200)
    for words in ("年度是 2020，这里选的是 2021", "写的是决算", "金额单位是元", "“别局”"):
        assert words in html
    assert not AccountDocument.objects.exists()
    fields = HEAD | stage_fields([]) | {"content": content_of(shown), "title-0": "采购"}
    assert browser.post(place("finance_add"), fields).status_code == 302
    (table,) = document_of(AccountDocument.objects.get()).tables
    assert (table.columns, table.rows[0][1].text) == (("项目/一", "金额"), "1.50")


def test_a_document_with_a_wrong_table_is_not_written_at_all(browser):
    make_year(2021)
    fields = HEAD | stage_fields([["项目"], ["=A1"]])
    assert "有 1 处问题" in told(browser.post(place("finance_add"), fields), 422)
    wrong = stage_fields([["项目"], ["甲"]]) | HEAD | {"title": ""}
    assert "标题" in told(browser.post(place("finance_add"), wrong), 422)
    assert not AccountDocument.objects.exists()


def test_a_table_is_replaced_from_the_page(browser, document, table):
    address = place("finance_table_replace", document.public_id, 1)
    shown = browser.post(address, {"block": BLOCK, "seen": table_mark(table)})
    assert shown.context["seen"] == table_mark(table)
    fields = stage_fields([["项目", "金额"], ["甲", "1"]]) | {"role-0": "odd"}
    browser.post(address, fields | {"seen": table_mark(table)})
    read = document_of(document).tables[0]
    assert (read.role, read.columns, len(read.rows)) == ("income", ("项目", "金额"), 1)
    stale = browser.post(address, fields | {"seen": table_mark(table)})
    assert "别人改过" in told(stale, 409)
    assert browser.post(address, fields).status_code == 428


def test_a_cell_is_corrected_from_its_page_and_a_conflict_shows_both(
    browser, document, table, filer
):
    cell = table.cells.get(row=1, column=2)
    address = place("finance_cell", document.public_id, 1, 1, 2)
    shown = told(browser.get(address), 200)
    assert 'value="3.50"' in shown
    seen = cell_mark(cell)
    correct_cell(cell=cell, text="3.40", seen=seen, by=filer, at=AT)
    html = told(browser.post(address, {"text": "3.60", "seen": seen}), 409)
    assert "现在是“3.40”，您填的是“3.60”" in html
    assert AccountCell.objects.get(pk=cell.pk).text == "3.40"
    now = cell_mark(AccountCell.objects.get(pk=cell.pk))
    assert f'value="{now}"' in html
    answer = browser.post(address, {"text": "3.60", "seen": now})
    assert answer["Location"] == f"{place('finance_table', document.public_id, 1)}#r1-c2"
    assert AccountCell.objects.get(pk=cell.pk).text == "3.60"


@pytest.mark.parametrize("text", ["=A1", "甲" * 301, "a\x07b", "0.1234567890123456789"])
def test_a_cell_takes_nothing_that_cannot_be_stored(browser, document, table, text):
    cell = table.cells.get(row=1, column=2)
    address = place("finance_cell", document.public_id, 1, 1, 2)
    told(browser.post(address, {"text": text, "seen": cell_mark(cell)}), 422)
    assert AccountCell.objects.get(pk=cell.pk).text == "3.50"


def test_a_table_is_removed_after_a_question(browser, document, table):
    address = place("finance_table_remove", document.public_id, 1)
    assert "删去本表" in told(browser.get(address), 200)
    assert AccountTable.objects.count() == 2
    browser.post(address, {"seen": table_mark(table)})
    assert [one.position for one in document.tables.all()] == [2]
    assert TrailEntry.objects.filter(action="accounts.table_removed").count() == 1


def test_the_head_of_the_unit_reads_and_does_not_write(unit, document, table):
    head = make_client(make_user(role=User.Role.UNIT_HEAD, department=unit))
    for name, args in {
        "finance_head": [], "finance_table_add": [], "finance_table_replace": [1],
        "finance_table_remove": [1], "finance_cell": [1, 0, 0],
    }.items():  # fmt: skip
        address = place(name, document.public_id, *args)
        assert (head.get(address).status_code, head.post(address).status_code) == (403, 403)
