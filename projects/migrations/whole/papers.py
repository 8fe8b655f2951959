"""What stands beside plans: accounts, the library, imports, jobs and the trail."""

import django.db.models.deletion
import django.utils.timezone
import projects.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='AccountDocument',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('kind', models.CharField(choices=[('BUDGET', '预算'), ('FINAL', '决算')], max_length=10)),
            ('title', models.CharField(max_length=200)),
            ('money_unit', models.CharField(default='万元', max_length=4)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('department', 'year', 'kind'), name='account_document_of_a_kind_once_per_department_and_year'),
                models.CheckConstraint(condition=models.Q(('kind__in', ['BUDGET', 'FINAL'])), name='account_document_kind_is_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='AccountTable',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('position', models.PositiveSmallIntegerField()),
            ('form', models.CharField(blank=True, max_length=40, verbose_name='表号')),
            ('title', models.CharField(max_length=120, verbose_name='表名')),
            ('role', models.CharField(max_length=40)),
            ('note', models.CharField(blank=True, max_length=300)),
            ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tables', to='projects.accountdocument')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['position'],
            'constraints': [
                models.UniqueConstraint(fields=('document', 'role'), name='account_table_role_once_per_document'),
                models.UniqueConstraint(fields=('document', 'position'), name='account_table_position_once_per_document'),
            ],
        },
    ),
    migrations.CreateModel(
        name='AccountCell',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('row', models.PositiveSmallIntegerField()),
            ('column', models.PositiveSmallIntegerField()),
            ('column_path', models.CharField(max_length=120)),
            ('text', models.CharField(blank=True, max_length=300)),
            ('amount', projects.models.fields.ExactDecimalField(blank=True, null=True)),
            ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='projects.accounttable')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['row', 'column'],
            'constraints': [
                models.UniqueConstraint(fields=('table', 'row', 'column'), name='account_cell_once_per_place'),
                models.CheckConstraint(condition=models.Q(('amount__isnull', True), models.Q(('text', ''), _negated=True), _connector='OR'), name='account_amount_has_its_printed_text'),
            ],
        },
    ),
    migrations.CreateModel(
        name='LibraryEntry',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('name', models.CharField(max_length=200, verbose_name='指标名称')),
            ('key', models.TextField(editable=False)),
            ('initials', models.TextField(blank=True, editable=False)),
            ('level1', models.CharField(max_length=60, verbose_name='一级指标')),
            ('level2', models.CharField(blank=True, max_length=60, verbose_name='二级指标')),
            ('for_projects', models.BooleanField(default=True, verbose_name='用于项目')),
            ('for_departments', models.BooleanField(default=False, verbose_name='用于部门整体')),
            ('operator', models.CharField(blank=True, choices=[('>=', '≥ 不低于'), ('<=', '≤ 不超过'), ('=', '= 等于')], max_length=2, verbose_name='常用符号')),
            ('unit', models.CharField(blank=True, max_length=40, verbose_name='度量单位')),
            ('target_text', models.CharField(blank=True, max_length=200, verbose_name='常用指标值')),
            ('explanation', models.TextField(blank=True, verbose_name='指标说明')),
            ('scoring_note', models.TextField(blank=True, verbose_name='评（扣）分标准')),
            ('data_source', models.CharField(blank=True, max_length=200, verbose_name='数据来源')),
            ('source', models.CharField(max_length=200, verbose_name='出处')),
            ('is_active', models.BooleanField(default=True, verbose_name='在用')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
        ],
        options={
            'ordering': ['level1', 'level2', 'id'],
            'constraints': [
                models.UniqueConstraint(fields=('department', 'name', 'level2'), name='library_entry_once_per_bureau_and_heading'),
                models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('level1', ''), _negated=True)), name='library_entry_has_its_name_and_place'),
                models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='library_entry_names_its_source'),
                models.CheckConstraint(condition=models.Q(('for_projects', True), ('for_departments', True), _connector='OR'), name='library_entry_is_for_projects_or_departments'),
                models.CheckConstraint(condition=models.Q(('operator__in', ['', '>=', '<=', '='])), name='library_operator_is_known_or_blank'),
                models.CheckConstraint(condition=models.Q(('initials__regex', '^[a-z0-9]*$')), name='library_initials_are_small_letters_and_digits'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PlanTemplate',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('name', models.CharField(max_length=120, verbose_name='模板名称')),
            ('kind', models.CharField(choices=[('DEPARTMENT', '部门整体'), ('PROJECT', '各类项目'), ('OTHER_OPERATING', '其他运转类项目'), ('SPECIFIC_TARGET', '特定目标类项目')], max_length=20, verbose_name='适用于')),
            ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
            ('content', models.JSONField()),
            ('is_active', models.BooleanField(default=True, verbose_name='在用')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
        ],
        options={
            'ordering': ['kind', 'name'],
            'constraints': [
                models.UniqueConstraint(fields=('department', 'name'), name='template_name_once_per_bureau'),
                models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='template_has_its_name'),
                models.CheckConstraint(condition=models.Q(('kind__in', ['DEPARTMENT', 'PROJECT', 'OTHER_OPERATING', 'SPECIFIC_TARGET'])), name='template_kind_is_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Import',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('kind', models.CharField(choices=[('DEPARTMENTS', '单位'), ('ACCOUNTS', '账号'), ('PROJECTS', '项目'), ('WINDOWS', '时限'), ('LIBRARY', '指标库')], max_length=20)),
            ('file_name', models.CharField(max_length=200)),
            ('file_digest', models.CharField(max_length=64)),
            ('rows', models.JSONField(default=list)),
            ('notes', models.JSONField(default=list)),
            ('state', models.CharField(choices=[('PREVIEW', '待确认'), ('DONE', '已导入')], default='PREVIEW', max_length=20)),
            ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ('ended_at', models.DateTimeField(blank=True, null=True)),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
        ],
        options={
            'ordering': ['-at'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'DONE')), models.Q(('ended_at__isnull', True), ('state', 'PREVIEW')), _connector='OR'), name='import_end_is_known_exactly_when_it_is_done'),
                models.CheckConstraint(condition=models.Q(('kind__in', ['DEPARTMENTS', 'ACCOUNTS', 'PROJECTS', 'WINDOWS', 'LIBRARY'])), name='import_kind_is_known'),
                models.CheckConstraint(condition=models.Q(models.Q(('kind', 'LIBRARY'), _negated=True), ('department__isnull', False), _connector='OR'), name='imported_library_has_its_bureau'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Job',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('kind', models.CharField(max_length=40)),
            ('title', models.CharField(max_length=200)),
            ('state', models.CharField(choices=[('WAITING', '排队中'), ('RUNNING', '进行中'), ('DONE', '已完成'), ('FAILED', '失败'), ('CANCELLED', '已取消')], default='WAITING', max_length=20)),
            ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
            ('ended_at', models.DateTimeField(blank=True, null=True)),
            ('attempts', models.PositiveSmallIntegerField(default=0)),
            ('done_count', models.PositiveIntegerField(default=0)),
            ('due_count', models.PositiveIntegerField(blank=True, null=True)),
            ('message', models.CharField(blank=True, max_length=300)),
            ('file_name', models.CharField(blank=True, max_length=200)),
            ('file_path', models.CharField(blank=True, max_length=300)),
            ('file_digest', models.CharField(blank=True, max_length=64)),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ('by_department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('by_role', models.CharField(blank=True, choices=[('FILER', '填报人'), ('UNIT_HEAD', '单位负责人'), ('SUPERVISOR', '主管部门审核人'), ('REVIEWER', '复核人'), ('ARBITER', '仲裁人'), ('FINANCE', '财政管理人'), ('AUDITOR', '审计（只读）'), ('SYSTEM_ADMIN', '系统管理员'), ('SECURITY_ADMIN', '安全管理员'), ('AUDIT_ADMIN', '审计管理员')], max_length=20)),
        ],
        options={
            'ordering': ['-created_at'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('due_count__isnull', True), ('done_count__lte', models.F('due_count')), _connector='OR'), name='job_done_count_is_not_above_due_count'),
                models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['DONE', 'FAILED', 'CANCELLED'])), models.Q(('ended_at__isnull', True), ('state__in', ['WAITING', 'RUNNING'])), _connector='OR'), name='job_end_is_known_exactly_when_it_has_ended'),
                models.CheckConstraint(condition=models.Q(('file_path', ''), ('state', 'DONE'), _connector='OR'), name='job_file_stands_with_a_done_job'),
            ],
        },
    ),
    migrations.CreateModel(
        name='TrailEntry',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('at', models.DateTimeField()),
            ('by_name', models.CharField(max_length=40)),
            ('by_role', models.CharField(max_length=20)),
            ('subject_kind', models.CharField(max_length=30)),
            ('subject_id', models.UUIDField()),
            ('sequence', models.PositiveIntegerField()),
            ('action', models.CharField(max_length=40)),
            ('summary', models.CharField(max_length=500)),
            ('changes', models.JSONField(default=dict)),
            ('previous_digest', models.CharField(blank=True, max_length=64)),
            ('digest', models.CharField(max_length=64)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='projects.department')),
            ('year', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['-at', '-id'],
            'constraints': [
                models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'sequence'), name='trail_sequence_once_per_subject'),
                models.CheckConstraint(condition=models.Q(models.Q(('previous_digest', ''), ('sequence', 1)), models.Q(('sequence__gt', 1), models.Q(('previous_digest', ''), _negated=True)), _connector='OR'), name='trail_chain_starts_with_its_first_entry'),
            ],
        },
    ),
]
