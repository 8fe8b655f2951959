"""Whatever stands in files, the audit answers in every form and nothing is raised."""

import copy
import json

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.audit.answer import answer
from scoring.audit.files import audit_files
from scoring.audit.page.document import page
from scoring.audit.report import report
from scoring.published.encoding import decode
from scoring.published.reading import SheetUnreadable, read_whole
from tests.audit.files import EDITIONS, SHEETS
from tests.audit.pages import Page
from tests.published.disclosures import BUDGET, KEYED, LISTED, TARGETS
from tests.published.test_any_input import CELLS, ENCODED, TREES

GOOD = [KEYED, LISTED, BUDGET, TARGETS]
GOOD += [path.read_text(encoding="utf-8") for path in sorted(SHEETS.glob("*.yaml"))]
DATA = [yaml.safe_load(text) for text in GOOD]
FIGURES = st.sampled_from(
    [
        "0",
        "0.00",
        "-5",
        "100%",
        "-0.1%",
        "1,020.00",
        "9" * 30,
        "0." + "0" * 20 + "1",
        "≥95%",
        "—",
        "/",
    ]
    + [
        "不适用",
        "约百万",
        "2023年",
        "12月底前",
        "3-5",
        "1辆",
        "１０",
        "",
        "合计",
        "总计",
        "其中：财政拨款",
    ]
)
VALUES = FIGURES | CELLS | TREES


def places(node, path=()):
    """The path to every node below this one."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def changed(data, draw):
    """The data with some nodes replaced, left out or written twice."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 8))):
        every = list(places(data))
        if not every:
            break
        *way, last = draw(st.sampled_from(every))
        inner = data
        for key in way:
            inner = inner[key]
        match draw(st.sampled_from(["figure", "value", "drop", "twice"])):
            case "figure":
                inner[last] = draw(FIGURES)
            case "value":
                inner[last] = draw(VALUES)
            case "drop":
                del inner[last]
            case "twice" if isinstance(inner, list):
                inner.insert(last, copy.deepcopy(inner[last]))
    return data


def read(text):
    try:
        return read_whole(decode(text.encode()))
    except SheetUnreadable as refused:
        return refused


def look_at(*texts, **options):
    """Audit files with these texts in every form; give what came of them."""
    files = [(f"{at}.yaml", read(text)) for at, text in enumerate(texts)]
    audited = audit_files(files, EDITIONS, **options)
    assert len(list(report(audited))) >= len(texts)
    assert len(json.dumps([answer(one) for one in audited])) > 0
    seen = Page(page(audited))
    assert len(seen.ids) == len(set(seen.ids))
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    return audited


def test_the_good_files_are_read():
    audited = look_at(*GOOD)
    assert not [one for one in audited if isinstance(one.result, SheetUnreadable)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_of_good_files_is_answered(data):
    texts = [
        yaml.safe_dump(changed(data.draw(st.sampled_from(DATA)), data.draw), allow_unicode=True)
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    look_at(*texts, one_unit=data.draw(st.booleans()))


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["document", "forms", "budget_tables", "tables", "projects", "whole_department"]
            + ["goals", "self_evaluation", "narrative_figures", "narrative_amounts"]
            + ["narrative_lists", "kind", "funds", "indicators", "source"]
        ),
        VALUES,
        max_size=6,
    )
)
def test_any_tree_under_the_names_of_a_disclosure_is_answered(tree):
    look_at(yaml.safe_dump(tree, allow_unicode=True))


TABLES = st.builds(
    lambda columns, rows, role: {
        "role": role,
        "title": "表",
        "columns": columns,
        "rows": [(row * len(columns))[: len(columns)] for row in rows],
    },
    st.lists(
        st.sampled_from(
            ["项目", "收入/项目", "收入/金额", "支出/项目", "支出/金额", "合计", "a/b/c"]
            + ["科目编码/类", "科目编码/款", "科目编码/项", "单位（科目名称）", "基本支出/小计"]
            + ["口径", "类别", "分子", "分母", "印出百分比", "说明", "金额", "/", ""]
        ),
        min_size=1,
        max_size=8,
    ),
    st.lists(st.lists(FIGURES, min_size=1, max_size=8), max_size=6),
    st.sampled_from(
        ["income_expenditure", "income", "expenditure_by_function", "fiscal_income_expenditure"]
        + ["general_public_by_function", "basic_by_economic", "three_public", "assets"]
        + ["project_expenditure", "narrative_figures", "narrative_amounts", "narrative_lists"]
        + ["operating", "procurement", "government_fund", "economic_summary", "strange"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TABLES, max_size=5), st.sampled_from(["预算", "决算"]))
def test_any_tables_are_answered(tables, kind):
    head = {"title": "公开", "year": "2023", "kind": kind, "unit_name": "某单位"}
    audited = look_at(yaml.safe_dump({"document": head, "tables": tables}, allow_unicode=True))
    is_refused = isinstance(audited[0].result, SheetUnreadable)
    assert is_refused == (not tables)


@settings(max_examples=60, deadline=None)
@given(ENCODED, st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_and_any_file_name_are_answered(text, name):
    audited = audit_files([(name, read(text))], EDITIONS)
    Page(page(audited))
    list(report(audited))
