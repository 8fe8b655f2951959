"""Parts of a plan can be referred to with their department and year; a tree is of one plan."""

from django.db import migrations

PARTS = ["indicator", "fundline", "goal", "task"]

FORWARDS = [
    *(
        f"ALTER TABLE projects_{part} ADD CONSTRAINT {part}_is_of_one_department_and_year "
        "UNIQUE (id, department_id, year_id)"
        for part in PARTS
    ),
    "ALTER TABLE projects_indicator ADD CONSTRAINT indicator_is_of_one_plan UNIQUE (id, plan_id)",
    "ALTER TABLE projects_indicator ADD CONSTRAINT indicator_is_of_the_plan_of_its_parent "
    "FOREIGN KEY (parent_id, plan_id) REFERENCES projects_indicator (id, plan_id)",
]
BACKWARDS = [
    "ALTER TABLE projects_indicator DROP CONSTRAINT IF EXISTS "
    "indicator_is_of_the_plan_of_its_parent",
    "ALTER TABLE projects_indicator DROP CONSTRAINT IF EXISTS indicator_is_of_one_plan",
    *(
        f"ALTER TABLE projects_{part} DROP CONSTRAINT IF EXISTS "
        f"{part}_is_of_one_department_and_year"
        for part in PARTS
    ),
]


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_trail_is_append_only")]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
