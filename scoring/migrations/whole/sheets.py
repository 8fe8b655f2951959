"""Sheets: actual values, results and scores."""

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import projects.models.fields
import projects.values.terms
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='Sheet',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('state', models.CharField(choices=[('DRAFT', '草稿'), ('SUBMITTED', '已提交'), ('DEPARTMENT_PASSED', '主管部门已审核'), ('ACCEPTED', '已接受'), ('SEALED', '已封存')], default='DRAFT', max_length=20)),
            ('state_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('edition_code', models.CharField(max_length=60)),
            ('edition_digest', models.CharField(max_length=64)),
            ('execution_points', models.DecimalField(decimal_places=2, max_digits=6)),
            ('execution_rule', models.CharField(blank=True, max_length=80)),
            ('execution_outcome', models.CharField(blank=True, max_length=40)),
            ('computed_execution', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='预算执行率计算分')),
            ('claimed_execution', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='预算执行率自评分')),
            ('computed_total', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='计算分')),
            ('claimed_total', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='自评分各行相加')),
            ('printed_total', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='表中总分')),
            ('printed_total_text', models.CharField(blank=True, max_length=40, verbose_name='表中总分（原文）')),
            ('narrative_total', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='说明文字中的总分')),
            ('grade', models.CharField(blank=True, max_length=4, verbose_name='等级')),
            ('line_count', models.PositiveSmallIntegerField(default=0)),
            ('filled_count', models.PositiveSmallIntegerField(default=0)),
            ('unscored_count', models.PositiveSmallIntegerField(default=0)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sheet', to='projects.plan')),
            ('state_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('head_version', models.PositiveIntegerField(default=1)),
        ],
        options={
            'ordering': ['-year', 'id'],
            'indexes': [
                models.Index(fields=['year', 'department'], name='scoring_she_year_id_cbe7df_idx'),
            ],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'SUBMITTED', 'DEPARTMENT_PASSED', 'ACCEPTED', 'SEALED'])), name='sheet_state_is_known'),
                models.CheckConstraint(condition=models.Q(models.Q(('computed_execution__isnull', True), models.Q(('computed_execution__gte', 0), ('computed_execution__lte', models.F('execution_points'))), _connector='OR'), models.Q(('claimed_execution__isnull', True), models.Q(('claimed_execution__gte', 0), ('claimed_execution__lte', models.F('execution_points'))), _connector='OR')), name='sheet_execution_scores_lie_within_their_points'),
                models.CheckConstraint(condition=models.Q(('filled_count__lte', models.F('line_count')), ('unscored_count__lte', django.db.models.expressions.CombinedExpression(models.F('line_count'), '+', models.Value(1)))), name='sheet_counts_fit_together'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_sheetheadevent" ("claimed_execution", "head_version", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_total_text") VALUES (NEW."claimed_execution", NEW."head_version", NOW(), \'insert\', NEW."id", NEW."printed_total_text"); RETURN NULL;', hash='fb6e09f15ba69b163c20526ba1034b3c5942c89f', operation='INSERT', pgid='pgtrigger_insert_insert_73d13', table='scoring_sheet', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."claimed_execution" IS DISTINCT FROM (NEW."claimed_execution") OR OLD."head_version" IS DISTINCT FROM (NEW."head_version") OR OLD."printed_total_text" IS DISTINCT FROM (NEW."printed_total_text"))', func='INSERT INTO "scoring_sheetheadevent" ("claimed_execution", "head_version", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_total_text") VALUES (NEW."claimed_execution", NEW."head_version", NOW(), \'update\', NEW."id", NEW."printed_total_text"); RETURN NULL;', hash='17fb2ba5eb476fedbbf89ae870fec30a3cc246ef', operation='UPDATE', pgid='pgtrigger_update_update_ca2ef', table='scoring_sheet', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_sheetheadevent" ("claimed_execution", "head_version", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_total_text") VALUES (OLD."claimed_execution", OLD."head_version", NOW(), \'delete\', OLD."id", OLD."printed_total_text"); RETURN NULL;', hash='07894aab8bde9c1984fa8b51e75e9d4de5958a2b', operation='DELETE', pgid='pgtrigger_delete_delete_002f4', table='scoring_sheet', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='ScoreLine',
        fields=[
            ('pk', models.CompositePrimaryKey('year_id', 'sheet_id', 'indicator_id', blank=True, editable=False, primary_key=True, serialize=False)),
            ('rule', models.CharField(max_length=80)),
            ('outcome', models.CharField(max_length=40)),
            ('points', models.DecimalField(decimal_places=2, max_digits=6)),
            ('target', projects.models.fields.ExactDecimalField(null=True)),
            ('actual', projects.models.fields.ExactDecimalField(null=True)),
            ('share', models.DecimalField(decimal_places=4, max_digits=5, null=True)),
            ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='计算分')),
            ('department', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='score_lines', to='projects.indicator')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='score_lines', to='scoring.sheet')),
            ('upper', projects.models.fields.ExactDecimalField(null=True)),
        ],
        options={
            'constraints': [
                models.CheckConstraint(condition=models.Q(('score__isnull', True), models.Q(('score__gte', 0), ('score__lte', models.F('points'))), _connector='OR'), name='score_lies_between_0_and_its_points'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ScoreAdjustment',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('code', models.CharField(max_length=40)),
            ('label', models.CharField(max_length=60)),
            ('score', models.DecimalField(decimal_places=2, max_digits=7)),
            ('explanation', models.CharField(max_length=200)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adjustments', to='scoring.sheet')),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('sheet', 'code'), name='adjustment_of_a_kind_once_per_sheet'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Actual',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('text', models.CharField(blank=True, max_length=200, verbose_name='实际完成值')),
            ('kind', models.CharField(choices=[('number', '数'), ('range', '区间'), ('date', '时间'), ('words', '文字'), ('not_applicable', '不适用'), ('empty', '空白')], default=projects.values.terms.Kind['EMPTY'], max_length=20)),
            ('number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('unit', models.CharField(blank=True, max_length=40)),
            ('base_number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('base_unit', models.CharField(blank=True, max_length=40)),
            ('share', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True, verbose_name='得分比例')),
            ('not_applicable', models.BooleanField(default=False, verbose_name='不适用')),
            ('claimed', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='自评分')),
            ('deviation', models.TextField(blank=True, max_length=500, verbose_name='偏差（未完成）原因分析及改进措施')),
            ('at', models.DateTimeField()),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actuals', to='projects.indicator')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actuals', to='scoring.sheet')),
            ('last_day', models.CharField(blank=True, max_length=10)),
            ('overrule_reason', models.CharField(blank=True, max_length=300, verbose_name='不采用系统数的原因')),
            ('overruled', models.CharField(blank=True, max_length=40, verbose_name='当时系统算得')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('sheet', 'indicator'), name='actual_once_per_sheet_and_indicator'),
                models.CheckConstraint(condition=models.Q(('number__isnull', True), models.Q(('text', ''), _negated=True), _connector='OR'), name='actual_number_has_its_typed_text'),
                models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gte', 0), ('share__lte', 1)), _connector='OR'), name='actual_share_lies_between_0_and_1'),
                models.CheckConstraint(condition=models.Q(('claimed__isnull', True), ('claimed__gte', 0), _connector='OR'), name='claimed_score_is_not_negative'),
                models.CheckConstraint(condition=models.Q(('not_applicable', False), models.Q(('claimed__isnull', True), models.Q(('deviation', ''), _negated=True)), _connector='OR'), name='not_applicable_row_has_its_reason_and_no_score'),
                models.CheckConstraint(condition=models.Q(('last_day', ''), ('kind', 'date'), _connector='OR'), name='actual_last_day_stands_with_a_date'),
                models.CheckConstraint(condition=models.Q(models.Q(('overrule_reason', ''), ('overruled', '')), models.Q(models.Q(('overrule_reason', ''), _negated=True), models.Q(('overruled', ''), _negated=True)), _connector='OR'), name='overrule_reason_names_the_figure_it_overrules'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_actualevent" ("at", "base_number", "base_unit", "by_id", "claimed", "department_id", "deviation", "id", "indicator_id", "kind", "last_day", "not_applicable", "number", "overrule_reason", "overruled", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "share", "sheet_id", "text", "unit", "version", "year_id") VALUES (NEW."at", NEW."base_number", NEW."base_unit", NEW."by_id", NEW."claimed", NEW."department_id", NEW."deviation", NEW."id", NEW."indicator_id", NEW."kind", NEW."last_day", NEW."not_applicable", NEW."number", NEW."overrule_reason", NEW."overruled", NOW(), \'insert\', NEW."id", NEW."public_id", NEW."share", NEW."sheet_id", NEW."text", NEW."unit", NEW."version", NEW."year_id"); RETURN NULL;', hash='13f9db56f31302bc86d4c9a7e2d5222fda90f8a3', operation='INSERT', pgid='pgtrigger_insert_insert_4035c', table='scoring_actual', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_actualevent" ("at", "base_number", "base_unit", "by_id", "claimed", "department_id", "deviation", "id", "indicator_id", "kind", "last_day", "not_applicable", "number", "overrule_reason", "overruled", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "share", "sheet_id", "text", "unit", "version", "year_id") VALUES (NEW."at", NEW."base_number", NEW."base_unit", NEW."by_id", NEW."claimed", NEW."department_id", NEW."deviation", NEW."id", NEW."indicator_id", NEW."kind", NEW."last_day", NEW."not_applicable", NEW."number", NEW."overrule_reason", NEW."overruled", NOW(), \'update\', NEW."id", NEW."public_id", NEW."share", NEW."sheet_id", NEW."text", NEW."unit", NEW."version", NEW."year_id"); RETURN NULL;', hash='328d9cbb25e43a4ba6b191eb57d6ac5d43b1265a', operation='UPDATE', pgid='pgtrigger_update_update_572ee', table='scoring_actual', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_actualevent" ("at", "base_number", "base_unit", "by_id", "claimed", "department_id", "deviation", "id", "indicator_id", "kind", "last_day", "not_applicable", "number", "overrule_reason", "overruled", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "share", "sheet_id", "text", "unit", "version", "year_id") VALUES (OLD."at", OLD."base_number", OLD."base_unit", OLD."by_id", OLD."claimed", OLD."department_id", OLD."deviation", OLD."id", OLD."indicator_id", OLD."kind", OLD."last_day", OLD."not_applicable", OLD."number", OLD."overrule_reason", OLD."overruled", NOW(), \'delete\', OLD."id", OLD."public_id", OLD."share", OLD."sheet_id", OLD."text", OLD."unit", OLD."version", OLD."year_id"); RETURN NULL;', hash='f65b971dcd97150084735a8db983a9b218eecf60', operation='DELETE', pgid='pgtrigger_delete_delete_da373', table='scoring_actual', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='FundResult',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('executed_text', models.CharField(blank=True, max_length=40, verbose_name='全年执行数（原文）')),
            ('executed', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='全年执行数')),
            ('printed_rate', models.CharField(blank=True, max_length=20, verbose_name='印出的执行率')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('fund_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='projects.fundline')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fund_results', to='scoring.sheet')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('sheet', 'fund_line'), name='fund_result_once_per_line'),
                models.CheckConstraint(condition=models.Q(('executed__isnull', True), models.Q(('executed_text', ''), _negated=True), _connector='OR'), name='executed_amount_has_its_printed_text'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_fundresultevent" ("department_id", "executed", "executed_text", "fund_line_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_rate", "public_id", "sheet_id", "version", "year_id") VALUES (NEW."department_id", NEW."executed", NEW."executed_text", NEW."fund_line_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."printed_rate", NEW."public_id", NEW."sheet_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='8b4c6096f507d1fdd8a6489dc9e07edd004576f5', operation='INSERT', pgid='pgtrigger_insert_insert_122a7', table='scoring_fundresult', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_fundresultevent" ("department_id", "executed", "executed_text", "fund_line_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_rate", "public_id", "sheet_id", "version", "year_id") VALUES (NEW."department_id", NEW."executed", NEW."executed_text", NEW."fund_line_id", NEW."id", NOW(), \'update\', NEW."id", NEW."printed_rate", NEW."public_id", NEW."sheet_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='3654c4acac0a1edfe3bbc192eaa447f40ac23925', operation='UPDATE', pgid='pgtrigger_update_update_1397d', table='scoring_fundresult', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_fundresultevent" ("department_id", "executed", "executed_text", "fund_line_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_rate", "public_id", "sheet_id", "version", "year_id") VALUES (OLD."department_id", OLD."executed", OLD."executed_text", OLD."fund_line_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."printed_rate", OLD."public_id", OLD."sheet_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='7baa1741fb91335d8cfee31d548230413706db24', operation='DELETE', pgid='pgtrigger_delete_delete_69041', table='scoring_fundresult', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='GoalResult',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('text', models.TextField(blank=True, verbose_name='完成情况')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='projects.goal')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goal_results', to='scoring.sheet')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('sheet', 'goal'), name='goal_result_once_per_goal'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_goalresultevent" ("department_id", "goal_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."goal_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='b180aa91a0bf8730c22af61109952da59c6ba29a', operation='INSERT', pgid='pgtrigger_insert_insert_0ec1e', table='scoring_goalresult', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_goalresultevent" ("department_id", "goal_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."goal_id", NEW."id", NOW(), \'update\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='5b5304823d1dbab035e36c404ccbd56d694ca7de', operation='UPDATE', pgid='pgtrigger_update_update_17cfd', table='scoring_goalresult', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_goalresultevent" ("department_id", "goal_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "text", "version", "year_id") VALUES (OLD."department_id", OLD."goal_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."public_id", OLD."sheet_id", OLD."text", OLD."version", OLD."year_id"); RETURN NULL;', hash='39d16dd9f6f3d9a23ad05ea0a7991b332730eea2', operation='DELETE', pgid='pgtrigger_delete_delete_90409', table='scoring_goalresult', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='TaskResult',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('text', models.TextField(blank=True, verbose_name='完成情况')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='task_results', to='scoring.sheet')),
            ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='projects.task')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('sheet', 'task'), name='task_result_once_per_task'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_taskresultevent" ("department_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "task_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."task_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='82263c3a5ab0b7856d176866606a7eeb6eae77cd', operation='INSERT', pgid='pgtrigger_insert_insert_bcefe', table='scoring_taskresult', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scoring_taskresultevent" ("department_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "task_id", "text", "version", "year_id") VALUES (NEW."department_id", NEW."id", NOW(), \'update\', NEW."id", NEW."public_id", NEW."sheet_id", NEW."task_id", NEW."text", NEW."version", NEW."year_id"); RETURN NULL;', hash='3330d451120e4ac40f4558c34e6275de860bb91e', operation='UPDATE', pgid='pgtrigger_update_update_91f3a', table='scoring_taskresult', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scoring_taskresultevent" ("department_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sheet_id", "task_id", "text", "version", "year_id") VALUES (OLD."department_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."public_id", OLD."sheet_id", OLD."task_id", OLD."text", OLD."version", OLD."year_id"); RETURN NULL;', hash='409c733c1c246bd69dcef4ad2f50588b8e71115b', operation='DELETE', pgid='pgtrigger_delete_delete_9200a', table='scoring_taskresult', when='AFTER')),
            ],
        },
    ),
]
