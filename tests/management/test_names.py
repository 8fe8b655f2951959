"""Which management rate a row asks for, by its name alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.management.catalogue import FIGURES, RULES
from scoring.management.naming import may_fall, plain_name, recognise

NAMES = [
    ("预算执行率", "execution"),
    ("部门预算执行率", "execution"),
    ("全年预算执行率(%)", "execution"),
    ("预算 执行率★", "execution"),
    ("1.预算执行率", "execution"),
    ("（2）预算调整率", "adjustment"),
    ("预算调整率（逆向）", "adjustment"),
    ("结转结余率", "carry-over"),
    ("“三公经费”控制率", "three-public"),
    ("“三公”经费控制率", "three-public"),
    ("\"三公经费\"控制率", "three-public"),
    ("「三公经费」控制率", "three-public"),
    ("三公经费控制率", "three-public"),
    ("‘三公’经费 控制率（％）", "three-public"),
    ("“三公经费”变动率", "three-public-change"),
    ("政府釆购执行率", "purchase"),  # as printed in 2021, with U+91C6
    ("政府采购执行率", "purchase"),
    ("专项资金细化率", "refinement"),
    ("绩效监控完成率", "monitoring"),
    ("部门绩效自评完成率", "self-evaluation"),
    ("部门绩效评价完成率", "department-evaluation"),
    ("评价结果应用率", "advice"),
    ("绩效目标编制完成率", "target-setting"),
    ("在职人员控制率", "staff"),
    ("２０２１年度预算执行率", "execution"),
    ("预算执行率（10分）", "execution"),
]  # fmt: skip
OTHERS = [
    "", "率", "预算编制完整性", "项目支出预算执行率", "非税收入预算执行率", "专项债券预算执行率",
    "全民科学素质工作完成率", "国家政策性粮收购价格执行率", "成本控制率", "决算真实性",
    "经费使用率", "预算执行率和进度", "预算执行率（项目支出）", "三公经费公开率",
]  # fmt: skip


@pytest.mark.parametrize("name, code", NAMES)
def test_the_row_is_recognised(name, code):
    assert recognise(name).code == code


@pytest.mark.parametrize("name", OTHERS)
def test_another_row_is_not(name):
    assert recognise(name) is None


def test_every_name_of_the_catalogue_is_plain_and_belongs_to_one_rate():
    names = [name for rule in RULES.values() for name in (rule.name, *rule.also)]
    assert len(names) == len(set(names))
    for rule in RULES.values():
        for name in (rule.name, *rule.also):
            assert recognise(name) is rule
        assert {rule.part, rule.base} <= FIGURES.keys()
        assert rule.source.endswith("。")


def test_every_figure_belongs_to_a_rate():
    asked = {key for rule in RULES.values() for key in (rule.part, rule.base)}
    assert asked == FIGURES.keys()


decorations = st.sampled_from(["", " ", "\u3000", "“", "”", '"', "「", "\u00a0"])


@given(st.sampled_from(sorted(RULES)), st.data())
def test_quotes_and_blanks_anywhere_change_nothing(code, data):
    name = RULES[code].name
    told = "".join(sign + data.draw(decorations) for sign in name)
    assert recognise(told) is RULES[code]


@given(
    st.sampled_from(sorted(RULES)),
    st.sampled_from(["", "1.", "（3）", "三、", "⑤"]),
    st.sampled_from(["", "（%）", "（％）", "★", "(3分)", "（正向指标）", "*", "："]),
)
def test_numbering_and_suffixes_change_nothing(code, before, after):
    assert recognise(f"{before}{RULES[code].name}{after}") is RULES[code]


@given(st.text(max_size=30))
def test_any_text_is_read_and_reading_it_again_changes_nothing(text):
    rule = recognise(text)
    assert rule is None or recognise(plain_name(text)) is rule


@given(
    st.sampled_from(sorted(RULES)),
    st.text(alphabet="项目支出收入管理科学素质", min_size=1, max_size=4),
)
def test_a_longer_name_is_another_row(code, more):
    assert recognise(RULES[code].name + more) is None


@pytest.mark.parametrize(
    "name, falls",
    [("预算调整率", True), ("“三公经费”变动率", True), ("预算执行率", False), ("下降率", False)],
)
def test_a_rate_of_change_may_be_below_0(name, falls):
    assert may_fall(name) is falls
