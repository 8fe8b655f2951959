"""Locked figures: nothing typed takes the place of one, and every fault is told at once."""

import pytest

from scoring.narrative.terms import LABELS
from scoring.narrative.text import TEMPLATES
from scoring.narrative.tokens import faults_of, rendered

KNOWN = {"total", "personnel", "public", "projects", "average", "execution_rate"}
KNOWN |= {"department_grade"}
GLUED = "紧挨着手写的数字"
TEXT = "支出总额【支出总额】万元，项目【项目数量】个。"


def faults(*paragraphs, kept=(), left_out=frozenset()):
    found = faults_of(paragraphs, kept=kept, known=KNOWN, left_out=left_out)
    return [(fault.paragraph, fault.message) for fault in found]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "手写的文字，2021年、第3次、96%都可以写。",
        "支出总额为【支出总额】万元，【支出总额】万元中没有其他支出。",
        "其中：【项目数量】个；【项目自评平均得分】分，2021年。",
        "用〔2021〕10号文。",
    ],
)
def test_a_sound_text_is_taken(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    "text, says",
    [
        ("【支出总数】万元", "不是这份说明中的数"),
        ("财预【2020】10号", "要用括号请用〔〕"),
        ("【支出总额：96】万元", "里面写了别的内容"),
        ("【支出总额】。【自评金额】万元", "现在没有数"),
        ("【支出总额万元", "没有成对"),
        ("支出总额】万元", "没有成对"),
        ("1【支出总额】万元", "紧挨着"),
        ("1.【支出总额】万元", "紧挨着"),
        ("-【支出总额】万元", "紧挨着"),
        ("【支出总额】5万元", "紧挨着"),
        ("【支出总额】.5万元", "紧挨着"),
        ("【支出总额】元", "紧挨着"),
        ("【支出总额】亿元", "紧挨着"),
        ("【项目数量】万个", "紧挨着"),
        ("【项目自评平均得分】%", "紧挨着"),
    ],
)
def test_a_figure_that_would_be_another_one_is_refused_with_its_paragraph(text, says):
    (found,) = faults("第一段。", text)
    assert found[0] == 2
    assert says in found[1]


@pytest.mark.parametrize(
    "typed",
    [
        "1 ", "１，", "1、共2、", "三", "壹仟", "廿", "两", "〇", "①", "²", "٣", "½", "㈠", "⼀",
        "1\ufe0f\u20e3", "1\u00a0", "1\u3000", "1\t", "2.", "2·", "2’", "2：", "三点", "5又", "9○",
        "负", " 负 ", "零下", "百分之", "+", "＋", "−", "‐", "–", "—", "－", "±", "×", "3乘以",
        "3/", "√",
        "$", "￥", "l", "O", "USD ", "ا", "【项目数量】", "【项目数量】，", "【项目数量】.",
    ],
)  # fmt: skip
def test_nothing_before_a_figure_makes_another_one_of_it(typed):
    found = faults(f"{typed}【支出总额】万元")
    assert found
    assert all(GLUED in message for _, message in found)


@pytest.mark.parametrize(
    "typed",
    [
        " 亿元", " 5万元", "五万元", "×10万元", "e3", "E+3", "k", "w", "·5", "点五万元", "，000",
        ",000", "、5万元", "’5", "：5", "〇〇", "○○", "²", "٣", "½", "①", "万万元", "千元", "元",
        "美元",
        "万美元", " 万 亿元", "余元", "多亿元", "角", "分", "人", "%", "％", "‰", "٪", "成", "倍",
        "折",
        "分之一", "个百分点", "-5", "‐5", "−5", "+3万元", "/2万元", "÷2", "乘以2", "加5", "\u0336",
        "\u20dd万元", "万元5千元", "万元零五百元", "万元五千", "¥", "【项目数量】",
        "，【项目数量】",
    ],
)  # fmt: skip
def test_nothing_behind_a_figure_makes_another_one_of_it(typed):
    found = faults(f"支出总额【支出总额】{typed}")
    assert found
    assert all(GLUED in message for _, message in found)


