"""Rules, versions sent and signed records are only ever added; nothing of a closed decision is changed."""

from django.db import migrations

ADDED = ("ruleset", "proposalversion", "signedrecord")
OF_A_POINT = ("vote", "declaration")
GUARDS = "".join(
    f"""
create trigger only_added before update or delete on coordination_{table}
    for each row execute function refuse_change();
create trigger never_emptied before truncate on coordination_{table}
    for each statement execute function refuse_change();
revoke update, delete, truncate on coordination_{table} from opensalw_app;
"""
    for table in ADDED
)
CLOSED = """
create function coordination_keep_closed_decision() returns trigger language plpgsql as $$
begin
    if old.state = 'closed' and (
        tg_op = 'DELETE' or (to_jsonb(new) - 'is_public') is distinct from (to_jsonb(old) - 'is_public')
    ) then
        raise exception 'a closed decision stays as it was signed' using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger closed_stays before update or delete on coordination_decision
    for each row execute function coordination_keep_closed_decision();

create function coordination_keep_part_of_closed() returns trigger language plpgsql as $$
declare
    held uuid := case when tg_op = 'DELETE' then old.decision_id else new.decision_id end;
begin
    if exists (select 1 from coordination_decision where id = held and state = 'closed') then
        raise exception 'a closed decision stays as it was signed' using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create function coordination_keep_point_of_closed() returns trigger language plpgsql as $$
declare
    held uuid := case when tg_op = 'DELETE' then old.point_id else new.point_id end;
begin
    if exists (
        select 1 from coordination_decision decision join coordination_point point on point.decision_id = decision.id
        where point.id = held and decision.state = 'closed'
    ) then
        raise exception 'a closed decision stays as it was signed' using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger closed_stays before insert or update or delete on coordination_point
    for each row execute function coordination_keep_part_of_closed();
create trigger closed_stays before insert or update or delete on coordination_attendance
    for each row execute function coordination_keep_part_of_closed();
""" + "".join(
    f"""
create trigger closed_stays before insert or update or delete on coordination_{table}
    for each row execute function coordination_keep_point_of_closed();
"""
    for table in OF_A_POINT
)
EMPTIED = "".join(
    f"""
create trigger never_emptied before truncate on coordination_{table}
    for each statement execute function refuse_change();
revoke truncate on coordination_{table} from opensalw_app;
"""
    for table in ("decision", "point", "attendance", *OF_A_POINT)
)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0010_calls_and_decisions"), ("core", "0002_only_added")]
    operations = [migrations.RunSQL(GUARDS + CLOSED + EMPTIED, migrations.RunSQL.noop)]
