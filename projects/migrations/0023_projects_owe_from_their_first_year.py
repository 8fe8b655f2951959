"""A project owes no targets of the years before it was added."""

import datetime

from django.db import migrations, models

# The trail tells when a project was added; where it does not, nobody knows.
BY_THE_TRAIL = """
UPDATE projects_project SET added_on = told.day
FROM (
    SELECT subject_id, (min(at) AT TIME ZONE 'Asia/Shanghai')::date AS day
    FROM projects_trailentry WHERE action = 'project.added' GROUP BY subject_id
) AS told
WHERE told.subject_id = projects_project.public_id AND added_on IS NULL"""


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0001_squashed_0022_days_within_reach'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='added_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='新增日期'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('added_on__gte', datetime.date(1900, 1, 1)), ('added_on__lte', datetime.date(2103, 12, 31))), name='project_is_added_between_1900_and_2103'),
        ),
        migrations.RunSQL(BY_THE_TRAIL, migrations.RunSQL.noop),
    ]
