"""What comes out of the five disclosures: every error and rounding difference, and no other.

Each was checked by hand against the printed document: both figures stand there.
"""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from perf.demo.seed import seed
from projects.models import Department
from scoring.checks.run_unit import unit_findings
from scoring.queries.units import unit_of

UNITS = (
    ("254101", 2021), ("254101", 2023), ("261301", 2024), ("311001", 2024), ("731", 2023),
)  # fmt: skip

# department, year, check, place, printed, expected
ERRORS = [
    ("254101", 2021, "account-sum", "tables.initial_budget_by_item[0][3]", "227.68", "219.20"),
    ("254101", 2021, "account-sum", "tables.initial_budget_by_item[0][4]", "323.56", "323.02"),
    ("254101", 2021, "account-share", "tables.narrative_figures[11][4]", "2.94%", "2.95%"),
    ("254101", 2021, "total-sum", "total_printed", "97.7", "97.90"),
    ("254101", 2021, "total-narrative", "total_printed", "97.7", "97.90"),
    ("254101", 2021, "fund-parts", "funds[0].annual_budget", "225.94", "226.33"),
    ("254101", 2021, "execution-score", "funds[0].score", "9.9", "10.00"),
    ("254101", 2021, "line-score", "indicators[5].score", "2", "3.00"),
    ("254101", 2021, "management-rate", "indicators[5].actual", "97", "145.71%"),
    ("254101", 2021, "management-rate", "indicators[6].actual", "0", "-0.76%"),
    ("254101", 2021, "management-rate", "indicators[7].actual", "3", "0.09%"),
    ("254101", 2021, "management-rate", "indicators[8].actual", "100", "19.76%"),
    ("254101", 2021, "fund-accounts", "funds[1].annual_budget", "220.65", "220.25"),
    ("254101", 2021, "fund-accounts", "funds[1].rate", "146.64%", "146.91%"),
    ("311001", 2024, "account-sum", "tables.narrative_amounts[24][2]", "324.6", "377.60"),
    ("311001", 2024, "account-same", "tables.basic_by_economic[0][5]", "313.8", "301.90"),
    ("311001", 2024, "account-same", "tables.basic_by_economic[0][6]", "10.8", "22.70"),
    ("311001", 2024, "account-share", "tables.narrative_figures[10][4]", "5.18%", "5.06%"),
]
ROUNDED = [
    ("254101", 2021, "account-sum", "tables.income_expenditure[26][2]", "225.94", "225.93"),
    ("254101", 2021, "account-sum", "tables.income_expenditure[26][5]", "329.22", "329.23"),
    ("254101", 2021, "account-sum", "tables.income[0][2]", "225.94", "225.93"),
    ("254101", 2021, "account-sum", "tables.income[0][3]", "220.25", "220.26"),
    ("254101", 2021, "account-sum", "tables.expenditure_by_function[0][2]", "329.22", "329.23"),
    ("254101", 2021, "account-sum", "tables.expenditure_by_function[0][3]", "194.18", "194.19"),
    ("254101", 2021, "account-sum", "tables.fiscal_income_expenditure[26][5]", "323.56", "323.57"),
    ("254101", 2021, "account-sum", "tables.fiscal_income_expenditure[26][6]", "323.56", "323.57"),
    ("254101", 2021, "account-sum", "tables.general_public_by_function[0][2]", "323.56", "323.57"),
    ("254101", 2021, "account-sum", "tables.general_public_by_function[0][3]", "194.18", "194.19"),
    ("254101", 2021, "account-sum", "tables.basic_by_economic[0][5]", "18.41", "18.42"),
    ("254101", 2021, "account-sum", "tables.narrative_amounts[3][2]", "225.94", "225.93"),
    ("254101", 2021, "account-sum", "tables.narrative_amounts[15][2]", "323.56", "323.57"),
    ("254101", 2021, "account-share", "tables.narrative_figures[2][4]", "2.52%", "2.51%"),
    ("261301", 2024, "account-shares", "tables.narrative_figures[10][4]", "100.01%", "100%"),
    ("311001", 2024, "account-sum", "tables.narrative_amounts[1][2]", "377.59", "377.60"),
    ("311001", 2024, "account-share", "tables.narrative_figures[7][4]", "83.52%", "83.53%"),
    ("311001", 2024, "account-share", "tables.narrative_figures[8][4]", "8.1%", "8.2%"),
    ("311001", 2024, "account-share", "tables.narrative_figures[9][4]", "3.2%", "3.3%"),
    ("311001", 2024, "account-text", "tables.narrative_amounts[0][2]", "377.59", "377.60"),
    ("311001", 2024, "account-text", "tables.narrative_amounts[1][2]", "377.59", "377.60"),
    ("731", 2023, "account-sum", "tables.income[8][12]", "242.10", "242.09"),
    ("731", 2023, "account-sum", "tables.income[9][3]", "587.70", "587.69"),
    ("731", 2023, "account-sum", "tables.expenditure_by_function[8][5]", "665.12", "665.11"),
    ("731", 2023, "account-sum", "tables.expenditure_by_function[9][3]", "587.70", "587.69"),
    ("731", 2023, "account-sum", "tables.general_public_by_function[8][5]", "665.12", "665.11"),
    ("731", 2023, "account-sum", "tables.general_public_by_function[9][3]", "587.70", "587.69"),
    ("731", 2023, "account-sum", "tables.basic_by_economic[1][3]", "693.28", "693.27"),
    ("731", 2023, "account-sum", "tables.basic_by_economic[1][4]", "693.28", "693.27"),
    ("731", 2023, "account-sum", "tables.basic_by_economic[12][3]", "113.03", "113.01"),
    ("731", 2023, "account-sum", "tables.basic_by_economic[12][5]", "113.03", "113.01"),
    ("731", 2023, "account-sum", "tables.procurement[0][7]", "4.71", "4.72"),
    ("731", 2023, "account-sum", "tables.procurement[0][8]", "4.71", "4.72"),
    ("731", 2023, "account-sum", "tables.procurement[0][15]", "4.71", "4.72"),
]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Every finding of the five, with the unit that it is of."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield [
            (code, year, one)
            for code, year in UNITS
            for one in unit_findings(unit_of(Department.objects.get(code=code), year))
        ]
        transaction.set_rollback(True)


