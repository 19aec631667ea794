-- A number that turned out to be somebody else's: it stands marked beside the customer, and nothing is
-- sent to it. The mark belongs to the number, so it ends with it.

alter table customer_identity
  add column wrong_at timestamptz,
  add column wrong_by text,
  add check ((wrong_at is null) = (wrong_by is null)),
  add check (wrong_at is null or kind in ('phone', 'whatsapp'));
grant update (wrong_at, wrong_by) on customer_identity to wasl_app;
-- Asked of every number that is read, and nearly always empty.
create index customer_identity_wrong on customer_identity (company_id, value)
  where wrong_at is not null;

-- What was found wrong at the desk until now, unless they were spoken with on that number since.
update customer_identity i set wrong_at = a.at, wrong_by = a.by_name
from contact_attempt a
where a.company_id = i.company_id and a.customer_id = i.customer_id and a.phone = i.value
  and i.kind in ('phone', 'whatsapp') and a.outcome = 'wrong_number'
  and not exists (select from contact_attempt later
    where later.company_id = a.company_id and later.customer_id = a.customer_id
      and later.phone = a.phone and later.at > a.at and later.outcome <> 'no_answer');
