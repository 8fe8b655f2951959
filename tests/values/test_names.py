"""Units that the indicator's name hides."""

import pytest

from projects.values import Kind, parse, parse_named, unit_in_name

# Of 20 characters: with its label the longest bracket that is looked into.
LONGEST = "平方公里·平方公里·平方公里·日历天·人"


@pytest.mark.parametrize(
    "name, unit",
    [
        ("服务外包在岸(万美元)", "万美元"),
        ("新增就业人数（人）", "人"),
        ("补助面积(万亩)", "万亩"),
        ("合格率(%)", "%"),
        ("合格率（％）", "%"),
        ("合格率(%)★", "%"),
        ("合格率( % ) ★★★", "%"),
        ("增长率（百分比）", "百分比"),
        ("购置设备(台套)", "台套"),
        ("购置设备(台(套))", "台(套)"),
        ("旅游人次(万人次)", "万人次"),
        ("受益人口(人)", "人"),
        ("示范村(个)", "个"),
        ("受益农户(户)", "户"),
        ("监测点位(点)", "点"),
        ("人均成本(元/人·月)", "元/人·月"),
        ("投资额(单位：万元)", "万元"),
        ("投资额(计量单位 万元)", "万元"),
        ("改造管网（一期）（公里）", "公里"),
        ("路(公里)", "公里"),
        (f"投资(计量单位:{LONGEST})", LONGEST),
        (f"投资(计量单位: {LONGEST})", None),
        ("(含监测对象)户", None),
        ("受益脱贫(含监测对象)户人口数", None),
        ("项目(工程)", None),
        ("补助村(社区)", None),
        ("文化馆(站)", None),
        ("购置设备台(套)", None),
        ("培训人(次)", None),
        ("参展家(户)", None),
        ("受益建档立卡贫困人口数(≥**人)", None),
        ("工期(月)", None),
        ("完成时间(12)", None),
        ("成本()", None),
        ("(人)", None),
        ("人)", None),
        ("新增就业人数", None),
        ("新增就业人数(人)情况", None),
        ("说明(单位：见附件)", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_bracket_at_the_end_that_is_certainly_a_unit_counts(name, unit):
    assert unit_in_name(name) == unit


def figures(value):
    numbers = value.number, value.upper, value.base_number, value.base_upper
    return tuple(None if number is None else str(number) for number in numbers)


@pytest.mark.parametrize(
    "text, name, kind, operator, numbers, unit, base_unit",
    [
        ("735", "人数(人)", "number", None, ("735", None, "735", None), "人", "人"),
        ("≥735", "人数(人)", "number", ">=", ("735", None, "735", None), "人", "人"),
        ("4.52", "面积(万亩)", "number", None, ("4.52", None, "45200", None), "万亩", "亩"),
        ("3～5", "次数(次)", "range", None, ("3", "5", "3", "5"), "次", "次"),
        ("3-5", "次数(次)", "range", None, ("3", "5", "3", "5"), "次", "次"),
        ("3-5", "投资(万元)", "range", None, ("3", "5", "30000", "50000"), "万元", "元"),
        ("≤5", "偏离度(%)", "number", "<=", ("5", None, "5", None), "%", "%"),
        ("20", "点位(点)", "number", None, ("20", None, "20", None), "点", "点"),
    ],
)
def test_a_bare_number_or_range_takes_the_unit_of_the_name(
    text, name, kind, operator, numbers, unit, base_unit
):
    value = parse_named(text, name=name)
    assert (value.text, value.kind, value.operator) == (text, kind, operator)
    assert (figures(value), value.unit, value.base_unit) == (numbers, unit, base_unit)


@pytest.mark.parametrize(
    "text",
    [
        "735户",
        "20万",
        "95%",
        "12月",
        "2023年12月底",
        "及时",
        "不适用",
        "",
        "2022-2023",
        "5-3",
        "007",
    ],
)
def test_whatever_has_a_unit_or_is_no_number_stays_as_it_is(text):
    assert parse_named(text, name="新增就业人数(人)") == parse(text)


@pytest.mark.parametrize("name", ["项目(工程)", "次数", "", None])
def test_a_name_without_a_unit_changes_nothing(name):
    assert parse_named("735", name=name) == parse("735")
    assert parse_named("3-5", name=name).kind is Kind.WORDS


def test_a_number_that_outgrows_its_digits_with_the_scale_of_the_name_stays_bare():
    value = parse_named("999999999999999", name="投资(万元)")
    assert (value.kind, value.unit) == (Kind.NUMBER, None)
    value = parse_named("1～999999999999999", name="投资(万元)")
    assert (value.kind, value.unit) == (Kind.RANGE, None)
