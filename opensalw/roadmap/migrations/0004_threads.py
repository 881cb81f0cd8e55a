"""Queries become conversations: each question and its answer are the first messages of a thread."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


MOVE = """
insert into roadmap_thread (id, submission_id, kind, goal, item, measure, line, dims, quote, quote_revision,
        opened_at, opened_by, assigned_person, assigned_institution, resolved_at, resolved_by)
    select query.id, query.submission_id, 'query', query.goal, query.text_item_id, query.measure, query.line, '{}',
        coalesce(item.text, ''), item.revision, query.asked_at, query.asked_by, '', '', query.resolved_at, ''
    from roadmap_reviewquery query left join roadmap_textitem item on item.id = query.text_item_id;
insert into roadmap_message (id, thread_id, number, text, side, mentions, written_at, written_by)
    select gen_random_uuid(), id, 1, question, 'secretariat', '{}', asked_at, asked_by from roadmap_reviewquery;
insert into roadmap_message (id, thread_id, number, text, side, mentions, written_at, written_by)
    select gen_random_uuid(), id, 2, answer, 'seat', '{}', coalesce(answered_at, asked_at), answered_by
    from roadmap_reviewquery where answer <> '';
set constraints all immediate;
"""
GUARD = """
create trigger only_added before update or delete on roadmap_message
    for each row execute function refuse_change();
create trigger never_emptied before truncate on roadmap_message
    for each statement execute function refuse_change();
revoke update, delete, truncate on roadmap_message from opensalw_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('roadmap', '0003_draft_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('query', 'Query'), ('comment', 'Comment')], max_length=8)),
                ('goal', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('item', models.UUIDField(blank=True, null=True)),
                ('measure', models.CharField(blank=True, max_length=40)),
                ('line', models.CharField(blank=True, max_length=40)),
                ('dims', models.JSONField(blank=True, default=dict)),
                ('quote', models.TextField(blank=True)),
                ('quote_revision', models.PositiveIntegerField(blank=True, null=True)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.CharField(max_length=60)),
                ('assigned_person', models.CharField(blank=True, max_length=60)),
                ('assigned_institution', models.CharField(blank=True, max_length=60)),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('resolved_by', models.CharField(blank=True, max_length=60)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='roadmap.submission')),
            ],
            options={
                'ordering': ['opened_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('side', models.CharField(choices=[('secretariat', 'Secretariat'), ('seat', 'Seat')], max_length=12)),
                ('mentions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.CharField(max_length=60)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='roadmap.thread')),
            ],
            options={
                'ordering': ['thread', 'number'],
            },
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(
            name='ReviewQuery',
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(condition=models.Q(('resolved_at__isnull', True)), fields=['submission'], name='thread_still_open'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('assigned_person', ''), ('assigned_institution', ''), _connector='OR'), name='thread_is_assigned_to_one'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('thread', 'number'), name='message_is_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='message_says_something'),
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
