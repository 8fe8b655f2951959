"""The entry page of a plan without script: every button, and what is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import FundLine, Indicator, Stage, StageWindow, TrailEntry
from projects.queries.plan_rows import stored_lines
from tests.factories import leaves_of, make_client, make_plan, make_user
from tests.scoring.plan_pages import address, changed, fields, key, words
from tests.scoring.steps import make_people, plan_of


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, is_approved=False)


@pytest.fixture
def leaf(plan):
    return leaves_of(plan)[0]


def send(browser, plan, data):
    return browser.post(address(plan), data)


def names(plan):
    return [leaf.name for leaf in leaves_of(plan)]


def test_the_page_shows_rows_readings_balance_and_gaps(browser, plan):
    text = words(browser.get(address(plan)))
    assert "读作：不低于 95%" in text
    assert "还不能提交" in text
    assert "评分办法没有“产出指标”" not in text
    assert "投入管理指标 分值：还没有指标行，应有 30 分。" in text


def test_the_page_sent_back_untouched_changes_nothing(browser, plan):
    before = list(Indicator.objects.filter(plan=plan).values())
    response = send(browser, plan, changed(fields(browser, plan)))
    assert response.status_code == 302
    assert list(Indicator.objects.filter(plan=plan).values()) == before
    assert TrailEntry.objects.filter(subject_id=plan.public_id).count() == 1


def test_everything_typed_is_saved_at_once(browser, plan, leaf):
    total = FundLine.objects.filter(plan=plan)[0]
    found = fields(browser, plan)
    texts = {
        f"t-{key(leaf)}": "≥４万人",
        f"p-{key(leaf)}": "２０",
        f"x-{key(leaf)}": "第一行\r\n第二行",
        f"fa-{total.public_id.hex}": "1,020.00",
    }
    assert send(browser, plan, changed(found, **texts)).status_code == 302
    row = leaves_of(plan)[0]
    assert (row.target_text, row.points, row.explanation) == ("≥４万人", 20, "第一行\n第二行")
    total.refresh_from_db()
    assert total.annual_budget == 1020


def test_rows_are_added_moved_and_removed_by_buttons(browser, plan):
    first, second, third, last = names(plan)
    for act, whom in (("down", 0), ("up", 2), ("remove", 3), ("insert", 0)):
        leaf = leaves_of(plan)[whom]
        send(browser, plan, changed(fields(browser, plan), act=f"{act}:{key(leaf)}"))
    assert names(plan) == [second, "", third, first]
    row = stored_lines(plan)[0][1]
    assert (row.said["level1"], row.said["level2"]) == ("产出指标", "数量指标")
    send(browser, plan, changed(fields(browser, plan), act="add:lines"))
    assert names(plan)[-1] == ""


@pytest.mark.parametrize("kind", ["funds", "goals", "tasks"])
def test_rows_of_the_other_tables_are_added(browser, plan, kind):
    before = getattr(plan, kind).count()
    send(browser, plan, changed(fields(browser, plan), act=f"add:{kind}"))
    assert getattr(plan, kind).count() == before + 1


def test_what_was_typed_is_saved_along_with_the_button(browser, plan, leaf):
    found = changed(fields(browser, plan), act=f"down:{key(leaf)}", **{f"t-{key(leaf)}": "≥1%"})
    send(browser, plan, found)
    assert leaves_of(plan)[1].target_text == "≥1%"


def test_missing_points_are_spread_over_the_rows_of_the_block(browser, plan, leaf):
    """产出指标 has 25 in this edition: 23 and 2 rows without."""
    texts = {f"p-{key(row)}": "" for row in leaves_of(plan)[1:3]}
    found = changed(fields(browser, plan), act="spread:产出指标", **texts)
    send(browser, plan, found)
    assert [row.points for row in leaves_of(plan)] == [23, 1, 1, 22]


def test_a_block_is_pasted_without_script(browser, plan):
    block = (
        "一级指标\t二级指标\t三级指标\t指标值\t分值\r\n"
        '产出指标\t质量指标\t"两行\r\n的名"\t≥95%\t１２\r\n\t\t第二\t100％\t8.5\r\n'
    )
    response = send(browser, plan, changed(fields(browser, plan), act="paste", block=block))
    assert response.status_code == 302
    added = [row.said for row in stored_lines(plan)[0]][4:]
    assert [(row["level1"], row["level2"], row["level3"]) for row in added] == [
        ("产出指标", "质量指标", "两行的名"),
        ("产出指标", "质量指标", "第二"),
    ]
    assert [(row["target"], row["points"]) for row in added] == [("≥95%", "12"), ("100％", "8.5")]


REFUSED = [
    ("\n".join(f"产出指标\t数量\t第{n}项" for n in range(5000)), "5000 行，一次最多 500 行"),
    ("<table><tr><td>产出指标</td></tr></table>", "网页代码"),
    ("产出指标\t数量\t新项\t=SUM(A1:A9)", "“=SUM(A1:A9)”是公式"),
    ("产出指标\t数量\t新项\t#REF!", "出错标记"),
    ("产出指标\t数量\t新\x07项\t1", "控制字符"),
    ("产出指标\t数量\t新项\t1\t一百", "粘贴的第 1 行 分值"),
    ("产出指标\t数量\t新项\t1\t101", "100"),
    ("\t\t\n", "空的"),
    ("\t".join("一" * 11), "11 列"),
]


@pytest.mark.parametrize(("block", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_block_that_cannot_be_taken_changes_nothing_and_stays_on_the_page(
    browser, plan, block, said
):
    before = names(plan)
    found = changed(fields(browser, plan), act="paste", block=block)
    response = send(browser, plan, found)
    assert response.status_code == 422
    assert said in words(response)
    assert names(plan) == before
    assert response.context["tables"].block == block


def test_wrong_values_are_all_told_at_once_and_kept(browser, plan, leaf):
    texts = {f"p-{key(leaf)}": "多", f"t-{key(leaf)}": "=A1+B1", f"l3-{key(leaf)}": "名" * 201}
    response = send(browser, plan, changed(fields(browser, plan), **texts))
    assert response.status_code == 422
    text = words(response)
    assert "有 3 处填写有误，没有写入任何内容" in text
    assert "第 1 行 分值：分值 “多” 不是数字" in text
    assert 'value="=A1+B1"' in response.content.decode()
    assert leaves_of(plan)[0].target_text == "≥95%"


def test_a_value_with_an_equals_sign_is_no_formula(browser, plan, leaf):
    send(browser, plan, changed(fields(browser, plan), **{f"t-{key(leaf)}": "=100%"}))
    assert leaves_of(plan)[0].target_text == "=100%"


def test_a_deadline_that_passes_while_typing_keeps_what_was_typed(browser, plan, leaf):
    found = changed(fields(browser, plan), **{f"t-{key(leaf)}": "≥１２３"})
    now = timezone.now()
    StageWindow.objects.create(
        department=plan.department,
        year=plan.year,
        stage=Stage.TARGETS,
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(seconds=1),
    )
    response = send(browser, plan, found)
    assert response.status_code == 409
    assert "目标申报已经截止" in words(response)
    assert "没有写入任何内容，您填写的都还在本页" in words(response)
    assert 'value="≥１２３"' in response.content.decode()
    assert leaves_of(plan)[0].target_text == "≥95%"


def test_a_locked_plan_is_not_shown_for_writing(browser, unit):
    plan = make_plan(department=unit)
    response = browser.get(address(plan))
    assert response.status_code == 409
    assert "已审定" in words(response)


@pytest.fixture
def stale(browser, plan, leaf):
    """The fields of a page whose first row a colleague has changed to ≥96% since."""
    found = fields(browser, plan)
    colleague = make_client(make_user(department=plan.department, name="赵倩"))
    send(colleague, plan, changed(fields(colleague, plan), **{f"t-{key(leaf)}": "≥96%"}))
    return found


def test_a_colleagues_change_is_kept_and_both_are_shown(browser, plan, leaf, stale):
    response = send(browser, plan, changed(stale, **{f"t-{key(leaf)}": "≥97%"}))
    assert response.status_code == 409
    text = "".join(words(response).split())
    assert "有1行已被他人修改，没有覆盖任何人的内容" in text
    assert "对方：赵倩" in text
    assert "指标值≥95%≥96%≥97%" in text
    assert leaves_of(plan)[0].target_text == "≥96%"


@pytest.mark.parametrize(
    ("choice", "target"), [("theirs", "≥96%"), ("mine.2", "≥97%"), ("", "≥96%"), ("mine.1", "≥96%")]
)
def test_only_who_chooses_his_own_words_overwrites(browser, plan, leaf, stale, choice, target):
    texts = {f"t-{key(leaf)}": "≥97%", f"pick-{key(leaf)}": choice}
    response = send(browser, plan, changed(stale, **texts))
    assert response.status_code == (302 if choice in ("theirs", "mine.2") else 409)
    assert leaves_of(plan)[0].target_text == target


def test_other_rows_of_a_stale_page_are_saved(browser, plan, leaf):
    found = fields(browser, plan)
    colleague = make_client(make_user(department=plan.department))
    send(colleague, plan, changed(fields(colleague, plan), **{f"t-{key(leaf)}": "≥96%"}))
    other = leaves_of(plan)[1]
    response = send(browser, plan, changed(found, **{f"t-{key(other)}": "≥1%"}))
    assert response.status_code == 302
    assert [row.target_text for row in leaves_of(plan)[:2]] == ["≥96%", "≥1%"]


def test_the_plan_page_leads_to_the_entry_page(browser, plan):
    assert address(plan) in browser.get(f"/plans/{plan.public_id}/").content.decode()


def test_a_refused_page_does_not_say_that_nothing_is_missing(db):
    people = make_people()
    plan = plan_of(people)
    browser, ready = make_client(people.filer), "没有缺漏，可以提交审核"
    assert ready in words(browser.get(address(plan)))
    leaf, found = leaves_of(plan)[0], fields(browser, plan)
    wrong = send(browser, plan, changed(found, **{f"p-{key(leaf)}": "101"}))
    assert (wrong.status_code, ready in words(wrong)) == (422, False)
    Indicator.objects.filter(pk=leaf.pk).update(target_text="≥98%", version=leaf.version + 1)
    stale = send(browser, plan, changed(found, **{f"t-{key(leaf)}": "≥97%"}))
    assert (stale.status_code, ready in words(stale)) == (409, False)
