-- What a gateway keeps of a payment: booked once, on an account of its own, out of the money that it
-- still has to pay out.
insert into account (company_id, id, key, code, name_ar, name_en, kind)
select c.id, gen_random_uuid(), 'gateway_fees', '5345', 'رسوم بوابات الدفع', 'Gateway fees', 'expense'
from company c
where not exists (
  select 1 from account a where a.company_id = c.id and (a.key = 'gateway_fees' or a.code = '5345'));

create table gateway_fee (
  company_id uuid not null references company,
  payment_id uuid not null,
  amount bigint not null check (amount > 0),
  entry_id uuid not null,
  at timestamptz not null,
  primary key (company_id, payment_id),
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, entry_id) references journal_entry
);
select protect_table('gateway_fee');
grant select, insert on gateway_fee to wasl_app;

create function check_books_gateway_fees(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'gateway_fees_are_in_the_books', count(*), min(to_jsonb(x)::text)::jsonb from (
    select f.payment_id, f.amount, l.amount as booked from gateway_fee f
    left join (journal_line l
      join account a on a.company_id = l.company_id and a.id = l.account_id and a.key = 'gateway_fees')
      on l.company_id = f.company_id and l.entry_id = f.entry_id
    where f.company_id = company and l.amount is distinct from f.amount
    union all
    select e.document_id, null, null from journal_entry e
    where e.company_id = company and e.kind = 'gateway_fee' and not exists (
      select 1 from gateway_fee f where f.company_id = e.company_id and f.entry_id = e.id)) x;
end $$;
