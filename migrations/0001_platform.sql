-- The ground that every module stands on: companies, the wall between them, requests that are safe
-- to repeat, events, the audit log, and the tell() that writes all of these in one message.

create extension if not exists pg_trgm;

revoke all on schema public from public;
grant usage on schema public to wasl_app;

-- What must be found before the company is known stands here: no grants, only functions.
create schema gate;
grant usage on schema gate to wasl_app;

-- The company whose rows this transaction may see; null outside command() and query().
create function current_company() returns uuid language sql stable
  as $$ select nullif(current_setting('app.company_id', true), '')::uuid $$;

-- Puts the wall around a business table. The owner's own policy is there because under FORCE an
-- owner without one updates no rows, and is not told.
create function protect_table(subject regclass, company_column text default 'company_id')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', subject);
  execute format('alter table %s force row level security', subject);
  execute format(
    'create policy app on %s to wasl_app using (%I = (select nullif(current_setting(''app.company_id'', true), '''')::uuid)) with check (%I = (select nullif(current_setting(''app.company_id'', true), '''')::uuid))',
    subject, company_column, company_column);
  execute format('create policy owner on %s to wasl_owner using (true) with check (true)', subject);
end $$;
revoke all on function protect_table(regclass, text) from public;

create table company (
  id uuid primary key,
  name text not null check (length(name) between 1 and 160),
  profile jsonb not null,
  zone text not null,
  base_currency text not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);
select protect_table('company', 'id');
grant select on company to wasl_app;
grant update (name, profile, zone, settings) on company to wasl_app;

-- A request that was carried out, so that its repetition gets the same reply and no second effect.
create table request (
  company_id uuid not null references company,
  command text not null,
  id uuid not null,
  hash bytea not null,
  reply jsonb,
  at timestamptz not null,
  primary key (company_id, command, id)
);
select protect_table('request');
grant select, insert on request to wasl_app;
grant update (reply) on request to wasl_app;

-- What happened: the outbox's record, the timeline, and the replay for live screens, in one.
create table event (
  company_id uuid not null references company,
  seq bigint generated always as identity,
  id uuid not null,
  name text not null,
  about_kind text not null,
  about_id uuid not null,
  customer_id uuid,
  facts jsonb not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  at timestamptz not null,
  primary key (company_id, seq)
);
create index event_about on event (company_id, about_id, seq desc);
create index event_customer on event (company_id, customer_id, seq desc) where customer_id is not null;
select protect_table('event');
grant select, insert on event to wasl_app;

-- Who changed what, from what, to what: written with the change, never altered.
create table audit (
  company_id uuid not null references company,
  seq bigint generated always as identity,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  action text not null,
  about_kind text not null,
  about_id uuid not null,
  before jsonb,
  after jsonb,
  trace text not null,
  salt bytea not null,
  primary key (company_id, seq)
);
create index audit_about on audit (company_id, about_id, seq desc);
select protect_table('audit');
grant select, insert on audit to wasl_app;

-- The chain over the audit log: each seal commits to its row and to the seal before it. Sealed by a
-- job in order of seq, because one chain head in every command would make a company wait in line.
create table audit_seal (
  company_id uuid not null references company,
  place bigint not null,
  seq bigint not null,
  digest bytea not null,
  hash bytea not null,
  primary key (company_id, place),
  unique (company_id, seq)
);
select protect_table('audit_seal');
grant select, insert on audit_seal to wasl_app;

create function audit_digest(a audit) returns bytea language sql immutable as $$
  select sha256(a.salt || convert_to(concat_ws(E'\x1f', a.company_id, a.seq,
    extract(epoch from a.at), a.actor_kind, a.actor_id, a.actor_name, a.action, a.about_kind,
    a.about_id, coalesce(a.before::text, ''), coalesce(a.after::text, ''), a.trace), 'UTF8')) $$;

-- Seals up to `most` rows of the current company; returns how many.
create function seal_audit(most int) returns int language plpgsql as $$
declare
  company uuid := current_company();
  previous bytea;
  at_place bigint;
  sealed int := 0;
  row audit;
  digest bytea;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit:' || company::text, 0));
  select place, hash into at_place, previous from audit_seal
    where company_id = company order by place desc limit 1;
  at_place := coalesce(at_place, 0);
  previous := coalesce(previous, sha256(convert_to(company::text, 'UTF8')));
  for row in
    select a.* from audit a
    where a.company_id = company
      and not exists (select 1 from audit_seal s where s.company_id = company and s.seq = a.seq)
    order by a.seq limit most
  loop
    at_place := at_place + 1;
    digest := audit_digest(row);
    previous := sha256(previous || digest);
    insert into audit_seal values (company, at_place, row.seq, digest, previous);
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$;

