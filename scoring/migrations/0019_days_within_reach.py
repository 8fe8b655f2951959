"""Days at either end of the calendar bring pages down: the database takes none."""

import datetime

from django.db import migrations, models

# What was stored before comes within reach, so that its pages stand again and it can be set right.
MENDED = [
    """
    UPDATE scoring_monitoringround SET
        opens_at = LEAST(GREATEST(opens_at, '2000-01-01 00:00+08'), '2103-12-30 00:00+08'),
        closes_at = LEAST(GREATEST(closes_at, '2000-01-02 00:00+08'), '2103-12-31 00:00+08')
    WHERE opens_at < '2000-01-01 00:00+08' OR closes_at > '2104-01-01 00:00+08'
    """,
    """
    UPDATE scoring_rectification SET due = LEAST(GREATEST(due, '1900-01-01'), '2103-12-31')
    WHERE due < '1900-01-01' OR due > '2103-12-31'
    """,
]


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0022_days_within_reach'),
        ('scoring', '0018_reports_of_a_month'),
    ]

    operations = [
        migrations.RunSQL(MENDED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='monitoringround',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('opens_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc))), name='monitoring_round_lies_between_2000_and_2103'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.CheckConstraint(condition=models.Q(('due__gte', datetime.date(1900, 1, 1)), ('due__lte', datetime.date(2103, 12, 31))), name='rectification_is_due_between_1900_and_2103'),
        ),
    ]
