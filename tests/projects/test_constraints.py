"""Every named constraint of the database refuses its wrong row, by its name."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from projects.models import (
    AccountCell,
    AccountDocument,
    AccountTable,
    Department,
    DepartmentName,
    Extension,
    FiscalYear,
    FundLine,
    Goal,
    Import,
    Indicator,
    Job,
    LibraryEntry,
    Notice,
    Plan,
    PlanReturn,
    PlanReturnLine,
    PlanRevision,
    PlanTemplate,
    Project,
    StageWindow,
    Task,
    TaskProject,
    TrailEntry,
    User,
)
from scoring.models import (
    Actual,
    Evidence,
    FundResult,
    GoalResult,
    ScoreAdjustment,
    ScoreLine,
    Sheet,
    SheetReturn,
    SheetReturnLine,
    TaskResult,
)
from tests.factories import AT, make_project
from tests.findings import constraints as findings
from tests.monitoring import constraints as monitoring
from tests.narrative.test_constraints import WRONG as narratives
from tests.projects.rows import added, changed, make_world


def other(world):
    return world.other


def bare_plan(world):
    return world.bare_plan


def others_leaf(world):
    return world.bare_plan.indicators.filter(level=3).first()


def others_heading(world):
    return world.bare_plan.indicators.filter(level=1).first()


def others_fund(world):
    return world.bare_plan.funds.first()


def others_goal(world):
    return world.bare_plan.goals.first()


def others_task(world):
    return world.bare_plan.tasks.first()


def others_project(world):
    return make_project(department=world.other)


def two_adjustments(world):
    sheet = world[Sheet]
    for _ in range(2):
        ScoreAdjustment.objects.create(
            sheet=sheet, department=sheet.department, year=sheet.year, code="x", label="x", score=1
        )


def adjustment_elsewhere(world):
    sheet = world[Sheet]
    ScoreAdjustment.objects.create(
        sheet=sheet, department=world.other, year=sheet.year, code="x", label="x", score=1
    )


def fresh_path(world):
    name = uuid.uuid4().hex
    return f"evidence/{name[:2]}/{name}"


FRESH = {"lineage": lambda world: uuid.uuid4()}
OF_ITS_PLAN = "_is_of_the_department_and_year_of_its_plan"
OF_ITS_SHEET = "_is_of_the_department_and_year_of_its_sheet"
OF_ITS = "_is_of_the_department_and_year_of_its_"

WRONG = {
    # departments, people, years, projects
    "department_is_not_its_own_parent": changed(Department, parent=lambda w: w[Department]),
    "department_region_is_a_division_code": changed(Department, region="河南"),
    "department_kind_is_known": changed(Department, kind="OTHER"),
    "merged_department_is_closed": changed(Department, merged_into=other),
    "department_is_not_merged_into_itself": changed(
        Department, merged_into=lambda w: w[Department], closed_on=AT.date()
    ),
    "department_ends_between_1900_and_2103": changed(
        Department, closed_on=AT.date().replace(year=1899)
    ),
    "name_of_a_department_begins_between_1900_and_2103": changed(
        DepartmentName, from_day=AT.date().replace(year=2104)
    ),
    "department_has_one_name_a_day": added(DepartmentName),
    "dated_department_name_is_not_blank": changed(DepartmentName, name=""),
    "import_kind_is_known": changed(Import, kind="OTHER"),
    "imported_library_has_its_bureau": changed(Import, kind="LIBRARY"),
    "import_end_is_known_exactly_when_it_is_done": changed(Import, state="DONE"),
    "user_has_a_department_unless_an_administrator": changed(User, department=None),
    "user_role_is_known": changed(User, role="BOSS"),
    "fiscal_year_lies_between_2000_and_2100": added(FiscalYear, year=1999),
    "project_code_has_20_or_21_digits": changed(Project, code="123"),
    "project_name_once_per_department": added(Project, code=None),
    "project_kind_is_known_or_blank": changed(Project, kind="OTHER"),
    "project_is_added_between_1900_and_2103": changed(Project, added_on=AT.date().replace(year=1)),
    "project_ends_between_1900_and_2103": changed(Project, closed_on=AT.date().replace(year=1)),
    # plans
    "plan_of_a_project_once_a_year": added(Plan),
    "plan_of_a_whole_department_once_a_year": added(Plan, project=None, department=other),
    "plan_state_is_known": changed(Plan, state="OTHER"),
    "plan_money_unit_is_yuan_or_ten_thousand": changed(Plan, money_unit="亿元"),
    "plan_is_of_the_department_of_its_project": added(Plan, year_id=2022, department=other),
    "fund_line_position_once_per_plan": added(FundLine, is_total=False),
    "fund_total_once_per_plan": added(FundLine, position=9),
    "fund_amount_has_its_printed_text": changed(FundLine, annual_text=""),
    f"fundline{OF_ITS_PLAN}": added(FundLine, position=9, is_total=False, department=other),
    "goal_position_once_per_plan": added(Goal),
    f"goal{OF_ITS_PLAN}": added(Goal, position=9, department=other),
    "task_position_once_per_plan": added(Task),
    f"task{OF_ITS_PLAN}": added(Task, position=9, department=other),
    "project_is_linked_once_to_a_task": added(TaskProject),
    "taskproject_is_of_the_department_and_year_of_its_task": added(TaskProject, task=others_task),
    "taskproject_is_of_the_department_of_its_project": added(TaskProject, project=others_project),
    "plan_adjustment_has_its_reason": changed(Plan, revision=2),
    "plan_is_adjusted_only_after_it_was_approved": changed(Plan, adjustments=1),
    # windows, returns, revisions
    "stage_window_once_per_department_and_year": added(StageWindow),
    "stage_window_opens_before_it_closes": changed(StageWindow, closes_at=AT),
    "stage_window_lies_between_2000_and_2103": changed(
        StageWindow, closes_at=AT.replace(year=2104)
    ),
    "stage_of_a_window_is_known": changed(StageWindow, stage="OTHER"),
    "notice_once_per_person_and_occasion": added(Notice),
    "notice_kind_is_known": changed(Notice, kind="OTHER"),
    "stage_of_a_notice_is_known": changed(Notice, stage="OTHER"),
    "notice_has_its_text": changed(Notice, text=""),
    "notice_subject_has_its_kind": changed(Notice, subject_kind="Plan"),
    "mailed_notice_was_tried": changed(Notice, mailed_at=AT),
    "extension_has_its_reason": changed(Extension, reason=""),
    "extension_ends_between_2000_and_2103": changed(Extension, until=AT.replace(year=2104)),
    "stage_of_an_extension_is_known": changed(Extension, stage="OTHER"),
    "extension_of_monitoring_alone_says_its_month": changed(Extension, stage="MONITORING"),
    "plan_return_has_its_reason": changed(PlanReturn, reason=""),
    "plan_row_once_per_return": added(PlanReturnLine),
    "plan_row_is_returned_with_its_reason": changed(PlanReturnLine, reason=""),
    "planreturn_is_of_the_department_and_year_of_its_plan": added(PlanReturn, department=other),
    "planreturnline_is_of_the_department_and_year_of_its_return": added(
        PlanReturnLine, department=other, **FRESH
    ),
    "revision_number_once_per_plan": added(PlanRevision),
    "revision_after_the_first_has_its_reason": added(PlanRevision, number=2),
    "revision_counts_fewer_adjustments_than_approvals": added(
        PlanRevision, number=2, adjustments=2, reason="调"
    ),
    "planrevision_is_of_the_department_and_year_of_its_plan": added(
        PlanRevision, number=2, reason="调", department=other
    ),
    # indicators
    "indicator_position_once_per_plan": added(Indicator, **FRESH),
    "indicator_lineage_once_per_plan": added(Indicator, position=999),
    "indicator_level_is_1_2_or_3": changed(
        Indicator, level=4, parent=None, target_text="", target_number=None
    ),
    "indicator_on_level_1_has_no_parent_and_others_have_one": changed(Indicator, parent=None),
    "indicator_target_stands_on_level_3_only": changed(Indicator, level=2),
    "indicator_points_lie_between_0_and_100": changed(Indicator, points="100.01"),
    "indicator_target_kind_is_known": changed(Indicator, target_kind="x", target_number=None),
    "indicator_number_stands_with_a_target_that_is_a_number": changed(
        Indicator, target_kind="words"
    ),
    "indicator_upper_end_stands_with_an_interval": changed(Indicator, target_upper="5"),
    "indicator_last_day_stands_with_a_target_in_time": changed(
        Indicator, target_last_day="2023-12-31"
    ),
    f"indicator{OF_ITS_PLAN}": added(Indicator, position=999, department=other, **FRESH),
    "indicator_is_of_the_plan_of_its_parent": changed(Indicator, parent=others_heading),
    # library and templates
    "library_entry_once_per_bureau_and_heading": added(LibraryEntry),
    "library_entry_has_its_name_and_place": changed(LibraryEntry, level1=""),
    "library_entry_names_its_source": changed(LibraryEntry, source=""),
    "library_entry_is_for_projects_or_departments": changed(
        LibraryEntry, for_projects=False, for_departments=False
    ),
    "library_operator_is_known_or_blank": changed(LibraryEntry, operator="!="),
    "library_initials_are_small_letters_and_digits": changed(LibraryEntry, initials="Mz"),
    "template_name_once_per_bureau": added(PlanTemplate),
    "template_has_its_name": changed(PlanTemplate, name=""),
    "template_kind_is_known": changed(PlanTemplate, kind="OTHER"),
    # accounts
    "account_document_of_a_kind_once_per_department_and_year": added(AccountDocument),
    "account_document_kind_is_known": changed(AccountDocument, kind="OTHER"),
    "account_table_role_once_per_document": added(AccountTable, position=9),
    "account_table_position_once_per_document": added(AccountTable, role="other"),
    "accounttable_is_of_the_department_and_year_of_its_accountdocument"[:63]: added(
        AccountTable, position=9, role="other", department=other
    ),
    "account_cell_once_per_place": added(AccountCell),
    "account_amount_has_its_printed_text": changed(AccountCell, text=""),
    "accountcell_is_of_the_department_and_year_of_its_accounttable": changed(
        AccountCell, department=other
    ),
    # jobs and trail
    "job_done_count_is_not_above_due_count": changed(Job, done_count=2, due_count=1),
    "job_end_is_known_exactly_when_it_has_ended": changed(Job, state="DONE"),
    "job_file_stands_with_a_done_job": changed(Job, file_path="a.zip"),
    "trail_sequence_once_per_subject": added(TrailEntry),
    "trail_chain_starts_with_its_first_entry": added(TrailEntry, sequence=2),
    # sheets and scores
    "sheet_return_has_its_reason": changed(SheetReturn, reason=""),
    "sheet_row_once_per_return": added(SheetReturnLine),
    "sheet_row_is_returned_with_its_reason": changed(SheetReturnLine, reason=""),
    "sheetreturn_is_of_the_department_and_year_of_its_sheet": added(SheetReturn, department=other),
    "sheetreturnline_is_of_the_department_and_year_of_its_return": added(
        SheetReturnLine, department=other, **FRESH
    ),
    "sheet_state_is_known": changed(Sheet, state="OTHER"),
    "sheet_execution_scores_lie_within_their_points": changed(Sheet, claimed_execution="10.01"),
    "sheet_counts_fit_together": changed(Sheet, filled_count=9),
    f"sheet{OF_ITS_PLAN}": added(Sheet, plan=bare_plan),
    "actual_once_per_sheet_and_indicator": added(Actual),
    "actual_number_has_its_typed_text": changed(Actual, text=""),
    "actual_last_day_stands_with_a_date": changed(Actual, last_day="2023-12-31"),
    "actual_share_lies_between_0_and_1": changed(Actual, share="1.0001"),
    "claimed_score_is_not_negative": changed(Actual, claimed="-0.01"),
    "not_applicable_row_has_its_reason_and_no_score": changed(Actual, not_applicable=True),
    "overrule_reason_names_the_figure_it_overrules": changed(Actual, overrule_reason="口径不同"),
    f"actual{OF_ITS_SHEET}": changed(Actual, department=other, indicator=others_leaf),
    f"actual{OF_ITS}indicator": changed(Actual, indicator=others_leaf),
    # evidence: a row of it can only be removed, so wrong ones are tried as new ones
    "evidence_has_its_name": added(Evidence, path=fresh_path, name=""),
    "evidence_is_not_an_empty_file": added(Evidence, path=fresh_path, size=0),
    "evidence_digest_has_64_hex_digits": added(Evidence, path=fresh_path, digest="A" * 64),
    "evidence_lies_under_a_random_name": added(Evidence, path="evidence/ab/通知.pdf"),
    "evidence_is_removed_by_somebody_at_a_time_for_a_reason": changed(
        Evidence, removed_why="传错文件"
    ),
    f"evidence{OF_ITS_SHEET}": added(
        Evidence, path=fresh_path, department=other, indicator=others_leaf
    ),
    f"evidence{OF_ITS}indicator": added(Evidence, path=fresh_path, indicator=others_leaf),
    "fund_result_once_per_line": added(FundResult),
    "executed_amount_has_its_printed_text": changed(FundResult, executed=1, executed_text=""),
    f"fundresult{OF_ITS_SHEET}": changed(FundResult, department=other, fund_line=others_fund),
    f"fundresult{OF_ITS}fundline": changed(FundResult, fund_line=others_fund),
    "goal_result_once_per_goal": added(GoalResult),
    f"goalresult{OF_ITS_SHEET}": changed(GoalResult, department=other, goal=others_goal),
    f"goalresult{OF_ITS}goal": changed(GoalResult, goal=others_goal),
    "task_result_once_per_task": added(TaskResult),
    f"taskresult{OF_ITS_SHEET}": changed(TaskResult, department=other, task=others_task),
    f"taskresult{OF_ITS}task": changed(TaskResult, task=others_task),
    "score_lies_between_0_and_its_points": changed(ScoreLine, score="99"),
    f"scoreline{OF_ITS_SHEET}": changed(ScoreLine, department=other, indicator=others_leaf),
    f"scoreline{OF_ITS}indicator": changed(ScoreLine, indicator=others_leaf),
    "adjustment_of_a_kind_once_per_sheet": two_adjustments,
    f"scoreadjustment{OF_ITS_SHEET}": adjustment_elsewhere,
}
# They hold by the primary key alone and stand there for children to refer to.
REFERRED_TO = {
    "plan_is_of_one_department_and_year",
    "planreturn_is_of_one_department_and_year",
    "sheetreturn_is_of_one_department_and_year",
    "sheet_is_of_one_department_and_year",
    "accountdocument_is_of_one_department_and_year",
    "accounttable_is_of_one_department_and_year",
    "project_is_of_one_department",
    "fundline_is_of_one_department_and_year",
    "goal_is_of_one_department_and_year",
    "task_is_of_one_department_and_year",
    "indicator_is_of_one_department_and_year",
    "indicator_is_of_one_plan",
}
CATALOGUE = """
SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE contype IN ('c', 'u', 'f') AND relname ~ '^(projects|scoring)_'
UNION
SELECT index.relname FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid
JOIN pg_class ON pg_class.oid = indrelid
WHERE indisunique AND NOT indisprimary AND pg_class.relname ~ '^(projects|scoring)_'
"""
# What nobody named begins with the name of its table, which may be cut short.
UNNAMED = ("projects_", "scoring_")
CHILDREN = (FundLine, Goal, Task, Indicator, AccountCell, Actual, FundResult, GoalResult, ScoreLine)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once; every test below leaves it as it was, since what it tries is refused."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def tried(attempt, world):
    attempt(world)
    at_once()


def at_once():
    """Ask now what would be asked at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("name", WRONG)
