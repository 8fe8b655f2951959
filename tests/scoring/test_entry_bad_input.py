"""Bad input on the entry form: 422, the message beside its field, all typed texts still there."""

import html

import pytest

from tests.factories import leaves_of
from tests.scoring.addresses import address
from tests.scoring.sheets import everything_of, versions_of

FIRST, WORDED = 0, 3  # ≥95% for 23 points; in words for 22

# what is typed: (field, row, typed, words of the message)
BAD = {
    "no number": ("text", FIRST, "很多", "“很多”不是数字。指标值是 ≥95%，请填数字"),
    "NaN": ("text", FIRST, "NaN", "“NaN”不是数字"),
    "1e999": ("text", FIRST, "1e999", "“1e999”不是数字"),
    "infinity": ("text", FIRST, "∞", "“∞”不是数字"),
    "a negative figure": ("text", FIRST, "-5", "填了 -5，小于 0"),
    "a full-width negative figure": ("text", FIRST, "－５", "小于 0"),
    "a stroke": ("text", FIRST, "/", "请选“不适用”并写明原因；没有完成请填 0"),
    "not applicable as a word": ("text", FIRST, "不适用", "请选“不适用”并写明原因"),
    "a figure of 400 digits": ("text", FIRST, "9" * 400, "最多 200 字，现有 400 字"),
    "a figure of 20 digits": ("text", FIRST, "9" * 20, "不是数字"),
    "a null character": ("text", FIRST, "9\x005", "U+0000"),
    "a text that reads backwards": ("text", WORDED, "\u202e提升", "U+202E"),
    "a reason too long": ("deviation", FIRST, "因" * 501, "最多 500 字，现有 501 字"),
    "a claim above the points": ("claimed", FIRST, "23.01", "超出范围，请填 0 到 23"),
    "a claim of 3 decimals": ("claimed", FIRST, "22.999", "小数位数太多"),
    "a negative claim": ("claimed", FIRST, "-1", "超出范围"),
    "a claim NaN": ("claimed", FIRST, "NaN", "“NaN” 不是数字"),
    "a claim 1e999": ("claimed", FIRST, "1e999", "“1e999” 不是数字"),
    "a claim far too large": ("claimed", FIRST, "9" * 400, "超出范围"),
    "a claim in words": ("claimed", FIRST, "满分", "“满分” 不是数字"),
    "a share above 100": ("share", WORDED, "101", "超出范围，请填 0 到 100"),
    "a share in words": ("share", WORDED, "全部", "不是数字"),
}
AMOUNTS = {
    "no number": ("很多", "不是数字"),
    "negative": ("-1", "超出范围"),
    "NaN": ("NaN", "不是数字"),
    "1e999": ("1e999", "不是数字"),
    "too large": ("9" * 30, "超出范围"),
    "just too large": ("1" + "0" * 15, "超出范围"),
    "too many decimals": ("1.1234567", "小数位数太多"),
    "too long to be kept": ("0" * 45 + "1", "最多 40 字"),
}
HEADS = {
    "claimed_execution": ("10.01", "超出范围，请填 0 到 10"),
    "printed_total": ("201", "超出范围，请填 0 到 200"),
    "a printed total too long to be kept": ("0" * 45 + "97.7", "最多 40 字"),
}


@pytest.fixture
def keys(sheet):
    return [leaf.public_id.hex for leaf in leaves_of(sheet.plan)]


@pytest.fixture
def typed(sheet, keys):
    """A whole form in which everything is right; every text differs from what is stored."""
    form = versions_of(sheet)
    form |= {f"executed-{row.public_id.hex}": "150" for row in sheet.plan.funds.all()}
    form |= {"claimed_execution": "7.5", "printed_total": "95.5"}
    for key in keys[:3]:
        form |= {f"text-{key}": "97", f"claimed-{key}": "20", f"deviation-{key}": "如实填写"}
    worded = keys[WORDED]
    return form | {f"text-{worded}": "有所提升", f"share-{worded}": "85"}


def page_of(sheet):
    return address("sheet_entry", sheet.public_id)


