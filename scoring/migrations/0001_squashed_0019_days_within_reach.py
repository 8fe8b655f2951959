"""A new database begins here, see the squashed migration of `projects`."""

from django.db import migrations

from projects.migrations.whole.together import CreateTogether
from scoring.migrations.whole import guards, history, keys, monitoring, papers, sheets


class Migration(migrations.Migration):
    replaces = [
        ("scoring", "0001_initial"),
        ("scoring", "0002_rows_belong_together"),
        ("scoring", "0003_rows_stay_within_their_plan"),
        ("scoring", "0004_upper_ends_and_last_days"),
        ("scoring", "0005_read_days_again"),
        ("scoring", "0006_room_for_rule_codes"),
        ("scoring", "0007_sheets_change_in_drafts_only"),
        ("scoring", "0008_returned_sheets"),
        ("scoring", "0009_returns_belong_to_their_sheet"),
        ("scoring", "0010_history"),
        ("scoring", "0011_history_of_rows_before"),
        ("scoring", "0012_overruled_rates"),
        ("scoring", "0013_evidence_of_rows"),
        ("scoring", "0014_evidence_stays_as_it_is"),
        ("scoring", "0015_monitoring"),
        ("scoring", "0016_monitoring_belongs_together"),
        ("scoring", "0017_head_of_a_sheet"),
        ("scoring", "0018_reports_of_a_month"),
        ("scoring", "0019_days_within_reach"),
    ]
    initial = True
    dependencies = [("projects", "0001_squashed_0022_days_within_reach")]
    operations = [
        CreateTogether(
            [
                *sheets.TABLES,
                *papers.TABLES,
                *monitoring.TABLES,
                *history.TABLES,
            ]
        ),
        *keys.OPERATIONS,
        *guards.OPERATIONS,
    ]
