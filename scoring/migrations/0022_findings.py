"""Stored findings, what was set aside, and when a unit was checked last."""

import django.db.models.deletion
import projects.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0026_trail_of_a_unit'),
        ('scoring', '0021_narratives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('code', models.CharField(max_length=60, verbose_name='检查')),
                ('severity', models.CharField(choices=[('error', '错误'), ('doubt', '疑点'), ('rounding', '舍入差')], max_length=10, verbose_name='级别')),
                ('place', models.CharField(max_length=300, verbose_name='位置')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='位置（文字）')),
                ('level3', models.CharField(blank=True, max_length=300, verbose_name='三级指标')),
                ('message', models.TextField(verbose_name='说明')),
                ('printed', models.TextField(blank=True, verbose_name='表中数')),
                ('expected', models.TextField(blank=True, verbose_name='重算数')),
                ('digest', models.CharField(max_length=64)),
                ('reason', models.CharField(max_length=500, verbose_name='理由')),
                ('at', models.DateTimeField(verbose_name='说明时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=500, verbose_name='撤回理由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.accountdocument')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.plan')),
                ('sheet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='scoring.sheet')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('code', models.CharField(max_length=60, verbose_name='检查')),
                ('severity', models.CharField(choices=[('error', '错误'), ('doubt', '疑点'), ('rounding', '舍入差')], max_length=10, verbose_name='级别')),
                ('place', models.CharField(max_length=300, verbose_name='位置')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='位置（文字）')),
                ('level3', models.CharField(blank=True, max_length=300, verbose_name='三级指标')),
                ('message', models.TextField(verbose_name='说明')),
                ('printed', models.TextField(blank=True, verbose_name='表中数')),
                ('expected', models.TextField(blank=True, verbose_name='重算数')),
                ('digest', models.CharField(max_length=64)),
                ('rank', models.PositiveSmallIntegerField()),
                ('gap', projects.models.fields.ExactDecimalField(blank=True, null=True, verbose_name='差额')),
                ('anchor', models.CharField(blank=True, max_length=60)),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('is_across', models.BooleanField(default=False, verbose_name='表间')),
                ('blocks', models.BooleanField(default=False, verbose_name='不改不能提交')),
                ('paper', models.CharField(blank=True, max_length=300, verbose_name='表')),
                ('found_at', models.DateTimeField(verbose_name='发现时间')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.accountdocument')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.plan')),
                ('sheet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='scoring.sheet')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
                ('waiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='findings', to='scoring.waiver')),
            ],
            options={
                'ordering': ['rank', 'id'],
            },
        ),
        migrations.CreateModel(
            name='UnitCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('checked_at', models.DateTimeField(verbose_name='检查时间')),
                ('errors', models.PositiveIntegerField(default=0, verbose_name='错误')),
                ('doubts', models.PositiveIntegerField(default=0, verbose_name='疑点')),
                ('roundings', models.PositiveIntegerField(default=0, verbose_name='舍入差')),
                ('last_trail_id', models.PositiveBigIntegerField(default=0)),
                ('rules', models.CharField(max_length=64)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.fiscalyear')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('department', 'year'), name='unit_is_checked_in_one_row_a_year'), models.CheckConstraint(condition=models.Q(('rules__regex', '^[0-9a-f]{64}$')), name='rules_of_a_check_have_64_hex_digits')],
            },
        ),
        migrations.AddIndex(
            model_name='waiver',
            index=models.Index(fields=['department', 'year'], name='waivers_of_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('digest',), name='waiver_stands_once_for_its_figures'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('plan__isnull', True), ('sheet__isnull', True)), models.Q(('document__isnull', True), ('plan__isnull', True)), models.Q(('document__isnull', True), ('sheet__isnull', True)), _connector='OR'), name='waiver_speaks_of_one_paper_at_most'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('severity__in', ['error', 'doubt', 'rounding'])), name='severity_of_a_waiver_is_known'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='waiver_digest_has_64_hex_digits'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waiver_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='waiver_is_withdrawn_by_somebody_at_a_time_for_a_reason'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['department', 'year'], name='findings_of_a_unit'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['year', 'rank'], name='findings_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('digest',), name='finding_once_for_its_figures'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('plan__isnull', True), ('sheet__isnull', True)), models.Q(('document__isnull', True), ('plan__isnull', True)), models.Q(('document__isnull', True), ('sheet__isnull', True)), _connector='OR'), name='finding_stands_on_one_paper_at_most'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('is_across', True), ('plan__isnull', False), ('sheet__isnull', False), ('document__isnull', False), _connector='OR'), name='finding_on_no_paper_is_between_papers'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rank', 0), ('severity', 'error')), models.Q(('rank', 1), ('severity', 'doubt')), models.Q(('rank', 2), ('severity', 'rounding')), _connector='OR'), name='rank_of_a_finding_is_that_of_its_severity'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='finding_digest_has_64_hex_digits'),
        ),
    ]
