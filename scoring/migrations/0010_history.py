"""Every state of a row that people fill in is kept, see `models/history.py`."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import projects.models.fields
import projects.values.terms
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0010_history'),
        ('scoring', '0009_returns_belong_to_their_sheet'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActualEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='实际完成值')),
                ('kind', models.CharField(choices=[('number', '数'), ('range', '区间'), ('date', '时间'), ('words', '文字'), ('not_applicable', '不适用'), ('empty', '空白')], default=projects.values.terms.Kind['EMPTY'], max_length=20)),
                ('number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('base_number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
                ('base_unit', models.CharField(blank=True, max_length=40)),
                ('last_day', models.CharField(blank=True, max_length=10)),
                ('share', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True, verbose_name='得分比例')),
                ('not_applicable', models.BooleanField(default=False, verbose_name='不适用')),
                ('claimed', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='自评分')),
                ('deviation', models.TextField(blank=True, max_length=500, verbose_name='偏差（未完成）原因分析及改进措施')),
                ('at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FundResultEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('executed_text', models.CharField(blank=True, max_length=40, verbose_name='全年执行数（原文）')),
                ('executed', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='全年执行数')),
                ('printed_rate', models.CharField(blank=True, max_length=20, verbose_name='印出的执行率')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GoalResultEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('text', models.TextField(blank=True, verbose_name='完成情况')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TaskResultEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('text', models.TextField(blank=True, verbose_name='完成情况')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actual',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_actualevent" ("at", "base_number", "base_unit", "by_id", "claimed", "department_id", "deviation", "id", "indicator_id", "kind", "last_day", "not_applicable", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "share", "sheet_id", "text", "unit", "version", "year_id") VALUES (NEW."at", NEW."base_number", NEW."base_unit", NEW."by_id", NEW."claimed", NEW."department_id", NEW."deviation", NEW."id", NEW."indicator_id", NEW."kind", NEW."last_day", NEW."not_applicable", NEW."number", NOW(), \'insert\', NEW."id", NEW."public_id", NEW."share", NEW."sheet_id", NEW."text", NEW."unit", NEW."version", NEW."year_id"); RETURN NULL;', hash='075168afc59b485b73c755253f4e0e0cda212b8e', operation='INSERT', pgid='pgtrigger_insert_insert_4035c', table='scoring_actual', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actual',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_actualevent" ("at", "base_number", "base_unit", "by_id", "claimed", "department_id", "deviation", "id", "indicator_id", "kind", "last_day", "not_applicable", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "share", "sheet_id", "text", "unit", "version", "year_id") VALUES (NEW."at", NEW."base_number", NEW."base_unit", NEW."by_id", NEW."claimed", NEW."department_id", NEW."deviation", NEW."id", NEW."indicator_id", NEW."kind", NEW."last_day", NEW."not_applicable", NEW."number", NOW(), \'update\', NEW."id", NEW."public_id", NEW."share", NEW."sheet_id", NEW."text", NEW."unit", NEW."version", NEW."year_id"); RETURN NULL;', hash='d8a855284d9165283b3af5f2c195fb48c8ccef23', operation='UPDATE', pgid='pgtrigger_update_update_572ee', table='scoring_actual', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actual',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_actualevent" ("at", "base_number", "base_unit", "by_id", "claimed", "department_id", "deviation", "id", "indicator_id", "kind", "last_day", "not_applicable", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "share", "sheet_id", "text", "unit", "version", "year_id") VALUES (OLD."at", OLD."base_number", OLD."base_unit", OLD."by_id", OLD."claimed", OLD."department_id", OLD."deviation", OLD."id", OLD."indicator_id", OLD."kind", OLD."last_day", OLD."not_applicable", OLD."number", NOW(), \'delete\', OLD."id", OLD."public_id", OLD."share", OLD."sheet_id", OLD."text", OLD."unit", OLD."version", OLD."year_id"); RETURN NULL;', hash='64c6cc3af3d9a6ba7efcc525795d6e6f1adb10b2', operation='DELETE', pgid='pgtrigger_delete_delete_da373', table='scoring_actual', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundresult',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_fundresultevent" ("department_id", "executed", "executed_text", "fund_line_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_rate", "public_id", "sheet_id", "version", "year_id") VALUES (NEW."department_id", NEW."executed", NEW."executed_text", NEW."fund_line_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."printed_rate", NEW."public_id", NEW."sheet_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='8b4c6096f507d1fdd8a6489dc9e07edd004576f5', operation='INSERT', pgid='pgtrigger_insert_insert_122a7', table='scoring_fundresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundresult',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_fundresultevent" ("department_id", "executed", "executed_text", "fund_line_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_rate", "public_id", "sheet_id", "version", "year_id") VALUES (NEW."department_id", NEW."executed", NEW."executed_text", NEW."fund_line_id", NEW."id", NOW(), \'update\', NEW."id", NEW."printed_rate", NEW."public_id", NEW."sheet_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='3654c4acac0a1edfe3bbc192eaa447f40ac23925', operation='UPDATE', pgid='pgtrigger_update_update_1397d', table='scoring_fundresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundresult',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_fundresultevent" ("department_id", "executed", "executed_text", "fund_line_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_rate", "public_id", "sheet_id", "version", "year_id") VALUES (OLD."department_id", OLD."executed", OLD."executed_text", OLD."fund_line_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."printed_rate", OLD."public_id", OLD."sheet_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='7baa1741fb91335d8cfee31d548230413706db24', operation='DELETE', pgid='pgtrigger_delete_delete_69041', table='scoring_fundresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goalresult',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_goalresultevent" ("department_id", "goal_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."goal_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='b180aa91a0bf8730c22af61109952da59c6ba29a', operation='INSERT', pgid='pgtrigger_insert_insert_0ec1e', table='scoring_goalresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goalresult',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_goalresultevent" ("department_id", "goal_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."goal_id", NEW."id", NOW(), \'update\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='5b5304823d1dbab035e36c404ccbd56d694ca7de', operation='UPDATE', pgid='pgtrigger_update_update_17cfd', table='scoring_goalresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goalresult',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_goalresultevent" ("department_id", "goal_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "text", "version", "year_id") VALUES (OLD."department_id", OLD."goal_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."public_id", OLD."sheet_id", OLD."text", OLD."version", OLD."year_id"); RETURN NULL;', hash='39d16dd9f6f3d9a23ad05ea0a7991b332730eea2', operation='DELETE', pgid='pgtrigger_delete_delete_90409', table='scoring_goalresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskresult',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_taskresultevent" ("department_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "task_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."task_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='82263c3a5ab0b7856d176866606a7eeb6eae77cd', operation='INSERT', pgid='pgtrigger_insert_insert_bcefe', table='scoring_taskresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskresult',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_taskresultevent" ("department_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "task_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."id", NOW(), \'update\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."task_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='3330d451120e4ac40f4558c34e6275de860bb91e', operation='UPDATE', pgid='pgtrigger_update_update_91f3a', table='scoring_taskresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskresult',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_taskresultevent" ("department_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "task_id", "text", "version", "year_id") VALUES (OLD."department_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."public_id", OLD."sheet_id", OLD."task_id", OLD."text", OLD."version", OLD."year_id"); RETURN NULL;', hash='409c733c1c246bd69dcef4ad2f50588b8e71115b', operation='DELETE', pgid='pgtrigger_delete_delete_9200a', table='scoring_taskresult', when='AFTER')),
        ),
        migrations.AddField(
            model_name='actualevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actualevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='actualevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.indicator'),
        ),
        migrations.AddField(
            model_name='actualevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.actual'),
        ),
        migrations.AddField(
            model_name='actualevent',
            name='sheet',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet'),
        ),
        migrations.AddField(
            model_name='actualevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddField(
            model_name='fundresultevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='fundresultevent',
            name='fund_line',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fundline'),
        ),
        migrations.AddField(
            model_name='fundresultevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.fundresult'),
        ),
        migrations.AddField(
            model_name='fundresultevent',
            name='sheet',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet'),
        ),
        migrations.AddField(
            model_name='fundresultevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddField(
            model_name='goalresultevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='goalresultevent',
            name='goal',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.goal'),
        ),
        migrations.AddField(
            model_name='goalresultevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.goalresult'),
        ),
        migrations.AddField(
            model_name='goalresultevent',
            name='sheet',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet'),
        ),
        migrations.AddField(
            model_name='goalresultevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddField(
            model_name='taskresultevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='taskresultevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.taskresult'),
        ),
        migrations.AddField(
            model_name='taskresultevent',
            name='sheet',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet'),
        ),
        migrations.AddField(
            model_name='taskresultevent',
            name='task',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.task'),
        ),
        migrations.AddField(
            model_name='taskresultevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddIndex(
            model_name='actualevent',
            index=models.Index(fields=['sheet'], name='scoring_act_sheet_i_05f2c3_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actualevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9133e0cf08793665629c73561fa2c8e1997dd1bc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a878', table='scoring_actualevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='fundresultevent',
            index=models.Index(fields=['sheet'], name='scoring_fun_sheet_i_ab49f5_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundresultevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ebb1ce8b6175168f820527fcf30daa6496340049', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5597d', table='scoring_fundresultevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='goalresultevent',
            index=models.Index(fields=['sheet'], name='scoring_goa_sheet_i_a6648c_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goalresultevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e9232f499e9aa270ce33eabe5b8e7868c08f86c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef04b', table='scoring_goalresultevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='taskresultevent',
            index=models.Index(fields=['sheet'], name='scoring_tas_sheet_i_6ffcf0_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskresultevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dfd21dea857ba2049daae2535e9eb88bd36dcf11', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8ea2e', table='scoring_taskresultevent', when='BEFORE')),
        ),
    ]
