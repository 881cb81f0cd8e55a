"""Versions of minutes are only ever added."""

from django.db import migrations

GUARDS = """
create trigger only_added before update or delete on coordination_minutes
    for each row execute function refuse_change();
create trigger never_emptied before truncate on coordination_minutes
    for each statement execute function refuse_change();
revoke update, delete, truncate on coordination_minutes from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial"), ("core", "0002_only_added")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