def refused(browser, sheet, typed, name, message):
    """Post, and look for everything that the sentence on top of this module says."""
    before = everything_of(sheet)
    response = browser.post(page_of(sheet), typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert everything_of(sheet) == before
    assert "没有写入任何内容" in text
    beside = text.partition(f'id="{name}-wrong"')[2].partition("</span></span>")[2]
    assert message in html.unescape(beside.partition("</span>")[0])
    assert f'<a href="#{name}">' in text
    for field, value in typed.items():
        assert has_value(text, field, value), field


def has_value(text, field, value):
    """Whether the control of that name holds exactly that text (a check box: is ticked)."""
    start = text.index(f'name="{field}"')
    control = text[text.rfind("<", 0, start) :].partition("</textarea>")[0]
    if field.startswith("na-"):
        return " checked" in control.partition(">")[0]
    if control.startswith("<textarea"):
        return html.unescape(control.partition(">\n")[2]) == value
    return html.unescape(control.partition('value="')[2].partition('"')[0]) == value


@pytest.mark.parametrize("what", BAD)
def test_a_bad_cell_is_refused_beside_its_field(browser, sheet, typed, keys, what):
    field, row, bad, message = BAD[what]
    name = f"{field}-{keys[row]}"
    refused(browser, sheet, typed | {name: bad}, name, message)


@pytest.mark.parametrize("what", AMOUNTS)
def test_a_bad_amount_is_refused_beside_its_field(browser, sheet, typed, what):
    bad, message = AMOUNTS[what]
    name = f"executed-{sheet.plan.funds.first().public_id.hex}"
    refused(browser, sheet, typed | {name: bad}, name, message)


@pytest.mark.parametrize("what", HEADS)
def test_a_bad_total_is_refused_beside_its_field(browser, sheet, typed, what):
    bad, message = HEADS[what]
    name = "claimed_execution" if what == "claimed_execution" else "printed_total"
    refused(browser, sheet, typed | {name: bad}, name, message)


def test_not_applicable_asks_for_its_reason_and_for_no_claim(browser, sheet, typed, keys):
    name = f"deviation-{keys[0]}"
    refused(browser, sheet, typed | {f"na-{keys[0]}": "on", name: ""}, name, "须写明原因")
    name = f"claimed-{keys[0]}"
    refused(browser, sheet, typed | {f"na-{keys[0]}": "on"}, name, "请清空自评分")


def test_all_faults_are_told_at_once_in_printed_order(browser, sheet, typed, keys):
    wrong = {f"text-{keys[1]}": "很多", f"claimed-{keys[0]}": "99", "printed_total": "x"}
    text = browser.post(page_of(sheet), typed | wrong).content.decode()
    assert "有 3 处填写有误" in text
    places = [text.index(f'<a href="#{name}">') for name in
              (f"claimed-{keys[0]}", f"text-{keys[1]}", "printed_total")]  # fmt: skip
    assert places == sorted(places)


def test_markup_that_was_typed_is_shown_and_not_obeyed(browser, sheet, typed, keys):
    name = f"text-{keys[0]}"
    text = browser.post(page_of(sheet), typed | {name: '"><script>x</script>'}).content.decode()
    assert "<script>x" not in text
    assert has_value(text, name, '"><script>x</script>')


GOOD = {
    "full-width digits": ("text", FIRST, "９７．５％", "97.5"),
    "with the unit": ("text", FIRST, "97.5%", "97.5"),
    "with a separator": ("text", FIRST, "1,097.5", "1097.5"),
    "nothing": ("text", FIRST, "", None),
    "0": ("text", FIRST, "0", "0"),
}


def test_the_form_that_all_this_began_with_is_taken(browser, sheet, typed):
    response = browser.post(page_of(sheet), typed)
    assert (response.status_code, response["Location"]) == (302, page_of(sheet))
    sheet.refresh_from_db()
    assert (sheet.filled_count, str(sheet.claimed_total)) == (4, "67.50")


@pytest.mark.parametrize("what", GOOD)
def test_what_is_right_is_taken_and_kept_as_typed(browser, sheet, typed, keys, what):
    field, row, good, number = GOOD[what]
    response = browser.post(page_of(sheet), typed | {f"{field}-{keys[row]}": good})
    assert response.status_code == 302
    actual = sheet.actuals.get(indicator=leaves_of(sheet.plan)[row])
    assert actual.text == good
    assert (None if actual.number is None else str(actual.number)) == number


def test_full_width_digits_are_read_as_digits_in_amounts_and_claims(browser, sheet, typed, keys):
    fund = sheet.plan.funds.get(is_total=True)
    wide = {f"executed-{fund.public_id.hex}": "１５０．５", f"claimed-{keys[0]}": "２２．５"}
    assert browser.post(page_of(sheet), typed | wide).status_code == 302
    result = sheet.fund_results.get(fund_line=fund)
    assert (result.executed_text, str(result.executed)) == ("１５０．５", "150.5")
    claimed = sheet.actuals.get(indicator=leaves_of(sheet.plan)[0]).claimed
    assert str(claimed) == "22.50"
