"""Tasks of a whole department are linked to projects, of their own department, in drafts only."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


FUNCTION = """
CREATE FUNCTION links_change_in_drafts_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    linked bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.task_id ELSE NEW.task_id END;
BEGIN
    IF EXISTS (
        SELECT FROM projects_task JOIN projects_plan ON projects_plan.id = projects_task.plan_id
        WHERE projects_task.id = linked AND projects_plan.state <> 'DRAFT'
    ) THEN
        RAISE EXCEPTION 'the targets of a plan change only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$
"""
FORWARDS = [
    "ALTER TABLE projects_taskproject "
    "ADD CONSTRAINT taskproject_is_of_the_department_and_year_of_its_task "
    "FOREIGN KEY (task_id, department_id, year_id) "
    "REFERENCES projects_task (id, department_id, year_id)",
    "ALTER TABLE projects_taskproject "
    "ADD CONSTRAINT taskproject_is_of_the_department_of_its_project "
    "FOREIGN KEY (project_id, department_id) REFERENCES projects_project (id, department_id)",
    FUNCTION,
    "CREATE TRIGGER taskproject_changes_in_drafts_only "
    "BEFORE INSERT OR UPDATE OR DELETE ON projects_taskproject "
    "FOR EACH ROW EXECUTE FUNCTION links_change_in_drafts_only()",
]
BACKWARDS = [
    "DROP TRIGGER taskproject_changes_in_drafts_only ON projects_taskproject",
    "DROP FUNCTION links_change_in_drafts_only()",
    "ALTER TABLE projects_taskproject "
    "DROP CONSTRAINT taskproject_is_of_the_department_of_its_project",
    "ALTER TABLE projects_taskproject "
    "DROP CONSTRAINT taskproject_is_of_the_department_and_year_of_its_task",
]


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0011_history_of_rows_before"),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskProject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.department",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="task_links",
                        to="projects.project",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="project_links",
                        to="projects.task",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.fiscalyear",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task", "project"), name="project_is_linked_once_to_a_task"
                    )
                ],
            },
        ),
        migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS),
    ]
