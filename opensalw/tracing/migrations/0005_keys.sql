-- The search without another process: keys of marks in a plain table, and how far the marks were followed.

create table tracing_shelf (
    jurisdiction text primary key check (jurisdiction ~ '^J-[A-Z]{3}$'),
    shelf smallint not null unique check (shelf between 0 and 31),
    upto bigint not null default 0,
    counted_at timestamptz
);
select ledger_guard('tracing_shelf', false);

create table tracing_word (
    jurisdiction text not null check (jurisdiction ~ '^J-[A-Z]{3}$'),
    field text not null,
    word text not null,
    weapons integer not null,
    primary key (jurisdiction, field, word)
);
select ledger_guard('tracing_word', false);

-- No column says whose a key is, since four bytes more a key would be a tenth of the whole: its upper five bits do.
create table tracing_key (key integer not null, mark integer not null);
create index tracing_key_found on tracing_key (key);
alter table tracing_key enable row level security;
create policy own_shelves on tracing_key
    using ((key >> 27) + 16 = any (array(select shelf from tracing_shelf)))
    with check ((key >> 27) + 16 = any (array(select shelf from tracing_shelf)));

-- A number for every jurisdiction, whoever asks; the numbers of others stay unseen.
create function tracing_shelf_of(code text) returns smallint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    found smallint;
begin
    perform pg_advisory_xact_lock(731006);
    select s.shelf into found from tracing_shelf s where s.jurisdiction = code;
    if found is null then
        insert into tracing_shelf (jurisdiction, shelf)
        select code, coalesce(max(s.shelf) + 1, 0) from tracing_shelf s returning shelf into found;
    end if;
    return found;
end $$;

-- The marks under some keys, and those that came after the keys were last written, with what their weapon is.
-- Nested loops only: the planner cannot know how few rows a key has.
create function tracing_near(whose text, wanted integer[], kinds text[], most integer)
returns table (
    mark bigint, subject uuid, weapon uuid, kind text, seen text, serial text, make text, make_seen text, model text,
    model_seen text, calibre text, calibre_seen text, type text, year smallint, state text
)
language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
set plan_cache_mode = force_generic_plan
as $$
declare
    base integer;
    after bigint;
begin
    select (s.shelf - 16) << 27, s.upto into base, after from tracing_shelf s where s.jurisdiction = whose;
    after := coalesce(after, 0);
    wanted := array(select base | k from unnest(wanted) k);
    return query
    select m.id, m.subject, coalesce(f.id, g.id), m.kind::text, m.text::text, m.normalised::text,
        coalesce(f.make, g.make)::text, coalesce(f.make_seen, g.make_seen)::text, coalesce(f.model, g.model)::text,
        coalesce(f.model_seen, g.model_seen)::text, coalesce(f.calibre, g.calibre)::text,
        coalesce(f.calibre_seen, g.calibre_seen, c.calibre_seen)::text, coalesce(f.type, g.type)::text,
        coalesce(f.year, g.year), coalesce(f.state, g.state)::text
    from (
        select distinct k.mark::bigint as id from tracing_key k where k.key = any(wanted)
        union
        (select n.id from registers_markseen n
         where n.jurisdiction = whose and n.id > after
         order by n.id limit most)
    ) hit
    join registers_markseen m on m.jurisdiction = whose and m.id = hit.id and m.kind = any(kinds) and m.text <> ''
    left join registers_firearm f on f.jurisdiction = whose and f.id = m.subject
    left join registers_component c on f.id is null and c.jurisdiction = whose and c.id = m.subject
    left join registers_firearm g on f.id is null and g.jurisdiction = whose and g.id = c.firearm
    limit most * 5;
end $$;
