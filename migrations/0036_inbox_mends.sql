-- An answer that failed and was sent again may find that another was the first meanwhile.
grant update (first) on conversation_answer to wasl_app;

-- Who was seen last is asked of a company whenever work is given out. Without the instant itself, so
-- that noting it stays cheap.
create index session_company on gate.session (company_id, user_id);

-- Whoever signs in clears away what they were signed in with too long ago.
create or replace function gate.open_session(token bytea, session uuid, of_person uuid, company uuid, who uuid,
  at timestamptz, address text, agent text) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  delete from gate.session s where s.person_id = of_person
    and (s.last_seen_at <= at - interval '12 hours' or s.created_at <= at - interval '14 days');
  insert into gate.session values (token, session, of_person, company, who, at, at, address, agent) $$;

-- The morning mail is in the language that its reader chose for everything.
alter table notification_digest drop column language;
create function gate.language_of(of_company uuid, of_user uuid) returns text
language sql stable security definer set search_path = pg_catalog, gate, pg_temp as $$
  select case p.preferences ->> 'language' when 'en' then 'en' else 'ar' end
  from gate.membership m join gate.person p on p.id = m.person_id
  where m.company_id = of_company and m.user_id = of_user
    and of_company = nullif(current_setting('app.company_id', true), '')::uuid $$;
revoke all on function gate.language_of(uuid, uuid) from public;
grant execute on function gate.language_of(uuid, uuid) to wasl_app;
