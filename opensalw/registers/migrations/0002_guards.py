"""Rows of registers belong to a jurisdiction; consultations are only added; a second person is another."""

from django.db import migrations

ROWS = ("firearm", "component", "markseen", "holder", "permit", "bookentry", "secondcheck", "run", "refusal",
        "duplicate", "unknownword")  # fmt: skip
KEYS = "".join(
    f"alter table registers_{table} drop constraint registers_{table}_pkey, add primary key (jurisdiction, id), "
    f"add constraint registers_{table}_has_a_jurisdiction check (jurisdiction ~ '^J-[A-Z]{{3}}$');\n"
    for table in (*ROWS, "consultation")
)
GUARDS = KEYS + "".join(f"select ledger_guard('registers_{table}', false);\n" for table in ROWS) + """
select ledger_guard('registers_consultation', true);
create trigger only_added before update or delete on registers_consultation
    for each row execute function refuse_change();
revoke delete, truncate on registers_firearm, registers_component, registers_holder, registers_permit,
    registers_bookentry, registers_secondcheck, registers_run from opensalw_app;

create function registers_refuse_unchecked() returns trigger language plpgsql as $$
begin
    if new.state in ('deactivated', 'merged') and (tg_op = 'INSERT' or old.state is distinct from new.state)
        and not exists (
            select 1 from registers_secondcheck c
            where c.id = new.second_check and c.jurisdiction = new.jurisdiction and c.firearm = new.id and c.confirmed
        ) then
        raise exception 'a weapon is deactivated or merged by two persons only' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger two_persons before insert or update of state on registers_firearm
    for each row when (new.state in ('deactivated', 'merged')) execute function registers_refuse_unchecked();

create function registers_keep_check() returns trigger language plpgsql as $$
begin
    if (new.jurisdiction, new.act, new.firearm, new."on", new.details, new.proposed_by)
        is distinct from (old.jurisdiction, old.act, old.firearm, old."on", old.details, old.proposed_by)
        or old.confirmed is not null then
        raise exception 'what was proposed is never edited, and is decided once' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger proposal_stays before update on registers_secondcheck
    for each row execute function registers_keep_check();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial"), ("ledger", "0002_tallies"), ("core", "0002_only_added")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
