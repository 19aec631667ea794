-- Every contact with a debtor, from the three logs that keep them: messages, the desk's contacts and
-- what agencies report. What waits in line has reached nobody yet, and a wish to be called is no call.
create view registered_contact_view with (security_invoker = true) as
  select m.company_id, m.id, coalesce(m.sent_at, m.said_at) as at, m.customer_id,
    case
      when m.channel = 'manual' then case m.content ->> 'of'
        when 'phone' then 'call' when 'meeting' then 'visit' when 'visit' then 'visit'
        else 'noted' end
      when m.about_kind in ('referral', 'balance_confirmation') then 'letter'
      when m.category in ('reminder', 'statement') then m.category
      when m.about_kind in ('invoice', 'payment', 'payment_notice') then 'document'
      else 'message' end as kind,
    case
      when m.channel <> 'manual' then m.channel
      when m.content ->> 'of' = 'phone' then 'call'
      when m.content ->> 'of' in ('meeting', 'visit') then 'visit'
      else 'other' end as channel,
    m.direction,
    -- What a customer's own act sent was sent by nobody of ours.
    case when exists (select from customer c where c.company_id = m.company_id and c.id = m.actor_id)
      then null else m.actor_id end as by_id,
    m.actor_name as by_name,
    not m.elsewhere and m.channel <> 'manual' and (m.actor_id is null or exists
      (select from customer c where c.company_id = m.company_id and c.id = m.actor_id)) as automatic,
    coalesce(m.to_name, '') as to_name,
    case when m.channel <> 'manual' then m.to_address end as to_address,
    m.about_kind, m.about_id, m.state, m.reason,
    null::bigint as amount, null::text as currency, null::text as override_reason,
    case when m.channel = 'manual' then 'talk' else 'message' end as source
  from message m
  where m.customer_id is not null and (m.direction = 'out' or m.channel = 'manual')
    and m.state in ('sent', 'delivered', 'read', 'failed', 'unknown', 'received')
  union all
  select a.company_id, a.id, a.at, a.customer_id,
    case a.channel when 'call' then 'call' when 'visit' then 'visit' else 'noted' end,
    case a.channel when 'mail' then 'email' else a.channel end,
    a.direction, a.by_id, a.by_name, false, a.spoken_to, a.phone,
    'dispute', a.dispute_id, a.outcome, null, a.promised, a.currency, a.override_reason, 'attempt'
  from contact_attempt a where a.by_id is not null
  union all
  select u.company_id, u.id, u.at, r.customer_id, 'agency', 'agency', 'out', u.by_id, u.by_name,
    false, '', null, 'referral', r.id, u.code, null, u.amount, r.currency, null, 'agency'
  from referral_update u
  join referral r on r.company_id = u.company_id and r.id = u.referral_id;
grant select on registered_contact_view to wasl_app;

-- The hours of contact as they were until a change of them: what was within the hours stays within them.
create table past_calendar (
  company_id uuid not null references company,
  until timestamptz not null,
  calendar jsonb not null,
  primary key (company_id, until)
);
select protect_table('past_calendar');
grant select, insert on past_calendar to wasl_app;

-- In time order over a whole company.
create index message_contacts on message (company_id, (coalesce(sent_at, said_at)) desc, id desc)
  where customer_id is not null and (direction = 'out' or channel = 'manual');
create index contact_attempt_newest on contact_attempt (company_id, at desc, id desc)
  where by_id is not null;
create index referral_update_newest on referral_update (company_id, at desc, id desc);
