"""The register of certificates of deactivation."""

import django.contrib.postgres.fields
import opensalw.registers.numbers
from django.db import migrations, models


OWN = """
alter table registers_certificate drop constraint registers_certificate_pkey, add primary key (jurisdiction, id),
    add constraint registers_certificate_has_a_jurisdiction check (jurisdiction ~ '^J-[A-Z]{3}$');
select ledger_guard('registers_certificate', false);
revoke delete, truncate on registers_certificate from opensalw_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0005_retention'),
    ]

    operations = [
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.UUIDField(default=opensalw.registers.numbers.new_id, primary_key=True, serialize=False)),
                ('jurisdiction', models.CharField(max_length=8)),
                ('number', models.CharField(max_length=60)),
                ('firearm', models.UUIDField()),
                ('on', models.DateField()),
                ('check_of', models.UUIDField()),
                ('deactivated_by', models.CharField(max_length=60)),
                ('verified_by', models.CharField(max_length=60)),
                ('standard', models.CharField(default='2015/2403', max_length=40)),
                ('verifier', models.CharField(blank=True, max_length=160)),
                ('deactivator', models.CharField(blank=True, max_length=160)),
                ('type', models.CharField(blank=True, choices=[('1', '1 Pistol'), ('2', '2 Revolver'), ('3', '3 Single-shot long firearm, not break action'), ('4', '4 Break-action firearm'), ('5', '5 Repeating long firearm'), ('6', '6 Semi-automatic long firearm'), ('7', '7 Automatic firearm'), ('8', '8 Muzzle-loading firearm')], max_length=1)),
                ('operations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                ('mark', models.CharField(blank=True, max_length=80)),
                ('remarks', models.CharField(blank=True, max_length=300)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('entry', models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-on', 'number'],
                'indexes': [models.Index(fields=['jurisdiction', 'firearm'], name='certificate_of_a_firearm')],
                'constraints': [models.UniqueConstraint(fields=('jurisdiction', 'number'), name='certificate_is_numbered_once'), models.CheckConstraint(condition=models.Q(('verified_by', models.F('deactivated_by')), _negated=True), name='certificate_takes_two_persons', violation_error_message='Who verifies is not who deactivated.'), models.CheckConstraint(condition=models.Q(('issued_on__isnull', True), models.Q(models.Q(('verifier', ''), _negated=True), models.Q(('deactivator', ''), _negated=True)), _connector='OR'), name='certificate_names_both_entities')],
            },
        ),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
