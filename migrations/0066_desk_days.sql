-- Who rests is read by the day on which they come up, and of one day whoever is expected to bring most
-- first; who waits for no day stands last. The order is one index, and the count is answered by what
-- it holds beside its keys.
create index desk_row_later on desk_row
  (company_id, (coalesce(due_at, 'infinity'::timestamptz)), weight desc, customer_id desc)
  include (due_at, collector_id, late);

-- Who said of a colleague that they are away; null: they said it themselves.
alter table member_work add column availability_by text;

-- When somebody was last here outlives the session in which it was: whoever signed out, or stayed away
-- until their session was cleared, has been here nevertheless.
alter table gate.membership add column seen_at timestamptz;
create function gate.keep_seen() returns trigger language plpgsql
security definer set search_path = pg_catalog, gate, pg_temp as $$
begin
  update gate.membership m set seen_at = old.last_seen_at
    where m.company_id = old.company_id and m.user_id = old.user_id
      and (m.seen_at is null or m.seen_at < old.last_seen_at);
  return null;
end $$;
revoke all on function gate.keep_seen() from public;
create trigger session_keep_seen after delete on gate.session
  for each row execute function gate.keep_seen();

create or replace function gate.last_seen(of_company uuid) returns table (user_id uuid, at timestamptz)
language sql stable security definer set search_path = pg_catalog, gate, pg_temp as $$
  select m.user_id, greatest(m.seen_at, max(s.last_seen_at))
  from gate.membership m
  left join gate.session s on s.company_id = m.company_id and s.user_id = m.user_id
  where m.company_id = of_company
    and of_company = nullif(current_setting('app.company_id', true), '')::uuid
  group by m.user_id, m.seen_at $$;

-- Why the notice of a referral to the customer was not written at all; null: it was, or none was asked for.
alter table referral add column notice_refused text;
grant update (notice_refused) on referral to wasl_app;
