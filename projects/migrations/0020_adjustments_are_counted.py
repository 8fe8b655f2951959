"""Adjustments are counted apart from approvals, and 年初数 stays while targets are adjusted.

What finance returned after its approval is no adjustment; the trail knows which was which.
"""

from django.db import migrations, models

COUNTED = """
UPDATE projects_plan AS plan SET adjustments = (
    SELECT count(*) FROM projects_trailentry AS entry
    WHERE entry.subject_kind = 'Plan' AND entry.subject_id = plan.public_id
        AND entry.action = 'plan.adjust'
) WHERE revision > 1;
ALTER TABLE projects_planrevision DISABLE TRIGGER revisions_are_append_only;
UPDATE projects_planrevision AS revision SET adjustments = (
    SELECT count(*) FROM projects_trailentry AS entry
    JOIN projects_plan AS plan ON plan.public_id = entry.subject_id
    WHERE plan.id = revision.plan_id AND entry.subject_kind = 'Plan'
        AND entry.action = 'plan.adjust' AND entry.at <= revision.at
) WHERE number > 1;
ALTER TABLE projects_planrevision ENABLE TRIGGER revisions_are_append_only;
"""

KEPT = """
CREATE FUNCTION initial_amount_stays_in_adjustments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.initial_text <> '' AND (
        TG_OP = 'DELETE'
        OR (NEW.initial_text, NEW.initial_budget)
            IS DISTINCT FROM (OLD.initial_text, OLD.initial_budget)
    ) AND EXISTS (SELECT FROM projects_plan WHERE id = OLD.plan_id AND adjustments > 0) THEN
        RAISE EXCEPTION 'the initial amount stays while targets are adjusted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER fundline_keeps_its_initial_amount BEFORE UPDATE OR DELETE ON projects_fundline
    FOR EACH ROW EXECUTE FUNCTION initial_amount_stays_in_adjustments();
"""
FREE = """
DROP TRIGGER fundline_keeps_its_initial_amount ON projects_fundline;
DROP FUNCTION initial_amount_stays_in_adjustments();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0019_more_time_for_monitoring'),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='adjustments',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='调整次数'),
        ),
        migrations.AddField(
            model_name='planrevision',
            name='adjustments',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='调整次数'),
        ),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('adjustments__lt', models.F('revision'))), name='plan_is_adjusted_only_after_it_was_approved'),
        ),
        migrations.AddConstraint(
            model_name='planrevision',
            constraint=models.CheckConstraint(condition=models.Q(('adjustments__lt', models.F('number'))), name='revision_counts_fewer_adjustments_than_approvals'),
        ),
        migrations.RunSQL(KEPT, FREE),
    ]
