"""Explanatory texts of a department's year; what is published stays as it is."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FROZEN = """
CREATE FUNCTION narrative_changes_in_drafts_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.text, NEW.figures, NEW.department_id, NEW.year_id, NEW.stage)
        IS DISTINCT FROM (OLD.text, OLD.figures, OLD.department_id, OLD.year_id, OLD.stage)
    THEN
        RAISE EXCEPTION 'an explanatory text changes only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER narrative_changes_in_drafts_only
    BEFORE UPDATE OR DELETE ON scoring_narrative
    FOR EACH ROW WHEN (OLD.state = 'PUBLISHED')
    EXECUTE FUNCTION narrative_changes_in_drafts_only()
"""
THAWED = """
DROP TRIGGER narrative_changes_in_drafts_only ON scoring_narrative;
DROP FUNCTION narrative_changes_in_drafts_only()
"""


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0025_rows_of_an_adjustment_began_without_an_amount'),
        ('scoring', '0020_filled_rows_of_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Narrative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('stage', models.CharField(choices=[('BUDGET', '随部门预算公开'), ('FINAL', '随部门决算公开')], max_length=10)),
                ('state', models.CharField(choices=[('DRAFT', '草稿'), ('PUBLISHED', '已公开')], default='DRAFT', max_length=20)),
                ('state_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text', models.TextField(verbose_name='正文')),
                ('figures', models.JSONField(default=dict, verbose_name='说明中的数')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ],
            options={
                'ordering': ['-year', 'id'],
                'constraints': [models.UniqueConstraint(fields=('department', 'year', 'stage'), name='narrative_of_a_stage_once_per_department_and_year'), models.CheckConstraint(condition=models.Q(('stage__in', ['BUDGET', 'FINAL'])), name='narrative_stage_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'PUBLISHED'])), name='narrative_state_is_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='narrative_has_its_text'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'PUBLISHED'), _negated=True), ('state_by__isnull', False), _connector='OR'), name='narrative_is_published_by_somebody')],
            },
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
