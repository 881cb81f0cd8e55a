"""A released part becomes public at an hour; those that are released were so at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('roadmap', '0011_reminders'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='public_from',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(
            "update roadmap_submission set public_from = released_at where state = 'released';",
            migrations.RunSQL.noop,
        ),
    ]