@pytest.mark.parametrize(
    "text",
    [
        "部门预算执行率【部门预算执行率】%", "部门预算执行率【部门预算执行率】5",
        "部门预算执行率【部门预算执行率】×2", "部门预算执行率【部门预算执行率】/2",
        "部门预算执行率【部门预算执行率】-5%", "等级为【部门整体自评等级】+",
        "得分【项目自评平均得分】 成", "得分【项目自评平均得分】个", "项目【项目数量】 万个",
        "项目【项目数量】多万个",
    ],
)  # fmt: skip
def test_nor_beside_figures_of_other_kinds(text):
    (found,) = faults(text)
    assert GLUED in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "共【项目数量】个项目", "2021年支出总额【支出总额】万元", "第1项【支出总额】万元。",
        "为【支出总额】万元，占全部支出的80%。", "1、【项目数量】个项目开展自评。",
        "一、【项目数量】个项目开展自评。", "（1）【项目数量】个；(2)【支出总额】万元",
        "●【项目数量】个", "支出总额——【支出总额】万元", "支出总额（【支出总额】万元，2021年）",
        "支出总额【支出总额】万元，000不是它的一部分",
        "人员经费、公用经费【人员经费】、【公用经费】万元",
        "人员经费【人员经费】万元，5.00万元用于培训", "支出总额【支出总额】（2021年）万元",
        "支出总额【支出总额】 万元", "支出总额【支出总额】余万元", "支出总额【支出总额】万元一致",
        "与执行率【部门预算执行率】一致", "执行率【部门预算执行率】，8个项目",
        "执行率为【部门预算执行率】、3个",
        "执行率【部门预算执行率】，【项目数量】个项目", "等级为“【部门整体自评等级】”，10项指标",
        "项目数【项目数量】项", "增加【支出总额】万元", "核减【支出总额】万元",
        "肩负【项目数量】个项目",
        "比上年多【项目数量】个", "平均得分【项目自评平均得分】分（满分100分）",
        "平均得分【项目自评平均得分】。2021年共【项目数量】个", "以下几点【项目数量】条",
        "合计=【支出总额】万元", "其中：【项目数量】个，【支出总额】万元",
        "支出总额【支出总额】的80%",
        "支出总额【支出总额】分为两部分",
    ],
)  # fmt: skip
def test_what_is_written_beside_figures_in_good_faith_is_taken(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200d", "\u200f", "\u202e", "\u2060", "\ufeff", "\u00ad", "\u3164"]
)
def test_a_sign_that_does_not_show_is_refused_with_its_place(sign):
    (found,) = faults("第一段。", f"没有【支出总额】万元，本年{sign}无。")[:1]
    assert found[0] == 2
    assert found[1].startswith("“】万元，本年”的后面有不可见的控制字符（U+")
    assert "段首有不可见的控制字符" in faults(f"{sign}第一段")[0][1]
    both = [message for _, message in faults(f"9{sign}【支出总额】万元")]
    assert "不可见" in both[0]
    assert GLUED in both[1]


def test_every_sentence_of_the_templates_is_sound():
    """What the system writes itself is not refused when it is saved."""
    said = [
        one.text.format(year=2021, unit="某市科协")
        for sections in TEMPLATES.values()
        for section in sections
        for sentences in section.paragraphs
        for alternatives in sentences
        for one in alternatives
    ]
    assert faults_of(said, kept=(), known=set(LABELS), left_out=set()) == []
    assert faults_of(["".join(said)], kept=(), known=set(LABELS), left_out=set()) == []


def test_everything_is_told_at_once():
    found = faults("【甲】和【支出总额】9", "【", kept=["projects"])
    assert [paragraph for paragraph, _ in found] == [1, 1, 2, 0]


def test_a_figure_is_not_lost_unless_the_person_says_so():
    lost = [(0, message) for _, message in faults("没有数。", kept=["projects"])]
    assert lost
    assert "少了【项目数量】" in lost[0][1]
    assert faults("没有数。", kept=["projects"], left_out=frozenset({"projects"})) == []
    # What nobody knows any more may go, and has to.
    assert faults("没有数。", kept=["evaluated"]) == []
    assert "还在正文中" in faults(TEXT, left_out=frozenset({"projects"}))[0][1]


def test_a_text_is_printed_with_its_figures_and_what_has_none_keeps_its_name():
    assert rendered(TEXT, {"total": "329.22"}) == "支出总额329.22万元，项目【项目数量】个。"
    assert rendered("【不知道】【】", {}) == "【不知道】【】"
