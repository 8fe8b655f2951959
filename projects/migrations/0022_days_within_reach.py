"""Days at either end of the calendar bring pages down: the database takes none."""

import datetime

from django.db import migrations, models

# What was stored before comes within reach, so that its pages stand again and it can be set right.
MENDED = [
    """
    UPDATE projects_stagewindow SET
        opens_at = LEAST(GREATEST(opens_at, '2000-01-01 00:00+08'), '2103-12-30 00:00+08'),
        closes_at = LEAST(GREATEST(closes_at, '2000-01-02 00:00+08'), '2103-12-31 00:00+08')
    WHERE opens_at < '2000-01-01 00:00+08' OR closes_at > '2104-01-01 00:00+08'
    """,
    """
    UPDATE projects_project SET closed_on = LEAST(GREATEST(closed_on, '1900-01-01'), '2103-12-31')
    WHERE closed_on < '1900-01-01' OR closed_on > '2103-12-31'
    """,
]


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0021_extensions_can_be_taken_back'),
    ]

    operations = [
        migrations.RunSQL(MENDED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__gte', datetime.date(1900, 1, 1)), ('closed_on__lte', datetime.date(2103, 12, 31))), name='department_ends_between_1900_and_2103'),
        ),
        migrations.AddConstraint(
            model_name='departmentname',
            constraint=models.CheckConstraint(condition=models.Q(('from_day__gte', datetime.date(1900, 1, 1)), ('from_day__lte', datetime.date(2103, 12, 31))), name='name_of_a_department_begins_between_1900_and_2103'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('until__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc))), name='extension_ends_between_2000_and_2103'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__gte', datetime.date(1900, 1, 1)), ('closed_on__lte', datetime.date(2103, 12, 31))), name='project_ends_between_1900_and_2103'),
        ),
        migrations.AddConstraint(
            model_name='stagewindow',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('opens_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc))), name='stage_window_lies_between_2000_and_2103'),
        ),
    ]
