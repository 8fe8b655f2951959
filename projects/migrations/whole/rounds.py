"""Windows and more time, returns and revisions, and the notices of all that."""

import datetime
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='StageWindow',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('stage', models.CharField(choices=[('TARGETS', '目标申报'), ('ADJUSTMENT', '目标调整'), ('ACTUALS', '绩效自评')], max_length=20, verbose_name='环节')),
            ('opens_at', models.DateTimeField(verbose_name='开始')),
            ('closes_at', models.DateTimeField(verbose_name='截止')),
            ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('department', 'year', 'stage'), name='stage_window_once_per_department_and_year'),
                models.CheckConstraint(condition=models.Q(('opens_at__lt', models.F('closes_at'))), name='stage_window_opens_before_it_closes'),
                models.CheckConstraint(condition=models.Q(('stage__in', ['TARGETS', 'ADJUSTMENT', 'ACTUALS'])), name='stage_of_a_window_is_known'),
                models.CheckConstraint(condition=models.Q(('opens_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('opens_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('closes_at__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc))), name='stage_window_lies_between_2000_and_2103'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Extension',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('stage', models.CharField(choices=[('TARGETS', '目标申报'), ('ADJUSTMENT', '目标调整'), ('ACTUALS', '绩效自评'), ('MONITORING', '运行监控')], max_length=20, verbose_name='环节')),
            ('until', models.DateTimeField(blank=True, null=True, verbose_name='延至')),
            ('reason', models.CharField(max_length=300, verbose_name='理由')),
            ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='截至月份')),
        ],
        options={
            'ordering': ['-at'],
            'indexes': [
                models.Index(fields=['department', 'year'], name='projects_ex_departm_b57abb_idx'),
            ],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='extension_has_its_reason'),
                models.CheckConstraint(condition=models.Q(('stage__in', ['TARGETS', 'ADJUSTMENT', 'ACTUALS', 'MONITORING'])), name='stage_of_an_extension_is_known'),
                models.CheckConstraint(condition=models.Q(models.Q(('month__gte', 1), ('month__isnull', False), ('month__lte', 12), ('stage', 'MONITORING')), models.Q(models.Q(('stage', 'MONITORING'), _negated=True), ('month__isnull', True)), _connector='OR'), name='extension_of_monitoring_alone_says_its_month'),
                models.CheckConstraint(condition=models.Q(('until__gte', datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.timezone.utc)), ('until__lte', datetime.datetime(2103, 12, 31, 16, 0, tzinfo=datetime.timezone.utc))), name='extension_ends_between_2000_and_2103'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PlanReturn',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('from_state', models.CharField(max_length=20)),
            ('reason', models.CharField(max_length=500, verbose_name='退回原因')),
            ('at', models.DateTimeField()),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='projects.plan')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['-at'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='plan_return_has_its_reason'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PlanReturnLine',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('lineage', models.UUIDField()),
            ('number', models.PositiveSmallIntegerField(verbose_name='行')),
            ('name', models.CharField(max_length=200, verbose_name='三级指标')),
            ('reason', models.CharField(max_length=300, verbose_name='退回原因')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('returned', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='projects.planreturn')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['number'],
            'constraints': [
                models.UniqueConstraint(fields=('returned', 'lineage'), name='plan_row_once_per_return'),
                models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='plan_row_is_returned_with_its_reason'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PlanRevision',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('number', models.PositiveSmallIntegerField()),
            ('reason', models.CharField(blank=True, max_length=500, verbose_name='调整理由')),
            ('content', models.JSONField()),
            ('at', models.DateTimeField()),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='projects.plan')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('adjustments', models.PositiveSmallIntegerField(default=0, verbose_name='调整次数')),
        ],
        options={
            'ordering': ['number'],
            'constraints': [
                models.UniqueConstraint(fields=('plan', 'number'), name='revision_number_once_per_plan'),
                models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('number__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='revision_after_the_first_has_its_reason'),
                models.CheckConstraint(condition=models.Q(('adjustments__lt', models.F('number'))), name='revision_counts_fewer_adjustments_than_approvals'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Notice',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('kind', models.CharField(choices=[('DEADLINE', '期限提醒'), ('URGED', '催报'), ('EXTENDED', '延期'), ('FORGOTTEN', '退回未改'), ('WAITING', '等待审核'), ('RECTIFY', '整改通知')], max_length=20, verbose_name='种类')),
            ('stage', models.CharField(choices=[('TARGETS', '目标申报'), ('ADJUSTMENT', '目标调整'), ('ACTUALS', '绩效自评'), ('MONITORING', '运行监控')], max_length=20, verbose_name='环节')),
            ('occasion', models.CharField(max_length=80)),
            ('text', models.CharField(max_length=500, verbose_name='内容')),
            ('subject_kind', models.CharField(blank=True, max_length=30)),
            ('subject_id', models.UUIDField(blank=True, null=True)),
            ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ('read_at', models.DateTimeField(blank=True, null=True)),
            ('mail_attempts', models.PositiveSmallIntegerField(default=0)),
            ('mail_tried_at', models.DateTimeField(blank=True, null=True)),
            ('mailed_at', models.DateTimeField(blank=True, null=True)),
            ('mail_error', models.CharField(blank=True, max_length=200)),
            ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['-at', '-id'],
            'indexes': [
                models.Index(fields=['to', '-at'], name='projects_no_to_id_7976a2_idx'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('to', 'department', 'year', 'kind', 'stage', 'occasion'), name='notice_once_per_person_and_occasion'),
                models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='notice_has_its_text'),
                models.CheckConstraint(condition=models.Q(models.Q(('subject_id__isnull', True), ('subject_kind', '')), models.Q(models.Q(('subject_kind', ''), _negated=True), ('subject_id__isnull', False)), _connector='OR'), name='notice_subject_has_its_kind'),
                models.CheckConstraint(condition=models.Q(('mailed_at__isnull', True), ('mail_attempts__gt', 0), _connector='OR'), name='mailed_notice_was_tried'),
                models.CheckConstraint(condition=models.Q(('kind__in', ['DEADLINE', 'URGED', 'EXTENDED', 'FORGOTTEN', 'WAITING', 'RECTIFY'])), name='notice_kind_is_known'),
                models.CheckConstraint(condition=models.Q(('stage__in', ['TARGETS', 'ADJUSTMENT', 'ACTUALS', 'MONITORING'])), name='stage_of_a_notice_is_known'),
            ],
        },
    ),
]
