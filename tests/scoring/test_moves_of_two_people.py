"""Two people move rows of one plan, each from the page as he opened it: no move undoes another."""

import pytest

from tests.factories import leaves_of, make_client, make_draft, make_plan, make_user
from tests.scoring.plan_pages import SCRIPT, address, changed, fields, key, words


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, draft=make_draft(lines=6), is_approved=False)


@pytest.fixture
def colleague(unit):
    return make_client(make_user(department=unit, name="赵倩"))


@pytest.fixture
def letters(plan):
    """The rows by the place that both pages show: 1 is the first."""
    return {key(leaf): str(number) for number, leaf in enumerate(leaves_of(plan), 1)}


def stands(plan, letters):
    return "".join(letters[key(leaf)] for leaf in leaves_of(plan))


def order_of(letters, order):
    return ",".join({number: row for row, number in letters.items()}[at] for at in order)


def press(browser, plan, page, letters, act, number, **texts):
    """A button of a page that was opened earlier, without script."""
    return browser.post(
        address(plan), changed(page, act=f"{act}:{order_of(letters, number)}", **texts)
    )


def moved(letters, order, shown="123456"):
    """What the script sends of moved rows."""
    return {
        "order-lines": order_of(letters, order),
        "from-lines": order_of(letters, shown),
    }


def test_without_script_both_moves_stand(browser, colleague, plan, letters):
    page = fields(colleague, plan)
    press(browser, plan, fields(browser, plan), letters, "up", "2")
    assert stands(plan, letters) == "213456"
    assert press(colleague, plan, page, letters, "down", "5").status_code == 302
    assert stands(plan, letters) == "213465"


def test_a_row_put_in_or_taken_out_on_an_older_page_undoes_no_move(
    browser, colleague, plan, letters
):
    page = fields(colleague, plan)
    press(browser, plan, fields(browser, plan), letters, "up", "2")
    assert press(colleague, plan, page, letters, "remove", "4").status_code == 302
    assert stands(plan, letters) == "21356"
    page.pop(f"was-{order_of(letters, '4')}")
    page["row"] = [row for row in page["row"] if letters[row] != "4"]
    assert press(colleague, plan, page, letters, "insert", "5").status_code == 302
    assert "".join(letters.get(key(leaf), "x") for leaf in leaves_of(plan)) == "2135x6"


def test_moves_that_cross_are_refused_and_nothing_typed_is_lost(browser, colleague, plan, letters):
    page = fields(colleague, plan)
    press(browser, plan, fields(browser, plan), letters, "up", "2")
    typed = {f"t-{order_of(letters, '4')}": "≥12%"}
    answer = press(colleague, plan, page, letters, "down", "2", **typed)
    assert answer.status_code == 409
    assert "绩效指标的次序没有移动，没有写入任何内容" in words(answer)
    assert 'value="≥12%"' in answer.content.decode()
    assert stands(plan, letters) == "213456"
    assert leaves_of(plan)[3].target_text != "≥12%"
    shown = [letters[row.key] for row in answer.context["tables"].lines]
    assert shown == list("213456")  # the page that comes back says what stands, to move it anew
    again = fields(colleague, plan) | {name: [text] for name, text in typed.items()}
    assert press(colleague, plan, again, letters, "down", "2").status_code == 302
    assert stands(plan, letters) == "123456"
    assert leaves_of(plan)[3].target_text == "≥12%"


def test_with_script_both_moves_stand(browser, colleague, plan, letters):
    assert browser.post(address(plan), moved(letters, "213456"), **SCRIPT).status_code == 200
    assert colleague.post(address(plan), moved(letters, "123465"), **SCRIPT).status_code == 200
    assert stands(plan, letters) == "213465"
    # His page has not shown the other's move; what he moves next is told from what he saw.
    later = moved(letters, "132465", shown="123465")
    assert colleague.post(address(plan), later, **SCRIPT).status_code == 409
    later = moved(letters, "124365", shown="123465")
    assert colleague.post(address(plan), later, **SCRIPT).status_code == 200
    assert stands(plan, letters) == "214365"


def test_the_script_is_told_the_order_as_it_stands(browser, colleague, plan, letters):
    browser.post(address(plan), moved(letters, "213456"), **SCRIPT)
    answer = colleague.post(address(plan), moved(letters, "132456"), **SCRIPT)
    assert answer.status_code == 409
    assert answer.json()["orders"] == {"row": order_of(letters, "213456").split(",")}
    assert "别人移动了同样的几行" in answer.json()["told"]
    assert stands(plan, letters) == "213456"


def test_an_order_is_not_taken_without_what_it_was_made_of(browser, plan, letters):
    form = moved(letters, "213456")
    bare = {"order-lines": form["order-lines"]}
    answer = browser.post(address(plan), bare, **SCRIPT)
    assert answer.status_code == 428
    assert "没有收到页面上原来的次序" in answer.json()["errors"][0][2]
    assert stands(plan, letters) == "123456"
    assert browser.post(address(plan), form, **SCRIPT).status_code == 200
    assert stands(plan, letters) == "213456"


@pytest.mark.parametrize("kind", ["funds", "goals", "tasks"])
def test_an_empty_table_gets_its_first_row(browser, plan, kind):
    """Its page showed no order at all, and says so."""
    getattr(plan, kind).all().delete()
    new = "0" * 31 + "1"
    one, letter = {"funds": ("fund", "fl"), "goals": ("goal", "gn"), "tasks": ("task", "kn")}[kind]
    form = {one: new, f"{letter}-{new}": "新的", f"was-{new}": "0.", f"order-{kind}": new}
    assert browser.post(address(plan), form | {f"from-{kind}": ""}, **SCRIPT).status_code == 200
    assert getattr(plan, kind).count() == 1
