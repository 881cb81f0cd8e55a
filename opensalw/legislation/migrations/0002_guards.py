"""Statuses and grades of acts are only ever added; a row of a concordance is never deleted."""

from django.db import migrations

ONLY_ADDED = """
create trigger only_added before update or delete on {table} for each row execute function refuse_change();
create trigger never_emptied before truncate on {table} for each statement execute function refuse_change();
revoke update, delete, truncate on {table} from opensalw_app;
"""
ROWS = """
create trigger never_deleted before delete on legislation_row for each row execute function refuse_change();
create trigger never_emptied before truncate on legislation_row for each statement execute function refuse_change();
revoke delete, truncate on legislation_row from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("legislation", "0001_initial"), ("core", "0002_only_added")]
    operations = [
        migrations.RunSQL(ONLY_ADDED.format(table=table), migrations.RunSQL.noop)
        for table in ("legislation_actstatus", "legislation_actgrade")
    ] + [migrations.RunSQL(ROWS, migrations.RunSQL.noop)]
