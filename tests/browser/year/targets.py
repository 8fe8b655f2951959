"""The targets: rolled over, adjusted in the grid, submitted, returned, mended, approved."""

from playwright.sync_api import expect

from tests.browser.year.before import TRAINING, WHOLE

YEAR, BEFORE = 2024, 2023
PATIENCE = 20_000  # ms


class PlanGrid:
    """The entry page of a plan, used by the names of its cells."""

    def __init__(self, desk) -> None:
        self.desk, self.page = desk, desk.page

    def cell(self, number, column):
        """A cell by the number of its row and the name of its column."""
        return self.page.get_by_label(f"第 {number} 行 {column}", exact=True).locator(
            "visible=true"
        )

    def row(self, number):
        """A row of indicators."""
        return self.page.get_by_role("row").filter(has=self.cell(number, "三级指标"))

    def write(self, number, column, text) -> None:
        """Type over what stands in a cell and wait until it is saved."""
        self.desk.type_over(self.cell(number, column), text)
        self.saved()

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        self.page.locator("#save-state.save-ok").wait_for(timeout=PATIENCE)

    def insert_below(self, number) -> None:
        """Open the menu of a row and ask for a new one below it."""
        self.row(number).get_by_text("操作").click()
        self.row(number).get_by_role("button", name="在下方插入一行").click()
        expect(self.cell(number + 1, "三级指标")).to_have_value("")

    def add_at_the_end(self) -> None:
        """Press the button below the grid."""
        self.page.get_by_role("button", name="在末尾加一行").click()

    def spread(self, block, count) -> None:
        """Spread the missing points of a block over so many rows."""
        button = self.page.get_by_role("button").filter(has_text=f"均分到 {count} 行（{block}）")
        button.click()
        self.saved()


def roll_over(desk) -> None:
    """Copy every table of last year into the new one."""
    desk.go_home(YEAR)
    desk.look()
    desk.menu("绩效目标")
    desk.look()
    desk.follow("从上年复制")
    assert desk.heading == f"把 {BEFORE} 年度的目标表复制到 {YEAR} 年度"
    ticks = desk.main.get_by_role("checkbox", name="复制").all()
    assert all(tick.is_checked() for tick in ticks[:-1])  # the last one asks for the amounts
    desk.look()
    assert desk.press("复制所选目标表") == 200
    assert desk.told.startswith("已复制 8 张目标表，都是草稿。请逐张核对指标值")
    assert desk.row("草稿").count() == 8
    desk.look()


def open_plan(desk, title) -> None:
    """Open a plan out of the list of the year."""
    desk.go(f"/plans/?year={YEAR}")
    desk.follow(title)


def adjust_the_training(desk) -> None:
    """Change a target, add a row, paste two, let the points be spread; then it goes."""
    open_plan(desk, TRAINING)
    desk.follow("编制")
    grid = PlanGrid(desk)
    assert "≥60人 / 62人" in grid.row(1).inner_text()
    assert "提升 / 提升" in grid.row(4).inner_text()
    desk.look()
    for number in (1, 2):  # the total and the only source that counts
        for column in ("年初数", "全年数"):
            grid.write(number, column, "3.00")
    grid.write(1, "指标值", "≥５８人")
    grid.row(1).get_by_text("读作：不低于 58人").wait_for()
    grid.insert_below(3)
    assert grid.cell(4, "一级指标").input_value() == "产出指标"
    grid.write(4, "三级指标", "举办培训班期数")
    grid.write(4, "指标值", "≥2期")
    grid.add_at_the_end()
    desk.copy_block([
        ["满意度指标", "", "参训学校满意度", "≥90%"],
        ["", "", "参训学生家长满意度", "≥85％"],
    ])  # fmt: skip
    desk.paste_at(grid.cell(7, "一级指标"))
    expect(grid.cell(8, "一级指标")).to_have_value("满意度指标", timeout=PATIENCE)
    grid.saved()
    grid.write(3, "分值", "")
    grid.write(6, "分值", "")
    desk.main.get_by_text("还不能提交").wait_for()
    grid.spread("产出指标", 2)
    grid.spread("满意度指标", 3)
    desk.main.get_by_text("没有缺漏，可以提交审核").wait_for()
    desk.look()
    desk.follow("查看全表")
    assert desk.press("提交审核") == 200


