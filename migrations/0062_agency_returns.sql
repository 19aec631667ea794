-- A payment that an agency handed over may turn out to be none. Its commission is ours again, and what
-- the bank got of it is the agency's: the next money that it hands over is less by that.

-- What stayed with the agency of each payment of a hand-over.
alter table agency_payment add column commission bigint not null default 0 check (commission >= 0);
alter table agency_payment add column vat bigint not null default 0 check (vat >= 0);
alter table agency_payment add check (commission + vat <= amount);
grant update (commission, vat) on agency_payment to wasl_app;
update agency_payment p set
  commission = round(m.commission::numeric * p.amount / m.gross),
  vat = least(round(m.vat::numeric * p.amount / m.gross),
    p.amount - round(m.commission::numeric * p.amount / m.gross))
from agency_remittance m
where m.company_id = p.company_id and m.id = p.remittance_id;

create table agency_return (
  company_id uuid not null references company,
  report_id uuid not null,
  agency_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  -- What had been handed over of it, and how much of that the agency has taken back since.
  amount bigint not null check (amount >= 0),
  settled bigint not null default 0 check (settled between 0 and amount),
  -- Where commission came back with it.
  entry_id uuid,
  at timestamptz not null,
  primary key (company_id, report_id),
  foreign key (company_id, report_id) references agency_payment (company_id, id),
  foreign key (company_id, agency_id) references agency (company_id, id),
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, entry_id) references journal_entry
);
create index agency_return_open on agency_return (company_id, agency_id, at) where settled < amount;
create index agency_return_customer on agency_return (company_id, customer_id);
create index agency_return_entry on agency_return (company_id, entry_id) where entry_id is not null;
select protect_table('agency_return');
grant select, insert on agency_return to wasl_app;
grant update (settled) on agency_return to wasl_app;

-- Of a hand-over: what the agency took back with it of earlier ones. Where that is all, nothing is booked.
alter table agency_remittance add column returned bigint not null default 0 check (returned >= 0);
alter table agency_remittance alter column entry_id drop not null;
alter table agency_remittance add check (commission + vat + returned <= gross);

-- What lies with agencies in the books is what they hold of customers' money less what is theirs again.
create function check_books_agencies(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'agency_money_is_in_the_books', count(*), min(to_jsonb(x)::text)::jsonb from (
    select coalesce(b.currency, h.currency) as currency, b.amount as booked, h.amount as held from (
      select e.currency, sum(l.amount) as amount from journal_line l
      join account a on a.company_id = l.company_id and a.id = l.account_id
      join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
      where l.company_id = company and a.key = 'agency_clearing' group by e.currency) b
    full join (
      select m.currency, sum(m.amount) as amount from (
        select p.currency, p.amount from agency_payment g
        join payment p on p.company_id = g.company_id and p.id = g.payment_id
        left join payment_reversal r on r.company_id = p.company_id and r.payment_id = p.id
        where g.company_id = company and g.paid_to = 'agency' and g.remittance_id is null
          and r.payment_id is null
        union all
        -- Taken back, and its commission is about to be.
        select p.currency, -p.amount from agency_payment g
        join payment p on p.company_id = g.company_id and p.id = g.payment_id
        join payment_reversal r on r.company_id = p.company_id and r.payment_id = p.id
        where g.company_id = company and g.remittance_id is not null and not exists (
          select from agency_return t where t.company_id = g.company_id and t.report_id = g.id)
        union all
        select t.currency, t.settled - t.amount from agency_return t
        where t.company_id = company) m group by m.currency) h on h.currency = b.currency
    where coalesce(b.amount, 0) <> coalesce(h.amount, 0)) x;
end $$;
