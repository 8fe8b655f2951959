"""Tables of an odd shape under a known role: the checks pass over them, nothing is raised."""

import pytest

from scoring.audit.files import audit_files
from scoring.published.reading import read_whole
from tests.audit.files import EDITIONS

HEAD = "document: {title: 某单位2023年预算, unit_name: 某单位}\ntables:\n"


def table(role, columns, *rows):
    listed = "".join(f"  - [{', '.join(row)}]\n" for row in rows)
    return f"- role: {role}\n  title: 表\n  columns: [{', '.join(columns)}]\n  rows:\n{listed}"


@pytest.mark.parametrize(
    "text",
    [
        table("narrative_amounts", ["口径", "项目"], ["收入", "null"], ["收入", "甲"]),
        table("narrative_amounts", ["口径"], ["收入"]),
        table("narrative_figures", ["口径", "类别", "分子"], ["收入", "占比", "'1'"]),
        table("narrative_lists", ["口径"], ["人员经费"]),
        table("project_expenditure", ["项目"], ["'0'"]),
        table("project_expenditure", ["合计"], ["'0'"]),
        table("income", ["项目", "金额"], *([name, "'1'"] for name in ("一、甲", "合计", "总计"))),
        table(
            "income", ["项目", "金额"], *([n, "'1'"] for n in ("一、甲", "二、乙", "合计", "总计"))
        ),
    ],
)
def test_a_table_without_its_columns_is_no_reason_to_stop(text):
    (one,) = audit_files([("x.yaml", read_whole(HEAD + text))], EDITIONS)
    assert len(one.result.document.tables) == 1
