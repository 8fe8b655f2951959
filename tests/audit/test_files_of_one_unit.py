"""Files of one department and year are read side by side; what differs is kept apart."""

import json

import pytest

from scoring.audit.answer import answer
from scoring.audit.files import audit_files
from scoring.audit.places import place_words
from scoring.published.reading import SheetUnreadable, read_whole
from tests.audit.fakes import found, only
from tests.audit.files import EDITIONS
from tests.published.disclosures import BUDGET, KEYED, LISTED, TARGETS

SHEET = """\
kind: department
year: {year}
department: {department}
indicators:
- {{level3: 结转结余率, target: ≤5%, actual: 3%, points: '2', score: '2'}}
"""


def sheet(department="焦作市科学技术协会", year=2021):
    return SHEET.format(department=department, year=year)


def audits(*texts, **options):
    files = [(f"/tmp/{at}.yaml", read_whole(text)) for at, text in enumerate(texts)]
    return [one.result for one in audit_files(files, EDITIONS, **options)]


def told(audit):
    return [(one.place, one.message) for one in audit.findings if one.check == "made-up"]


@pytest.fixture
def rate_against_accounts(monkeypatch):
    """A check that names both papers, for every sheet and account of a unit."""

    def look(unit):
        for paper in unit.sheets:
            for account in unit.accounts:
                yield found(
                    "indicators[0].actual", message=f"与{account.name}不同", paper=paper.name
                )

    only(monkeypatch, unit=look)


@pytest.mark.usefixtures("rate_against_accounts")
def test_a_finding_between_two_files_stands_with_the_one_that_it_speaks_about():
    accounts = KEYED[: KEYED.index("self_evaluation:")] + "self_evaluation: null\n"
    first, second = audits(accounts, sheet())
    assert told(first) == []
    title = "焦作市科学技术协会部门决算（2021年度）"
    assert told(second) == [("indicators[0].actual", f"与{title}（0.yaml）不同")]
    assert (first.beside, second.beside) == (("/tmp/1.yaml",), ("/tmp/0.yaml",))


@pytest.mark.usefixtures("rate_against_accounts")
def test_papers_of_one_file_are_a_unit_and_need_no_file_name():
    (audit,) = audits(KEYED)
    title = "焦作市科学技术协会部门决算（2021年度）"
    assert told(audit) == [("indicators[0].actual", f"与{title}不同")]
    assert audit.beside == ()


@pytest.mark.usefixtures("rate_against_accounts")
@pytest.mark.parametrize(
    "department, year",
    [("焦作市科学技术协会", 2022), ("焦作市产业技术科学院", 2021), ("''", 2021),
     ("焦作市科学技术协会", "''")],
)  # fmt: skip
def test_other_departments_and_years_are_kept_apart(department, year):
    accounts = KEYED[: KEYED.index("self_evaluation:")]
    first, second = audits(accounts, sheet(department, year))
    assert told(first) == told(second) == []
    assert first.beside == second.beside == ()


@pytest.mark.usefixtures("rate_against_accounts")
def test_two_files_that_name_no_department_are_not_of_one():
    accounts = KEYED[: KEYED.index("self_evaluation:")]
    nameless = accounts.replace("  unit_name: 焦作市科学技术协会\n", "")
    assert told(audits(nameless, sheet("''"))[1]) == []


@pytest.mark.usefixtures("rate_against_accounts")
def test_blanks_and_wide_signs_in_a_name_make_no_other_department():
    accounts = KEYED[: KEYED.index("self_evaluation:")]
    assert len(told(audits(accounts, sheet("焦作市 科学技术协会　"))[1])) == 1


@pytest.mark.usefixtures("rate_against_accounts")
def test_all_files_are_one_unit_where_that_is_asked_for_and_the_report_says_what_differs():
    accounts = KEYED[: KEYED.index("self_evaluation:")]
    _, second = audits(accounts, sheet("科协", 2022), one_unit=True)
    assert len(told(second)) == 1
    assert second.unit_note == "单位名称不同：焦作市科学技术协会、科协；年度不同：2021、2022"
    assert audits(accounts, sheet(), one_unit=True)[1].unit_note == ""


def test_an_unreadable_file_leaves_the_others_one_unit(monkeypatch):
    seen = []

    def look(unit):
        seen.append((unit.name, unit.year, len(unit.sheets)))
        return iter(())

    only(monkeypatch, unit=look)
    refused = SheetUnreadable(1, None, "读不了。")
    files = [("a", read_whole(sheet())), ("b", refused), ("c", read_whole(sheet()))]
    results = audit_files(files, EDITIONS)
    assert results[1].result is refused
    assert seen == [("焦作市科学技术协会", 2021, 2)]


def test_papers_of_one_name_are_told_apart(monkeypatch):
    names = []

    def look(unit):
        names.extend(paper.name for paper in (*unit.accounts, *unit.plans, *unit.sheets))
        return (found("indicators[0].target", paper=paper.name) for paper in unit.plans)

    only(monkeypatch, unit=look)
    twice = BUDGET.replace("name: 全民科学素质工作", "name: 2023市科协科普经费")
    (audit,) = audits(twice)
    assert names[1:] == [
        "部门整体 绩效目标表",
        "2023市科协科普经费 绩效目标表",
        "2023市科协科普经费 绩效目标表（2）",
    ]
    assert [place for place, _ in told(audit)] == [
        "goals.whole_department.indicators[0].target",
        "goals.projects[0].indicators[0].target",
        "goals.projects[1].indicators[0].target",
    ]


