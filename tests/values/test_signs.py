"""Signs in every form they are printed in, before or after the number."""

import pytest

from projects.values import Kind, parse, parsing, sign_of


@pytest.mark.parametrize(
    "text, operator",
    [
        ("≥95%", ">="),
        ("≧95%", ">="),
        (">=95%", ">="),
        ("＞＝95%", ">="),
        (">= 95 %", ">="),
        ("=>95%", ">="),
        ("不低于95%", ">="),
        ("不少于 95%", ">="),
        ("至少95%", ">="),
        ("大于等于95%", ">="),
        ("95%以上", ">="),
        ("95%及以上", ">="),
        ("≥95%以上", ">="),
        ("≤95%", "<="),
        ("≦95%", "<="),
        ("<=95%", "<="),
        ("不超过95%", "<="),
        ("不高于95%", "<="),
        ("95%以内", "<="),
        ("95%及以下", "<="),
        (">95%", ">"),
        ("大于95%", ">"),
        ("超过95%", ">"),
        ("＜95%", "<"),
        ("低于95%", "<"),
        ("=95%", "="),
        ("═95%", "="),
        ("＝95%", "="),
        ("等于95%", "="),
        ("> = 95%", ">="),
        ("≮95%", ">="),
        ("⩾95%", ">="),
        ("不得低于95%", ">="),
        ("应不低于95%", ">="),
        ("未低于95%", ">="),
        ("最低95%", ">="),
        ("95%(含)以上", ">="),
        ("95%以上（含）", ">="),
        ("95%或以上", ">="),
        ("达到95%以上", ">="),
        ("达到≥95%", ">="),
        ("保持在95%以上", ">="),
        ("在95%以上", ">="),
        ("不低于百分之九十五", ">="),
        ("全年累计不少于95%", ">="),
        ("满意度≥95%", ">="),
        ("满意度95%以上", ">="),
        ("群众满意度达到95%以上", ">="),
        ("验收合格率：≥95%", ">="),
        ("≯95%", "<="),
        ("不得超过95%", "<="),
        ("未超过95%", "<="),
        ("不突破95%", "<="),
        ("最高95%", "<="),
        ("至多95%", "<="),
        ("控制在95%以内", "<="),
        ("95%之内", "<="),
        ("95%以下", "<="),
        ("不足95%", "<"),
        ("不到95%", "<"),
        ("高于95%", ">"),
        ("达到95%", None),
        ("已达到95%", None),
        ("验收合格率95%", None),
        ("95％.", None),
        ("95%", None),
        ("95%。", None),
    ],
)
def test_a_sign_is_read_before_or_after_the_number(text, operator):
    value = parse(text)
    assert (value.kind, value.operator) == (Kind.NUMBER, operator)
    assert (str(value.number), value.unit) == ("95", "%")


@pytest.mark.parametrize(
    "text",
    [
        *("≤95%以上", "≥≥95%", "==95%", "≥", "以上", "≥以上", "低于5%以上"),
        *("不低于≥95%", "未达到95%", "不得95%", "约95%", "±5%", "超额5%", "95%以上左右"),
    ],
)
def test_two_signs_that_disagree_or_a_sign_alone_are_words(text):
    assert parse(text).kind is Kind.WORDS


def test_the_longer_sign_wins_over_the_sign_it_begins_with():
    assert parse("大于或等于3次").operator == ">="
    assert parse("大于3次").operator == ">"


def test_the_progress_of_a_line_is_not_its_figure():
    assert parse("已完成100%").kind is Kind.WORDS
    assert parse("实现100%").kind is Kind.WORDS
    assert str(parse("已完成2次").number) == "2"
    assert parse("全年完成2次").operator is None


def test_what_is_held_at_a_figure_is_neither_its_bound_nor_its_aim():
    assert parse("控制在5%").kind is Kind.WORDS
    assert parse("保持在90%-95%").kind is Kind.RANGE


@pytest.mark.parametrize(
    "text",
    ["较上年增长率5%", "每班合格率95%", "合格率和满意度95%", "满意度95人", "合格率95", "满意度"],
)
def test_a_repeated_name_must_be_of_one_share(text):
    assert parse(text).kind is Kind.WORDS


@pytest.mark.parametrize("number", ["约20人", "近万人", "10余人", "20人左右", "100+", "10多个"])
def test_a_figure_that_is_only_near_is_words(number):
    assert parse(number).kind is Kind.WORDS


@pytest.mark.parametrize(
    "text, operator",
    [
        ("≥266米", ">="),
        ("> = 266米", ">="),
        ("95%以上", ">="),
        ("≤12", "<="),
        ("3个工作日内", "<="),
        ("不晚于2023年12月底", "<="),
        ("最迟12月底", "<="),
        ("少于3次", "<"),
        ("未超过3次", "<="),
        ("＝100%", "="),
        ("266米", None),
        ("2023年12月底", None),
        ("及时", None),
        ("大于预期", None),
        ("不超预算", None),
        ("≥**人", None),
        ("≤95%以上", None),
        ("", None),
        (None, None),
        ("—", None),
    ],
)
def test_the_sign_of_a_text_alone(text, operator):
    assert sign_of(text) == operator


def test_no_text_is_parsed_for_a_sign_that_it_cannot_have(monkeypatch):
    monkeypatch.setattr(parsing, "parse", lambda text: pytest.fail("parsed"))
    assert [sign_of(text) for text in ("266米", "12月", "提升", "100%")] == [None] * 4


@pytest.mark.parametrize("sign", ["", *"<>=≥≤≮≯"])
@pytest.mark.parametrize(
    "rest",
    ["95%", "95%以上", "3场及以上", "1.5万人次", "20日内", "100%完成", "5-7天", "9=>3个"],
)
def test_a_value_without_words_is_read_as_one_with_words_would_be(sign, rest, monkeypatch):
    read = parse(sign + rest)
    monkeypatch.setattr("projects.values.signs._DIGITS", frozenset())
    assert parse(sign + rest) == read


def test_the_short_way_for_values_without_words_is_taken(monkeypatch):
    monkeypatch.setattr("projects.values.signs._LEAD", None)
    assert parse("≥95%").number == 95
    assert parse("30场").unit == "场"
    with pytest.raises(AttributeError):
        parse("不低于95%")
