"""The actual values: pasted, explained, proved, kept through a lost network, and submitted."""

import re
from decimal import Decimal

from playwright.sync_api import expect

from tests.browser.year.before import TRAINING
from tests.browser.year.targets import PATIENCE, YEAR
from tests.evidence.samples import pdf

# As it stands in the unit's workbook: 实际完成值, 自评分. Row 4 falls short, row 5 is in words.
VALUES = [
    ["66人", "17"],
    ["70%", "17"],
    ["100%", "8"],
    ["1期", "4"],
    ["有提升", "27"],
    ["96%", "4"],
    ["93%", "3"],
    ["90%", "3"],
]
HALF, REST = "赛事由线上改为线下，普及面", "不如预期，明年恢复线上"
PROOF, NOTE = pdf(b"66"), "66 人参加"
REASON = "第二期因场地维修没有办成，改在明年三月"
DROP = """async ([form, name, words]) => {
    const data = new DataTransfer();
    data.items.add(new File([words], name));
    for (const kind of ['dragover', 'drop']) {
        form.dispatchEvent(new DragEvent(kind,
            { dataTransfer: data, bubbles: true, cancelable: true }));
    }
}"""


class SheetGrid:
    """The entry page of a sheet, used by the names of its cells."""

    def __init__(self, desk) -> None:
        self.desk = desk

    @property
    def page(self):
        """The page as it is now: a tab may have been closed meanwhile."""
        return self.desk.page

    def cell(self, number, column):
        """A cell by the number of its row and the name of its column."""
        return self.page.get_by_label(re.compile(rf"^第 {number} 行 .*{column}$"))

    def row(self, number):
        """A row of the grid."""
        return self.page.get_by_role("row").filter(has=self.cell(number, "实际完成值"))

    def write(self, number, column, text) -> None:
        """Type over what stands in a cell, leave it, and wait until it is saved."""
        self.desk.type_over(self.cell(number, column), text)
        self.saved()

    def amount(self, label, text) -> None:
        """Type an amount or a score that stands outside the grid."""
        self.desk.type_over(self.page.get_by_label(label), text)
        self.saved()

    def saved(self) -> None:
        """Wait until the foot of the page says that everything is saved."""
        state = self.page.locator("#save-state").get_by_text("都已保存")
        state.wait_for(timeout=PATIENCE)

    def computed(self, number) -> Decimal:
        """The computed score of a row."""
        return Decimal(self.row(number).locator("[data-label=计算分]").inner_text())


def open_all(desk) -> None:
    """Make the sheets of all approved plans at once."""
    desk.go_home(YEAR)
    desk.menu("绩效自评")
    assert "有 2 张已审定的目标表还没有自评表" in desk.text
    desk.look()
    assert desk.press("生成 2 张自评表") == 200
    assert desk.told.startswith("已生成 2 张自评表")
    desk.look()


def open_sheet(desk, title) -> None:
    """Open a sheet out of the list of the year."""
    desk.go(f"/sheets/?year={YEAR}")
    desk.follow(title)


def open_entry(desk, title) -> SheetGrid:
    """Open the entry page of a sheet out of the list of the year."""
    open_sheet(desk, title)
    desk.follow("填报")
    return SheetGrid(desk)


def paste_what_came_of_it(desk) -> None:
    """Paste the workbook's two columns, choose the tier of the words, type the amounts."""
    grid = open_entry(desk, TRAINING)
    desk.look()
    desk.copy_block(VALUES)
    with desk.page.expect_response("**/entry/paste/") as answered:
        desk.paste_at(grid.cell(1, "实际完成值"))
    assert answered.value.status == 200
    grid.saved()
    assert grid.cell(8, "自评分").input_value() == "3"
    assert grid.computed(1) == 17
    assert grid.computed(4) == 4
    grid.row(5).get_by_role("button", name="部分达成").click()
    grid.saved()
    desk.type_over(grid.row(5).get_by_label("得分比例"), "90")
    grid.saved()
    assert grid.computed(5) == 27
    grid.amount("资金总额 全年执行数", "2.90")
    grid.amount("政府预算资金 全年执行数", "2.90")
    grid.amount("预算执行率自评分", "9.67")
    assert desk.page.locator("#running-total").inner_text() == "92.67"
    desk.look()


