"""A row of a sheet points to a part of a plan of its own department and year only."""

from django.db import migrations

# (child, column of the child, parent)
PAIRS = [
    ("actual", "indicator_id", "indicator"),
    ("fundresult", "fund_line_id", "fundline"),
    ("goalresult", "goal_id", "goal"),
    ("taskresult", "task_id", "task"),
    ("scoreline", "indicator_id", "indicator"),
]


def name(child, parent):
    return f"{child}_is_of_the_department_and_year_of_its_{parent}"


FORWARDS = [
    f"ALTER TABLE scoring_{child} ADD CONSTRAINT {name(child, parent)} "
    f"FOREIGN KEY ({column}, department_id, year_id) "
    f"REFERENCES projects_{parent} (id, department_id, year_id)"
    for child, column, parent in PAIRS
]
BACKWARDS = [
    f"ALTER TABLE scoring_{child} DROP CONSTRAINT IF EXISTS {name(child, parent)}"
    for child, _, parent in PAIRS
]


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0002_rows_belong_together"),
        ("projects", "0004_parts_can_be_referred_to"),
    ]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
