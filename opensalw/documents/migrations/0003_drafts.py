"""Drafts that go round for comments, and the hour at which a report becomes public."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


GUARDS = """
create trigger only_added before update or delete on documents_draft
    for each row execute function refuse_change();
create trigger never_emptied before truncate on documents_draft
    for each statement execute function refuse_change();
create trigger only_added before update or delete on documents_draftfile
    for each row execute function refuse_change();
create trigger never_emptied before truncate on documents_draftfile
    for each statement execute function refuse_change();
revoke update, delete, truncate on documents_draft, documents_draftfile from opensalw_app;
create trigger never_deleted before delete on documents_draftcomment
    for each row execute function refuse_change();
create trigger never_emptied before truncate on documents_draftcomment
    for each statement execute function refuse_change();
revoke delete, truncate on documents_draftcomment from opensalw_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_regional_first'),
        ('roadmap', '0012_embargo'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='public_from',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('comment_until', models.DateTimeField()),
                ('readers', models.CharField(choices=[('seats', 'officers and chairs of the seats'), ('organisations', 'the seats, and donors and organisations')], max_length=14)),
                ('passages', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('circulated_at', models.DateTimeField()),
                ('circulated_by', models.CharField(max_length=60)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='roadmap.round')),
            ],
            options={
                'ordering': ['round', 'number'],
            },
        ),
        migrations.CreateModel(
            name='DraftComment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('section', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('jurisdiction', models.CharField(max_length=8)),
                ('institution', models.CharField(max_length=60)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.CharField(max_length=60)),
                ('outcome', models.CharField(blank=True, choices=[('taken_up', 'taken up'), ('answered', 'answered')], max_length=10)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, max_length=60)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='documents.draft')),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('narrative', 'Regional narrative progress report'), ('indicators', 'Regional indicator report'), ('brief', 'Jurisdiction brief')], max_length=12)),
                ('format', models.CharField(choices=[('docx', 'DOCX'), ('pdf', 'PDF'), ('xlsx', 'XLSX'), ('md', 'Markdown'), ('html', 'HTML')], max_length=8)),
                ('title', models.CharField(max_length=250)),
                ('file_name', models.CharField(max_length=140)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='documents.draft')),
            ],
            options={
                'ordering': ['draft', 'kind', 'format'],
            },
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='draft_is_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='draftcomment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='draft_comment_says_something'),
        ),
        migrations.RunSQL("update documents_report set public_from = published_at;", migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
