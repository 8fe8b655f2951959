"""Fill the last days of actual values that were stored before there was room for them."""

from django.db import migrations

from projects.values import parse


def read_again(apps, schema_editor):
    """Parse the typed text of every actual value in time once more."""
    actuals = apps.get_model("scoring", "Actual").objects.using(
        schema_editor.connection.alias
    )
    for actual in actuals.filter(kind="date").iterator():
        value = parse(actual.text)
        if value.kind.value == "date":
            actual.last_day = value.date_to or ""
            actual.save(update_fields=["last_day"])


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_upper_ends_and_last_days")]
    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
