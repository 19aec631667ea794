-- Persons, their sessions and keys stand in the gate, because they are looked up before the company
-- is known. What a company says of its own people stands behind the wall.

create table gate.person (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  totp_secret text,
  totp_pending text,
  totp_last_step bigint not null default 0,
  recovery_hashes bytea[] not null default '{}',
  failures int not null default 0,
  locked_until timestamptz,
  preferences jsonb not null,
  created_at timestamptz not null
);

create table gate.membership (
  person_id uuid not null references gate.person,
  company_id uuid not null references company,
  user_id uuid not null,
  primary key (person_id, company_id),
  unique (company_id, user_id)
);

create table gate.session (
  token_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references gate.person,
  company_id uuid not null references company,
  user_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  address text not null,
  agent text not null
);
create index session_person on gate.session (person_id);

create table gate.key_link (
  hash bytea primary key,
  company_id uuid not null references company,
  key_id uuid not null
);
create table gate.invitation_link (
  hash bytea primary key,
  company_id uuid not null references company,
  invitation_id uuid not null
);
create table gate.reset_link (
  hash bytea primary key,
  person_id uuid not null references gate.person,
  expires_at timestamptz not null,
  used_at timestamptz
);
create table gate.setup_link (
  hash bytea primary key,
  made_at timestamptz not null,
  used_at timestamptz
);

create table department (
  company_id uuid not null references company,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  primary key (company_id, id),
  unique (company_id, name)
);
select protect_table('department');
grant select, insert, update, delete on department to wasl_app;

create table role (
  company_id uuid not null references company,
  id uuid not null,
  -- A shipped role takes what it may do from the code, so that a new version can add to it.
  key text,
  name text not null check (length(name) between 1 and 80),
  grants jsonb not null default '{}',
  primary key (company_id, id),
  unique (company_id, key)
);
select protect_table('role');
grant select, insert, update, delete on role to wasl_app;

-- A user: a person as this company knows them.
create table member (
  company_id uuid not null references company,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  email text not null,
  deactivated_at timestamptz,
  deactivated_by uuid,
  created_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, email)
);
select protect_table('member');
grant select, insert, update on member to wasl_app;

create table member_role (
  company_id uuid not null,
  member_id uuid not null,
  role_id uuid not null,
  primary key (company_id, member_id, role_id),
  foreign key (company_id, member_id) references member,
  foreign key (company_id, role_id) references role
);
create index member_role_role on member_role (company_id, role_id);
select protect_table('member_role');
grant select, insert, delete on member_role to wasl_app;

create table member_department (
  company_id uuid not null,
  member_id uuid not null,
  department_id uuid not null,
  primary key (company_id, member_id, department_id),
  foreign key (company_id, member_id) references member,
  foreign key (company_id, department_id) references department
);
create index member_department_department on member_department (company_id, department_id);
select protect_table('member_department');
grant select, insert, delete on member_department to wasl_app;

-- What one user is given, or denied, beside the roles. A denial has no scope and wins.
create table member_grant (
  company_id uuid not null,
  member_id uuid not null,
  permission text not null,
  scope text check (scope in ('own', 'team', 'all')),
  primary key (company_id, member_id, permission),
  foreign key (company_id, member_id) references member
);
select protect_table('member_grant');
grant select, insert, delete on member_grant to wasl_app;

create table invitation (
  company_id uuid not null references company,
  id uuid not null,
  name text not null,
  email text not null,
  access jsonb not null,
  invited_by uuid,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (company_id, id)
);
select protect_table('invitation');
grant select, insert on invitation to wasl_app;
grant update (accepted_at, withdrawn_at) on invitation to wasl_app;

create table api_key (
  company_id uuid not null references company,
  id uuid not null,
  name text not null,
  prefix text not null,
  grants jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (company_id, id)
);
select protect_table('api_key');
grant select, insert on api_key to wasl_app;
grant update (last_used_at, revoked_at, revoked_by) on api_key to wasl_app;

