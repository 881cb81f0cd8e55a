"""Rows of stockpiles belong to a jurisdiction and refer only to rows of the same one."""

from django.db import migrations

OWN = ("site", "lot", "change", "movement", "stockcount", "countline", "order", "orderline")
REFERENCES = (
    ("lot", "site_id", "site"),
    ("change", "lot_id", "lot"),
    ("movement", "lot_id", "lot"),
    ("movement", "arrived_id", "lot"),
    ("movement", "sender_id", "site"),
    ("movement", "receiver_id", "site"),
    ("stockcount", "site_id", "site"),
    ("countline", "count_id", "stockcount"),
    ("countline", "lot_id", "lot"),
    ("order", "site_id", "site"),
    ("orderline", "order_id", "order"),
    ("orderline", "lot_id", "lot"),
)
GUARDS = "".join(f"select ledger_own_rows('stockpiles_{table}');\n" for table in OWN) + "".join(
    f"select ledger_refers_to_own('stockpiles_{table}', '{field}', 'stockpiles_{other}');\n"
    for table, field, other in REFERENCES
)
ONLY_ADDED = """
revoke update, delete on stockpiles_change from opensalw_app;
create trigger only_added before update or delete on stockpiles_change for each row execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("stockpiles", "0001_initial"), ("ledger", "0002_tallies")]
    operations = [migrations.RunSQL(GUARDS + ONLY_ADDED, migrations.RunSQL.noop)]
