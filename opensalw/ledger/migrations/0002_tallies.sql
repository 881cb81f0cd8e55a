-- A row belongs to its jurisdiction: every key begins with it, and rows of others are not seen.
create function ledger_own_rows(target regclass) returns void language plpgsql as $$
declare
    name text := (select relname from pg_class where oid = target);
    key text := (select conname from pg_constraint where conrelid = target and contype = 'p');
begin
    execute format('alter table %s drop constraint %I, add constraint %I primary key (jurisdiction, id)', target, key, key);
    execute format('create index %I on %s (id)', name || '_by_id', target);
    execute format('alter table %s add constraint %I check (jurisdiction ~ ''^J-[A-Z]{3}$'')', target, name || '_has_a_jurisdiction');
    perform ledger_guard(target, false);
    execute format('create trigger never_emptied before truncate on %s for each statement execute function refuse_change()', target);
    execute format('revoke truncate on %s from opensalw_app', target);
end $$;
revoke execute on function ledger_own_rows from public, opensalw_app;

-- A row refers only to a row of its own jurisdiction. Foreign keys are checked beside row-level security, so say it here.
create function ledger_refers_to_own(target regclass, field text, other regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s add foreign key (jurisdiction, %I) references %s (jurisdiction, id)',
        target, field, other);
end $$;
revoke execute on function ledger_refers_to_own from public, opensalw_app;

-- What the entries up to a reader's cursor add up to, by line, month and what it is split by.
create table ledger_tally (
    jurisdiction text not null,
    line text not null,
    month date not null,
    dims_key text not null,
    dims jsonb not null,
    unit text not null,
    amount numeric not null,
    entries bigint not null,
    primary key (jurisdiction, line, month, dims_key),
    constraint ledger_tally_begins_a_month check (extract(day from month) = 1)
);
select ledger_guard('ledger_tally', false);
revoke truncate on ledger_tally from opensalw_app;
