"""Rows that were there before there was a history begin it as they stand."""

from django.db import migrations

TABLES = ["fundline", "goal", "indicator", "task"]


def begin(app, table):
    """The statement that writes one row of history for every row of a table."""

    def run(apps, schema_editor):
        model = apps.get_model(app, table)
        columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
        schema_editor.execute(
            f"INSERT INTO {app}_{table}event ({columns}, pgh_created_at, pgh_label, pgh_obj_id) "
            f"SELECT {columns}, now(), 'insert', id FROM {app}_{table}"
        )

    return migrations.RunPython(run, migrations.RunPython.noop)


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_history")]
    operations = [begin("projects", table) for table in TABLES]
