"""Locked figures: nothing typed takes the place of one, and every fault is told at once."""

import pytest

from scoring.narrative.tokens import faults_of, rendered

KNOWN = {"total", "projects", "average"}
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