-- Walks the chain: how many rows are sealed, how many wait, and the first seq that does not match.
create function verify_audit(out sealed bigint, out unsealed bigint, out broken_at bigint)
language plpgsql as $$
declare
  company uuid := current_company();
  previous bytea := sha256(convert_to(company::text, 'UTF8'));
  expected bigint := 0;
  seal record;
begin
  sealed := 0;
  for seal in
    select s.place, s.seq, s.digest, s.hash, a.seq as found, audit_digest(a.*) as now_is
    from audit_seal s left join audit a on a.company_id = s.company_id and a.seq = s.seq
    where s.company_id = company order by s.place
  loop
    expected := expected + 1;
    previous := sha256(previous || seal.digest);
    if seal.place <> expected or seal.found is null or seal.now_is is distinct from seal.digest
      or seal.hash <> previous then
      broken_at := seal.seq;
      exit;
    end if;
    sealed := sealed + 1;
  end loop;
  select count(*) into unsealed from audit a where a.company_id = company
    and not exists (select 1 from audit_seal s where s.company_id = company and s.seq = a.seq);
end $$;

-- A slot of a recurring job that one of the nodes has taken: the others find it taken.
create table schedule_slot (
  company_id uuid not null references company,
  task text not null,
  slot text not null,
  at timestamptz not null,
  primary key (company_id, task, slot)
);
select protect_table('schedule_slot');
grant select, insert, delete on schedule_slot to wasl_app;

-- The last message of every command: audit, events, one job per listener, the stored reply.
-- Without scans: a plan that was kept while a table was empty would read all of it later on.
create function tell(company uuid, told jsonb) returns void language plpgsql
  set enable_seqscan = off as $$
declare
  told_at timestamptz := (told ->> 'at')::timestamptz;
  made jsonb;
  jobs jsonb;
begin
  if told -> 'audits' <> '[]' then
    insert into audit (company_id, at, actor_kind, actor_id, actor_name, action, about_kind,
      about_id, before, after, trace, salt)
    select company, told_at, told ->> 'actorKind', (told ->> 'actorId')::uuid, told ->> 'actorName',
      item ->> 'action', item ->> 'kind', (item ->> 'id')::uuid,
      nullif(item -> 'before', 'null'), nullif(item -> 'after', 'null'), told ->> 'trace',
      decode(item ->> 'salt', 'hex')
    from jsonb_array_elements(told -> 'audits') with ordinality as t(item, place) order by place;
  end if;
  jobs := told -> 'jobs';
  if told -> 'events' <> '[]' then
    with written as (
      insert into event (company_id, id, name, about_kind, about_id, customer_id, facts, actor_kind,
        actor_id, actor_name, at)
      select company, (item ->> 'id')::uuid, item ->> 'name', item ->> 'kind',
        (item ->> 'about')::uuid, (item ->> 'customer')::uuid, item -> 'facts',
        told ->> 'actorKind', (told ->> 'actorId')::uuid, told ->> 'actorName', told_at
      from jsonb_array_elements(told -> 'events') with ordinality as t(item, place) order by place
      returning id, seq)
    select jsonb_agg(item || jsonb_build_object('seq', w.seq) order by w.seq) into made
    from jsonb_array_elements(told -> 'events') as item
    join written w on w.id = (item ->> 'id')::uuid;
    perform pg_notify('wasl', json_build_object('c', company, 's', item -> 'seq', 'n', item ->> 'name',
      'k', item ->> 'kind', 'i', item ->> 'about', 'u', item ->> 'customer')::text)
    from jsonb_array_elements(made) as item;
    select coalesce(jsonb_agg(jsonb_build_object('task', 'react', 'payload', jsonb_build_object(
      'companyId', company, 'seq', item -> 'seq', 'listener', listener))), '[]') || jobs into jobs
    from jsonb_array_elements(made) as item
    cross join jsonb_array_elements(item -> 'listeners') as listener;
  end if;
  if jobs <> '[]' then
    perform graphile_worker.enqueue(jobs);
  end if;
  if told ? 'request' then
    update request set reply = told -> 'request' -> 'reply'
    where company_id = company and command = told -> 'request' ->> 'command'
      and id = (told -> 'request' ->> 'id')::uuid;
  end if;
end $$;

-- The one list that crosses companies: their ids alone, for the clock that starts recurring work.
create function gate.company_ids() returns setof uuid language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$ select id from public.company $$;
revoke all on function gate.company_ids() from public;
grant execute on function gate.company_ids() to wasl_app;