-- Everything about a user that decides what they may do, as one value.
create function gate.access_of(company uuid, user_id uuid) returns jsonb language sql stable
  security definer set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_object(
    'name', m.name, 'email', m.email,
    'roles', coalesce((select jsonb_agg(jsonb_build_object('key', r.key, 'grants', r.grants))
      from member_role mr join role r on r.company_id = mr.company_id and r.id = mr.role_id
      where mr.company_id = company and mr.member_id = m.id), '[]'),
    'own', coalesce((select jsonb_agg(jsonb_build_object('permission', g.permission, 'scope', g.scope))
      from member_grant g where g.company_id = company and g.member_id = m.id), '[]'),
    'team', coalesce((select jsonb_agg(distinct other.member_id)
      from member_department mine join member_department other
        on other.company_id = company and other.department_id = mine.department_id
      where mine.company_id = company and mine.member_id = m.id), '[]'))
  from member m
  where m.company_id = company and m.id = user_id and m.deactivated_at is null $$;
revoke all on function gate.access_of(uuid, uuid) from public;

-- The session of a token: at most one row. Seen at most once a minute, ends when idle or old.
create function gate.find_session(token bytea, at timestamptz) returns table (
  id uuid, person_id uuid, company_id uuid, user_id uuid, preferences jsonb, access jsonb)
language plpgsql security definer set search_path = pg_catalog, gate, pg_temp as $$
declare seen gate.session;
begin
  select * into seen from gate.session s where s.token_hash = token
    and s.last_seen_at > at - interval '12 hours' and s.created_at > at - interval '14 days';
  if not found then return; end if;
  if seen.last_seen_at < at - interval '1 minute' then
    update gate.session s set last_seen_at = at where s.token_hash = token;
  end if;
  return query select seen.id, seen.person_id, seen.company_id, seen.user_id, p.preferences,
    gate.access_of(seen.company_id, seen.user_id)
    from gate.person p where p.id = seen.person_id;
end $$;

create function gate.find_key(hash bytea, at timestamptz) returns table (
  id uuid, company_id uuid, name text, grants jsonb)
language plpgsql security definer set search_path = pg_catalog, gate, pg_temp as $$
declare seen public.api_key;
begin
  select k.* into seen from gate.key_link l
    join public.api_key k on k.company_id = l.company_id and k.id = l.key_id
    where l.hash = find_key.hash and k.revoked_at is null;
  if not found then return; end if;
  if seen.last_used_at is null or seen.last_used_at < at - interval '1 minute' then
    update public.api_key k set last_used_at = at
      where k.company_id = seen.company_id and k.id = seen.id;
  end if;
  return query select seen.id, seen.company_id, seen.name, seen.grants;
end $$;

create function gate.find_person(address text) returns table (
  id uuid, name text, password_hash text, totp_secret text, totp_last_step bigint, recovery_hashes bytea[],
  failures int, locked_until timestamptz, memberships jsonb)
language sql stable security definer set search_path = pg_catalog, gate, pg_temp as $$
  select p.id, p.name, p.password_hash, p.totp_secret, p.totp_last_step, p.recovery_hashes, p.failures,
    p.locked_until, coalesce((select jsonb_agg(jsonb_build_object('companyId', m.company_id,
      'userId', m.user_id, 'name', c.name) order by c.created_at)
      from gate.membership m join public.company c on c.id = m.company_id
      join public.member u on u.company_id = m.company_id and u.id = m.user_id
      where m.person_id = p.id and u.deactivated_at is null), '[]')
  from gate.person p where p.email = lower(address) $$;

create function gate.get_person(of_person uuid) returns table (
  email text, name text, password_hash text, totp_secret text, totp_pending text, totp_last_step bigint,
  preferences jsonb, memberships jsonb)
language sql stable security definer set search_path = pg_catalog, gate, pg_temp as $$
  select p.email, p.name, p.password_hash, p.totp_secret, p.totp_pending, p.totp_last_step, p.preferences,
    coalesce((select jsonb_agg(jsonb_build_object('companyId', m.company_id, 'userId', m.user_id,
      'name', c.name) order by c.created_at)
      from gate.membership m join public.company c on c.id = m.company_id
      join public.member u on u.company_id = m.company_id and u.id = m.user_id
      where m.person_id = p.id and u.deactivated_at is null), '[]')
  from gate.person p where p.id = of_person $$;

-- Failures lock the account for a while that grows: 5 free tries, then 1, 2, 4 … 60 minutes.
create function gate.note_failure(of_person uuid, at timestamptz) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  update gate.person set failures = failures + 1,
    locked_until = case when failures + 1 >= 5
      then at + least(60, power(2, least(failures + 1 - 5, 6))) * interval '1 minute' end
  where id = of_person $$;
