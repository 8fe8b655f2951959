"""Every page of the system as somebody sees it, with the steps that lead there."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from playwright.sync_api import Page, Response

from tests.browser.pressing import (
    extend,
    extend_in_vain,
    extend_nobody,
    extend_without_reason,
    follow,
    press,
    submit_nothing,
    submit_stale,
    unlock,
    urge,
    urge_nobody,
    void_without_reason,
    wrong_window,
)
from tests.browser.uploading import (
    upload_library,
    upload_projects,
    upload_text,
    upload_windows,
    upload_wrong_accounts,
    upload_wrong_library,
    upload_wrong_windows,
)

MISSING = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: who looks (None: a visitor), at which address or place, and what he does there.

    `step` goes on from there and returns the answer to it; `status` is that of the last answer.
    """

    username: str | None
    place: str
    status: int = 200
    step: Callable[[Page], Response] | None = None


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


PAGES = {
    "sign-in": Shown(None, "/signin/"),
    "sign-in on the way elsewhere": Shown(None, "/sheets/"),
    "sign-in refused": Shown(None, "/signin/", step=wrong_password),
    "locked account": Shown(None, "/signin/", status=429, step=lock),
    "missing page of a visitor": Shown(None, "/nowhere/", status=404),
    "home of a filer": Shown("lijing", "/?year=2021"),
    "home of a filer with nothing to do": Shown("sunwei", "/?year=2024"),
    "home of a unit head": Shown("zhouhao", "/?year=2023"),
    "home of a supervisor": Shown("chenjie", "/?year=2023"),
    "home of the finance bureau": Shown("caizheng", "/?year=2021"),
    "home of an administrator": Shown("secadmin", "/"),
    "branch of the finance bureau": Shown("caizheng", "branch progress"),
    "declarations of a branch": Shown("chenjie", "/?year=2023&stage=TARGETS"),
    "units urged": Shown("chenjie", "/?year=2023", step=urge),
    "no unit chosen": Shown("chenjie", "/?year=2023", status=422, step=urge_nobody),
    "extension": Shown("chenjie", "/?year=2023", step=extend),
    "extension refused": Shown("chenjie", "/?year=2023", status=422, step=extend_without_reason),
    "extension in vain": Shown("chenjie", "/?year=2023", status=422, step=extend_in_vain),
    "unlocking": Shown("chenjie", "/?year=2023", step=unlock),
    "what waits for a filer": Shown("lijing", "/todo/"),
    "what waits for a supervisor": Shown("chenjie", "/todo/"),
    "notices": Shown("lijing", "/notices/"),
    "windows": Shown("caizheng", "/windows/?year=2023"),
    "windows of the roots": Shown("sysadmin", "/windows/?year=2023"),
    "windows of a department": Shown("caizheng", "window"),
    "windows refused": Shown("caizheng", "window", status=422, step=wrong_window),
    "departments of a filer": Shown("lijing", "/departments/"),
    "departments of the finance bureau": Shown("caizheng", "/departments/"),
    "department": Shown("lijing", "department"),
    "department above others": Shown("chenjie", "branch"),
    "plans": Shown("caizheng", "/plans/?year=2023"),
    "plans of a year without": Shown("lijing", "/plans/?year=1999"),
    "plan": Shown("lijing", "plan"),
    "plan still a draft": Shown("hejun", "draft plan"),
    "voiding": Shown("hejun", "draft plan", step=lambda page: follow(page, "作废…")),
    "voiding refused": Shown("hejun", "draft plan", status=422, step=void_without_reason),
    "projects of tasks": Shown("hejun", "tasks"),
    "projects of tasks refused": Shown("hejun", "tasks", status=422, step=foreign_project),
    "plans of a unit": Shown("lijing", "/plans/?year=2023"),
    "plans to submit": Shown("hejun", "/plans/?year=2024"),
    "plans submitted, none chosen": Shown("hejun", "/plans/?year=2024", 422, step=submit_nothing),
    "plans that stay": Shown("hejun", "/plans/?year=2024", status=409, step=submit_stale),
    "new plan": Shown("lijing", "/plans/new/?year=2024"),
    "roll-over": Shown("lijing", "/plans/roll/?year=2024"),
    "roll-over of nothing": Shown("lijing", "/plans/roll/?year=2021"),
    "roll-over with nothing ticked": Shown(
        "lijing", "/plans/roll/?year=2024", status=422, step=nothing_ticked
    ),
    "pick": Shown("hejun", "pick"),
    "pick with nothing ticked": Shown("hejun", "pick", status=422, step=nothing_ticked),
    "library": Shown("hejun", "/library/"),
    "library kept": Shown("caizheng", "/library/?retired=1"),
    "library searched in vain": Shown("hejun", "/library/?q=zzzz"),
    "library entry": Shown("caizheng", "library entry"),
    "library entry of a filer": Shown("hejun", "library entry"),
    "library change": Shown("caizheng", "library change"),
    "library entry refused": Shown(
        "caizheng", "/library/add/", 422, step=lambda page: send_nothing(page, "新增指标")
    ),
    "templates": Shown("caizheng", "/templates/"),
    "template": Shown("caizheng", "template"),
    "template of a filer": Shown("hejun", "template"),
    "template edit": Shown("caizheng", "template edit"),
    "template edit refused": Shown("caizheng", "template edit", status=422, step=wrong_rows),
    "new template": Shown("caizheng", "new template"),
    "monitoring": Shown("lijing", "/monitoring/?year=2023"),
    "monitoring of the finance bureau": Shown("caizheng", "/monitoring/?year=2023"),
    "monitoring of a year without": Shown("caizheng", "/monitoring/?year=1999"),
    "new round": Shown("caizheng", "/monitoring/rounds/add/"),
    "new round refused": Shown(
        *("caizheng", "/monitoring/rounds/add/", 422),
        step=lambda page: send_nothing(page, "开设监控阶段"),
    ),
    "monitoring of a supervisor": Shown("chenjie", "/monitoring/?year=2023"),
    "more time in a round": Shown("chenjie", "/monitoring/?year=2023", step=extend),
    "more time for nobody": Shown("chenjie", "/monitoring/?year=2023", step=extend_nobody),
    "more time without a reason": Shown(
        "chenjie", "/monitoring/?year=2023", 422, step=extend_without_reason
    ),
    "more time in vain": Shown("chenjie", "/monitoring/?year=2023", 422, step=extend_in_vain),
    "monitoring report": Shown("lijing", "monitoring report"),
    "monitoring report from above": Shown("chenjie", "monitoring report"),
    "monitoring report returned without a reason": Shown(
        "chenjie", "monitoring report", 422, step=lambda page: send_nothing(page, "退回监控表")
    ),
    "monitoring entry": Shown("lijing", "monitoring entry"),
    "monitoring entry refused": Shown("lijing", "monitoring entry", 422, step=wrong_amount),
    "monitoring entry with gaps": Shown("lijing", "monitoring entry", 422, step=hand_in_too_early),
    "red lamps": Shown("chenjie", "/monitoring/red/?year=2023"),
    "red lamps of a unit": Shown("lijing", "/monitoring/red/?year=2023"),
    "red lamps of a year without": Shown("lijing", "/monitoring/red/?year=1999"),
    "notice": Shown("chenjie", "notice"),
    "notice refused": Shown(
        "chenjie", "notice", 422, step=lambda page: send_nothing(page, "发出整改通知")
    ),
    "rectification": Shown("chenjie", "rectification"),
    "rectification of the unit": Shown("lijing", "rectification"),
    "rectification returned without a reason": Shown(
        "chenjie", "rectification", 422, step=lambda page: send_nothing(page, "退回反馈")
    ),
    "plan entry": Shown("hejun", "plan entry"),
    "plan entry refused": Shown("hejun", "plan entry", status=422, step=wrong_points),
    "plan entry with a block refused": Shown("hejun", "plan entry", status=422, step=wrong_block),
    "plan entry overtaken": Shown("hejun", "plan entry", status=409, step=overtaken),
    "entry of a locked plan": Shown("lijing", "plan edit/", status=409),
    "sheets": Shown("chenjie", "/sheets/?year=2023"),
    "sheets of a year without": Shown("lijing", "/sheets/?year=1999"),
    "sheet": Shown("lijing", "sheet"),
    "sheet of a reader": Shown("shenji", "sheet"),
    "sheet not filled": Shown("lijing", "empty sheet"),
    "entry": Shown("lijing", "entry"),
    "entry in conflict": Shown("lijing", "entry", status=409, step=overtaken_value),
    "entry refused": Shown("lijing", "entry", status=422, step=wrong_values),
    "entry of a sheet not filled": Shown("lijing", "empty entry"),
    "entry without the right": Shown("zhouhao", "entry", status=403),
    "submission of a sheet": Shown("lijing", "empty sheet steps/submit/"),
    "submission refused": Shown("lijing", "empty sheet steps/submit/", status=422, step=submit),
    "step that is not to be taken now": Shown("lijing", "sheet steps/withdraw/"),
    "step that is not one's own": Shown("shenji", "sheet steps/submit/", status=403),
    "adjustment of targets": Shown("lijing", "plan steps/adjust/"),
    "adjustment refused": Shown(
        "wuhao", "plan without a sheet steps/adjust/", status=422, step=adjust
    ),
    "history of a plan": Shown("lijing", "plan history/"),
    "history of a sheet": Shown("lijing", "sheet history/"),
    "rates": Shown("lijing", "rates"),
    "rates refused": Shown("lijing", "rates", status=422, step=long_reason),
    "evidence of a sheet": Shown("lijing", "evidence"),
    "evidence of a row": Shown("lijing", "evidence row"),
    "evidence of a row for a reader": Shown("shenji", "evidence row"),
    "evidence refused": Shown("lijing", "evidence row", status=422, step=no_file),
    "jobs": Shown("lijing", "/jobs/"),
    "jobs refused": Shown("lijing", "/jobs/", status=422, step=foreign_department),
    "job done": Shown("lijing", "/jobs/", step=ask),
    "accounts": Shown("sysadmin", "/accounts/"),
    "years": Shown("sysadmin", "/accounts/years/"),
    "kept departments": Shown("sysadmin", "/accounts/departments/"),
    "kept departments, none found": Shown("sysadmin", "/accounts/departments/?q=nothing"),
    "kept department": Shown("sysadmin", "kept department"),
    "renaming refused": Shown("sysadmin", "renaming", status=422, step=rename_nothing),
    "merging": Shown("sysadmin", "merging"),
    "moving": Shown("sysadmin", "moving"),
    "people": Shown("sysadmin", "/accounts/people/"),
    "account": Shown("sysadmin", "account"),
    "account change": Shown("sysadmin", "account change"),
    "projects": Shown("sysadmin", "/accounts/projects/"),
    "kept project": Shown("sysadmin", "kept project"),
    "import": Shown("sysadmin", "/accounts/imports/departments/new/"),
    "import refused": Shown(
        "sysadmin", "/accounts/imports/departments/new/", status=422, step=upload_text
    ),
    "import preview": Shown("sysadmin", "/accounts/imports/projects/new/", step=upload_projects),
    "import preview with errors": Shown(
        "sysadmin", "/accounts/imports/accounts/new/", step=upload_wrong_accounts
    ),
    "import of windows": Shown("caizheng", "/accounts/imports/windows/new/"),
    "import of windows refused": Shown(
        "caizheng", "/accounts/imports/windows/new/", status=422, step=upload_text
    ),
    "import of windows of the roots": Shown("sysadmin", "/accounts/imports/windows/new/"),
    "preview of windows": Shown("caizheng", "/accounts/imports/windows/new/", step=upload_windows),
    "preview of windows with errors": Shown(
        "sysadmin", "/accounts/imports/windows/new/", step=upload_wrong_windows
    ),
    "import of the library": Shown("caizheng", "/accounts/imports/library/new/"),
    "preview of the library": Shown(
        "caizheng", "/accounts/imports/library/new/", step=upload_library
    ),
    "preview of the library with errors": Shown(
        "caizheng", "/accounts/imports/library/new/", step=upload_wrong_library
    ),
    "password": Shown("lijing", "/password/"),
    "password refused": Shown("lijing", "/password/", status=422, step=wrong_old_password),
    "new department": Shown("sysadmin", "/accounts/departments/add/"),
    "new department refused": Shown(
        "sysadmin", "/accounts/departments/add/", status=422, step=send_empty
    ),
    "new account": Shown("sysadmin", "/accounts/people/add/"),
    "new account refused": Shown("sysadmin", "/accounts/people/add/", status=422, step=send_empty),
    "missing page": Shown("lijing", f"/sheets/{MISSING}/", status=404),
}
