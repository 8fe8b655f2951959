"""Projects and plans with their funds, goals, tasks and indicators."""

import datetime
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import projects.models.fields
import projects.models.names
import projects.values.terms
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='Project',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('code', models.CharField(blank=True, max_length=21, null=True, unique=True, verbose_name='项目编码')),
            ('name', models.CharField(max_length=200, verbose_name='项目名称')),
            ('kind', models.CharField(blank=True, choices=[('OTHER_OPERATING', '其他运转类'), ('SPECIFIC_TARGET', '特定目标类')], max_length=20, verbose_name='项目类别')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='projects.department', verbose_name='单位')),
            ('closed_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
        ],
        options={
            'ordering': ['code', 'id'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('code__isnull', True), ('code__regex', '^[0-9]{20,21}$'), _connector='OR'), name='project_code_has_20_or_21_digits'),
                models.UniqueConstraint(fields=('department', 'name'), name='project_name_once_per_department'),
                models.CheckConstraint(condition=models.Q(('kind__in', ['', 'OTHER_OPERATING', 'SPECIFIC_TARGET'])), name='project_kind_is_known_or_blank'),
                models.CheckConstraint(condition=models.Q(('closed_on__gte', datetime.date(1900, 1, 1)), ('closed_on__lte', datetime.date(2103, 12, 31))), name='project_ends_between_1900_and_2103'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Plan',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('state', models.CharField(choices=[('DRAFT', '草稿'), ('SUBMITTED', '已提交'), ('DEPARTMENT_PASSED', '主管部门已审核'), ('FINANCE_APPROVED', '已审定')], default='DRAFT', max_length=20)),
            ('state_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('money_unit', models.CharField(default='万元', max_length=4, verbose_name='金额单位')),
            ('points_note', models.CharField(blank=True, max_length=200, verbose_name='分值说明')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('state_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='projects.project')),
            ('adjustment_reason', models.CharField(blank=True, max_length=500, verbose_name='调整理由')),
            ('revision', models.PositiveSmallIntegerField(default=1, verbose_name='版次')),
            ('adjustments', models.PositiveSmallIntegerField(default=0, verbose_name='调整次数')),
        ],
        options={
            'indexes': [
                models.Index(fields=['year', 'department'], name='projects_pl_year_id_b0b96c_idx'),
            ],
            'constraints': [
                models.UniqueConstraint(condition=models.Q(('project__isnull', False)), fields=('project', 'year'), name='plan_of_a_project_once_a_year'),
                models.UniqueConstraint(condition=models.Q(('project__isnull', True)), fields=('department', 'year'), name='plan_of_a_whole_department_once_a_year'),
                models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'SUBMITTED', 'DEPARTMENT_PASSED', 'FINANCE_APPROVED'])), name='plan_state_is_known'),
                models.CheckConstraint(condition=models.Q(('money_unit__in', ['元', '万元'])), name='plan_money_unit_is_yuan_or_ten_thousand'),
                models.CheckConstraint(condition=models.Q(models.Q(('adjustment_reason', ''), ('revision', 1)), models.Q(('revision__gt', 1), models.Q(('adjustment_reason', ''), _negated=True)), _connector='OR'), name='plan_adjustment_has_its_reason'),
                models.CheckConstraint(condition=models.Q(('adjustments__lt', models.F('revision'))), name='plan_is_adjusted_only_after_it_was_approved'),
            ],
        },
    ),
    migrations.CreateModel(
        name='FundLine',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('position', models.PositiveSmallIntegerField()),
            ('label', models.CharField(max_length=60, verbose_name='资金来源')),
            ('is_total', models.BooleanField(default=False, verbose_name='总额行')),
            ('initial_text', models.CharField(blank=True, max_length=40, verbose_name='年初数（原文）')),
            ('initial_budget', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='年初数')),
            ('annual_text', models.CharField(blank=True, max_length=40, verbose_name='全年数（原文）')),
            ('annual_budget', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='全年数')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funds', to='projects.plan')),
        ],
        options={
            'ordering': ['position'],
            'constraints': [
                models.UniqueConstraint(condition=models.Q(('is_total', True)), fields=('plan',), name='fund_total_once_per_plan'),
                models.CheckConstraint(condition=models.Q(models.Q(('initial_budget__isnull', True), models.Q(('initial_text', ''), _negated=True), _connector='OR'), models.Q(('annual_budget__isnull', True), models.Q(('annual_text', ''), _negated=True), _connector='OR')), name='fund_amount_has_its_printed_text'),
                models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'position'), name='fund_line_position_once_per_plan'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_fundlineevent" ("annual_budget", "annual_text", "department_id", "id", "initial_budget", "initial_text", "is_total", "label", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."annual_budget", NEW."annual_text", NEW."department_id", NEW."id", NEW."initial_budget", NEW."initial_text", NEW."is_total", NEW."label", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='b510c94f26dcb73690052bd50d18a4a4ade6ae59', operation='INSERT', pgid='pgtrigger_insert_insert_12da5', table='projects_fundline', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_fundlineevent" ("annual_budget", "annual_text", "department_id", "id", "initial_budget", "initial_text", "is_total", "label", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."annual_budget", NEW."annual_text", NEW."department_id", NEW."id", NEW."initial_budget", NEW."initial_text", NEW."is_total", NEW."label", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='069e6cd50d554abea73339161c1daac160b0a8d7', operation='UPDATE', pgid='pgtrigger_update_update_5dee2', table='projects_fundline', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_fundlineevent" ("annual_budget", "annual_text", "department_id", "id", "initial_budget", "initial_text", "is_total", "label", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (OLD."annual_budget", OLD."annual_text", OLD."department_id", OLD."id", OLD."initial_budget", OLD."initial_text", OLD."is_total", OLD."label", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."public_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='2541b24f90236f390b77dba88cf75ea8589dadfa', operation='DELETE', pgid='pgtrigger_delete_delete_fcc00', table='projects_fundline', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='Goal',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('position', models.PositiveSmallIntegerField()),
            ('name', models.CharField(blank=True, max_length=200, verbose_name='目标名称')),
            ('content', models.TextField(blank=True, verbose_name='主要内容')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='projects.plan')),
        ],
        options={
            'ordering': ['position'],
            'constraints': [
                models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'position'), name='goal_position_once_per_plan'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_goalevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='e8f11345345caab42485465294f9533622217fc7', operation='INSERT', pgid='pgtrigger_insert_insert_8220d', table='projects_goal', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_goalevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='edf499f182619d6e2c44b60f6a6b5b356276ca96', operation='UPDATE', pgid='pgtrigger_update_update_38581', table='projects_goal', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_goalevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (OLD."content", OLD."department_id", OLD."id", OLD."name", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."public_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='b69cff06018084a4554c10522d671b1633cb82e6', operation='DELETE', pgid='pgtrigger_delete_delete_5a505', table='projects_goal', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='Task',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('position', models.PositiveSmallIntegerField()),
            ('name', models.CharField(max_length=200, verbose_name='任务名称')),
            ('content', models.TextField(blank=True, verbose_name='主要内容')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='projects.plan')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['position'],
            'constraints': [
                models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'position'), name='task_position_once_per_plan'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_taskevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='b83ef752d78beeb2163beda2c2499cebd7c0b4ef', operation='INSERT', pgid='pgtrigger_insert_insert_aa5e3', table='projects_task', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_taskevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (NEW."content", NEW."department_id", NEW."id", NEW."name", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."public_id", NEW."version", NEW."year_id"); RETURN NULL;', hash='a8e7cca58cb8895480f7ca53c578b33743510b3a', operation='UPDATE', pgid='pgtrigger_update_update_e7492', table='projects_task', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_taskevent" ("content", "department_id", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "public_id", "version", "year_id") VALUES (OLD."content", OLD."department_id", OLD."id", OLD."name", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."public_id", OLD."version", OLD."year_id"); RETURN NULL;', hash='b1c16e4651384c2885fadcfc3a48b5d4fd653cd4', operation='DELETE', pgid='pgtrigger_delete_delete_e973b', table='projects_task', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='Indicator',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
            ('target_unit', models.CharField(blank=True, max_length=40)),
            ('target_base_number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('target_base_unit', models.CharField(blank=True, max_length=40)),
            ('description', models.TextField(blank=True, verbose_name='绩效指标描述')),
            ('explanation', models.TextField(blank=True, verbose_name='指标说明')),
            ('basis', models.TextField(blank=True, verbose_name='指标值确定依据')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='projects.indicator')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='projects.plan')),
            ('target_base_upper', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('target_last_day', models.CharField(blank=True, max_length=10)),
            ('target_upper', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('data_source', models.CharField(blank=True, max_length=200, verbose_name='数据来源')),
            ('scoring_note', models.TextField(blank=True, verbose_name='评（扣）分标准')),
        ],
        options={
            'ordering': ['position'],
            'indexes': [
                models.Index(projects.models.names.NameKey('name'), condition=models.Q(('level', 3)), name='indicator_by_key_of_its_name'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('plan', 'lineage'), name='indicator_lineage_once_per_plan'),
                models.CheckConstraint(condition=models.Q(('level__in', [1, 2, 3])), name='indicator_level_is_1_2_or_3'),
                models.CheckConstraint(condition=models.Q(models.Q(('level', 1), ('parent__isnull', True)), models.Q(('level__in', [2, 3]), ('parent__isnull', False)), _connector='OR'), name='indicator_on_level_1_has_no_parent_and_others_have_one'),
                models.CheckConstraint(condition=models.Q(('level', 3), models.Q(('target_number__isnull', True), ('target_text', '')), _connector='OR'), name='indicator_target_stands_on_level_3_only'),
                models.CheckConstraint(condition=models.Q(('points__isnull', True), models.Q(('points__gte', 0), ('points__lte', 100)), _connector='OR'), name='indicator_points_lie_between_0_and_100'),
                models.CheckConstraint(condition=models.Q(('target_kind__in', ['number', 'range', 'date', 'words', 'not_applicable', 'empty'])), name='indicator_target_kind_is_known'),
                models.CheckConstraint(condition=models.Q(('target_number__isnull', True), ('target_kind__in', ['number', 'range']), _connector='OR'), name='indicator_number_stands_with_a_target_that_is_a_number'),
                models.CheckConstraint(condition=models.Q(('target_upper__isnull', True), ('target_kind', 'range'), _connector='OR'), name='indicator_upper_end_stands_with_an_interval'),
                models.CheckConstraint(condition=models.Q(('target_last_day', ''), ('target_kind', 'date'), _connector='OR'), name='indicator_last_day_stands_with_a_target_in_time'),
                models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'position'), name='indicator_position_once_per_plan'),
            ],
            'triggers': [
                pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_indicatorevent" ("basis", "data_source", "department_id", "description", "explanation", "id", "level", "lineage", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "points", "position", "public_id", "scoring_note", "target_base_number", "target_base_unit", "target_base_upper", "target_kind", "target_last_day", "target_number", "target_operator", "target_text", "target_unit", "target_upper", "version", "year_id") VALUES (NEW."basis", NEW."data_source", NEW."department_id", NEW."description", NEW."explanation", NEW."id", NEW."level", NEW."lineage", NEW."name", NEW."parent_id", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."points", NEW."position", NEW."public_id", NEW."scoring_note", NEW."target_base_number", NEW."target_base_unit", NEW."target_base_upper", NEW."target_kind", NEW."target_last_day", NEW."target_number", NEW."target_operator", NEW."target_text", NEW."target_unit", NEW."target_upper", NEW."version", NEW."year_id"); RETURN NULL;', hash='8164e17c701f1fcb8e5577108f5c2ec9aae77127', operation='INSERT', pgid='pgtrigger_insert_insert_2d764', table='projects_indicator', when='AFTER')),
                pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_indicatorevent" ("basis", "data_source", "department_id", "description", "explanation", "id", "level", "lineage", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "points", "position", "public_id", "scoring_note", "target_base_number", "target_base_unit", "target_base_upper", "target_kind", "target_last_day", "target_number", "target_operator", "target_text", "target_unit", "target_upper", "version", "year_id") VALUES (NEW."basis", NEW."data_source", NEW."department_id", NEW."description", NEW."explanation", NEW."id", NEW."level", NEW."lineage", NEW."name", NEW."parent_id", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."points", NEW."position", NEW."public_id", NEW."scoring_note", NEW."target_base_number", NEW."target_base_unit", NEW."target_base_upper", NEW."target_kind", NEW."target_last_day", NEW."target_number", NEW."target_operator", NEW."target_text", NEW."target_unit", NEW."target_upper", NEW."version", NEW."year_id"); RETURN NULL;', hash='de9315c1b1942ec71f7ab876963067eb825ccdbd', operation='UPDATE', pgid='pgtrigger_update_update_c2cc9', table='projects_indicator', when='AFTER')),
                pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_indicatorevent" ("basis", "data_source", "department_id", "description", "explanation", "id", "level", "lineage", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "points", "position", "public_id", "scoring_note", "target_base_number", "target_base_unit", "target_base_upper", "target_kind", "target_last_day", "target_number", "target_operator", "target_text", "target_unit", "target_upper", "version", "year_id") VALUES (OLD."basis", OLD."data_source", OLD."department_id", OLD."description", OLD."explanation", OLD."id", OLD."level", OLD."lineage", OLD."name", OLD."parent_id", NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."points", OLD."position", OLD."public_id", OLD."scoring_note", OLD."target_base_number", OLD."target_base_unit", OLD."target_base_upper", OLD."target_kind", OLD."target_last_day", OLD."target_number", OLD."target_operator", OLD."target_text", OLD."target_unit", OLD."target_upper", OLD."version", OLD."year_id"); RETURN NULL;', hash='804ca742edca89391ce0e941219b881545d528f0', operation='DELETE', pgid='pgtrigger_delete_delete_3d6ed', table='projects_indicator', when='AFTER')),
            ],
        },
    ),
    migrations.CreateModel(
        name='TaskProject',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='task_links', to='projects.project')),
            ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='project_links', to='projects.task')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('task', 'project'), name='project_is_linked_once_to_a_task'),
            ],
        },
    ),
]
