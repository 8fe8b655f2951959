"""A sheet beside the final account of its year: rates and carry-over come from the account."""

import pytest

from perf.demo.drafts import FOLDER
from scoring.audit.files import audit_files
from scoring.published.reading import read_published, read_whole
from tests.audit.files import EDITIONS, audited, audited_file
from tests.demo.test_findings_of_the_disclosures import ERRORS, ROUNDED
from tests.published.disclosures import KEYED, LISTED

SHEET = """\
kind: department
year: 2021
department: 焦作市科学技术协会
funds:
- {label: 部门预算总额, initial_budget: '227.68', annual_budget: '225.94', executed: '329.22'}
indicators:
- {level3: 结转结余率, target: ≤5%, actual: 3%, points: '2', score: '2'}
- {level3: 预算执行率, target: ≥95%, actual: 97%, points: '3', score: '3'}
"""
ACCOUNTS = KEYED[: KEYED.index("self_evaluation:")]


def result(*texts, at=-1):
    files = [(f"{n}.yaml", read_whole(text)) for n, text in enumerate(texts)]
    return audit_files(files, EDITIONS)[at].result


def known(audit):
    return {line.name: line.known.told for line in audit.sheet.checked.lines if line.known}


def test_rates_come_from_the_account_of_another_file_and_from_the_sheets_own_funds():
    assert known(result(ACCOUNTS, SHEET)) == {"结转结余率": "0.09%", "预算执行率": "145.71%"}
    found = [one for one in result(ACCOUNTS, SHEET).findings if one.check == "management-rate"]
    assert [(one.place, one.printed, one.expected) for one in found] == [
        ("indicators[0].actual", "3%", "0.09%"),
        ("indicators[1].actual", "97%", "145.71%"),
    ]


@pytest.mark.parametrize(
    "accounts, sheet",
    [
        (ACCOUNTS.replace("kind: 决算", "kind: 预算"), SHEET),
        (ACCOUNTS.replace("year: '2021'", "year: '2022'"), SHEET),
        (ACCOUNTS, SHEET.replace("kind: department", "kind: project")),
    ],
)
def test_a_budget_another_year_and_a_project_leave_the_rates_open(accounts, sheet):
    assert known(result(accounts, sheet)) == {}


def test_an_account_of_another_year_leaves_them_open_in_one_unit_as_well():
    other = ACCOUNTS.replace("year: '2021'", "year: '2022'")
    files = [("a", read_whole(other)), ("b", read_whole(SHEET))]
    assert known(audit_files(files, EDITIONS, one_unit=True)[1].result) == {}


def test_a_sheet_alone_is_not_held_to_accounts_that_are_not_there():
    assert known(result(SHEET)) == {}


def test_what_was_brought_over_comes_from_the_account_unless_the_sheet_names_it():
    assert result(ACCOUNTS, SHEET).sheet.sheet.carried_over.text == "103.49"
    own = f"{SHEET}narrative: {{年初结转和结余: '99'}}\n"
    assert result(ACCOUNTS, own).sheet.sheet.carried_over.text == "99"
    assert result(SHEET).sheet.sheet.carried_over.text == ""


@pytest.mark.parametrize("text", [KEYED, LISTED])
def test_the_tables_of_one_file_are_enough(text):
    more = text.replace("level3: 实现率", "level3: 结转结余率").replace(
        "target: '>=95%', formula: null, actual", "target: ≤5%, formula: null, actual"
    )
    assert known(result(more)) == {"结转结余率": "0.09%"}


def test_a_sheet_by_itself_and_in_a_file_of_its_own_come_to_the_same():
    alone = audited("001")
    file = audited_file(
        read_published(next((FOLDER.parents[1] / "tests/audit/sheets").glob("001*")))
    )
    told = [(one.check, one.place, one.message) for one in file.findings]
    assert told[: len(alone.findings)] == [
        (one.check, one.place, one.message) for one in alone.findings
    ]


CODES = {
    ("焦作市科学技术协会", 2021): "254101",
    ("焦作市科学技术协会", 2023): "254101",
    ("三门峡市科学技术协会", 2024): "311001",
    ("张家口市科学技术协会", 2023): "731",
    ("焦作市产业技术科学院", 2024): "261301",
}


@pytest.mark.parametrize("severity, expected", [("error", ERRORS), ("rounding", ROUNDED)])
def test_the_files_of_the_five_disclosures_say_what_the_system_says_of_them(severity, expected):
    files = [(path.name, read_published(path)) for path in sorted(FOLDER.glob("*.yaml"))]
    found = [
        (CODES[head.department, head.year], head.year, one.check, one.place, one.printed,
         one.expected)
        for _, audit in audit_files(files, EDITIONS, code="henan-department-2021")
        for head in [audit.published]
        for one in audit.findings
        if one.severity == severity
    ]  # fmt: skip
    assert sorted(found) == sorted(expected)