create function gate.note_success(of_person uuid, step bigint, recovery bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, gate, pg_temp as $$
begin
  update gate.person set failures = 0, locked_until = null,
    totp_last_step = greatest(totp_last_step, coalesce(step, 0)),
    recovery_hashes = case when recovery is null then recovery_hashes
      else array_remove(recovery_hashes, recovery) end
  where id = of_person and (step is null or totp_last_step < step)
    and (recovery is null or recovery = any(recovery_hashes));
  return found;
end $$;

create function gate.open_session(token bytea, session uuid, of_person uuid, company uuid, who uuid,
  at timestamptz, address text, agent text) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  insert into gate.session values (token, session, of_person, company, who, at, at, address, agent) $$;
create function gate.close_session(token bytea) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  delete from gate.session where token_hash = token $$;
create function gate.close_session_of(of_person uuid, session uuid) returns boolean language plpgsql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
begin
  delete from gate.session s where s.person_id = of_person and s.id = session;
  return found;
end $$;
create function gate.close_other_sessions(of_person uuid, keep uuid) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  delete from gate.session s where s.person_id = of_person and s.id is distinct from keep $$;
create function gate.close_sessions_in(company uuid, who uuid) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  delete from gate.session s where s.company_id = company and s.user_id = who $$;
create function gate.sessions_of(of_person uuid) returns jsonb language sql stable
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'createdAt', s.created_at,
    'lastSeenAt', s.last_seen_at, 'address', s.address, 'agent', s.agent) order by s.last_seen_at desc), '[]')
  from gate.session s where s.person_id = of_person $$;

create function gate.set_password(of_person uuid, hash text) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  update gate.person set password_hash = hash, failures = 0, locked_until = null where id = of_person $$;
create function gate.set_preferences(of_person uuid, value jsonb) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  update gate.person set preferences = value where id = of_person $$;
create function gate.set_totp(of_person uuid, pending text, secret text, recovery bytea[]) returns void
language sql security definer set search_path = pg_catalog, gate, pg_temp as $$
  update gate.person set totp_pending = pending, totp_secret = secret, recovery_hashes = recovery
  where id = of_person $$;

create function gate.make_reset(hash bytea, of_person uuid, until timestamptz) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  insert into gate.reset_link values (hash, of_person, until, null) $$;
-- Uses the link: the person it was made for, once, before it expires.
create function gate.use_reset(link bytea, at timestamptz) returns uuid language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  update gate.reset_link set used_at = at where hash = link and used_at is null and expires_at > at
  returning person_id $$;

create function gate.link_key(hash bytea, company uuid, key uuid) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  insert into gate.key_link values (hash, company, key) $$;
create function gate.link_invitation(hash bytea, company uuid, invitation uuid) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  insert into gate.invitation_link values (hash, company, invitation) $$;
create function gate.find_invitation(link bytea) returns table (company_id uuid, invitation_id uuid)
language sql stable security definer set search_path = pg_catalog, gate, pg_temp as $$
  select l.company_id, l.invitation_id from gate.invitation_link l where l.hash = link $$;

create function gate.make_person(of_person uuid, address text, name text, password text, wants jsonb,
  at timestamptz) returns void language sql security definer set search_path = pg_catalog, gate, pg_temp as $$
  insert into gate.person (id, email, name, password_hash, preferences, created_at)
  values (of_person, lower(address), make_person.name, password, wants, at) $$;
create function gate.join_company(of_person uuid, company uuid, who uuid) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  insert into gate.membership values (of_person, company, who) $$;

create function gate.setup_needed() returns boolean language sql stable
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  select not exists (select 1 from public.company) $$;
create function gate.offer_setup(hash bytea, at timestamptz) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  delete from gate.setup_link where used_at is null;
  insert into gate.setup_link values (hash, at, null) $$;
-- Founds the first company, against the one-time link; false when the link is not (or no longer) good.
create function gate.use_setup(link bytea, at timestamptz) returns boolean language plpgsql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
begin
  update gate.setup_link set used_at = at where hash = link and used_at is null;
  return found;
end $$;
create function gate.found_company(company uuid, name text, profile jsonb, zone text, currency text,
  at timestamptz) returns void language sql security definer set search_path = pg_catalog, gate, pg_temp as $$
  insert into public.company (id, name, profile, zone, base_currency, created_at)
  values (company, found_company.name, found_company.profile, found_company.zone, currency, at) $$;

revoke all on all functions in schema gate from public;
grant execute on all functions in schema gate to wasl_app;
revoke execute on function gate.access_of(uuid, uuid) from wasl_app;
