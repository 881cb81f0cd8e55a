"""Checks, addresses and messages belong to a jurisdiction; checks are only added."""

from django.db import migrations

OWN = ("weaponcheck", "hook", "delivery")
GUARDS = "".join(f"select ledger_own_rows('tracing_{table}');\n" for table in OWN) + """
select ledger_refers_to_own('tracing_delivery', 'hook_id', 'tracing_hook');
create trigger only_added before update or delete on tracing_weaponcheck for each row execute function refuse_change();
revoke update, delete on tracing_weaponcheck from opensalw_app;
revoke delete on tracing_hook, tracing_delivery from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("tracing", "0006_service"), ("core", "0002_only_added"), ("ledger", "0002_tallies")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
