"""July: one lamp is red, its cause is given, a notice is sent, answered and accepted."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.browser.year.before import TRAINING
from tests.browser.year.targets import YEAR

# Row by row: 完成情况, 全年预计, 完成可能性. The first is far behind seven twelfths of 65.
SAID = [
    ("10人", "65人", "有可能"),
    ("70%", "70%", "确定能"),
    ("100%", "100%", "确定能"),
    ("2期", "2期", "确定能"),
    ("有提升", "提升", "确定能"),
    ("95%", "95%", "确定能"),
    ("93%", "93%", "确定能"),
    ("90%", "90%", "确定能"),
]
CAUSE, WORDS = "人员", "辅导员调整，培训改在九月"
DEMAND, ANSWER = "请在九月底前完成培训", "九月十二日已办，66 人参加"


def open_a_round(finance) -> None:
    """Open January to July for everybody, from yesterday for a month."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    finance.go_home(YEAR)
    finance.menu("运行监控")
    finance.look()
    finance.follow("开设监控阶段")
    finance.look()
    for label, text in (
        ("阶段名称", "1—7月"),
        ("截至月份", "7"),
        ("开始填报", f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}"),
        ("截止填报", f"{now + timedelta(days=30):%Y-%m-%dT%H:%M}"),
    ):
        finance.page.get_by_label(label).fill(text)
    finance.page.get_by_label("年度", exact=True).select_option(str(YEAR))
    assert finance.press("开设监控阶段") == 200
    assert finance.told == "“1—7月”已开设，各单位可以填报。"
    finance.look()


def fill_the_report(filer) -> None:
    """Fill every row, be told what is missing, give the cause of the red one, hand it in."""
    filer.go_home(YEAR)
    filer.menu("运行监控")
    filer.look()
    filer.follow("填报", filer.row(TRAINING), exact=False)
    for number, (text, forecast, chance) in enumerate(SAID, 1):
        row = row_of(filer, number)
        row.get_by_label("完成情况").fill(text)
        row.get_by_label("全年预计").fill(forecast)
        row.get_by_label("完成可能性").select_option(label=chance)
        filer.page.wait_for_function(CHOSEN, arg=[number - 1, "完成可能性", chance])
    lamps = [row_of(filer, number).locator(".lamp").inner_text()[:1] for number in range(1, 9)]
    assert lamps == ["红", "蓝", "蓝", "蓝", "绿", "蓝", "蓝", "蓝"]
    assert "10人 ÷（65人 × 7 ÷ 12）= 26.37%，低于 60%" in row_of(filer, 1).inner_text()
    filer.page.get_by_label("累计执行数").fill("1.80")
    assert filer.press("保存并提交") == 422
    assert "还有 2 处没有填" in filer.text
    filer.look()
    row = row_of(filer, 1)
    row.get_by_label("原因类别").select_option(label=CAUSE)
    filer.page.wait_for_function(CHOSEN, arg=[0, "原因类别", CAUSE])
    row.get_by_label("原因说明").fill(WORDS)
    row.get_by_label("原因说明").press("Tab")
    row.get_by_text("已保存").wait_for()
    assert filer.press("保存并提交") == 200
    assert filer.told.startswith("监控表已提交")
    filer.look()


# Whether the row that the server sent has this choice in it.
CHOSEN = """([at, label, words]) => {
  const row = document.querySelectorAll("tr[id^='row-']")[at];
  const field = row && row.querySelector(`select[aria-label*='${label}']`);
  const chosen = field && field.querySelector("option[selected]");
  return chosen && chosen.textContent === words && row.querySelector(".save-ok") !== null;
}"""


def row_of(desk, number):
    """A row of the report, from 1."""
    return desk.page.locator("tr[id^=row-]").nth(number - 1)


def open_red(desk) -> None:
    """Go to the list of red lamps."""
    desk.go_home(YEAR)
    desk.menu("运行监控")
    desk.follow("红灯与整改", exact=False)
    desk.look()


def send_a_notice(supervisor) -> None:
    """Send a notice from the list of red lamps, with a last day."""
    open_red(supervisor)
    assert supervisor.row(TRAINING).count() == 1
    supervisor.follow("发整改通知", supervisor.row(TRAINING), exact=False)
    supervisor.page.get_by_label("整改要求").fill(DEMAND)
    last = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=20)
    supervisor.page.get_by_label("整改期限").fill(f"{last:%Y-%m-%d}")
    supervisor.look()
    assert supervisor.press("发出整改通知") == 200
    assert "整改通知已发出" in supervisor.told


def answer_it(filer) -> None:
    """Find the notice, and answer it."""
    open_red(filer)
    mine = filer.page.get_by_role("table", name="我单位的整改").get_by_role("row")
    filer.follow("第 1 行", mine.filter(has_text=TRAINING), exact=False)
    assert DEMAND in filer.text
    filer.page.get_by_label("整改情况").fill(ANSWER)
    filer.press("提交整改情况")
    assert "待验收" in filer.heading
    filer.look()


def accept_it(supervisor) -> None:
    """Read the answer and accept it."""
    open_red(supervisor)
    supervisor.follow("第 1 行", supervisor.row("待验收"), exact=False)
    assert ANSWER in supervisor.text
    supervisor.press("验收通过")
    assert "已验收" in supervisor.heading
    supervisor.look()
