"""The audit as a page: complete by itself, every text escaped, every mark at its figure."""

import re

import pytest
import yaml

from scoring.audit.page.markup import Markup, element, name_of
from scoring.audit.page.tables import head_rows
from scoring.checks import run_unit
from scoring.checks.finding import Severity
from tests.audit.fakes import found, only
from tests.audit.files import published
from tests.audit.pages import page_of
from tests.published.disclosures import BUDGET, KEYED, LISTED, TARGETS

WRONG = published("001").read_text(encoding="utf-8")
ATTACK = "</td><script>alert(1)</script>\"' onload=x &amp; <img src=//e.org/x>"


def with_attacks(data, key=""):
    """The same data with an attack in every name and text that the format leaves free."""
    if isinstance(data, dict):
        return {name: with_attacks(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [with_attacks(value, key) for value in data]
    is_free = isinstance(data, str) and key not in ("kind", "money_unit", "role", "year", "unit")
    return data + ATTACK if is_free and re.search("[一-龥]", data) else data


@pytest.fixture
def seen():
    return page_of(KEYED, BUDGET, TARGETS, WRONG, "kind: project\n")


def test_the_page_has_head_summary_and_a_section_for_each_file(seen):
    assert seen.html.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert seen.tags[0] == ("html", {"lang": "zh-CN"})
    assert [own for name, own in seen.tags if name == "meta"][0] == {"charset": "utf-8"}
    assert len(seen.of("h1")) == 1
    sections = [own.get("id") for name, own in seen.tags if name == "section"]
    assert [name for name in sections if name] == [f"file-{n}" for n in range(1, 6)]
    assert "共 5 个文件" in seen.text


def test_nothing_comes_from_elsewhere_and_nothing_runs(seen):
    names = {name for name, _ in seen.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base", "svg"})
    for name, own in seen.tags:
        assert not [key for key in own if key.startswith("on") or key in ("style", "src")], name
    assert all(link.startswith("#") for link in seen.links)
    style = next(text for tags, text in seen.texts if "style" in tags)
    assert not re.search(r"@import|url\(|https?:|//", style)
    policy = [own["content"] for name, own in seen.tags if own.get("http-equiv")]
    assert policy[0].startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_ids_are_there_once_and_no_link_is_dead(seen):
    assert len(seen.ids) == len(set(seen.ids))
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    assert len(seen.links) > 10


def test_a_finding_is_told_with_place_figures_difference_and_what_it_rests_on():
    seen = page_of(WRONG)
    (first,) = [text for text in seen.of("li") if "第 6 行“预算执行率”得分" in text]
    for words in ("表中数2", "重算数或对照数3.00", "相差−1", "达标应得 3 分，表中印 2 分"):
        assert words in first
    assert "核对项目：得分与评分规则。依据：" in first
    assert "得分与评分规则（line-score）" in seen.text


def test_findings_come_worst_first_and_their_numbers_stand_in_the_cells():
    seen = page_of(WRONG)
    heads = [text for text in seen.of("h3") if "处" in text]
    assert [text[:2] for text in heads] == ["错误", "疑点"]
    marked = [own for name, own in seen.tags if name == "td" and "is-error" in own.get("class", "")]
    assert "c1--indicators-5-score" in {own.get("id") for own in marked}
    lists = [own for name, own in seen.tags if name == "ol"]
    assert [own["start"] for own in lists] == ["1", "6"]


def test_a_cell_of_the_accounts_is_marked_and_tables_without_findings_are_folded(monkeypatch):
    def look(document):
        yield found("tables.income_expenditure[2][2]", sides=("225.94%", "226.33%"))
        yield found("tables.three_public[0]", severity=Severity.ROUNDING, sides=(None, None))

    only(monkeypatch, document=look)
    seen = page_of(KEYED)
    cells = {own["id"]: own["class"] for name, own in seen.tags if name == "td" and "id" in own}
    assert cells["c1-tables-income_5fexpenditure-2-2".replace("_5f", "_")] == "num is-error"
    assert "相差−0.39 个百分点" in seen.text
    summaries = seen.of("summary")
    assert len(summaries) == 8
    assert not [text for text in summaries if "公开01表" in text or "公开07表" in text]
    assert summaries[0] == "公开03表 支出决算表（2 行，没有发现）"


def test_a_place_that_the_page_does_not_show_is_named_without_a_link(monkeypatch):
    only(
        monkeypatch,
        document=lambda document: iter([found("tables.nowhere[0][0]"), found("somewhere.else")]),
    )
    seen = page_of(KEYED)
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    assert "tables.nowhere[0][0]" in seen.text
    assert "somewhere.else" in seen.text


def test_a_plan_with_findings_is_open_and_the_others_are_folded(monkeypatch):
    only(
        monkeypatch,
        unit=lambda unit: iter([found("indicators[0].target", paper=unit.plans[1].name)]),
    )
    seen = page_of(BUDGET)
    assert "2023市科协科普经费 绩效目标表" in seen.of("h3")
    assert len([text for text in seen.of("summary") if "绩效目标表" in text]) == 2
    assert "c1-goals.projects_5b0_5d-indicators-0-target" in seen.ids


@pytest.mark.parametrize("sort", [KEYED, LISTED, BUDGET, TARGETS, WRONG])
def test_no_text_of_a_file_becomes_code(sort, monkeypatch):
    only(
        monkeypatch,
        document=lambda document: iter([found("tables.x[0][0]", message=ATTACK)]),
        unit=lambda unit: iter([found(ATTACK, sides=(ATTACK, ATTACK))]),
    )
    hostile = yaml.safe_dump(with_attacks(yaml.safe_load(sort)), allow_unicode=True)
    seen = page_of(hostile, names={0: f"{ATTACK}.yaml"})
    names = {name for name, _ in seen.tags}
    assert names.isdisjoint({"script", "img"})
    assert seen.text.count("<script>alert(1)</script>") > 10
    assert "无法读取" not in seen.text
    assert not [own for _, own in seen.tags if "onload" in own]


def test_a_file_that_cannot_be_read_is_told_with_all_its_faults():
    seen = page_of("kind: project\nindicators:\n- {points: 十}\n- {points: <b>}\n")
    assert "无法读取，没有核对" in seen.of("td")[0]
    assert "第 3 行 indicators[0].points：" in seen.text
    assert "“<b>”" in seen.text


def test_a_page_without_findings_says_so(monkeypatch):
    only(monkeypatch)
    monkeypatch.setattr(run_unit, "findings", lambda sheet: ())
    seen = page_of(published("012").read_text(encoding="utf-8"))
    assert "没有发现问题，但没有一行能按规则重算，只核对了合计和资金。" in seen.text
    assert "核对项目和依据" not in seen.text


def test_what_was_not_read_and_the_other_files_of_a_unit_are_named():
    seen = page_of(KEYED + "more: a\n", WRONG)
    assert "没有读的内容：more（第" in seen.text
    assert "与 1.yaml 作为同一单位核对" in seen.text


def test_headings_with_the_same_beginning_share_a_cell():
    assert list(head_rows(["甲", "乙/子/一", "乙/子/二", "乙/丑", "丙/子", "乙/子"])) == [
        [("甲", 1, 3), ("乙", 3, 1), ("丙", 1, 1), ("乙", 1, 1)],
        [("子", 2, 1), ("丑", 1, 2), ("子", 1, 2), ("子", 1, 2)],
        [("一", 1, 1), ("二", 1, 1)],
    ]
    assert list(head_rows([])) == []


def test_texts_and_attributes_are_escaped_and_elements_are_not():
    assert element("p", '<&">', Markup("<b>x</b>")) == "<p>&lt;&amp;&quot;&gt;<b>x</b></p>"
    assert element("a", "x", href='"><i>') == '<a href="&quot;&gt;&lt;i&gt;">x</a>'
    assert element("td", None, class_=None, aria_label="a") == '<td aria-label="a"></td>'
    assert element("p", "a\x00b\ud800") == "<p>a\ufffdb\ufffd</p>"
    assert name_of("a", "b c", "“") == "a-b_20c-_201c"
