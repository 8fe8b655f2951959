"""Whether a row of a report is filled stands beside its lamp: one answer for every page."""

from django.db import migrations, models

# As `monitored.line_gaps` says it, by what is stored. What was handed in left no gap, and a trigger
# lets nobody change it: it is filled by the column's first value. A row whose target does not
# apply says so from its next saving on.
MENDED = """
    UPDATE scoring_monitoringline line SET is_filled =
        (kind = 'not_applicable' AND cause_text <> '')
        OR (kind NOT IN ('not_applicable', 'empty') AND chance <> '' AND forecast_text <> ''
            AND (forecast_kind <> 'not_applicable' OR forecast_text LIKE '%不适用%')
            AND (lamp NOT IN ('red', 'yellow') OR (cause <> '' AND cause_text <> '')))
    FROM scoring_monitoringreport report
    WHERE report.id = line.report_id AND report.state = 'DRAFT'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('scoring', '0019_days_within_reach'),
    ]

    operations = [
        migrations.AddField(
            model_name='monitoringline',
            name='is_filled',
            field=models.BooleanField(default=True, verbose_name='已填'),
        ),
        migrations.RunSQL(MENDED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='monitoringline',
            name='is_filled',
            field=models.BooleanField(default=False, verbose_name='已填'),
        ),
    ]
