"""The wording of the explanatory text: sections in order, sentences with their figures. Pure.

Of the alternatives of a sentence the first is taken whose figures are all known; a sentence whose
figures are not known is left out, never filled with words that nobody knows to be true. A number
of 0 is known and is told.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from scoring.narrative.glue import without_unseen
from scoring.narrative.terms import BUDGET, FINAL, Figure
from scoring.narrative.tokens import keys_in

_ORDINALS = "一二三四五六"
Known = Mapping[str, Figure]


class Sentence(NamedTuple):
    """A sentence with its figures; `when`: a further condition on them."""

    text: str
    when: Callable[[Known], bool] = lambda known: True

    def fits(self, known: Known) -> bool:
        """Whether every figure is known."""
        return all(key in known for key in keys_in(self.text)) and self.when(known)


class Section(NamedTuple):
    """A heading and its paragraphs: of each, alternatives for every sentence in turn."""

    heading: str
    paragraphs: tuple[tuple[tuple[Sentence, ...], ...], ...]


def _one(text: str) -> tuple[Sentence, ...]:
    return (Sentence(text),)


def _is_one(known: Known) -> bool:
    return known["scored"].amount == 1


def _expenditure(period: str) -> tuple[Sentence, ...]:
    """The total with the parts that are known of it, the fullest first."""
    head = f"{period}，{{unit}}纳入预算绩效管理的支出总额为【支出总额】万元"
    split, basic = "人员经费【人员经费】万元，公用经费【公用经费】万元", "基本支出【基本支出】万元"
    spending, others = "项目支出【项目支出】万元", "其他支出【其他支出】万元"
    return tuple(
        Sentence(f"{head}，其中：{'，'.join(parts)}。" if parts else f"{head}。")
        for parts in (
            (split, spending, others),
            (split, spending),
            (basic, spending, others),
            (basic, spending),
            (spending,),
            (basic,),
            (),
        )
    )


_PROJECTS = "支出项目【项目数量】个"
_EVALUATED = f"{_PROJECTS}，其中开展绩效自评【自评项目数量】个"
_WHOLE_SCORE = "部门整体绩效自评得分为【部门整体自评得分】分"
_LINES = (
    "部门整体绩效指标【整体指标数量】项，达到指标值【达到指标值的指标数量】项，"
    "未达到指标值【未达到指标值的指标数量】项"
)
_SCORED = "【有自评得分的项目数量】个项目"

TEMPLATES: dict[str, tuple[Section, ...]] = {
    BUDGET: (
        Section(
            "绩效目标编制情况",
            (
                (
                    _one(
                        "{year}年，{unit}编制绩效目标表【目标表数量】张，"
                        "设置绩效指标【绩效指标数量】项。"
                    ),
                ),
            ),
        ),
        Section(
            "纳入预算绩效管理的支出",
            ((_expenditure("{year}年"), _one(f"{_PROJECTS}。")),),
        ),
        Section(
            "重点项目绩效目标",
            ((_one("设置重点项目预算绩效目标【重点项目数量】个。"),),),
        ),
    ),
    FINAL: (
        Section(
            "绩效管理工作开展情况",
            (
                (
                    _expenditure("{year}年度"),
                    (
                        Sentence(f"{_EVALUATED}，自评金额【自评金额】万元。"),
                        Sentence(f"{_EVALUATED}。"),
                        Sentence(f"{_PROJECTS}。"),
                    ),
                ),
            ),
        ),
        Section(
            "部门整体和项目绩效自评结果",
            (
                (
                    (
                        Sentence(f"{_WHOLE_SCORE}，等级为“【部门整体自评等级】”。"),
                        Sentence(f"{_WHOLE_SCORE}。"),
                    ),
                    (
                        Sentence(
                            f"{_LINES}，由人工评定【由人工评定的指标数量】项。",
                            lambda known: bool(known["by_hand"].amount),
                        ),
                        Sentence(f"{_LINES}。"),
                    ),
                    _one("部门预算执行率为【部门预算执行率】。"),
                ),
                (
                    (
                        Sentence(f"{_SCORED}绩效自评得分为【项目自评平均得分】分。", _is_one),
                        Sentence(f"{_SCORED}绩效自评平均得分为【项目自评平均得分】分。"),
                    ),
                    (
                        Sentence(
                            "按等级分：优【等级为优的项目数量】个，良【等级为良的项目数量】个，"
                            "中【等级为中的项目数量】个，差【等级为差的项目数量】个。"
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "部门评价和财政重点评价",
            (
                (
                    _one("选取【部门评价项目数量】个项目开展部门评价。"),
                    _one("财政部门选取【财政重点评价项目数量】个项目开展重点绩效评价。"),
                ),
            ),
        ),
    ),
}


def draft_of(stage: str, figures: Known, *, year: int, unit: str) -> str:
    """The text with the figures that are known, a paragraph a line; "" where nothing is known."""
    known = _known(figures)
    lines: list[str] = []
    headings = 0
    for section in TEMPLATES[stage]:
        said = [_joined(sentences, known) for sentences in section.paragraphs]
        if any(said):
            lines += [f"（{_ORDINALS[headings]}）{section.heading}", *filter(None, said)]
            headings += 1
    return "\n".join(lines).replace("{year}", str(year)).replace("{unit}", without_unseen(unit))


def offered(stage: str, figures: Known, text: str, *, year: int, unit: str) -> list[str]:
    """Sentences of the template whose figures are known while the text has none of them."""
    there = set(keys_in(text))
    whole = draft_of(stage, figures, year=year, unit=unit)
    sentences = [f"{part}。" for line in whole.splitlines() for part in line.split("。") if part]
    told = [sentence for sentence in sentences if keys_in(sentence)]
    return [sentence for sentence in told if not there & set(keys_in(sentence))]


def _joined(alternatives: Sequence[Sequence[Sentence]], known: Known) -> str:
    chosen = (next((one for one in each if one.fits(known)), None) for each in alternatives)
    return "".join(one.text for one in chosen if one is not None)


def _known(figures: Known) -> dict[str, Figure]:
    return {key: figure for key, figure in figures.items() if figure.is_known}