def submit_the_whole(desk) -> None:
    """Submit too early, be told what is missing, go there and mend it, and submit."""
    open_plan(desk, WHOLE)
    assert desk.press("提交审核") == 422
    assert "还有 1 处需要处理，没有提交" in desk.text
    desk.look()
    desk.follow("预算资金")
    grid = PlanGrid(desk)
    expect(grid.cell(1, "全年数")).to_be_focused()
    for number in (1, 2):
        grid.write(number, "全年数", "225.94")
    grid.write(1, "年初数", "225.94")
    grid.write(2, "年初数", "252.94")
    desk.main.get_by_text("还不能提交").wait_for()
    desk.main.get_by_role("link", name="部门预算总额").click()
    expect(grid.cell(1, "年初数")).to_be_focused()
    grid.write(2, "年初数", "225.94")
    desk.main.get_by_text("没有缺漏，可以提交审核").wait_for()
    desk.look()
    desk.follow("查看全表")
    assert desk.press("提交审核") == 200
    assert desk.told.startswith("已提交审核。由上级部门审核")
    desk.look()


def open_waiting(desk, title) -> None:
    """Open a plan out of the list of what waits for the person."""
    desk.go_home(YEAR)
    desk.follow("审核", desk.row(title).filter(has_text="绩效目标表"), exact=False)


RETURNED = "目标低于上年，请核定"
LOW = "上年实际 62 人，今年不宜降到 58 人"


def return_one_row(supervisor) -> None:
    """Return the training's plan: first without saying why, then by its first row."""
    supervisor.go_home(YEAR)
    supervisor.look()
    open_waiting(supervisor, TRAINING)
    supervisor.look()
    supervisor.follow("退回…")
    assert supervisor.press("退回") == 422
    assert "退回须写明原因" in supervisor.text
    supervisor.look()
    supervisor.page.get_by_label("退回的原因").fill(RETURNED)
    row = supervisor.page.get_by_label("第 1 行 青少年科技辅导员培训班参加人数 的原因")
    row.fill(LOW)
    assert supervisor.press("退回") == 200
    assert supervisor.told.startswith("已退回。原因已列在该单位的工作台")


def mend_and_submit_again(filer) -> None:
    """See why at the row, mend it there, and submit."""
    filer.go_home(YEAR)
    waiting = filer.row(TRAINING).filter(has_text="被退回")
    assert RETURNED in waiting.inner_text()
    assert f"第 1 行 青少年科技辅导员培训班参加人数：{LOW}" in waiting.inner_text()
    filer.look()
    filer.follow("修改后重交", waiting, exact=False)
    filer.follow("编制")
    grid = PlanGrid(filer)
    assert RETURNED in filer.text
    assert LOW in grid.row(1).inner_text()
    assert LOW not in grid.row(2).inner_text()
    filer.look()
    grid.write(1, "指标值", "≥65人")
    filer.follow("查看全表")
    assert filer.press("提交审核") == 200
    assert filer.heading.split() == ["项目绩效目标表（2024年度）", "已提交"]


def let_through(supervisor, title) -> None:
    """Pass a plan."""
    open_waiting(supervisor, title)
    assert supervisor.press("审核通过") == 200
    assert supervisor.told == "已审核通过。下一步由财政部门办理。"


def approve(finance, title) -> None:
    """Approve a plan."""
    open_waiting(finance, title)
    assert finance.press("审定") == 200
    assert finance.told.startswith("已审定绩效目标。目标和分值已锁定")
    finance.look()
