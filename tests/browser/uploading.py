"""Workbooks as they are sent to the pages of imports."""

from projects.imports.template import list_workbook
from tests.browser.pressing import press

WINDOWS = ["年度", "单位编码", "环节", "开始", "截止"]
LIBRARY = ["指标名称", "一级指标", "二级指标", "常用符号", "度量单位", "指标值"]


def upload_text(page):
    """Send a text file in place of a workbook."""
    return upload(page, b"a,b")


def upload_projects(page):
    """Send a workbook of one new project."""
    headings = ["项目编码", "单位编码", "项目名称", "项目类别"]
    row = ["", "254101", "预览的项目", "其他运转类"]
    return upload(page, list_workbook(headings, [row], title="项目"))


def upload_wrong_accounts(page):
    """Send a workbook of accounts with a mistake in every row."""
    headings = ["用户名", "姓名", "角色", "单位编码"]
    rows = [["李静", "李静", "填报人", "254101"], ["lijing", "李静", "老板", ""], ["", "", "", "9"]]
    return upload(page, list_workbook(headings, rows, title="账号"))


def upload(page, data):
    """Choose a file and send it."""
    file = {"name": "表.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("工作簿").set_input_files(file)
    return press(page, "上传并预览")


def upload_windows(page):
    """Send a workbook of one new window."""
    row = ["2023", "254101", "目标调整", "2023-06-01", "2023年6月30日"]
    return upload(page, list_workbook(WINDOWS, [row], title="时限"))


def upload_wrong_windows(page):
    """Send windows of a department that is not the person's, and with every cell wrong."""
    rows = [["2023", "254101", "目标调整", "2023-06-01", "2023-06-30"]]
    rows.append(["1999", "", "中期", "明天", "44621"])
    return upload(page, list_workbook(WINDOWS, rows, title="时限"))


def upload_library(page):
    """Send a workbook of one new indicator."""
    row = ["预览的指标", "产出指标", "数量指标", "≥", "场次", "≥12"]
    return upload(page, list_workbook(LIBRARY, [row], title="指标库"))


def upload_wrong_library(page):
    """Send indicators with a mistake in every row."""
    rows = [["", "产出指标", "", "", "", ""], ["某率", "", "质量指标", "≠", "%", "0.95"]]
    return upload(page, list_workbook(LIBRARY, rows, title="指标库"))
