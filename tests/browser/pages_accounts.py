"""The pages of budgets and final accounts, as `every_page` walks them."""

from playwright.sync_api import Page, Response

from tests.browser.filling import send_nothing
from tests.browser.pressing import follow
from tests.browser.shown import Shown

ADD = "/finances/add/?year=2022"
RIGHT = "支出表\t\t\n名称\t支出\t\n\t合计\t其中\n合计\t3.50\t3.50"
WRONG = "名称\t金额\t\n合计\t=SUM(A1)\t9"


def send(page: Page, button: str) -> Response:
    with page.expect_navigation() as answer:
        page.get_by_role("button", name=button).click()
    return answer.value


def stage(page: Page, block: str) -> Response:
    """Paste a block and look at what was read."""
    page.get_by_label("从 Excel 或 WPS 粘贴").fill(block)
    return send(page, "读取并核对")


def write_wrong(page: Page) -> Response:
    """Confirm a block with faults."""
    stage(page, WRONG)
    return send(page, "确认写入")


def paste_nothing(page: Page) -> Response:
    return stage(page, "")


def upload_data(page: Page) -> Response:
    """Upload a data file of two tables with a new document."""
    page.get_by_label("标题").fill("2022年度预算")
    tables = "[{title: 采购, columns: [项目/一, 项目/二], rows: [[甲, '1']]}, {title: 资产}]"
    text = f"tables: {tables}\ndocument: {{money_unit: 元}}"
    file = {"name": "a.yaml", "mimeType": "text/plain", "buffer": text.encode()}
    page.get_by_label("各表的文件").set_input_files(files=[file])
    return send(page, "录入")


def overtaken_cell(page: Page) -> Response:
    """Correct a cell on a page that shows an outdated state."""
    page.locator("[name=seen]").evaluate("found => { found.value = 'outdated' }")
    page.get_by_label("印出的内容").fill("9.99")
    return send(page, "保存这一格")


def cell_gone(page: Page) -> Response:
    """Correct a cell of a table that became shorter meanwhile."""
    page.locator("form:has([name=seen])").evaluate(
        "found => { found.action = location.pathname.replace(/[0-9]+\\/[0-9]+\\/$/, '9999/0/') }"
    )
    page.get_by_label("印出的内容").fill("9.99")
    return send(page, "保存这一格")


def wrong_cell(page: Page) -> Response:
    page.get_by_label("印出的内容").fill("=A1")
    return send(page, "保存这一格")


PAGES: dict[str, Shown] = {
    "finances": Shown("lijing", "/finances/?year=2021"),
    "finances of the finance bureau": Shown("caizheng", "/finances/?year=2023"),
    "finances of one kind": Shown("shenji", "/finances/?year=2023&kind=FINAL"),
    "finances of a year without": Shown("lijing", "/finances/?year=1999"),
    "finance": Shown("lijing", "finance"),
    "finance of a reader": Shown("shenji", "finance"),
    "finance table": Shown("lijing", "finance 3/"),
    "finance table with errors": Shown("shenji", "finance 13/"),
    "finance table with all sums": Shown(
        "lijing", "finance 3/", step=lambda page: follow(page, "显示全部重算的合计")
    ),
    "finance table to correct": Shown(
        "lijing", "finance 3/", step=lambda page: follow(page, "改正一格…")
    ),
    "finance table of two sides": Shown("lijing", "finance 1/"),
    "finance table of sixteen columns": Shown("caizheng", "wide finance 12/"),
    "finance table without figures": Shown("caizheng", "empty finance 8/"),
    "finance cell": Shown("lijing", "finance 3/0/2/"),
    "finance cell refused": Shown("lijing", "finance 3/0/2/", 422, step=wrong_cell),
    "finance cell gone": Shown("lijing", "finance 3/0/2/", 409, step=cell_gone),
    "finance cell overtaken": Shown("lijing", "finance 3/0/2/", 409, step=overtaken_cell),
    "finance cell without the right": Shown("zhouhao", "finance 3/0/2/", 403),
    "finance table to remove": Shown("lijing", "finance 3/remove/"),
    "finance head": Shown("lijing", "finance head/"),
    "new finance": Shown("lijing", ADD),
    "new finance refused": Shown("lijing", ADD, 422, step=lambda page: send_nothing(page, "录入")),
    "new finance with a file": Shown("lijing", ADD, step=upload_data),
    "finance tables to add": Shown("lijing", "finance add/"),
    "finance tables to add, nothing pasted": Shown(
        "lijing", "finance add/", 422, step=paste_nothing
    ),
    "finance table staged": Shown("lijing", "finance add/", step=lambda page: stage(page, RIGHT)),
    "finance table staged and refused": Shown("lijing", "finance add/", 422, step=write_wrong),
    "finance table to replace": Shown("lijing", "finance 3/replace/"),
    "finance table to replace, staged": Shown(
        "lijing", "finance 3/replace/", step=lambda page: stage(page, RIGHT)
    ),
}
