"""Rows of a sheet carry its department and year; scores keep room to be rewritten in place."""

from django.db import migrations

CHILDREN = [
    "scoring_actual",
    "scoring_fundresult",
    "scoring_goalresult",
    "scoring_taskresult",
    "scoring_scoreline",
    "scoring_scoreadjustment",
]


def name(child):
    return f"{child.split('_')[1]}_is_of_the_department_and_year_of_its_sheet"


FORWARDS = [
    "ALTER TABLE scoring_sheet ADD CONSTRAINT sheet_is_of_one_department_and_year "
    "UNIQUE (id, department_id, year_id)",
    "ALTER TABLE scoring_sheet ADD CONSTRAINT sheet_is_of_the_department_and_year_of_its_plan "
    "FOREIGN KEY (plan_id, department_id, year_id) "
    "REFERENCES projects_plan (id, department_id, year_id)",
    *(
        f"ALTER TABLE {child} ADD CONSTRAINT {name(child)} "
        "FOREIGN KEY (sheet_id, department_id, year_id) "
        "REFERENCES scoring_sheet (id, department_id, year_id)"
        for child in CHILDREN
    ),
    # Half of each page stays free, so that a rescore stays on its page (HOT) and indexes rest.
    "ALTER TABLE scoring_scoreline SET (fillfactor = 50)",
]
BACKWARDS = [
    "ALTER TABLE scoring_scoreline RESET (fillfactor)",
    *(f"ALTER TABLE {child} DROP CONSTRAINT {name(child)}" for child in CHILDREN),
    "ALTER TABLE scoring_sheet DROP CONSTRAINT sheet_is_of_the_department_and_year_of_its_plan",
    "ALTER TABLE scoring_sheet DROP CONSTRAINT sheet_is_of_one_department_and_year",
]


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0001_initial"),
        ("projects", "0002_rows_belong_together"),
    ]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
