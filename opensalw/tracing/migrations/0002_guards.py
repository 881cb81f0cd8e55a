"""Rows of tracing belong to a jurisdiction and refer only to rows of the same one; no request is removed."""

from django.db import migrations

OWN = ("tracerequest", "candidate")
REFERENCES = (("candidate", "request_id", "tracerequest"),)
GUARDS = "".join(f"select ledger_own_rows('tracing_{table}');\n" for table in OWN) + "".join(
    f"select ledger_refers_to_own('tracing_{table}', '{field}', 'tracing_{other}');\n"
    for table, field, other in REFERENCES
)
KEPT = "revoke delete on tracing_tracerequest, tracing_candidate from opensalw_app;\n"


class Migration(migrations.Migration):
    dependencies = [("tracing", "0001_initial"), ("ledger", "0002_tallies")]
    operations = [migrations.RunSQL(GUARDS + KEPT, migrations.RunSQL.noop)]
