"""Departments, their people and the years they work in."""

import datetime
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='Department',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('path', models.CharField(editable=False, max_length=200, unique=True)),
            ('code', models.CharField(max_length=20, unique=True, verbose_name='单位编码')),
            ('name', models.CharField(max_length=120, verbose_name='单位名称')),
            ('kind', models.CharField(choices=[('FINANCE', '财政部门'), ('SUPERVISING', '主管部门'), ('UNIT', '单位')], max_length=20, verbose_name='类别')),
            ('region', models.CharField(max_length=12, verbose_name='行政区划')),
            ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='projects.department')),
            ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
            ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='projects.department')),
        ],
        options={
            'ordering': ['path'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='department_is_not_its_own_parent'),
                models.CheckConstraint(condition=models.Q(('region__regex', '^[0-9]{2,12}$')), name='department_region_is_a_division_code'),
                models.CheckConstraint(condition=models.Q(('kind__in', ['FINANCE', 'SUPERVISING', 'UNIT'])), name='department_kind_is_known'),
                models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('closed_on__isnull', False), _connector='OR'), name='merged_department_is_closed'),
                models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='department_is_not_merged_into_itself'),
                models.CheckConstraint(condition=models.Q(('closed_on__gte', datetime.date(1900, 1, 1)), ('closed_on__lte', datetime.date(2103, 12, 31))), name='department_ends_between_1900_and_2103'),
            ],
        },
    ),
    migrations.CreateModel(
        name='User',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('password', models.CharField(max_length=128, verbose_name='password')),
            ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('username', models.CharField(max_length=40, unique=True, verbose_name='用户名')),
            ('name', models.CharField(max_length=40, verbose_name='姓名')),
            ('role', models.CharField(choices=[('FILER', '填报人'), ('UNIT_HEAD', '单位负责人'), ('SUPERVISOR', '主管部门审核人'), ('REVIEWER', '复核人'), ('ARBITER', '仲裁人'), ('FINANCE', '财政管理人'), ('AUDITOR', '审计（只读）'), ('SYSTEM_ADMIN', '系统管理员'), ('SECURITY_ADMIN', '安全管理员'), ('AUDIT_ADMIN', '审计管理员')], max_length=20, verbose_name='角色')),
            ('phone', models.CharField(blank=True, max_length=30, verbose_name='办公电话')),
            ('is_active', models.BooleanField(default=True, verbose_name='启用')),
            ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='projects.department')),
            ('email', models.EmailField(blank=True, max_length=120, verbose_name='电子邮箱')),
            ('must_change_password', models.BooleanField(default=False, verbose_name='须改密码')),
        ],
        options={
            'constraints': [
                models.CheckConstraint(condition=models.Q(('department__isnull', False), ('role__in', ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN']), _connector='OR'), name='user_has_a_department_unless_an_administrator'),
                models.CheckConstraint(condition=models.Q(('role__in', ['FILER', 'UNIT_HEAD', 'SUPERVISOR', 'REVIEWER', 'ARBITER', 'FINANCE', 'AUDITOR', 'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'])), name='user_role_is_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='FiscalYear',
        fields=[
            ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='年度')),
        ],
        options={
            'ordering': ['-year'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='fiscal_year_lies_between_2000_and_2100'),
            ],
        },
    ),
    migrations.CreateModel(
        name='DepartmentName',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=120, verbose_name='单位名称')),
            ('from_day', models.DateField(verbose_name='起始日期')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='projects.department')),
        ],
        options={
            'ordering': ['from_day'],
            'constraints': [
                models.UniqueConstraint(fields=('department', 'from_day'), name='department_has_one_name_a_day'),
                models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='dated_department_name_is_not_blank'),
                models.CheckConstraint(condition=models.Q(('from_day__gte', datetime.date(1900, 1, 1)), ('from_day__lte', datetime.date(2103, 12, 31))), name='name_of_a_department_begins_between_1900_and_2103'),
            ],
        },
    ),
]
