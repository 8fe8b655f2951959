"""Every state of what people say in a sheet, see `models/history.py`."""

import django.db.models.deletion
import pgtrigger.compiler
import projects.models.fields
import projects.values.terms
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
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
            ('by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.indicator')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.actual')),
            ('sheet', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
            ('overrule_reason', models.CharField(blank=True, max_length=300, verbose_name='不采用系统数的原因')),
            ('overruled', models.CharField(blank=True, max_length=40, verbose_name='当时系统算得')),
        ],
        options={
            'indexes': [
                models.Index(fields=['sheet'], name='scoring_act_sheet_i_05f2c3_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9133e0cf08793665629c73561fa2c8e1997dd1bc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a878', table='scoring_actualevent', when='BEFORE')),
            ],
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
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('fund_line', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fundline')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.fundresult')),
            ('sheet', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
        ],
        options={
            'indexes': [
                models.Index(fields=['sheet'], name='scoring_fun_sheet_i_ab49f5_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ebb1ce8b6175168f820527fcf30daa6496340049', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5597d', table='scoring_fundresultevent', when='BEFORE')),
            ],
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
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('goal', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.goal')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.goalresult')),
            ('sheet', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
        ],
        options={
            'indexes': [
                models.Index(fields=['sheet'], name='scoring_goa_sheet_i_a6648c_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e9232f499e9aa270ce33eabe5b8e7868c08f86c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef04b', table='scoring_goalresultevent', when='BEFORE')),
            ],
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
            ('department', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.department')),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.taskresult')),
            ('sheet', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scoring.sheet')),
            ('task', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.task')),
            ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.fiscalyear')),
        ],
        options={
            'indexes': [
                models.Index(fields=['sheet'], name='scoring_tas_sheet_i_6ffcf0_idx'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dfd21dea857ba2049daae2535e9eb88bd36dcf11', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8ea2e', table='scoring_taskresultevent', when='BEFORE')),
            ],
        },
    ),
    migrations.CreateModel(
        name='SheetHeadEvent',
        fields=[
            ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
            ('pgh_label', models.TextField(help_text='The event label.')),
            ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
            ('claimed_execution', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='预算执行率自评分')),
            ('printed_total_text', models.CharField(blank=True, max_length=40, verbose_name='表中总分（原文）')),
            ('head_version', models.PositiveIntegerField(default=1)),
            ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scoring.sheet')),
        ],
        options={
            'triggers': [
                pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b74dfbf72ba94251fc6ee1d30945b5be6accf461', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6585d', table='scoring_sheetheadevent', when='BEFORE')),
            ],
        },
    ),
]
