"""Fill the upper ends and last days of targets that were stored before there was room for them."""

from django.db import migrations

from projects.values import parse


def read_again(apps, schema_editor):
    """Parse the printed text of every interval and every target in time once more."""
    indicators = apps.get_model("projects", "Indicator").objects.using(
        schema_editor.connection.alias
    )
    for indicator in indicators.filter(target_kind__in=["range", "date"]).iterator():
        value = parse(indicator.target_text)
        if value.kind.value != indicator.target_kind:
            continue
        indicator.target_upper = value.upper
        indicator.target_base_upper = value.base_upper
        indicator.target_last_day = value.date_to or ""
        indicator.save(update_fields=["target_upper", "target_base_upper", "target_last_day"])


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_intervals_and_last_days")]
    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
