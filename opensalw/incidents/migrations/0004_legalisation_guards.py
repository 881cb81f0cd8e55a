"""Applications belong to a jurisdiction and refer only to rows of the same one; checks and rulings are only added."""

from django.db import migrations

OWN = ("application", "applicationcheck", "ruling")
REFERENCES = (
    ("application", "campaign_id", "campaign"),
    ("applicationcheck", "application_id", "application"),
    ("ruling", "application_id", "application"),
)
GUARDS = "".join(f"select ledger_own_rows('incidents_{table}');\n" for table in OWN) + "".join(
    f"select ledger_refers_to_own('incidents_{table}', '{field}', 'incidents_{other}');\n"
    for table, field, other in REFERENCES
)
ONLY_ADDED = "".join(
    f"revoke update, delete on incidents_{table} from opensalw_app;\n"
    f"create trigger only_added before update or delete on incidents_{table}"
    " for each row execute function refuse_change();\n"
    for table in ("applicationcheck", "ruling")
)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_legalisation"), ("ledger", "0002_tallies")]
    operations = [migrations.RunSQL(GUARDS + ONLY_ADDED, migrations.RunSQL.noop)]
