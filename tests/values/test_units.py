"""Units as printed, and the same without their scale."""

import pytest

from projects.values import Kind, parse
from projects.values.unit_words import IN_COLUMN, UNITS
from projects.values.units import read_unit


def read(text):
    value = parse(text)
    assert value.kind is Kind.NUMBER
    return str(value.number), value.unit, str(value.base_number), value.base_unit


@pytest.mark.parametrize(
    "text, expected",
    [
        ("4.52(万人)", ("4.52", "万人", "45200", "人")),
        ("≥1.5万人次", ("1.5", "万人次", "15000", "人次")),
        ("17.5万元", ("17.5", "万元", "175000", "元")),
        ("2.584271万元", ("2.584271", "万元", "25842.71", "元")),
        ("3亿元", ("3", "亿元", "300000000", "元")),
        ("1.2万亿元", ("1.2", "万亿元", "1200000000000", "元")),
        ("5千元", ("5", "千元", "5000", "元")),
        ("≤20万", ("20", "万", "200000", None)),
        ("5千米", ("5", "千米", "5", "千米")),
        ("2km", ("2", "km", "2", "km")),
        ("2000㎡", ("2000", "㎡", "2000", "㎡")),
        ("10 台套", ("10", "台套", "10", "台套")),
        ("10台（套）", ("10", "台(套)", "10", "台(套)")),
        ("=100.00(%)", ("100.00", "%", "100.00", "%")),
        (">= 95 %(百分比)", ("95", "%", "95", "%")),
        ("≥100百分比", ("100", "百分比", "100", "%")),
        ("5‰", ("5", "‰", "5", "‰")),
        ("<=3000元/平方米", ("3000", "元/平方米", "3000", "元/平方米")),
        ("530元/人*月", ("530", "元/人*月", "530", "元/人*月")),
        ("1.2万元/人", ("1.2", "万元/人", "12000", "元/人")),
        ("5元/万人", ("5", "元/万人", "5", "元/万人")),
        ("≤28.40/株", ("28.40", "/株", "28.40", "/株")),
        ("0起", ("0", "起", "0", "起")),
        ("12个月", ("12", "个月", "12", "个月")),
        ("≥20年", ("20", "年", "20", "年")),
        (">=90", ("90", None, "90", None)),
        ("5万(人次)", ("5", "万(人次)", "50000", "人次")),
        ("3.2万美元", ("3.2", "万美元", "32000", "美元")),
        ("5亿千瓦时", ("5", "亿千瓦时", "500000000", "千瓦时")),
        ("3十亿元", ("3", "十亿元", "3000000000", "元")),
        ("2百亿元", ("2", "百亿元", "20000000000", "元")),
        ("2千亿元", ("2", "千亿元", "200000000000", "元")),
        ("5百元", ("5", "百元", "500", "元")),
        ("5百万元", ("5", "百万元", "5000000", "元")),
        ("5千万元", ("5", "千万元", "50000000", "元")),
        ("5十万元", ("5", "十万元", "500000", "元")),
        ("1亿", ("1", "亿", "100000000", None)),
        ("1.5万 人次", ("1.5", "万人次", "15000", "人次")),
        ("475 元 / 亩", ("475", "元/亩", "475", "元/亩")),
        ("530元/人·月", ("530", "元/人·月", "530", "元/人·月")),
        ("530元/人.天", ("530", "元/人.天", "530", "元/人.天")),
        ("530元/（人・月）", ("530", "元/(人·月)", "530", "元/(人·月)")),
        ("2次/年", ("2", "次/年", "2", "次/年")),
        ("5人·天", ("5", "人·天", "5", "人·天")),
        ("2kW·h", ("2", "kW·h", "2", "kW·h")),
        ("3.5hm²", ("3.5", "hm²", "3.5", "hm²")),
        ("100兆", ("100", "兆", "100", "兆")),
        ("100元整", ("100", "元整", "100", "元")),
        ("5个村", ("5", "个村", "5", "个村")),
        ("20名学生", ("20", "名学生", "20", "名学生")),
        ("2次宣传", ("2", "次", "2", "次")),
        ("1.5万亩次", ("1.5", "万亩次", "15000", "亩次")),
        ("0.5个百分点", ("0.5", "个百分点", "0.5", "个百分点")),
        ("5‰(千分比)", ("5", "‰", "5", "‰")),
        ("450公斤/亩", ("450", "公斤/亩", "450", "公斤/亩")),
    ],
)
def test_a_unit_keeps_its_print_and_loses_its_scale_in_the_base(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3级",
        "5号",
        "8点",
        "20日",
        "3月底到位",
        "5锅",
        "10()",
        "5/",
        "5元/",
        "100%的村",
        "5万%",
        "5A",
        "5G",
        "100M",
        "3层",
        "第3名",
        "5百",
        "95百分",
        "5万分",
        "5万()",
        "108户519.3万元",
        "5%·人",
        "5台(%)",
        "5人(",
        "5元/锅",
        "5人/100户",
        "5年级",
        "20点",
        "5个人民",
        "30时",
        "5万(人次",
        "5万人次)",
        "5元/(人次",
        "5元/每人)",
    ],
)
def test_what_is_not_surely_a_unit_makes_the_whole_text_words(text):
    assert parse(text).kind is Kind.WORDS


COUNTED_IN = """
    幢 座次 床位 学位 车位 公顷 万亩 平方公里 立方 立方米 人月 户数 万吨 万美元 台班 学时 课时
    工作日 个工作日 标段 亩次 班次 万千瓦时 吨标准煤 场次 万株 万羽 村 点位 乡镇 分贝
"""


@pytest.mark.parametrize("unit", COUNTED_IN.split())
def test_the_units_that_officials_count_in_are_known(unit):
    value = parse(f"≥12.5{unit}")
    assert (value.kind, value.operator, value.unit) == (Kind.NUMBER, ">=", unit)
    assert str(value.number) == "12.5"


def test_no_unit_is_longer_than_20_characters():
    longest = "平方公里·平方公里·平方公里·日历天·人"
    assert read(f"5{longest}") == ("5", longest, "5", longest)
    assert parse(f"5{longest}次").kind is Kind.WORDS


def test_a_unit_begins_with_a_character_that_the_quick_refusal_lets_through():
    assert [unit for unit in UNITS | IN_COLUMN if read_unit(unit, in_column=True) is None] == []
    assert read_unit("点") is None
    assert read_unit("级") is None


def test_a_currency_sign_before_a_scale_is_money():
    value = parse("￥20万")
    assert (value.unit, value.base_number, value.base_unit) == ("万元", 200000, "元")


def test_a_millionth_of_a_gram_is_a_unit():
    assert parse("35微克/立方米").unit == "微克/立方米"