def test_the_wrong_row_is_refused(world, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        tried(WRONG[name], world)
    assert refused.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_a_child_cannot_carry_another_year_than_its_parent(world, model):
    with pytest.raises(IntegrityError, match=OF_ITS), transaction.atomic():
        changed(model, year_id=2022)(world)


def test_a_sound_row_is_taken(world):
    with transaction.atomic():
        changed(Sheet, state="SEALED", claimed_execution="10.00")(world)
        added(Goal, position=2)(world)
        at_once()
        changed(Job, state="DONE", ended_at=world[Job].created_at, file_path="a.zip")(world)
        transaction.set_rollback(True)


def catalogue():
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        return {name for (name,) in cursor.fetchall()}


def named(names):
    return {name for name in names if not name.startswith(UNNAMED)}


def test_every_named_constraint_of_the_catalogue_has_its_test(world):
    known = set(WRONG) | REFERRED_TO | monitoring.NAMES | set(narratives) | findings.NAMES
    assert named(catalogue()) == known


def test_the_catalogue_also_has_constraints_that_nobody_named(world):
    assert catalogue() > named(catalogue())


def test_children_refer_to_those_that_hold_by_the_primary_key(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT conindid::regclass::text FROM pg_constraint WHERE contype = 'f'")
        assert {name for (name,) in cursor.fetchall()} >= REFERRED_TO
