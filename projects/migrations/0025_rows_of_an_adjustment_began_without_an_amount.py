"""Take back 年初数 that an adjustment wrote into rows which the year began without.

Every adjustment but the first of a table without any 年初数 copied 全年数 where 年初数 was blank. The
trail names those rows and amounts. Only drafts are mended, and only where one row is meant; what
was sent or approved is frozen, and a row that was renamed since is not certain.
"""

from django.db import migrations
from django.db.models import F

WAYS = ("plan.adjust", "plan.cancel", "plan.initial_kept")


def take_back(apps, schema_editor):
    """No adjustment is under way meanwhile: else a trigger would keep the amounts."""
    using = schema_editor.connection.alias
    plans, entries, revisions, lines = (
        apps.get_model("projects", name).objects.using(using)
        for name in ("Plan", "TrailEntry", "PlanRevision", "FundLine")
    )
    for plan in plans.filter(state="DRAFT", adjustments__gt=0):
        ways = entries.filter(
            subject_kind="Plan", subject_id=plan.public_id, action__in=WAYS
        ).order_by("sequence")
        first = revisions.filter(plan=plan, adjustments=0).order_by("-number").first()
        wrong = [
            row.pk
            for label, text in invented(ways, first)
            for row in the_only_one(lines.filter(plan=plan, label=label), text)
        ]
        if wrong:
            plans.filter(pk=plan.pk).update(adjustments=0)
            lines.filter(pk__in=wrong).update(
                initial_text="", initial_budget=None, version=F("version") + 1
            )
            plans.filter(pk=plan.pk).update(adjustments=plan.adjustments)


def invented(ways, first):
    """Labels and amounts that were written without reason; `first`: before any adjustment."""
    is_stated = first is not None and any(row["initial"] for row in first.content["funds"])
    adjustments, found = 0, {}
    for entry in ways:
        if entry.action == "plan.adjust":
            adjustments += 1
        elif entry.action == "plan.cancel":
            found.pop(adjustments, None)
            adjustments -= 1
        elif adjustments > 1 or is_stated:
            found[adjustments] = [
                (told.removesuffix(" 年初数"), text) for told, (_, text) in entry.changes.items()
            ]
    return [pair for pairs in found.values() for pair in pairs]


def the_only_one(rows, text):
    """The row that is meant, if it is the only one of its label and says the amount still."""
    found = list(rows)
    return found if len(found) == 1 and found[0].initial_text == text else []


class Migration(migrations.Migration):
    dependencies = [("projects", "0024_one_total_row_by_its_label")]
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
