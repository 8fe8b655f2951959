"""A plan reports a month once, whoever opens a round of it: the report knows the month."""

from django.db import migrations, models

# Where two rounds gave a plan two reports of a month, those nobody ever wrote in go: all but the
# first, or all beside one that somebody wrote in. What was written twice is for people to settle.
TWICE = """
CREATE TEMPORARY TABLE report_of_a_month_twice ON COMMIT DROP AS
SELECT id FROM (
    SELECT report.id, touched.it,
        row_number() OVER (
            PARTITION BY report.plan_id, report.month ORDER BY touched.it DESC, report.id
        ) AS place
    FROM scoring_monitoringreport report, LATERAL (
        SELECT report.version > 1 OR report.state <> 'DRAFT' OR EXISTS (
            SELECT FROM scoring_rectification WHERE report_id = report.id
        ) AS it
    ) touched
) told WHERE place > 1 AND NOT it;
DELETE FROM scoring_monitoringline WHERE report_id IN (SELECT id FROM report_of_a_month_twice);
DELETE FROM scoring_monitoringreport WHERE id IN (SELECT id FROM report_of_a_month_twice)
"""
MONTH = """
UPDATE scoring_monitoringreport report SET month = opened.month
FROM scoring_monitoringround opened WHERE opened.id = report.round_id
"""
KEY = [
    "ALTER TABLE scoring_monitoringround ADD CONSTRAINT monitoringround_is_of_one_month "
    "UNIQUE (id, month)",
    "ALTER TABLE scoring_monitoringreport "
    "ADD CONSTRAINT monitoringreport_is_of_the_month_of_its_round "
    "FOREIGN KEY (round_id, month) REFERENCES scoring_monitoringround (id, month)",
]
NO_KEY = [
    "ALTER TABLE scoring_monitoringreport "
    "DROP CONSTRAINT monitoringreport_is_of_the_month_of_its_round",
    "ALTER TABLE scoring_monitoringround DROP CONSTRAINT monitoringround_is_of_one_month",
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0017_head_of_a_sheet")]
    operations = [
        migrations.AddField(
            model_name="monitoringreport",
            name="month",
            field=models.PositiveSmallIntegerField("截至月份", null=True),
        ),
        # Nothing may be left for the end of the transaction: the table is altered before.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(MONTH, migrations.RunSQL.noop),
        migrations.RunSQL(TWICE, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="monitoringreport",
            name="month",
            field=models.PositiveSmallIntegerField("截至月份"),
        ),
        migrations.AddConstraint(
            model_name="monitoringreport",
            constraint=models.UniqueConstraint(
                fields=("plan", "month"), name="monitoring_report_once_per_plan_and_month"
            ),
        ),
        migrations.RunSQL(KEY, NO_KEY),
    ]
