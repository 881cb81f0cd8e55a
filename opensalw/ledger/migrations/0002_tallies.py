"""Tallies of figures, and how other packages guard the rows of a jurisdiction."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
STATE = [
    migrations.CreateModel(
        "Tally",
        [
            ("pk", models.CompositePrimaryKey("jurisdiction", "line", "month", "dims_key", blank=True, editable=False, primary_key=True, serialize=False)),
            ("jurisdiction", models.TextField()),
            ("line", models.TextField()),
            ("month", models.DateField()),
            ("dims_key", models.TextField()),
            ("dims", models.JSONField()),
            ("unit", models.TextField()),
            ("amount", models.DecimalField(decimal_places=3, max_digits=30)),
            ("entries", models.BigIntegerField()),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_ledger")]
    operations = [
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL(SQL)], state_operations=STATE)
    ]
