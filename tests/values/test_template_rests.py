"""Rests of the form and names of scales: never true for a value that somebody meant."""

import csv
from pathlib import Path

import pytest

from projects.values import is_scale_name, is_template_rest

CASES = Path(__file__).parent / "cases.csv"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "≥**人",
            "( ≥**% )",
            "（≥**人）",
            "≥XX%",
            "≥xx万元",
            "不低于**%",
            "**",
            "*",
            "★",
            "★★★",
            "≥*人",
        ),
        *(
            "×××",
            "XX",
            "X%",
            "≥×人",
            "____",
            "≥____人",
            "____年__月__日",
            "__月__日前",
            "……",
            "...",
            "□",
            "???",
        ),
        *(
            "(100字以内)",
            "（限200字）",
            "(不超过500个字)",
            "对照年度目标简述完成情况(100字以内)",
            "请填写",
        ),
        *(
            "（请填写指标值）",
            "此处填写",
            "请简要说明",
            "说明偏差原因（200字左右）。",
            "概述(100字以内)",
        ),
    ],
)
def test_a_rest_of_the_form_is_found(text):
    assert is_template_rest(text) is True


@pytest.mark.parametrize(
    "text",
    [
        *(
            "≥5%",
            "95",
            "0",
            "/",
            "—",
            "无",
            "不适用",
            "",
            None,
            "及时",
            "×",
            "x",
            "X光机",
            "5*3",
            "A级",
        ),
        *(
            "500字以内",
            "简报(500字以内)",
            "报送信息(含简报)",
            "100字",
            "≤28.40/株",
            "*重点*",
            "**重点**",
        ),
        *(
            "请示按时办结",
            "★95%",
            "5_3",
            "X射线机",
            "×3",
            "XX学校",
            "填写及时",
            "说明清楚",
            "( )",
            "()",
        ),
        *("对照检查材料", "2023.12", "530元/人*月"),
    ],
)
def test_a_value_is_no_rest_of_the_form(text):
    assert is_template_rest(text) is False


@pytest.mark.parametrize(
    "text",
    [
        *(
            "好坏",
            "优良中差",
            "优良中低差",
            "优良差",
            "优中差",
            "高中低",
            "高低",
            "大中小",
            "好中差",
            "强弱",
        ),
        *(
            "是否",
            "有无",
            "优劣",
            "（好坏）",
            "优/良/中/差",
            "优、良、中、差",
            "优 良 中 差",
            "是/否",
            "有或无",
        ),
        *(
            "合格/不合格",
            "达标、未达标",
            "完成/部分完成/未完成",
            "明显，一般，不明显",
            "优秀良好一般较差",
            "优秀、良好、合格、不合格",
            "优、良、低、差",
            "是，或否",
        ),
    ],
)
def test_the_name_of_a_scale_is_found(text):
    assert is_scale_name(text) is True


@pytest.mark.parametrize(
    "text",
    [
        *(
            "优",
            "良",
            "优良",
            "优秀",
            "好",
            "高",
            "是",
            "否",
            "中",
            "差",
            "无",
            "有",
            "",
            None,
            "合格",
            "不合格",
        ),
        *(
            "优秀、良好",
            "及时、有效",
            "明显、显著",
            "效果明显",
            "高低压配电",
            "大中小学",
            "是否合格",
            "好坏分明",
        ),
        *("95%", "≥90", "中/差", "差/优", "优/3/差", "/", "、", "优/差" * 20),
    ],
)
def test_a_place_on_a_scale_is_no_name_of_it(text):
    assert is_scale_name(text) is False


def test_a_text_longer_than_any_prompt_or_scale_is_neither():
    prompts = ["请填写".ljust(length, "字") for length in (300, 301)]
    assert list(map(is_template_rest, prompts)) == [True, False]
    scale = "优/" + "良/" * 12
    assert [is_scale_name(f"{scale}{step}/差") for step in ("良好", "不合格")] == [True, False]


def test_of_the_texts_that_departments_printed_only_one_is_the_name_of_a_scale():
    with CASES.open(encoding="utf-8", newline="") as file:
        texts = [case["text"] for case in csv.DictReader(file)]
    assert [text for text in texts if is_scale_name(text)] == ["好坏"]
    assert [text for text in texts if is_template_rest(text)] == []
