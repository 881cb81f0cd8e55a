"""Rows of incidents belong to a jurisdiction and refer only to rows of the same one."""

from django.db import migrations

OWN = ("campaign", "borderreport", "incident", "item", "involved", "outcome")
REFERENCES = (
    ("incident", "campaign_id", "campaign"),
    ("item", "incident_id", "incident"),
    ("involved", "incident_id", "incident"),
    ("outcome", "item_id", "item"),
)
GUARDS = "".join(f"select ledger_own_rows('incidents_{table}');\n" for table in OWN) + "".join(
    f"select ledger_refers_to_own('incidents_{table}', '{field}', 'incidents_{other}');\n"
    for table, field, other in REFERENCES
)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial"), ("ledger", "0002_tallies")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
