"""Children carry the department and year of what they hang on: composite foreign keys."""

from django.db import migrations

# (parent table, [(child table, column of the child), ...])
FAMILIES = [
    (
        "projects_plan",
        [
            ("projects_fundline", "plan_id"),
            ("projects_goal", "plan_id"),
            ("projects_task", "plan_id"),
            ("projects_indicator", "plan_id"),
        ],
    ),
    ("projects_accountdocument", [("projects_accounttable", "document_id")]),
    ("projects_accounttable", [("projects_accountcell", "table_id")]),
]


def forwards():
    for parent, children in FAMILIES:
        noun = parent.split("_")[1]
        yield (
            f"ALTER TABLE {parent} ADD CONSTRAINT {noun}_is_of_one_department_and_year "
            "UNIQUE (id, department_id, year_id)"
        )
        for child, column in children:
            name = f"{child.split('_')[1]}_is_of_the_department_and_year_of_its_{noun}"
            yield (
                f"ALTER TABLE {child} ADD CONSTRAINT {name[:63]} "
                f"FOREIGN KEY ({column}, department_id, year_id) "
                f"REFERENCES {parent} (id, department_id, year_id)"
            )
    yield (
        "ALTER TABLE projects_project ADD CONSTRAINT project_is_of_one_department "
        "UNIQUE (id, department_id)"
    )
    yield (
        "ALTER TABLE projects_plan ADD CONSTRAINT plan_is_of_the_department_of_its_project "
        "FOREIGN KEY (project_id, department_id) REFERENCES projects_project (id, department_id)"
    )


def backwards():
    for parent, children in FAMILIES:
        noun = parent.split("_")[1]
        for child, _ in children:
            name = f"{child.split('_')[1]}_is_of_the_department_and_year_of_its_{noun}"
            yield f"ALTER TABLE {child} DROP CONSTRAINT {name[:63]}"
        yield f"ALTER TABLE {parent} DROP CONSTRAINT {noun}_is_of_one_department_and_year"
    yield "ALTER TABLE projects_plan DROP CONSTRAINT plan_is_of_the_department_of_its_project"
    yield "ALTER TABLE projects_project DROP CONSTRAINT project_is_of_one_department"


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [
        migrations.RunSQL(sql=list(forwards()), reverse_sql=list(reversed(list(backwards())))),
    ]
