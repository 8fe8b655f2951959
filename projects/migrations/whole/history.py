"""Every state of the rows that people fill in, see `models/history.py`."""

import django.db.models.deletion
import pgtrigger.compiler
import projects.models.fields
import projects.values.terms
import uuid
from django.db import migrations, models

TABLES = [
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
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.fundline')),
            ('plan', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
        ],
        options={
            'indexes': [
                models.Index(fields=['plan'], name='projects_fu_plan_id_699f2b_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='df7aa08ef51c4aa4d2ea42583dc4dd444d6adca5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_68591', table='projects_fundlineevent', when='BEFORE')),
            ],
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
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.goal')),
            ('plan', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
        ],
        options={
            'indexes': [
                models.Index(fields=['plan'], name='projects_go_plan_id_97ac13_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d33d667088455ca167ccf9de0493ca68cd52d6dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1c272', table='projects_goalevent', when='BEFORE')),
            ],
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
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.task')),
            ('plan', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
        ],
        options={
            'indexes': [
                models.Index(fields=['plan'], name='projects_ta_plan_id_eb1060_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3d1239b2e51c34b787787c26e71185dc5c620ed7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d3f41', table='projects_taskevent', when='BEFORE')),
            ],
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
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('parent', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.indicator')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.indicator')),
            ('plan', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plan')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
        ],
        options={
            'indexes': [
                models.Index(fields=['plan'], name='projects_in_plan_id_a42bd2_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='397b0ca09d1b999e40fbc0cbcf17c3183930b816', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_915fb', table='projects_indicatorevent', when='BEFORE')),
            ],
        },
    ),
]
