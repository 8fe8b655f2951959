"""What somebody fills in and sends on the way to a page; every step returns the last answer."""

from tests.browser.pressing import press
from tests.browser.shown import MISSING


def wrong_password(page):
    """Sign in with a wrong password; every run of it a name of its own, so that none is locked."""
    return send_password(page, "nobody")


def lock(page):
    """Sign in with wrong passwords until the name is locked."""
    for _ in range(4):
        send_password(page, "nobody-locked")
    return send_password(page, "nobody-locked")


def send_password(page, username, password="wrong-password"):
    """Fill the sign-in form and send it; returns the answer."""
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    return press(page, "登录")


def wrong_points(page):
    """Ask for more points than there are, a formula and a text too long; without script."""
    return send_plan(page, "['p-', '101'], ['t-', '=SUM(A1)'], ['l1-', '长'.repeat(201)]")


def wrong_block(page):
    """Paste what cannot be taken, as a browser without script does."""
    page.get_by_text("粘贴一块单元格").click()
    page.get_by_label("从 Excel 或 WPS 复制的单元格").fill("产出指标\t数量指标\t=SUM(A1)")
    return press(page, "粘贴到表中")


def overtaken(page):
    """Change a row that, as the page remembers it, was another one; nothing is written."""
    return send_plan(page, "['t-', '≥12345%'], ['was-', '9999.0123456789abcdef']")


def send_plan(page, texts):
    """Put texts into the first row of the grid and send the form without the script's help."""
    row = "document.querySelector('tbody[data-rows=row] tr')"
    with page.expect_navigation() as leaving:
        page.evaluate(
            f"[{texts}].forEach(([start, text]) => "
            f"{{ {row}.querySelector(`[name^='${{start}}']`).value = text; }});"
            "document.getElementById('plan-form').submit()"
        )
    return leaving.value


def no_file(page):
    """Send the form of files without one."""
    return press(page, "上传")


def wrong_values(page):
    """Fill fields of every kind wrongly, and send the form as a browser without script does."""
    page.get_by_label("预算执行率自评分").fill("11")
    page.get_by_label("表中总分").fill("x")
    page.get_by_label("全年执行数").first.fill("1e999")
    page.evaluate("document.querySelectorAll('[name^=text-]')[0].value = 'abc'")
    page.evaluate("document.querySelectorAll('[name^=claimed-]')[1].value = '99'")
    page.evaluate("document.querySelectorAll('[name^=na-]')[2].checked = true")
    return press(page, "保存")


def overtaken_value(page):
    """Send a line that somebody has changed since: with a version that is not the stored one."""
    page.evaluate(
        """() => {
            const cell = document.querySelectorAll('[name^=text-]')[0];
            cell.value = '1';
            document.querySelector(`[name=v-${cell.name.slice(5)}]`).value = '99';
        }"""
    )
    return press(page, "保存")


def foreign_department(page):
    """Ask for the sheets of a department that is not one's own."""
    page.evaluate(f"document.querySelector('option[value*=\"-\"]').value = '{MISSING}'")
    return press(page, "开始导出")


def long_reason(page):
    """Give a reason that is too long."""
    field = page.get_by_label("不采用系统数的原因").first
    field.evaluate("field => { field.removeAttribute('maxlength'); }")
    field.fill("长" * 301)
    return press(page, "保存原因")


def foreign_project(page):
    """Choose a project that is not the department's."""
    page.evaluate(f"document.querySelector('main [type=checkbox]').value = '{MISSING.hex}'")
    page.get_by_role("main").get_by_role("checkbox").first.check()
    return press(page, "保存对应项目")


def ask(page):
    """Ask for an export and wait for it."""
    page.get_by_label("年度", exact=True).select_option("2021")
    answer = press(page, "开始导出")
    page.get_by_role("link", name="下载").wait_for()
    return answer


def wrong_amount(page):
    """Type words where an amount belongs."""
    page.get_by_label("累计执行数").fill("两万")
    with page.expect_navigation() as leaving:
        page.get_by_role("button", name="保存", exact=True).click()
    return leaving.value


def hand_in_too_early(page):
    """Hand in a report that has gaps."""
    return press(page, "保存并提交")


def send_nothing(page, words):
    """Send a form without its required text, without the browser's own questions."""
    page.evaluate("document.querySelectorAll('main form').forEach(f => { f.noValidate = true; })")
    return press(page, words)


def send_empty(page):
    """Send the form as it is, without the browser's own questions."""
    page.evaluate("document.querySelector('main form').noValidate = true")
    return press(page, page.locator("main .btn-main").inner_text())


def submit(page):
    """Send a sheet on its way of which nothing was filled."""
    return press(page, "提交审核")


def adjust(page):
    """Begin an adjustment and give no reason."""
    return press(page, "开始调整目标")


def nothing_ticked(page):
    """Take out every tick and send the form."""
    page.evaluate(
        "document.querySelectorAll('main [type=checkbox]').forEach(t => t.checked = false)"
    )
    return press(page, page.locator("main .btn-main").inner_text())


def wrong_rows(page):
    """Points above a hundred, and a row without its name."""
    page.locator("[name=points-1]").fill("101")
    page.locator("[name=level3-2]").fill("")
    return press(page, "保存模板")


def rename_nothing(page):
    """Send the form as it is, without the browser's own questions."""
    page.evaluate("document.querySelector('main form').noValidate = true")
    return press(page, "改名")


def wrong_old_password(page):
    """Ask for a new password with a wrong old one, and two new ones that differ."""
    page.get_by_label("原密码").fill("wrong")
    page.get_by_label("新密码", exact=True).fill("something-1")
    page.get_by_label("再输一次新密码").fill("something-2")
    return press(page, "修改密码")