def test_the_papers_of_a_disclosure_reach_the_checks(monkeypatch):
    seen = []
    only(monkeypatch, unit=lambda unit: seen.append(unit) or iter(()))
    audits(BUDGET)
    (unit,) = seen
    (document,) = unit.accounts
    assert (document.year, document.kind, document.money_unit) == (2023, "BUDGET", "万元")
    table = document.table("income_expenditure")
    assert (table.columns[0], table.place, table.title) == ("序号", "部门预算收支总表", table.place)
    assert [(plan.code, plan.project) for plan in unit.plans] == [
        ("", ""),
        ("", "2023市科协科普经费"),
        ("410800220000000032810", "全民科学素质工作"),
    ]
    assert all(plan.sheet.is_plan for plan in unit.plans)
    line = unit.plans[1].sheet.lines[0]
    assert (line.target, line.sign.value, str(line.target_number), line.unit) == (
        "≥4期", ">=", "4", "期",
    )  # fmt: skip
    assert [fund.is_total for fund in unit.plans[2].sheet.funds] == [True, False, False, False]


def test_both_formats_give_the_checks_the_same_accounts_and_the_same_sheet(monkeypatch):
    seen = []
    only(monkeypatch, unit=lambda unit: seen.append(unit) or iter(()))
    for text in (KEYED, LISTED):
        audits(text)
    keyed, listed = seen
    assert keyed.accounts == listed.accounts
    assert keyed.sheets == listed.sheets
    assert (keyed.plans, listed.plans) == ((), ())


def test_cells_of_accounts_have_their_places_in_words(monkeypatch):
    def look(document):
        yield found("tables.income_expenditure[2][2]")
        yield found("tables.three_public[0][3]")
        yield found("tables.expenditure_by_function")
        yield found("tables.expenditure_by_function[1]")
        yield found("tables.nowhere[0][0]")
        yield found("tables.income_expenditure[99][0]")

    only(monkeypatch, document=look)
    (audit,) = audits(KEYED)
    words = [place_words(one, audit) for one in audit.findings if one.check == "made-up"]
    assert words == [
        "公开01表 第 3 行“本年收入合计”收入/金额",
        "公开07表 第 1 行决算数/公务接待费",
        "公开03表",
        "公开03表 第 2 行“科学技术普及”",
        "tables.nowhere[0][0]",
        "公开01表",
    ]


def test_rows_of_a_plan_have_their_places_in_words(monkeypatch):
    def look(unit):
        plan = unit.plans[1]
        for place in ("indicators[0].target", "funds[0].annual_budget", "goals[0].content", "x"):
            yield found(place, paper=plan.name)

    only(monkeypatch, unit=look)
    (audit,) = audits(BUDGET)
    words = [place_words(one, audit) for one in audit.findings if one.check == "made-up"]
    title = "2023市科协科普经费 绩效目标表"
    assert words == [
        f"{title} 第 1 行“编印期数”指标值",
        f"{title} 资金“项目预算控制数”全年数",
        f"{title} 年度目标“1”主要内容",
        f"{title} x",
    ]


def test_a_finding_is_told_once_however_often_it_is_made(monkeypatch):
    only(monkeypatch, unit=lambda unit: iter([found("total_printed")] * 2))
    assert len(told(audits(KEYED)[0])) == 1


def test_the_answer_keeps_its_keys_for_every_sort_of_file(monkeypatch):
    only(monkeypatch, document=lambda document: iter([found("tables.operating[0][1]")]))
    files = [(str(at), read_whole(text)) for at, text in enumerate((BUDGET, TARGETS, KEYED))]
    answers = [answer(one) for one in audit_files(files, EDITIONS)]
    for one in answers:
        assert list(one) == ["file", "edition", "lines", "execution", "total", "findings"]
        assert json.dumps(one)
    budget, targets, keyed = answers
    assert (budget["edition"], budget["lines"]) == (None, [])
    assert set(budget["execution"].values()) == set(budget["total"].values()) == {None}
    assert targets["edition"] == "national-2020"
    assert targets["lines"][0] == {
        "row": 0, "level3": "维修维护次数", "target": "2280次", "actual": None, "points": None,
        "printed": None, "computed": None, "rule": None, "explanation": "",
    }  # fmt: skip
    assert [line["level3"] for line in keyed["lines"]] == ["评价结果应用率", "实现率"]
    assert budget["findings"][-1] == {
        "check": "made-up", "severity": "error", "place": "tables.operating[0][1]",
        "level3": None, "message": "两处不同", "printed": "2.00", "expected": "1.50",
    }  # fmt: skip


def test_an_edition_asked_for_scores_papers_of_its_own_kind_alone():
    (audit,) = audits(BUDGET, code="henan-department-2021")
    choices = [plan.choice for plan in audit.plans]
    assert (choices[0].edition.code, choices[0].chosen) == ("henan-department-2021", True)
    assert [(one.edition.code, one.chosen) for one in choices[1:]] == [("national-2020", False)] * 2


def test_a_plan_with_points_is_no_sheet_that_was_left_unfilled():
    (audit,) = audits(TARGETS.replace('target: "2280次"}', 'target: "2280次", points: "60"}'))
    assert "sheet-unfilled" not in [one.check for one in audit.findings]
