"""What must never change, guarded by the database: snapshots, published frameworks, observations."""

from django.db import migrations

GUARDS = """
create trigger only_added before update or delete on roadmap_snapshot
    for each row execute function refuse_change();
create trigger never_emptied before truncate on roadmap_snapshot
    for each statement execute function refuse_change();
revoke update, delete, truncate on roadmap_snapshot from opensalw_app;

create function refuse_framework_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.status = 'draft' then return old; end if;
        raise exception 'a published framework version is never deleted' using errcode = 'restrict_violation';
    end if;
    if old.status <> 'draft' and (new.text, new.canonical, new.digest, new.key, new.number)
            is distinct from (old.text, old.canonical, old.digest, old.key, old.number) then
        raise exception 'a published framework version is never edited; make a new version'
            using errcode = 'restrict_violation';
    end if;
    if old.status <> 'draft' and new.status = 'draft' then
        raise exception 'a published framework version never becomes a draft again'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger published_stays before update or delete on roadmap_frameworkversion
    for each row execute function refuse_framework_change();

create function refuse_observation_change() returns trigger language plpgsql as $$
declare
    was jsonb := to_jsonb(old) - 'known_until' - 'public_from';
    becomes jsonb := to_jsonb(new) - 'known_until' - 'public_from';
begin
    if was is distinct from becomes then
        raise exception 'an observation is never edited; record another that replaces it'
            using errcode = 'restrict_violation';
    end if;
    if old.known_until is not null and new.known_until is distinct from old.known_until then
        raise exception 'an observation ends once' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger content_stays before update on roadmap_observation
    for each row execute function refuse_observation_change();
create trigger never_deleted before delete on roadmap_observation
    for each row execute function refuse_change();
create trigger never_emptied before truncate on roadmap_observation
    for each statement execute function refuse_change();
revoke delete, truncate on roadmap_observation from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0001_initial"), ("core", "0002_only_added")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
