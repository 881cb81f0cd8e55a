"""Answers belong to a jurisdiction; what is personal in one is released by two persons, here too."""

from django.db import migrations

OWN = ("chainlink", "diversion", "release", "weaponoutcome")
GUARDS = "".join(f"select ledger_own_rows('tracing_{table}');\n" for table in OWN) + "".join(
    f"select ledger_refers_to_own('tracing_{table}', 'request_id', 'tracing_tracerequest');\n"
    for table in ("chainlink", "diversion", "release")
)
TWO_PERSONS = """
revoke delete on tracing_chainlink, tracing_diversion, tracing_release from opensalw_app;

create function tracing_refuse_unreleased() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from tracing_release r where r.id = new.release and r.jurisdiction = new.jurisdiction
            and r.link = new.id and r.confirmed and r.decided_by <> r.proposed_by and r.decided_by <> ''
    ) then
        raise exception 'a personal field is released by two persons only' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger two_persons before insert or update of release on tracing_chainlink
    for each row when (new.release is not null) execute function tracing_refuse_unreleased();

create function tracing_keep_release() returns trigger language plpgsql as $$
begin
    if (new.jurisdiction, new.request_id, new.link, new.fields, new.purpose, new.proposed_by)
        is distinct from (old.jurisdiction, old.request_id, old.link, old.fields, old.purpose, old.proposed_by)
        or old.confirmed is not null then
        raise exception 'what was proposed is never edited, and is decided once' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger proposal_stays before update on tracing_release
    for each row execute function tracing_keep_release();
create trigger nobody_releases_at_once before insert on tracing_release
    for each row when (new.confirmed is not null) execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("tracing", "0003_answers"), ("tracing", "0002_guards"), ("ledger", "0002_tallies")]
    operations = [migrations.RunSQL(GUARDS + TWO_PERSONS, migrations.RunSQL.noop)]
