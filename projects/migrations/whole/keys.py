"""Rows belong together: composite foreign keys, and what they refer to.

They go with their tables, so there is nothing to take back.
"""

from django.db import migrations

_ROW = "department_id, year_id"
# (table, columns, what the constraint says)
REFERRED_TO = [
    ("plan", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("indicator", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("fundline", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("goal", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("task", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("planreturn", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("accountdocument", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("accounttable", f"id, {_ROW}", "is_of_one_department_and_year"),
    ("project", "id, department_id", "is_of_one_department"),
    ("indicator", "id, plan_id", "is_of_one_plan"),
]
# (child, its column, parent)
CHILDREN = [
    ("fundline", "plan_id", "plan"),
    ("goal", "plan_id", "plan"),
    ("task", "plan_id", "plan"),
    ("indicator", "plan_id", "plan"),
    ("planreturn", "plan_id", "plan"),
    ("planrevision", "plan_id", "plan"),
    ("taskproject", "task_id", "task"),
    ("accounttable", "document_id", "accountdocument"),
    ("accountcell", "table_id", "accounttable"),
]
# (child, columns, parent, columns of the parent, what the constraint says)
OTHERS = [
    ("planreturnline", f"returned_id, {_ROW}", "planreturn", f"id, {_ROW}",
     "is_of_the_department_and_year_of_its_return"),
    ("plan", "project_id, department_id", "project", "id, department_id",
     "is_of_the_department_of_its_project"),
    ("taskproject", "project_id, department_id", "project", "id, department_id",
     "is_of_the_department_of_its_project"),
    ("indicator", "parent_id, plan_id", "indicator", "id, plan_id",
     "is_of_the_plan_of_its_parent"),
]
KEYS = [
    *(
        (child, f"{column}, {_ROW}", parent, f"id, {_ROW}",
         f"is_of_the_department_and_year_of_its_{parent}")
        for child, column, parent in CHILDREN
    ),
    *OTHERS,
]

SQL = [
    *(
        f"ALTER TABLE projects_{table} ADD CONSTRAINT {table}_{words} UNIQUE ({columns})"
        for table, columns, words in REFERRED_TO
    ),
    *(
        f"ALTER TABLE projects_{child} ADD CONSTRAINT {f'{child}_{words}'[:63]} "
        f"FOREIGN KEY ({columns}) REFERENCES projects_{parent} ({theirs})"
        for child, columns, parent, theirs, words in KEYS
    ),
]
OPERATIONS = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
