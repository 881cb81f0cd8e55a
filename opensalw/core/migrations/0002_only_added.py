"""Administrative acts are only ever added: the application role may not change them, nor may a slip."""

from django.db import migrations

GUARD = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger only_added before update or delete on core_administrativeact
    for each row execute function refuse_change();
create trigger never_emptied before truncate on core_administrativeact
    for each statement execute function refuse_change();
revoke update, delete, truncate on core_administrativeact from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
