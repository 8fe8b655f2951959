"""The wording: sections in order, a sentence only where all its figures are known."""

import pytest

from scoring.narrative.figures import figures_of
from scoring.narrative.kept import stated
from scoring.narrative.terms import KEYS_OF, LABELS
from scoring.narrative.text import TEMPLATES, draft_of, offered
from scoring.narrative.tokens import TOKEN, keys_in, rendered
from tests.narrative.figures import BUDGET, FINAL, accounts, by_function, by_kind, paper, unit

PUBLISHED = {
    "total": "329.22", "personnel": "175.77", "public": "18.41", "spending": "135.04",
    "projects": "9", "evaluated": "8", "evaluated_amount": "131.42", "department_score": "97.9",
    "scored": "8", "average": "96.75", "department_evaluations": "0", "finance_evaluations": "0",
}  # fmt: skip


def text_of(figures, stage=FINAL):
    known = {key: stated(key, printed) for key, printed in figures.items()}
    draft = draft_of(stage, known, year=2021, unit="某市科协")
    return "\n".join(rendered(line, figures) for line in draft.splitlines())


def test_what_was_published_is_told_in_substance():
    assert text_of(PUBLISHED) == (
        "（一）绩效管理工作开展情况\n"
        "2021年度，某市科协纳入预算绩效管理的支出总额为329.22万元，其中：人员经费175.77万元，"
        "公用经费18.41万元，项目支出135.04万元。支出项目9个，其中开展绩效自评8个，"
        "自评金额131.42万元。\n"
        "（二）部门整体和项目绩效自评结果\n"
        "部门整体绩效自评得分为97.9分。\n"
        "8个项目绩效自评平均得分为96.75分。\n"
        "（三）部门评价和财政重点评价\n"
        "选取0个项目开展部门评价。财政部门选取0个项目开展重点绩效评价。"
    )


def test_a_budget_tells_what_was_set():
    row = ("329.22", "194.18", "135.04", None)
    papers = unit(
        accounts(by_function(*row), by_kind("175.77", "18.41"), kind=BUDGET),
        plans=[paper(project="甲", lines=("met", "met"))],
    )
    figures = figures_of(papers, BUDGET)
    assert draft_of(BUDGET, figures, year=2021, unit="某市科协").splitlines() == [
        "（一）绩效目标编制情况",
        "2021年，某市科协编制绩效目标表【目标表数量】张，设置绩效指标【绩效指标数量】项。",
        "（二）纳入预算绩效管理的支出",
        "2021年，某市科协纳入预算绩效管理的支出总额为【支出总额】万元，其中："
        "人员经费【人员经费】万元，公用经费【公用经费】万元，项目支出【项目支出】万元。"
        "支出项目【项目数量】个。",
    ]


def without(*keys):
    return text_of({key: one for key, one in PUBLISHED.items() if key not in keys})


def test_a_sentence_whose_figure_is_missing_is_left_out_and_headings_close_up():
    shorter = without("department_score", "average", "scored")
    assert "得分" not in shorter
    assert "（二）部门评价和财政重点评价" in shorter
    assert "其中：项目支出135.04万元。" in without("public")
    assert "329.22万元。支出项目" in without("public", "spending")
    assert "支出项目9个，其中开展绩效自评8个。" in without("evaluated_amount")


def test_no_project_one_project_and_nothing():
    assert "支出项目0个。" in text_of({"projects": "0"})
    one = text_of({"scored": "1", "average": "90.00"})
    assert "1个项目绩效自评得分为90.00分。" in one
    assert "平均" not in one
    assert text_of({}) == text_of({}, BUDGET) == ""


def test_indicators_judged_by_hand_are_told_where_there_are_any():
    counts = {"indicators": "5", "met": "3", "missed": "1"}
    assert "由人工评定1项" in text_of(counts | {"by_hand": "1"})
    assert "由人工评定" not in text_of(counts | {"by_hand": "0"})


def test_a_sentence_is_offered_once_its_figures_are_known_and_not_before():
    known = {key: stated(key, one) for key, one in PUBLISHED.items()}
    text = draft_of(FINAL, known, year=2021, unit="某市科协")
    assert offered(FINAL, known, text, year=2021, unit="某市科协") == []
    shorter = "\n".join(line for line in text.splitlines() if "部门评价项目" not in line)
    assert offered(FINAL, known, shorter, year=2021, unit="某市科协") == [
        "选取【部门评价项目数量】个项目开展部门评价。",
        "财政部门选取【财政重点评价项目数量】个项目开展重点绩效评价。",
    ]
    assert offered(FINAL, {}, "", year=2021, unit="某市科协") == []


@pytest.mark.parametrize("stage", TEMPLATES)
def test_every_token_of_the_templates_is_a_figure_of_its_stage(stage):
    texts = [
        sentence.text
        for section in TEMPLATES[stage]
        for paragraph in section.paragraphs
        for alternatives in paragraph
        for sentence in alternatives
    ]
    names = {name for text in texts for name in TOKEN.findall(text)}
    assert names <= set(LABELS.values())
    assert {key for text in texts for key in keys_in(text)} <= set(KEYS_OF[stage])
