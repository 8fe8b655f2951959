"""`manage.py findings`: its keys, its end codes, its queries, and that it works from the rows."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perf.management.commands import findings as command
from tests.factories import make_department, make_plan, make_project
from tests.findings.build import plan_of, project_draft, wrong_plan, wrong_sheet

pytestmark = pytest.mark.django_db

KEYS = [
    "department", "year", "document", "check", "severity", "place", "level3", "message", "printed",
    "expected",
]  # fmt: skip


def run(*arguments):
    """Give what the command writes and the code it ends with."""
    out = StringIO()
    try:
        call_command("findings", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def answers(*arguments):
    text, code = run("--json", *arguments)
    return json.loads(text), code


def test_the_answer_has_the_keys_of_the_contract_and_figures_are_texts(unit):
    wrong_plan(unit)
    (one,), code = answers()
    assert (list(one), code) == (KEYS, 0)
    assert one == {
        "department": unit.code,
        "year": 2021,
        "document": "改造 绩效目标表",
        "check": "fund-parts",
        "severity": "error",
        "place": "funds[0].annual_budget",
        "level3": None,
        "message": "全年预算数各行相加 160.00 + 50.00 = 210.00，总额行是 200.00，相差 10",
        "printed": "200.00",
        "expected": "210.00",
    }


def test_nothing_stored_is_needed_and_nothing_found_is_an_empty_list(unit):
    assert answers() == ([], 0)
    plan_of(unit)
    assert answers() == ([], 0)


def test_one_department_and_one_year_can_be_asked_for(unit, branch):
    beside = make_department(parent=branch)
    for department, year in ((unit, 2021), (unit, 2022), (beside, 2021)):
        wrong_plan(department, year=year)
    told = [(one["department"], one["year"]) for one in answers()[0]]
    assert {*told[:2]} == {(unit.code, 2021), (beside.code, 2021)}
    assert told[2:] == [(unit.code, 2022)]
    assert len(answers("--department", unit.code)[0]) == 2
    assert len(answers("--year", 2021)[0]) == 2
    assert len(answers("--department", unit.code, "--year", 2022)[0]) == 1
    assert answers("--department", branch.code) == ([], 0)


def test_an_unknown_department_is_told_in_words():
    with pytest.raises(CommandError, match="没有编码为“999”的单位") as refused:
        call_command("findings", "--department", "999")
    assert refused.value.returncode == 2


def test_it_ends_with_1_only_where_errors_are_asked_for_and_there(unit):
    plan_of(unit)
    assert run("--fail-on", "error")[1] == 0
    wrong_plan(unit, year=2022)
    assert run()[1] == 0
    assert run("--fail-on", "error")[1] == 1
    assert run("--fail-on", "error", "--year", 2021)[1] == 0


def test_people_read_the_worst_first_with_both_figures(unit, filer):
    wrong_plan(unit, name="扩建")
    wrong_sheet(unit, by=filer, total="95")
    text, _ = run()
    told = ("1. 错误  扩建 绩效目标表  资金 年度资金总额 全年数", "2. 错误  改造 自评表  总分")
    assert text.index(told[0]) < text.index(told[1])  # 10 apart before 5
    assert f"{unit.name}（{unit.code}）2021 年度" in text
    assert "表中数 95    重算数 100.00" in text
    assert text.endswith("共核对 1 个单位年度：错误 2 处，疑点 0 处，舍入差 0 处。\n")


def queries(*arguments):
    with CaptureQueriesContext(connection) as captured:
        run(*arguments)
    return len(captured)


def test_queries_do_not_grow_with_papers_only_with_units(unit, filer):
    wrong_sheet(unit, by=filer)
    few = queries("--json")
    for number in range(5):
        wrong_sheet(unit, by=filer, name=f"改造{number}")
    assert queries("--json") == few


def test_the_same_figures_on_two_papers_are_two_findings(unit):
    for number in range(2):
        wrong_plan(unit, name=f"改造{number}")
    found, _ = answers()
    assert [one["document"] for one in found] == ["改造0 绩效目标表", "改造1 绩效目标表"]


def test_a_target_table_of_90_points_beside_the_execution_is_whole(unit):
    plan_of(unit)
    short = (("产出指标", "场次", "≥30场", 50), ("效益指标", "带动", "≥5%", 30))
    project = make_project(department=unit)
    make_plan(department=unit, project=project, draft=project_draft(blocks=short))
    told = {(one["check"], one["printed"]) for one in answers()[0]}
    assert ("points-whole", "90") in told
    assert {one["document"] for one in answers()[0]} == {f"{project.name} 绩效目标表"}


def test_a_unit_is_told_before_the_next_one_is_read(unit, branch, monkeypatch):
    """So that no more than the findings of one unit are ever held."""
    beside = make_department(parent=branch)
    wrong_plan(unit)
    wrong_plan(beside)
    out, told = StringIO(), []
    plain = command.read_unit

    def reads(department, year):
        told.append(out.getvalue().count("fund-parts"))
        return plain(department, year)

    monkeypatch.setattr(command, "read_unit", reads)
    call_command("findings", "--json", stdout=out)
    assert told == [0, 1]
