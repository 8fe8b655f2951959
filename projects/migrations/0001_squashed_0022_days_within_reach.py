"""A new database begins here: what the migrations below make together, in one step.

A later change is an ordinary migration that is applied after this one. When they are many again:
what they say goes into `whole`, their names into `replaces` (a dependency on this file becomes one
on the last migration below), this file gets the number of the last. What then differs from the
long way, tests/platform/test_squashed_migrations.py tells by name.
"""

from django.db import migrations

from projects.migrations.whole import guards, history, keys, papers, people, plans, rounds
from projects.migrations.whole.together import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("projects", "0001_initial"),
        ("projects", "0002_rows_belong_together"),
        ("projects", "0003_trail_is_append_only"),
        ("projects", "0004_parts_can_be_referred_to"),
        ("projects", "0005_job_keeps_its_rights"),
        ("projects", "0006_intervals_and_last_days"),
        ("projects", "0007_read_intervals_and_days_again"),
        ("projects", "0008_windows_returns_revisions"),
        ("projects", "0009_approved_targets_are_frozen"),
        ("projects", "0010_history"),
        ("projects", "0011_history_of_rows_before"),
        ("projects", "0012_tasks_and_their_projects"),
        ("projects", "0013_notices"),
        ("projects", "0014_indicator_library"),
        ("projects", "0015_administration"),
        ("projects", "0016_administrators_stay_administrators"),
        ("projects", "0017_notices_of_monitoring"),
        ("projects", "0018_imports_of_windows_and_library"),
        ("projects", "0019_more_time_for_monitoring"),
        ("projects", "0020_adjustments_are_counted"),
        ("projects", "0021_extensions_can_be_taken_back"),
        ("projects", "0022_days_within_reach"),
    ]
    initial = True
    dependencies = []
    operations = [
        CreateTogether(
            [
                *people.TABLES,
                *plans.TABLES,
                *rounds.TABLES,
                *papers.TABLES,
                *history.TABLES,
            ]
        ),
        *keys.OPERATIONS,
        *guards.OPERATIONS,
    ]
