"""The whole department's sheet: its rows pasted, its rates held against those of the system."""

from tests.browser.year.before import WHOLE
from tests.browser.year.sheets import SheetGrid, open_entry

# 实际完成值 as the unit has them in its workbook, one a row.
VALUES = [
    *("96", "95", "97", "100", "95", "97", "0", "3", "100", "0", "100", "100", "100", "100"),
    *("100", "100", "100", "100", "93", "100", "95", "100", "100", "100", "100", "95", "100"),
    *("97", "95", "96", "97", "0", "92", "95", "93"),
]
NOTHING_BOUGHT = "全年没有政府采购预算，按零填报"
ON_PAPER = "其余六个项目的表在纸上办理"
KEPT = ("第 16 行 绩效监控完成率", "第 17 行 绩效自评完成率")


def fill(desk) -> None:
    """Paste, say why a row got nothing, take one rate of the system over, keep the other."""
    grid = open_entry(desk, WHOLE)
    desk.copy_block([[text] for text in VALUES])
    with desk.page.expect_response("**/entry/paste/") as answered:
        desk.paste_at(grid.cell(1, "实际完成值"))
    assert answered.value.status == 200
    grid.saved()
    grid.amount("部门预算总额 全年执行数", "224.94")
    grid.amount("财政性资金 全年执行数", "224.94")
    desk.page.reload()  # what the system makes of the amounts stands beside the rates
    desk.main.get_by_text("提交前还要补").first.click()
    assert "提交前还要补 4 处" in desk.text
    desk.look()
    desk.main.get_by_role("link", name="第 10 行 偏差原因").click()
    grid.write(10, "偏差原因及改进措施", NOTHING_BOUGHT)
    grid.row(6).get_by_role("button", name="采用 99.56%").click()
    grid.row(6).get_by_text("系统算得 99.56%").wait_for()
    grid.saved()
    assert grid.cell(6, "实际完成值").input_value() == "99.56%"
    keep_two_rates(desk, grid)
    desk.main.get_by_text("提交前还要补").first.click()
    assert "各项都已填齐，可以提交" in desk.text


def keep_two_rates(desk, grid: SheetGrid) -> None:
    """Keep the unit's own figures and say why."""
    desk.follow("写明原因", grid.row(17), exact=False)
    desk.look()
    for rate in KEPT:
        desk.page.get_by_label(f"{rate} 不采用系统数的原因").fill(ON_PAPER)
    assert desk.press("保存原因", within=desk.main.locator("section").last) == 200
    assert "没有写明原因 0 行" in " ".join(desk.text.split())
    desk.follow("填报")
