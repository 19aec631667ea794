-- When the link of a payment plan went to the customer, and by which way; of a settlement the time was
-- known already. The last sending counts.
alter table payment_plan
  add column sent_at timestamptz,
  add column sent_channel text,
  add check ((sent_at is null) = (sent_channel is null));
grant update (sent_at, sent_channel) on payment_plan to wasl_app;

alter table concession add column sent_channel text;
grant update (sent_channel) on concession to wasl_app;

-- What was sent until now is known by its message. Reminders of instalments are about the plan too.
update payment_plan p set sent_at = m.queued_at, sent_channel = m.channel
from (select distinct on (company_id, about_id) company_id, about_id, queued_at, channel
  from message where about_kind = 'payment_plan' and once like 'payment\_plan:%'
  order by company_id, about_id, queued_at desc) m
where m.company_id = p.company_id and m.about_id = p.id;

update concession c set sent_channel = m.channel
from (select distinct on (company_id, about_id) company_id, about_id, channel
  from message where about_kind = 'concession'
  order by company_id, about_id, queued_at desc) m
where m.company_id = c.company_id and m.about_id = c.id and c.sent_at is not null;
