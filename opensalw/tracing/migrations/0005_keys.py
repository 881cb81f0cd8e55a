"""Keys by deletion of every mark, for the search that needs no other process; plain SQL, since no row is an object."""

from pathlib import Path

from django.db import migrations

KEYS = (Path(__file__).parent / "0005_keys.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("tracing", "0004_guards_of_answers"), ("registers", "0002_guards")]
    operations = [migrations.RunSQL(KEYS, migrations.RunSQL.noop)]
