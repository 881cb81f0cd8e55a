"""The ledger: partitioned entries, heads, personal parts, digests, readers, and what guards them."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


def text(**options):
    return models.TextField(**options)


STATE = [
    migrations.CreateModel(
        "Entry",
        [
            ("id", models.BigIntegerField(primary_key=True, serialize=False)),
            ("jurisdiction", text()),
            ("stream", text()),
            ("subject", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("name", text()),
            ("happened_on", models.DateField()),
            ("recorded_at", models.DateTimeField()),
            ("by", text()),
            ("reason", text(blank=True)),
            ("payload", models.JSONField()),
            ("corrects", models.BigIntegerField(null=True)),
            ("batch", models.UUIDField(null=True)),
            ("personal_digest", models.BinaryField(null=True)),
            ("seal", models.BinaryField()),
        ],
        options={"verbose_name": "entry", "verbose_name_plural": "entries"},
    ),
    migrations.CreateModel(
        "Head",
        [
            ("pk", models.CompositePrimaryKey("jurisdiction", "subject", blank=True, editable=False, primary_key=True, serialize=False)),
            ("jurisdiction", text()),
            ("subject", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("seal", models.BinaryField()),
        ],
    ),
    migrations.CreateModel(
        "Personal",
        [
            ("pk", models.CompositePrimaryKey("jurisdiction", "entry", blank=True, editable=False, primary_key=True, serialize=False)),
            ("jurisdiction", text()),
            ("entry", models.BigIntegerField()),
            ("person", models.UUIDField()),
            ("nonce", models.BinaryField()),
            ("ciphertext", models.BinaryField()),
        ],
    ),
    migrations.CreateModel(
        "Digest",
        [
            ("pk", models.CompositePrimaryKey("jurisdiction", "number", blank=True, editable=False, primary_key=True, serialize=False)),
            ("jurisdiction", text()),
            ("number", models.IntegerField()),
            ("day", models.DateField()),
            ("after", models.BigIntegerField()),
            ("upto", models.BigIntegerField()),
            ("count", models.BigIntegerField()),
            ("root", models.BinaryField()),
            ("previous", models.BinaryField()),
            ("made_at", models.DateTimeField()),
            ("public_key", models.BinaryField()),
            ("signature", models.BinaryField()),
        ],
    ),
    migrations.CreateModel(
        "ReaderCursor",
        [
            ("reader", text(primary_key=True, serialize=False)),
            ("xid", text()),
            ("entry", models.BigIntegerField()),
            ("moved_at", models.DateTimeField()),
        ],
        options={"db_table": "ledger_reader"},
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0002_only_added")]
    operations = [
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL(SQL)], state_operations=STATE)
    ]