def submit_too_early(desk) -> None:
    """Be told of the reasons that the edition demands, and follow the first one to its cell."""
    open_sheet(desk, TRAINING)
    assert desk.press("提交审核") == 422
    assert "还有 2 处需要处理，没有提交" in desk.text
    desk.look()
    desk.follow("第 4 行 偏差原因")
    expect(SheetGrid(desk).cell(4, "偏差原因及改进措施")).to_be_focused()


def lose_the_network(desk) -> None:
    """Type while the network is gone, close the tab, come back: everything is there and saved."""
    grid = SheetGrid(desk)
    with desk.without_network():
        desk.type_over(grid.cell(4, "偏差原因及改进措施"), REASON)
        grid.row(4).get_by_text("未保存，已存本机").wait_for()
        foot = desk.page.locator("#save-state")
        expect(foot).to_have_text("1 格未保存，已存本机")
        grid.cell(5, "偏差原因及改进措施").focus()
        desk.page.keyboard.type(HALF)  # and the tab is closed in the middle of the cell
        desk.close_page()
    desk.open_page()
    grid = open_entry(desk, TRAINING)
    desk.main.get_by_text("2 格已从本机取回").wait_for()
    grid.saved()
    desk.page.reload()
    assert grid.cell(4, "偏差原因及改进措施").input_value() == REASON
    assert grid.cell(5, "偏差原因及改进措施").input_value() == HALF
    grid.write(5, "偏差原因及改进措施", HALF + REST)


def meet_a_colleague(mine, theirs) -> None:
    """Two people in one sheet: other rows do not meet, the same cell does, and one chooses."""
    own, other = SheetGrid(mine), open_entry(theirs, TRAINING)
    mine.page.reload()
    other.write(7, "实际完成值", "94%")
    own.write(6, "实际完成值", "97%")
    assert mine.page.locator("section.conflict").count() == 0
    other.write(2, "实际完成值", "71%")
    mine.type_over(own.cell(2, "实际完成值"), "72%")
    clash = mine.page.get_by_role("alert").filter(has_text="两人都改了")
    clash.wait_for()
    shown = clash.get_by_role("row", name="实际完成值").get_by_role("cell").all_inner_texts()
    assert [text.strip() for text in shown] == ["70%", "71%", "72%"]
    assert theirs.name in clash.inner_text()
    mine.look()
    clash.get_by_role("radio").nth(1).check()  # mine
    clash.get_by_role("button", name="按所选保存").click()
    clash.wait_for(state="detached")
    own.saved()
    theirs.page.reload()
    assert other.cell(2, "实际完成值").input_value() == "72%"
    assert [other.cell(row, "实际完成值").input_value() for row in (6, 7)] == ["97%", "94%"]


def prove_it(desk) -> None:
    """Give the first row its evidence: one file chosen, one dropped, one refused."""
    desk.follow("上传佐证", SheetGrid(desk).row(1), exact=False)
    with desk.page.expect_file_chooser() as chosen:
        desk.page.get_by_label("选择文件").click()
    chosen.value.set_files([{"name": "签到表.pdf", "mimeType": "application/pdf", "buffer": PROOF}])
    desk.main.get_by_role("button", name="上传", exact=True).click()
    desk.page.get_by_text("上传完毕：存入 1 份，未存入 0 份").wait_for(state="attached")
    form = desk.page.locator("form[data-upload]").element_handle()
    desk.page.evaluate(DROP, [form, "现场说明.txt", NOTE])
    desk.page.get_by_text("上传完毕：存入 1 份，未存入 0 份").wait_for(state="attached")
    desk.page.get_by_role("heading", name="已上传 2 份").wait_for()
    desk.look()
    desk.follow("返回填报")
    assert "佐证 2 份" in SheetGrid(desk).row(1).inner_text()


def submit(desk, title) -> None:
    """Nothing is missing any more: submit."""
    open_sheet(desk, title)
    assert desk.press("提交审核") == 200
    assert desk.told.startswith("已提交审核。由上级部门审核")
    assert "已提交" in desk.heading
    desk.look()
