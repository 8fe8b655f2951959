"""Figures written in Chinese: read only where they certainly count."""

import pytest

from projects.values import Kind, parse
from projects.values.numerals import read_numeral


@pytest.mark.parametrize(
    "text, operator, number, unit",
    [
        ("两次", None, "2", "次"),
        ("两期", None, "2", "期"),
        ("一次", None, "1", "次"),
        ("三年", None, "3", "年"),
        ("十次", None, "10", "次"),
        ("二十人", None, "20", "人"),
        ("一百零五户", None, "105", "户"),
        ("三千零二十人", None, "3020", "人"),
        ("两千人次", None, "2000", "人次"),
        ("三万元", None, "3", "万元"),
        ("五十万元", None, "50", "万元"),
        ("不少于三场", ">=", "3", "场"),
        ("不少于三期", ">=", "3", "期"),
        ("至少二次", ">=", "2", "次"),
        ("三类以上", ">=", "3", "类"),
        ("零起", None, "0", "起"),
        ("百分之九十五", None, "95", "%"),
        ("百分之九十五点零五", None, "95.05", "%"),
        ("不低于百分之九十", ">=", "90", "%"),
        ("百分之95以上", ">=", "95", "%"),
        ("百分之百", None, "100", "%"),
        ("百分百", None, "100", "%"),
        ("百分之一百", None, "100", "%"),
        ("千分之五", None, "5", "‰"),
    ],
)
def test_a_numeral_that_counts_is_a_number(text, operator, number, unit):
    value = parse(text)
    assert (value.kind, value.operator) == (Kind.NUMBER, operator)
    assert (str(value.number), value.unit, value.text) == (number, unit, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一期",
            "二类",
            "一致",
            "一般",
            "一起",
            "一批",
            "一级",
            "一流",
            "一线",
            "一定",
            "一本",
            "二次",
        ),
        *(
            "五",
            "三五次",
            "十几次",
            "数十次",
            "百次",
            "一百五",
            "一百五户",
            "十两次",
            "两十次",
            "一一次",
        ),
        *(
            "三分之二",
            "九成",
            "零投诉",
            "零期",
            "一万二千元",
            "第三名",
            "五号",
            "三层",
            "百分之",
            "百分百的",
        ),
        *(
            "百分之三五",
            "百分之九十点十",
            "百分之95点五",
            "百分之九十至百分之九十五",
            "万次",
            "千人",
        ),
        *("一体化", "三公经费", "两不愁三保障", "一次性", "十四五期间", "一分为二"),
    ],
)
def test_any_other_numeral_is_words(text):
    assert parse(text).kind is Kind.WORDS


def test_a_scaled_numeral_keeps_its_scale_as_unit():
    value = parse("五十万元")
    assert (str(value.number), str(value.base_number), value.base_unit) == ("50", "500000", "元")


@pytest.mark.parametrize(
    "numeral, number",
    [
        *(("零", 0), ("两", 2), ("十", 10), ("十二", 12), ("一十二", None), ("二十", 20)),
        *(("九十九", 99), ("一百", 100), ("一百一十", 110), ("一百零一", 101), ("一百一", None)),
        *(("一千零一", 1001), ("一千零一十", 1010), ("两千两百", 2200), ("九千九百九十九", 9999)),
        *(("零五", None), ("五零", None), ("十十", None), ("百一", None), ("一百千", None)),
    ],
)
def test_only_a_well_formed_numeral_is_read(numeral, number):
    assert read_numeral(numeral) == number
