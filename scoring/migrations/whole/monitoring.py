"""Rounds of monitoring, their reports and what is to be put right."""

import datetime
import django.db.models.deletion
import django.utils.timezone
import projects.models.fields
import projects.values.terms
import scoring.rules.lamps
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='MonitoringRound',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('name', models.CharField(max_length=40, verbose_name='阶段')),
            ('month', models.PositiveSmallIntegerField(verbose_name='截至月份')),
            ('opens_at', models.DateTimeField(verbose_name='开始')),
            ('closes_at', models.DateTimeField(verbose_name='截止')),
            ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['-year', '-month', 'id'],
            'constraints': [
                models.UniqueConstraint(fields=('department', 'year', 'month'), name='monitoring_round_of_a_month_once_per_department_and_year'),
                models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='monitoring_round_month_lies_between_1_and_12'),
                models.CheckConstraint(condition=models.Q(('opens_at__lt', models.F('closes_at'))), name='monitoring_round_opens_before_it_closes'),
                models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='monitoring_round_has_its_name'),
                models.CheckConstraint(condition=models.Q(('opens_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('opens_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc))), name='monitoring_round_lies_between_2000_and_2103'),
            ],
        },
    ),
    migrations.CreateModel(
        name='MonitoringReport',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('state', models.CharField(choices=[('DRAFT', '草稿'), ('SUBMITTED', '已提交')], default='DRAFT', max_length=20)),
            ('state_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('return_reason', models.CharField(blank=True, max_length=500, verbose_name='退回原因')),
            ('executed_text', models.CharField(blank=True, max_length=40, verbose_name='累计执行数（原文）')),
            ('executed', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='累计执行数')),
            ('annual_budget', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='全年预算数')),
            ('budget_lamp', models.CharField(blank=True, choices=[('red', '红'), ('yellow', '黄'), ('green', '绿'), ('blue', '蓝')], max_length=10, verbose_name='预算执行灯')),
            ('project_lamp', models.CharField(blank=True, choices=[('red', '红'), ('yellow', '黄'), ('green', '绿'), ('blue', '蓝')], max_length=10, verbose_name='项目灯')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitoring_reports', to='projects.plan')),
            ('state_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='scoring.monitoringround')),
            ('month', models.PositiveSmallIntegerField(verbose_name='截至月份')),
        ],
        options={
            'indexes': [
                models.Index(fields=['year', 'department'], name='scoring_mon_year_id_71fa16_idx'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('round', 'plan'), name='monitoring_report_once_per_round_and_plan'),
                models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'SUBMITTED'])), name='monitoring_report_state_is_known'),
                models.CheckConstraint(condition=models.Q(('return_reason', ''), ('state', 'DRAFT'), _connector='OR'), name='monitoring_report_is_returned_with_its_reason_to_a_draft'),
                models.CheckConstraint(condition=models.Q(('executed__isnull', True), models.Q(('executed_text', ''), _negated=True), _connector='OR'), name='interim_executed_amount_has_its_typed_text'),
                models.CheckConstraint(condition=models.Q(('budget_lamp__in', ['', scoring.rules.lamps.Lamp['RED'], scoring.rules.lamps.Lamp['YELLOW'], scoring.rules.lamps.Lamp['GREEN'], scoring.rules.lamps.Lamp['BLUE']]), ('project_lamp__in', ['', scoring.rules.lamps.Lamp['RED'], scoring.rules.lamps.Lamp['YELLOW'], scoring.rules.lamps.Lamp['GREEN'], scoring.rules.lamps.Lamp['BLUE']])), name='lamps_of_a_monitoring_report_are_known'),
                models.UniqueConstraint(fields=('plan', 'month'), name='monitoring_report_once_per_plan_and_month'),
            ],
        },
    ),
    migrations.CreateModel(
        name='MonitoringLine',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('lineage', models.UUIDField(default=uuid.uuid4)),
            ('position', models.PositiveSmallIntegerField(verbose_name='行')),
            ('level1', models.CharField(max_length=200, verbose_name='一级指标')),
            ('level2', models.CharField(blank=True, max_length=200, verbose_name='二级指标')),
            ('name', models.CharField(max_length=200, verbose_name='三级指标')),
            ('target_text', models.CharField(blank=True, max_length=200, verbose_name='指标值')),
            ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='分值')),
            ('text', models.CharField(blank=True, max_length=200, verbose_name='完成情况')),
            ('kind', models.CharField(choices=[('number', '数'), ('range', '区间'), ('date', '时间'), ('words', '文字'), ('not_applicable', '不适用'), ('empty', '空白')], default=projects.values.terms.Kind['EMPTY'], max_length=20)),
            ('number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('forecast_text', models.CharField(blank=True, max_length=200, verbose_name='全年预计')),
            ('forecast_kind', models.CharField(choices=[('number', '数'), ('range', '区间'), ('date', '时间'), ('words', '文字'), ('not_applicable', '不适用'), ('empty', '空白')], default=projects.values.terms.Kind['EMPTY'], max_length=20)),
            ('forecast_number', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('cause', models.CharField(blank=True, choices=[('FUNDS', '经费'), ('RULES', '制度'), ('STAFF', '人员'), ('EQUIPMENT', '硬件条件'), ('OTHER', '其他')], max_length=20, verbose_name='原因类别')),
            ('cause_text', models.CharField(blank=True, max_length=500, verbose_name='原因说明')),
            ('chance', models.CharField(blank=True, choices=[('sure', '确定能'), ('maybe', '有可能'), ('never', '完全不可能')], max_length=10, verbose_name='完成可能性')),
            ('lamp', models.CharField(blank=True, choices=[('red', '红'), ('yellow', '黄'), ('green', '绿'), ('blue', '蓝')], max_length=10, verbose_name='灯')),
            ('at', models.DateTimeField(null=True)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='scoring.monitoringreport')),
        ],
        options={
            'ordering': ['position'],
            'constraints': [
                models.UniqueConstraint(fields=('report', 'lineage'), name='monitoring_line_once_per_report_and_indicator'),
                models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), models.Q(('text', ''), _negated=True), _connector='OR'), models.Q(('forecast_number__isnull', True), models.Q(('forecast_text', ''), _negated=True), _connector='OR')), name='interim_number_has_its_typed_text'),
                models.CheckConstraint(condition=models.Q(('cause__in', ['', 'FUNDS', 'RULES', 'STAFF', 'EQUIPMENT', 'OTHER'])), name='monitoring_cause_is_known'),
                models.CheckConstraint(condition=models.Q(('chance__in', ['', scoring.rules.lamps.Chance['SURE'], scoring.rules.lamps.Chance['MAYBE'], scoring.rules.lamps.Chance['NEVER']])), name='monitoring_chance_is_known'),
                models.CheckConstraint(condition=models.Q(('lamp__in', ['', scoring.rules.lamps.Lamp['RED'], scoring.rules.lamps.Lamp['YELLOW'], scoring.rules.lamps.Lamp['GREEN'], scoring.rules.lamps.Lamp['BLUE']])), name='lamp_of_a_monitoring_line_is_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Rectification',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('state', models.CharField(choices=[('NOTIFIED', '待反馈'), ('ANSWERED', '待验收'), ('RETURNED', '反馈被退回'), ('ACCEPTED', '已验收')], default='NOTIFIED', max_length=20)),
            ('notice', models.TextField(max_length=1000, verbose_name='整改要求')),
            ('notice_at', models.DateTimeField()),
            ('due', models.DateField(verbose_name='整改期限')),
            ('answer', models.TextField(blank=True, max_length=2000, verbose_name='整改情况')),
            ('answer_at', models.DateTimeField(blank=True, null=True)),
            ('return_reason', models.CharField(blank=True, max_length=500, verbose_name='退回原因')),
            ('closed_at', models.DateTimeField(blank=True, null=True)),
            ('answer_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='scoring.monitoringline')),
            ('notice_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='scoring.monitoringreport')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['due', 'id'],
            'constraints': [
                models.UniqueConstraint(condition=models.Q(('line__isnull', False), models.Q(('state', 'ACCEPTED'), _negated=True)), fields=('line',), name='open_rectification_once_per_line'),
                models.UniqueConstraint(condition=models.Q(('line__isnull', True), models.Q(('state', 'ACCEPTED'), _negated=True)), fields=('report',), name='open_rectification_of_the_spending_once_per_report'),
                models.CheckConstraint(condition=models.Q(('state__in', ['NOTIFIED', 'ANSWERED', 'RETURNED', 'ACCEPTED'])), name='rectification_state_is_known'),
                models.CheckConstraint(condition=models.Q(('notice', ''), _negated=True), name='rectification_has_its_notice'),
                models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answer_by__isnull', True), ('state', 'NOTIFIED')), models.Q(models.Q(('state', 'NOTIFIED'), _negated=True), models.Q(('answer', ''), _negated=True), ('answer_by__isnull', False)), _connector='OR'), name='rectification_is_answered_once_it_was_taken_up'),
                models.CheckConstraint(condition=models.Q(models.Q(('state', 'RETURNED'), _negated=True), models.Q(('return_reason', ''), _negated=True), _connector='OR'), name='rectification_is_returned_with_its_reason'),
                models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'ACCEPTED')), models.Q(models.Q(('state', 'ACCEPTED'), _negated=True), ('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='rectification_is_closed_exactly_when_it_is_accepted'),
                models.CheckConstraint(condition=models.Q(('due__gte', datetime.date(1900, 1, 1)), ('due__lte', datetime.date(2103, 12, 31))), name='rectification_is_due_between_1900_and_2103'),
            ],
        },
    ),
]
