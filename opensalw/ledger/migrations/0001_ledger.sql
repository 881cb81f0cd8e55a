create sequence ledger_entry_id_seq as bigint cache 1;

create table ledger_entry (
    id bigint not null,
    jurisdiction text not null,
    stream text not null,
    subject uuid not null,
    seq integer not null,
    name text not null,
    happened_on date not null,
    recorded_at timestamptz not null,
    "by" text not null,
    reason text not null,
    payload jsonb not null,
    corrects bigint,
    batch uuid,
    personal_digest bytea,
    seal bytea not null,
    xid xid8 not null default pg_current_xact_id(),
    constraint ledger_entry_is_numbered_once primary key (jurisdiction, id, recorded_at),
    constraint ledger_entry_has_a_jurisdiction check (jurisdiction ~ '^J-[A-Z]{3}$'),
    constraint ledger_entry_counts_from_one check (seq > 0),
    constraint ledger_entry_is_sealed check (octet_length(seal) = 32)
) partition by list (jurisdiction);
create index ledger_entry_in_order_of_commit on ledger_entry (xid, id);

create table ledger_head (
    jurisdiction text not null,
    subject uuid not null,
    seq integer not null,
    seal bytea not null,
    primary key (jurisdiction, subject)
) with (fillfactor = 80);

create table ledger_personal (
    jurisdiction text not null,
    entry bigint not null,
    person uuid not null,
    nonce bytea not null,
    ciphertext bytea not null,
    primary key (jurisdiction, entry)
);
create index ledger_personal_of_a_person on ledger_personal (jurisdiction, person);

create table ledger_digest (
    jurisdiction text not null,
    number integer not null,
    day date not null,
    after bigint not null,
    upto bigint not null,
    count bigint not null,
    root bytea not null,
    previous bytea not null,
    made_at timestamptz not null,
    public_key bytea not null,
    signature bytea not null,
    primary key (jurisdiction, number),
    constraint ledger_digest_follows_the_one_before unique (jurisdiction, after),
    constraint ledger_digest_covers_something check (upto > after and count > 0)
);

create table ledger_reader (
    reader text primary key,
    xid xid8 not null,
    entry bigint not null,
    moved_at timestamptz not null default now()
);

-- Guards: rows by jurisdiction, and nothing but adding.
create function ledger_guard(target regclass, only_added boolean) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format(
        'create policy own_jurisdictions on %s using (%2$s) with check (%2$s)', target,
        'jurisdiction = any (string_to_array(nullif(current_setting(''opensalw.jurisdictions'', true), ''''), '',''))'
    );
    if only_added then
        execute format('create trigger never_emptied before truncate on %s for each statement execute function refuse_change()', target);
        execute format('revoke update, delete, truncate on %s from opensalw_app', target);
    end if;
end $$;
revoke execute on function ledger_guard from public, opensalw_app;

select ledger_guard('ledger_entry', true), ledger_guard('ledger_personal', true), ledger_guard('ledger_digest', true),
    ledger_guard('ledger_head', false);
revoke delete, truncate on ledger_head from opensalw_app;
create trigger only_added before update or delete on ledger_entry for each row execute function refuse_change();
create trigger only_added before update or delete on ledger_personal for each row execute function refuse_change();
create trigger only_added before update or delete on ledger_digest for each row execute function refuse_change();

-- A jurisdiction's partition of a year, made as the owner for whoever appends; true when it was there.
create function ledger_ensure_partition(code text, year integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    branch text := 'ledger_entry_' || lower(replace(code, '-', '_'));
    leaf text := branch || '_' || year;
begin
    if code !~ '^J-[A-Z]{3}$' then
        raise exception '% is not a jurisdiction', code using errcode = 'check_violation';
    end if;
    if year not between 2000 and 2200 then
        raise exception 'no entry is recorded in the year %', year using errcode = 'check_violation';
    end if;
    if to_regclass('public.' || leaf) is not null then
        return true;
    end if;
    perform pg_advisory_xact_lock(731002);
    if to_regclass('public.' || leaf) is not null then
        return true;
    end if;
    if to_regclass('public.' || branch) is null then
        execute format('create table public.%I (like public.ledger_entry including defaults including constraints) partition by range (recorded_at)', branch);
        perform public.ledger_guard(branch::regclass, true);
        execute format('revoke all on public.%I from opensalw_app, public', branch);
        execute format('alter table public.ledger_entry attach partition public.%I for values in (%L)', branch, code);
    end if;
    execute format('create table public.%I (like public.ledger_entry including defaults including constraints)', leaf);
    execute format('create unique index %I on public.%I (jurisdiction, subject, seq)', leaf || '_in_order', leaf);
    perform public.ledger_guard(leaf::regclass, true);
    execute format('revoke all on public.%I from opensalw_app, public', leaf);
    execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', branch, leaf,
        format('%s-01-01 00:00:00+00', year), format('%s-01-01 00:00:00+00', year + 1));
    return false;
end $$;
revoke execute on function ledger_ensure_partition from public;
grant execute on function ledger_ensure_partition to opensalw_app;

select ledger_ensure_partition(code, extract(year from now() at time zone 'UTC')::integer + ahead)
from unnest(array['J-BEG', 'J-POD', 'J-PRN', 'J-SAR', 'J-SKP', 'J-TIR', 'J-REG']) as code, generate_series(0, 3) as ahead;
