"""Printed from the browser, a sheet has the columns of the official form and nothing else."""

import pytest

# Attachment 部门（单位）整体绩效自评表 of 2021, in its printed order. The line number is ours: it
# is how returns and comments point at a row.
OFFICIAL = (
    *("行", "一级", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"),
    "未完成原因分析及改进措施",
)
OFFICIAL_FUNDS = ("资金来源", "年初数", "全年数", "全年执行数", "预算执行率", "分值", "得分")
ON_SCREEN_ONLY = ("计算分", "自评分", "差额", "计算依据")
# The columns that a row takes part in: cells merged from rows above are counted with their row.
WIDTHS = """table => {
  const open = [], widths = [];
  for (const row of table.rows) {
    let width = open.filter(left => left > 0).length;
    for (let at = 0; at < open.length; at++) open[at]--;
    for (const cell of row.cells) {
      if (getComputedStyle(cell).display === 'none') continue;
      width += cell.colSpan;
      for (let at = 0; at < cell.colSpan; at++) if (cell.rowSpan > 1) open.push(cell.rowSpan - 1);
    }
    if (getComputedStyle(row).display !== 'none') widths.push(width);
  }
  return widths;
}"""


@pytest.fixture(params=["lijing", "shenji"])
def sheet(request, open_window, places):
    window = open_window(request.param)
    page = window.new_page()
    page.goto(places["sheet"])
    yield page
    window.close()


def headings(page, table):
    cells = page.get_by_role("table", name=table).locator("thead th").all()
    return tuple(cell.inner_text().strip() for cell in cells if cell.is_visible())


def test_the_lines_have_the_official_columns_in_their_order(sheet):
    assert set(ON_SCREEN_ONLY) < set(headings(sheet, "绩效指标完成情况"))
    sheet.emulate_media(media="print")
    assert headings(sheet, "绩效指标完成情况") == OFFICIAL


def test_the_funds_have_the_official_columns_in_their_order(sheet):
    sheet.emulate_media(media="print")
    assert headings(sheet, "预算执行情况") == OFFICIAL_FUNDS


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("table", ["绩效指标完成情况", "预算执行情况"])
def test_every_row_is_as_wide_as_the_heading(sheet, table, media):
    sheet.emulate_media(media=media)
    widths = sheet.get_by_role("table", name=table).evaluate(WIDTHS)
    assert len(set(widths)) == 1, widths


def test_a_row_that_loses_a_cell_is_noticed(sheet):
    table = sheet.get_by_role("table", name="绩效指标完成情况")
    table.locator("tbody tr").nth(4).locator("td").last.evaluate("cell => cell.remove()")
    assert len(set(table.evaluate(WIDTHS))) == 2


def test_paper_has_no_menu_button_finding_or_trail_but_room_to_sign(sheet):
    sheet.emulate_media(media="print")
    for part in ("header", ".btn", "#figures", "#checks", ".finding", ".computed", "#trail"):
        assert not any(found.is_visible() for found in sheet.locator(part).all()), part
    assert sheet.get_by_text("单位负责人（签字）").is_visible()
    assert sheet.get_by_text("未封存").is_visible()
    assert sheet.get_by_role("cell", name="145.71%", exact=True).is_visible()


def test_the_sheet_goes_on_landscape_paper(sheet):
    pdf = sheet.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 841.91998 594.95996]" in pdf or b"/MediaBox [0 0 842 595]" in pdf


def test_what_cannot_be_changed_any_more_is_told_on_the_screen_only(open_window, places):
    window = open_window("lijing")
    page = window.new_page()
    page.goto(places["plan"])
    told = page.get_by_text("已按这一版目标生成自评表")
    assert told.is_visible()
    page.emulate_media(media="print")
    assert not told.is_visible()
    window.close()
