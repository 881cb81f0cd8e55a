"""A contribution form that was sent is never changed, nor taken away."""

from django.db import migrations

GUARD = """
create function coordination_keep_what_was_sent() returns trigger language plpgsql as $$
begin
    if old.state = 'sent' then
        raise exception 'a contribution form that was sent stays as it was' using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger sent_stays before update or delete on coordination_contribution
    for each row execute function coordination_keep_what_was_sent();
create trigger never_emptied before truncate on coordination_contribution
    for each statement execute function refuse_change();
revoke truncate on coordination_contribution from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("coordination", "0003_money"), ("core", "0002_only_added")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