def sides(told, severity):
    return sorted(
        (code, year, one.check, one.place, one.printed, one.expected)
        for code, year, one in told
        if one.severity == severity
    )


def test_these_are_the_errors_and_none_is_wrong(told):
    assert sides(told, "error") == sorted(ERRORS)


def test_these_are_the_rounding_differences(told):
    assert sides(told, "rounding") == sorted(ROUNDED)


def test_every_finding_states_both_sides_or_asks(told):
    for _, _, one in told:
        assert one.paper
        if one.severity == "doubt":
            assert "请" in one.message, one
        else:
            assert one.expected, one
            assert one.printed.rstrip("%") in one.message, one


DOUBTS = {
    ("254101", 2021, "execution-over", "funds[0].rate"),
    ("254101", 2021, "zero-of-zero", "indicators[31].target"),
    ("254101", 2021, "account-blank", "tables.expenditure_by_function[7][2]"),
    ("254101", 2021, "account-listed", "tables.narrative_lists[3][3]"),
    ("254101", 2021, "project-count", "tables.narrative_amounts[38][2]"),
    ("254101", 2021, "task-indicator", "tasks[7].name"),
    ("254101", 2021, "zero-target", "indicators[31].target"),
    ("254101", 2023, "benefit-vague", "indicators[5].target"),
    ("261301", 2024, "account-share", "tables.narrative_figures[0][4]"),
    ("261301", 2024, "satisfaction-other", "indicators[7].level3"),
    ("311001", 2024, "account-class", "tables.basic_by_economic[4][5]"),
    ("311001", 2024, "account-code", "tables.basic_by_economic[2][4]"),
    ("311001", 2024, "task-indicator", "tasks[3].name"),
    ("731", 2023, "date-outside", "indicators[2].target"),
    ("731", 2023, "share-as-quantity", "indicators[0].target"),
    ("731", 2023, "project-sum", "tables.expenditure_by_function[0][5]"),
}


def test_general_checks_ask_what_a_careful_reader_asks(told):
    asked = {(code, year, one.check, one.place) for code, year, one in told}
    assert asked >= DOUBTS


def test_days_outside_the_year_are_told_with_what_the_project_is_called(told):
    days = [(one.paper, one.message) for *_, one in told if one.check == "date-outside"]
    assert len(days) == 8
    said = dict(days)
    (carried,) = (name for name in said if name.startswith("下达2022年省级支持市县科技创新"))
    assert "不在本表的 2023 年内，项目名称写的是 2022 年" in said[carried]
    assert "1-3 月内" in said["1-3月市重点工作大督查专项经费 自评表"]
    assert "4-9 月内" in said["4-9月市重点工作大督查专项经费 自评表"]


@pytest.mark.django_db
def test_a_unit_is_read_in_as_many_queries_whatever_there_is(told):
    counts = {}
    for code, year in UNITS:
        department = Department.objects.get(code=code)
        with CaptureQueriesContext(connection) as asked:
            unit_of(department, year)
        counts[code, year] = len(asked)
    assert counts["254101", 2023] == counts["731", 2023]  # 7 plans and 24
    assert max(counts.values()) <= 12
