"""Mark the total row of every draft anew by the labels of its funds.

A row that was begun blank never became the total, and one that was renamed stayed it. What was
sent or approved is frozen: it is marked anew when it comes back to its unit.
"""

from itertools import groupby
from operator import attrgetter

from django.db import migrations

from projects.funds import total_at


def mark_totals(apps, schema_editor):
    """The old total of a plan goes before the new one comes: the database takes one at a time."""
    lines = apps.get_model("projects", "FundLine").objects.using(schema_editor.connection.alias)
    drafts = lines.filter(plan__state="DRAFT").order_by("plan_id", "position")
    for _, group in groupby(drafts, attrgetter("plan_id")):
        rows = list(group)
        total = total_at([row.label for row in rows])
        wrong = [row.pk for at, row in enumerate(rows) if row.is_total and at != total]
        if wrong:
            lines.filter(pk__in=wrong).update(is_total=False)
        if total is not None and not rows[total].is_total:
            lines.filter(pk=rows[total].pk).update(is_total=True)


class Migration(migrations.Migration):
    dependencies = [("projects", "0023_projects_owe_from_their_first_year")]
    operations = [migrations.RunPython(mark_totals, migrations.RunPython.noop)]
