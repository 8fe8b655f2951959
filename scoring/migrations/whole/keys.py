"""Rows belong together: composite foreign keys, and what they refer to.

They go with their tables, so there is nothing to take back.
"""

from django.db import migrations

_ROW = "department_id, year_id"
# (table, columns, what the constraint says)
REFERRED_TO = [
    ("sheet", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("sheetreturn", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("monitoringround", "id, year_id", "is_of_one_year"),
    ("monitoringround", "id, month", "is_of_one_month"),
    ("monitoringreport", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("monitoringline", "id, report_id", "is_of_one_report"),
]
# (child, its column, parent)
CHILDREN = [
    ("sheet", "plan_id", "projects_plan"),
    ("actual", "sheet_id", "scoring_sheet"),
    ("actual", "indicator_id", "projects_indicator"),
    ("fundresult", "sheet_id", "scoring_sheet"),
    ("fundresult", "fund_line_id", "projects_fundline"),
    ("goalresult", "sheet_id", "scoring_sheet"),
    ("goalresult", "goal_id", "projects_goal"),
    ("taskresult", "sheet_id", "scoring_sheet"),
    ("taskresult", "task_id", "projects_task"),
    ("scoreline", "sheet_id", "scoring_sheet"),
    ("scoreline", "indicator_id", "projects_indicator"),
    ("scoreadjustment", "sheet_id", "scoring_sheet"),
    ("evidence", "sheet_id", "scoring_sheet"),
    ("evidence", "indicator_id", "projects_indicator"),
    ("sheetreturn", "sheet_id", "scoring_sheet"),
    ("monitoringreport", "plan_id", "projects_plan"),
]
# (child, columns, parent, columns of the parent, what the constraint says)
OTHERS = [
    ("sheetreturnline", f"returned_id, {_ROW}", "scoring_sheetreturn", f"id, {_ROW}",
     "is_of_the_department_and_year_of_its_return"),
    ("monitoringline", f"report_id, {_ROW}", "scoring_monitoringreport", f"id, {_ROW}",
     "is_of_the_department_and_year_of_its_report"),
    ("rectification", f"report_id, {_ROW}", "scoring_monitoringreport", f"id, {_ROW}",
     "is_of_the_department_and_year_of_its_report"),
    ("rectification", "line_id, report_id", "scoring_monitoringline", "id, report_id",
     "is_of_the_report_of_its_line"),
    ("monitoringreport", "round_id, year_id", "scoring_monitoringround", "id, year_id",
     "is_of_the_year_of_its_round"),
    ("monitoringreport", "round_id, month", "scoring_monitoringround", "id, month",
     "is_of_the_month_of_its_round"),
]
KEYS = [
    *(
        (child, f"{column}, {_ROW}", parent, f"id, {_ROW}",
         f"is_of_the_department_and_year_of_its_{parent.split('_')[1]}")
        for child, column, parent in CHILDREN
    ),
    *OTHERS,
]

SQL = [
    *(
        f"ALTER TABLE scoring_{table} ADD CONSTRAINT {table}_{words} UNIQUE ({columns})"
        for table, columns, words in REFERRED_TO
    ),
    *(
        f"ALTER TABLE scoring_{child} ADD CONSTRAINT {child}_{words} "
        f"FOREIGN KEY ({columns}) REFERENCES {parent} ({theirs})"
        for child, columns, parent, theirs, words in KEYS
    ),
    # Half of each page stays free, so that a rescore stays on its page (HOT) and indexes rest.
    "ALTER TABLE scoring_scoreline SET (fillfactor = 50)",
]
OPERATIONS = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
