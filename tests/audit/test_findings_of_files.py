"""What the audit tells of unfilled sheets, of places and of how sure a rule is."""

from dataclasses import replace

import pytest

from scoring.audit.files import Audited
from scoring.audit.places import place_words
from scoring.audit.report import file_report
from scoring.checks.finding import Finding, Severity
from scoring.published.reading import read_published
from scoring.rules.tags import execution_tag, line_tag, rule_tag
from scoring.rules.terms import Sign
from tests.audit.files import EDITIONS, audited, audited_file, made, made_text, published, told


def test_a_sheet_published_without_any_score_is_told():
    assert ("sheet-unfilled", "doubt", "indicators", None, None) in told(audited("017"))


def file(name):
    return audited_file(read_published(published(name)))


def finding(place):
    return Finding(
        check="x", severity=Severity.DOUBT, place=place, message="", printed=None, expected=None
    )


@pytest.mark.parametrize(
    "place, words",
    [
        ("total_printed", "总分"),
        ("total_points_printed", "分值合计"),
        ("indicators", "绩效指标"),
        ("funds[0].rate", "资金“部门预算总额”执行率"),
        ("funds[1].annual_budget", "资金“财政性资金”全年数"),
        ("indicators[5].score", "第 6 行“预算执行率”得分"),
        (
            "indicators[23].actual",
            "第 24 行“创新驱动助力工程、科技信息企业推广应用和科技工…”实际完成值",
        ),
        ("block_points.产出指标", "一级指标“产出指标”分值"),
        ("somewhere.else", "somewhere.else"),
    ],
)  # fmt: skip
def test_a_place_is_named_as_people_count(place, words):
    assert place_words(finding(place), file("001")) == words


def test_a_name_of_more_than_24_characters_is_cut_to_23():
    for name, shown in (("甲" * 24, "甲" * 24), ("甲" * 25, "甲" * 23 + "…"), ("甲： ", "甲")):
        audit = audited_file(made_text(f"- {{level3: '{name}', target: '1'}}"))
        assert place_words(finding("indicators[0].score"), audit) == f"第 1 行“{shown}”得分"


def report_of(*sides):
    """The lines of a report with a doubt for each pair of printed and expected text."""
    row = "- {level1: 产出指标, level3: 甲, target: '1', actual: '1', points: '90'}"
    audit = audited_file(made_text(row))
    doubts = tuple(
        Finding(
            check="total-sum",
            severity=Severity.DOUBT,
            place="total_printed",
            message=f"疑 {at}",
            printed=printed,
            expected=expected,
        )
        for at, (printed, expected) in enumerate(sides)
    )
    return list(file_report(Audited("表.yaml", replace(audit, findings=doubts))))


def test_of_findings_alike_the_one_whose_figures_lie_farthest_apart_comes_first():
    sides = [
        ("97.9", "97.7"),
        ("优", "97.9"),
        ("97分", "90"),
        ("90", "95"),
        ("9", "二"),
        ("3", "1"),
    ]
    said = [line.split()[-1] for line in report_of(*sides) if "疑 " in line]
    assert said == ["3", "5", "0", "1", "2", "4"]


def test_the_report_shows_both_figures_where_one_is_known():
    lines = report_of(("97", None), (None, "90"), (None, None))
    shown = [line.strip() for line in lines if "表中数" in line]
    assert shown == ["表中数 97    重算数 —", "表中数 —    重算数 90"]


def test_every_finding_of_the_samples_has_a_place_in_words():
    for name in ("001", "003", "006", "007", "008", "017"):
        audit = file(name)
        for one in audit.findings:
            assert place_words(one, audit) != one.place, one.place


@pytest.mark.parametrize(
    "edition, sign, way, outcome, tag",
    [
        ("henan-department-2021", Sign.AT_LEAST, "-", "met", "P"),
        ("henan-department-2021", Sign.AT_LEAST, "-", "short", "R"),
        ("hubei-2020", Sign.AT_MOST, "-", "over", "R"),
        ("national-2020", Sign.AT_MOST, "-", "over", "P"),
        ("national-2020", None, "-", "tier_reached", "R"),
        ("national-2020", Sign.AT_MOST, "-", "zero_missed", "P"),
        ("national-2020", Sign.EQUAL, "-", "zero_missed", "R"),
        ("national-2021-core", Sign.AT_LEAST, "0", "band_2", "M"),
        ("national-2021-core", Sign.AT_LEAST, "-", "under_pass", "M"),
        ("national-2021-core", Sign.AT_MOST, "-", "over", "P"),
        ("city-2022", Sign.AT_LEAST, "-", "over_target", "R"),
        ("shanxi-like", None, "0", "tier_reached", "P"),
        ("hubei-2020", Sign.AT_LEAST, "-", "not_applicable", "R"),
    ],
)
def test_how_sure_a_score_is(edition, sign, way, outcome, tag):
    assert line_tag(EDITIONS[edition], sign=sign, way=way, outcome=outcome) == tag


def test_a_stored_rule_finds_the_way_that_it_was_scored_by():
    core = EDITIONS["national-2021-core"]
    bands = rule_tag(core, rule="bands_90-100_80-80_60-50", sign=Sign.AT_LEAST, outcome="band_full")
    plain = rule_tag(core, rule="at_most_overshoot_pass60", sign=Sign.AT_MOST, outcome="over")
    assert (bands, plain) == ("M", "P")


@pytest.mark.parametrize(
    "edition, tag",
    [("henan-department-2021", "P"), ("hubei-2020", "P"), ("national-2021-core", "M")],
)
def test_how_sure_the_score_of_the_execution_is(edition, tag):
    assert execution_tag(EDITIONS[edition]) == tag


def test_an_actual_value_far_above_its_target_wants_a_reason_where_the_edition_has_a_limit():
    row = "- {{level3: 甲, target: ≥10次, actual: {}次, points: '10', score: '10', reason: '{}'}}"
    far = [one for one in told(made(row.format(13, ""))) if one[0] == "far-above"]
    assert far == [("far-above", "doubt", "indicators[0].actual", "13次", None)]
    for near in (row.format(12, ""), row.format(13, "上级追加任务")):
        assert not [one for one in told(made(near)) if one[0] == "far-above"]
    share = "- {level3: 甲, target: ≥50%, actual: 70%, points: '10', score: '10'}"
    assert not [one for one in told(made(share)) if one[0] == "far-above"]
    assert [one for one in told(made(share, edition="guangxi-like")) if one[0] == "far-above"]
