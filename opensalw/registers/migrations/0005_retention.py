"""Periods of retention as a jurisdiction has set them."""

import opensalw.registers.numbers
from django.db import migrations, models


OWN = """
alter table registers_retention drop constraint registers_retention_pkey, add primary key (jurisdiction, id),
    add constraint registers_retention_has_a_jurisdiction check (jurisdiction ~ '^J-[A-Z]{3}$');
select ledger_guard('registers_retention', false);
revoke delete, truncate on registers_retention from opensalw_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0004_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='Retention',
            fields=[
                ('id', models.UUIDField(default=opensalw.registers.numbers.new_id, primary_key=True, serialize=False)),
                ('jurisdiction', models.CharField(max_length=8)),
                ('clock', models.CharField(max_length=14)),
                ('years', models.PositiveSmallIntegerField()),
                ('law', models.CharField(max_length=200)),
                ('set_by', models.CharField(max_length=60)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('jurisdiction', 'clock'), name='retention_is_set_once')],
            },
        ),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
