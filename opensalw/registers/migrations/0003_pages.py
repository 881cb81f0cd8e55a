"""Views that a person keeps, and the indexes of the lists."""

import opensalw.registers.numbers
from django.db import migrations, models


OWN = """
alter table registers_savedview drop constraint registers_savedview_pkey, add primary key (jurisdiction, id),
    add constraint registers_savedview_has_a_jurisdiction check (jurisdiction ~ '^J-[A-Z]{3}$');
select ledger_guard('registers_savedview', false);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=opensalw.registers.numbers.new_id, primary_key=True, serialize=False)),
                ('jurisdiction', models.CharField(max_length=8)),
                ('person', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(max_length=200)),
            ],
        ),
        migrations.AddIndex(
            model_name='firearm',
            index=models.Index(condition=models.Q(('state', 'held'), _negated=True), fields=['jurisdiction', 'state', 'id'], name='firearm_not_held'),
        ),
        migrations.AddIndex(
            model_name='holder',
            index=models.Index(condition=models.Q(('is_dealer', True)), fields=['jurisdiction', 'id'], name='holder_who_deals'),
        ),
        migrations.AddIndex(
            model_name='permit',
            index=models.Index(condition=models.Q(('state', 'valid')), fields=['jurisdiction', 'valid_until', 'id'], name='permit_running_out'),
        ),
        migrations.AddIndex(
            model_name='secondcheck',
            index=models.Index(condition=models.Q(('confirmed__isnull', True)), fields=['jurisdiction', 'proposed_at'], name='check_that_waits'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('jurisdiction', 'person', 'name'), name='view_is_named_once'),
        ),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
