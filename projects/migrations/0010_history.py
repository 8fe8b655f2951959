"""Every state of a row that people fill in is kept, see `models/history.py`."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import projects.models.fields
import projects.values.terms
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0009_approved_targets_are_frozen'),
    ]

    operations = [
        migrations.CreateModel(
            name='FundLineEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=60, verbose_name='资金来源')),
                ('is_total', models.BooleanField(default=False, verbose_name='总额行')),
                ('initial_text', models.CharField(blank=True, max_length=40, verbose_name='年初数（原文）')),
                ('initial_budget', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='年初数')),
                ('annual_text', models.CharField(blank=True, max_length=40, verbose_name='全年数（原文）')),
                ('annual_budget', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='全年数')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GoalEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='目标名称')),
                ('content', models.TextField(blank=True, verbose_name='主要内容')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IndicatorEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('level', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='指标名称')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='分值')),
                ('target_text', models.CharField(blank=True, max_length=200, verbose_name='指标值')),
                ('target_kind', models.CharField(choices=[('number', '数'), ('range', '区间'), ('date', '时间'), ('words', '文字'), ('not_applicable', '不适用'), ('empty', '空白')], default=projects.values.terms.Kind['EMPTY'], max_length=20)),
                ('target_operator', models.CharField(blank=True, max_length=2)),
                ('target_number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
                ('target_upper', projects.models.fields.ExactDecimalField(blank=True, null=True)),
                ('target_unit', models.CharField(blank=True, max_length=40)),
                ('target_base_number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
                ('target_base_upper', projects.models.fields.ExactDecimalField(blank=True, null=True)),
                ('target_base_unit', models.CharField(blank=True, max_length=40)),
                ('target_last_day', models.CharField(blank=True, max_length=10)),
                ('description', models.TextField(blank=True, verbose_name='绩效指标描述')),
                ('explanation', models.TextField(blank=True, verbose_name='指标说明')),
                ('basis', models.TextField(blank=True, verbose_name='指标值确定依据')),
                ('scoring_note', models.TextField(blank=True, verbose_name='评（扣）分标准')),
                ('data_source', models.CharField(blank=True, max_length=200, verbose_name='数据来源')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TaskEvent',
            fields=[
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='任务名称')),
                ('content', models.TextField(blank=True, verbose_name='主要内容')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_fundlineevent" ("annual_budget", "annual_text", "department_id", "id", "initial_budget", "initial_text", "is_total", "label", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."annual_budget", NEW."annual_text", NEW."department_id", NEW."id", NEW."initial_budget", NEW."initial_text", NEW."is_total", NEW."label", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='b510c94f26dcb73690052bd50d18a4a4ade6ae59', operation='INSERT', pgid='pgtrigger_insert_insert_12da5', table='projects_fundline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_fundlineevent" ("annual_budget", "annual_text", "department_id", "id", "initial_budget", "initial_text", "is_total", "label", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."annual_budget", NEW."annual_text", NEW."department_id", NEW."id", NEW."initial_budget", NEW."initial_text", NEW."is_total", NEW."label", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='069e6cd50d554abea73339161c1daac160b0a8d7', operation='UPDATE', pgid='pgtrigger_update_update_5dee2', table='projects_fundline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_fundlineevent" ("annual_budget", "annual_text", "department_id", "id", "initial_budget", "initial_text", "is_total", "label", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (OLD."annual_budget", OLD."annual_text", OLD."department_id", OLD."id", OLD."initial_budget", OLD."initial_text", OLD."is_total", OLD."label", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."public_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='2541b24f90236f390b77dba88cf75ea8589dadfa', operation='DELETE', pgid='pgtrigger_delete_delete_fcc00', table='projects_fundline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_goalevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='e8f11345345caab42485465294f9533622217fc7', operation='INSERT', pgid='pgtrigger_insert_insert_8220d', table='projects_goal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_goalevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='edf499f182619d6e2c44b60f6a6b5b356276ca96', operation='UPDATE', pgid='pgtrigger_update_update_38581', table='projects_goal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_goalevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (OLD."content", OLD."department_id", OLD."id", OLD."name", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."public_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='b69cff06018084a4554c10522d671b1633cb82e6', operation='DELETE', pgid='pgtrigger_delete_delete_5a505', table='projects_goal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_indicatorevent" ("basis", "data_source", "department_id", "description", "explanation", "id", "level", "lineage", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "points", "position", "public_id", "scoring_note", "target_base_number", "target_base_unit", "target_base_upper", "target_kind", "target_last_day", "target_number", "target_operator", "target_text", "target_unit", "target_upper", "version", "year_id") VALUES (NEW."basis", NEW."data_source", NEW."department_id", NEW."description", NEW."explanation", NEW."id", NEW."level", NEW."lineage", NEW."name", NEW."parent_id", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."points", NEW."position", NEW."public_id", NEW."scoring_note", NEW."target_base_number", NEW."target_base_unit", NEW."target_base_upper", NEW."target_kind", NEW."target_last_day", NEW."target_number", NEW."target_operator", NEW."target_text", NEW."target_unit", NEW."target_upper", NEW."version", NEW."year_id"); RETURN NULL;', hash='8164e17c701f1fcb8e5577108f5c2ec9aae77127', operation='INSERT', pgid='pgtrigger_insert_insert_2d764', table='projects_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_indicatorevent" ("basis", "data_source", "department_id", "description", "explanation", "id", "level", "lineage", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "points", "position", "public_id", "scoring_note", "target_base_number", "target_base_unit", "target_base_upper", "target_kind", "target_last_day", "target_number", "target_operator", "target_text", "target_unit", "target_upper", "version", "year_id") VALUES (NEW."basis", NEW."data_source", NEW."department_id", NEW."description", NEW."explanation", NEW."id", NEW."level", NEW."lineage", NEW."name", NEW."parent_id", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."points", NEW."position", NEW."public_id", NEW."scoring_note", NEW."target_base_number", NEW."target_base_unit", NEW."target_base_upper", NEW."target_kind", NEW."target_last_day", NEW."target_number", NEW."target_operator", NEW."target_text", NEW."target_unit", NEW."target_upper", NEW."version", NEW."year_id"); RETURN NULL;', hash='de9315c1b1942ec71f7ab876963067eb825ccdbd', operation='UPDATE', pgid='pgtrigger_update_update_c2cc9', table='projects_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_indicatorevent" ("basis", "data_source", "department_id", "description", "explanation", "id", "level", "lineage", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "points", "position", "public_id", "scoring_note", "target_base_number", "target_base_unit", "target_base_upper", "target_kind", "target_last_day", "target_number", "target_operator", "target_text", "target_unit", "target_upper", "version", "year_id") VALUES (OLD."basis", OLD."data_source", OLD."department_id", OLD."description", OLD."explanation", OLD."id", OLD."level", OLD."lineage", OLD."name", OLD."parent_id", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."points", OLD."position", OLD."public_id", OLD."scoring_note", OLD."target_base_number", OLD."target_base_unit", OLD."target_base_upper", OLD."target_kind", OLD."target_last_day", OLD."target_number", OLD."target_operator", OLD."target_text", OLD."target_unit", OLD."target_upper", OLD."version", OLD."year_id"); RETURN NULL;', hash='804ca742edca89391ce0e941219b881545d528f0', operation='DELETE', pgid='pgtrigger_delete_delete_3d6ed', table='projects_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_taskevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='b83ef752d78beeb2163beda2c2499cebd7c0b4ef', operation='INSERT', pgid='pgtrigger_insert_insert_aa5e3', table='projects_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_taskevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='a8e7cca58cb8895480f7ca53c578b33743510b3a', operation='UPDATE', pgid='pgtrigger_update_update_e7492', table='projects_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_taskevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (OLD."content", OLD."department_id", OLD."id", OLD."name", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."public_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='b1c16e4651384c2885fadcfc3a48b5d4fd653cd4', operation='DELETE', pgid='pgtrigger_delete_delete_e973b', table='projects_task', when='AFTER')),
        ),
        migrations.AddField(
            model_name='fundlineevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='fundlineevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.fundline'),
        ),
        migrations.AddField(
            model_name='fundlineevent',
            name='plan',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan'),
        ),
        migrations.AddField(
            model_name='fundlineevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddField(
            model_name='goalevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='goalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.goal'),
        ),
        migrations.AddField(
            model_name='goalevent',
            name='plan',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan'),
        ),
        migrations.AddField(
            model_name='goalevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='plan',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department'),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.task'),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='plan',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan'),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='year',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear'),
        ),
        migrations.AddIndex(
            model_name='fundlineevent',
            index=models.Index(fields=['plan'], name='projects_fu_plan_id_699f2b_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundlineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='df7aa08ef51c4aa4d2ea42583dc4dd444d6adca5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_68591', table='projects_fundlineevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='goalevent',
            index=models.Index(fields=['plan'], name='projects_go_plan_id_97ac13_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d33d667088455ca167ccf9de0493ca68cd52d6dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1c272', table='projects_goalevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='indicatorevent',
            index=models.Index(fields=['plan'], name='projects_in_plan_id_a42bd2_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='397b0ca09d1b999e40fbc0cbcf17c3183930b816', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_915fb', table='projects_indicatorevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='taskevent',
            index=models.Index(fields=['plan'], name='projects_ta_plan_id_eb1060_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3d1239b2e51c34b787787c26e71185dc5c620ed7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d3f41', table='projects_taskevent', when='BEFORE')),
        ),
    ]
