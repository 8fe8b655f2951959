"""What a filer says beside the rows has a version and a history of its own."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

BEGIN = """
INSERT INTO scoring_sheetheadevent
    (claimed_execution, printed_total_text, head_version, pgh_created_at, pgh_label, pgh_obj_id)
SELECT claimed_execution, printed_total_text, head_version, now(), 'insert', id FROM scoring_sheet
"""


class Migration(migrations.Migration):

    dependencies = [
        ('scoring', '0016_monitoring_belongs_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetHeadEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('claimed_execution', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='预算执行率自评分')),
                ('printed_total_text', models.CharField(blank=True, max_length=40, verbose_name='表中总分（原文）')),
                ('head_version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='sheet',
            name='head_version',
            field=models.PositiveIntegerField(default=1),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_sheetheadevent" ("claimed_execution", "head_version", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_total_text") VALUES (NEW."claimed_execution", NEW."head_version", NOW(), \'insert\', NEW."id", NEW."printed_total_text"); RETURN NULL;', hash='fb6e09f15ba69b163c20526ba1034b3c5942c89f', operation='INSERT', pgid='pgtrigger_insert_insert_73d13', table='scoring_sheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."claimed_execution" IS DISTINCT FROM (NEW."claimed_execution") OR OLD."head_version" IS DISTINCT FROM (NEW."head_version") OR OLD."printed_total_text" IS DISTINCT FROM (NEW."printed_total_text"))', func='INSERT INTO "scoring_sheetheadevent" ("claimed_execution", "head_version", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_total_text") VALUES (NEW."claimed_execution", NEW."head_version", NOW(), \'update\', NEW."id", NEW."printed_total_text"); RETURN NULL;', hash='17fb2ba5eb476fedbbf89ae870fec30a3cc246ef', operation='UPDATE', pgid='pgtrigger_update_update_ca2ef', table='scoring_sheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_sheetheadevent" ("claimed_execution", "head_version", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_total_text") VALUES (OLD."claimed_execution", OLD."head_version", NOW(), \'delete\', OLD."id", OLD."printed_total_text"); RETURN NULL;', hash='07894aab8bde9c1984fa8b51e75e9d4de5958a2b', operation='DELETE', pgid='pgtrigger_delete_delete_002f4', table='scoring_sheet', when='AFTER')),
        ),
        migrations.AddField(
            model_name='sheetheadevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.sheet'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetheadevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b74dfbf72ba94251fc6ee1d30945b5be6accf461', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6585d', table='scoring_sheetheadevent', when='BEFORE')),
        ),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
