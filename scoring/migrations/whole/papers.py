"""What stands beside the rows of a sheet: returns and evidence."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='SheetReturn',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('from_state', models.CharField(max_length=20)),
            ('reason', models.CharField(max_length=500, verbose_name='退回原因')),
            ('at', models.DateTimeField()),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='scoring.sheet')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['-at'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='sheet_return_has_its_reason'),
            ],
        },
    ),
    migrations.CreateModel(
        name='SheetReturnLine',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('lineage', models.UUIDField()),
            ('number', models.PositiveSmallIntegerField(verbose_name='行')),
            ('name', models.CharField(max_length=200, verbose_name='三级指标')),
            ('reason', models.CharField(max_length=300, verbose_name='退回原因')),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('returned', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='scoring.sheetreturn')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['number'],
            'constraints': [
                models.UniqueConstraint(fields=('returned', 'lineage'), name='sheet_row_once_per_return'),
                models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='sheet_row_is_returned_with_its_reason'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Evidence',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('version', models.PositiveIntegerField(default=1)),
            ('name', models.CharField(max_length=120, verbose_name='文件名')),
            ('size', models.PositiveBigIntegerField(verbose_name='字节数')),
            ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
            ('media_type', models.CharField(max_length=100)),
            ('path', models.CharField(max_length=100, unique=True)),
            ('at', models.DateTimeField(verbose_name='上传时间')),
            ('removed_at', models.DateTimeField(blank=True, null=True)),
            ('removed_why', models.CharField(blank=True, max_length=200, verbose_name='移除原因')),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
            ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='projects.indicator')),
            ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='scoring.sheet')),
            ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
        ],
        options={
            'ordering': ['id'],
            'indexes': [
                models.Index(condition=models.Q(('removed_at__isnull', True)), fields=['sheet', 'indicator'], name='evidence_that_is_there'),
            ],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='evidence_has_its_name'),
                models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='evidence_is_not_an_empty_file'),
                models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='evidence_digest_has_64_hex_digits'),
                models.CheckConstraint(condition=models.Q(('path__regex', '^evidence/[0-9a-f]{2}/[0-9a-f]{32}$')), name='evidence_lies_under_a_random_name'),
                models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True), ('removed_why', '')), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removed_why', ''), _negated=True)), _connector='OR'), name='evidence_is_removed_by_somebody_at_a_time_for_a_reason'),
            ],
        },
    ),
]
