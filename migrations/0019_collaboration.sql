-- Notifications: what each user is told of what happened elsewhere in the house.

create table notification (
  company_id uuid not null references company,
  id uuid not null,
  user_id uuid not null,
  kind text not null check (length(kind) <= 40),
  about_kind text not null,
  about_id uuid not null,
  customer_id uuid,
  facts jsonb not null,
  -- Unread lines of one group are one line, counted.
  join_key text not null,
  times int not null default 1 check (times > 0),
  at timestamptz not null,
  read_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, user_id) references member (company_id, id)
);
create index notification_newest on notification (company_id, user_id, at desc, id desc);
create unique index notification_unread on notification (company_id, user_id, join_key)
  where read_at is null;
select protect_table('notification');
grant select, insert, delete on notification to wasl_app;
grant update (about_kind, about_id, customer_id, facts, times, at, read_at) on notification to wasl_app;

-- What a user does not want to hear of; without a row they hear of it.
create table notification_mute (
  company_id uuid not null references company,
  user_id uuid not null,
  kind text not null check (length(kind) <= 40),
  primary key (company_id, user_id, kind),
  foreign key (company_id, user_id) references member (company_id, id)
);
select protect_table('notification_mute');
grant select, insert, delete on notification_mute to wasl_app;

-- The session of a token as find_session() knows it, without counting as a sign of life: an open
-- tab that only listens must not keep a session from ending when nobody is there.
create function gate.watch_session(token bytea, at timestamptz) returns table (
  id uuid, person_id uuid, company_id uuid, user_id uuid, preferences jsonb, access jsonb)
language sql stable security definer set search_path = pg_catalog, gate, pg_temp as $$
  select s.id, s.person_id, s.company_id, s.user_id, p.preferences,
    gate.access_of(s.company_id, s.user_id)
  from gate.session s join gate.person p on p.id = s.person_id
  where s.token_hash = token
    and s.last_seen_at > at - interval '12 hours' and s.created_at > at - interval '14 days' $$;
revoke all on function gate.watch_session(bytea, timestamptz) from public;
grant execute on function gate.watch_session(bytea, timestamptz) to wasl_app;
