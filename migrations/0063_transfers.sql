-- Transfers that customers say they made: what is said through the link of an advance is of that advance.
create or replace view payment_notice_view with (security_invoker = true) as
  select n.*, c.name as customer_name, c.name_en as customer_name_en, c.number as customer_number,
    f.name as file_name, f.mime as file_mime, p.number as payment_number,
    d.id as deposit_id, d.number as deposit_number, d.state as deposit_state,
    (d.amount - d.paid)::bigint as deposit_due
  from payment_notice n
  join customer c on c.company_id = n.company_id and c.id = n.customer_id
  left join file f on f.company_id = n.company_id and f.id = n.file_id
  left join payment p on p.company_id = n.company_id and p.id = n.payment_id
  left join pay_link k on k.company_id = n.company_id and k.id = n.link_id
  left join deposit d on d.company_id = n.company_id and d.id = k.deposit_id;

-- What an agency and the company pay each other by bank, apart from the hand-over of certain payments:
-- money that came is the agency's until a hand-over takes it, money that went is what was the agency's.
create table agency_transfer (
  company_id uuid not null references company,
  id uuid not null,
  agency_id uuid not null,
  way text not null check (way in ('in', 'out')),
  currency text not null,
  amount bigint not null check (amount > 0),
  -- Of what came in: what hand-overs have taken of it since, or was paid back. Where it turned out that
  -- nothing came, the agency owes that.
  settled bigint not null default 0 check (settled between 0 and amount),
  paid_on date not null,
  reference text not null default '' check (length(reference) <= 80),
  bank_account_id uuid,
  entry_id uuid not null,
  at timestamptz not null,
  by_name text not null,
  undone_at timestamptz,
  undone_by text,
  reason text check (length(reason) <= 400),
  primary key (company_id, id),
  unique (company_id, entry_id),
  foreign key (company_id, agency_id) references agency (company_id, id),
  foreign key (company_id, bank_account_id) references bank_account,
  foreign key (company_id, entry_id) references journal_entry,
  check (way = 'in' or settled = 0),
  check ((undone_at is null) = (reason is null)),
  check ((undone_at is null) = (undone_by is null))
);
create index agency_transfer_of on agency_transfer (company_id, agency_id, paid_on desc, id desc);
create index agency_transfer_account on agency_transfer (company_id, bank_account_id)
  where bank_account_id is not null;
select protect_table('agency_transfer');
grant select, insert on agency_transfer to wasl_app;
grant update (settled, undone_at, undone_by, reason) on agency_transfer to wasl_app;

-- What lies with agencies in the books is what they hold of customers' money less what is theirs again,
-- and each transfer stands in the books at the bank as it was made, or is reversed with its undoing.
create or replace function check_books_agencies(company uuid)
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
        where t.company_id = company
        union all
        select t.currency, case when t.undone_at is null then t.settled - t.amount else t.settled end
        from agency_transfer t where t.company_id = company and t.way = 'in') m
      group by m.currency) h on h.currency = b.currency
    where coalesce(b.amount, 0) <> coalesce(h.amount, 0)) x;

  return query
  select 'agency_transfers_are_in_the_books', count(*), min(to_jsonb(x)::text)::jsonb from (
    select t.id, t.way, t.amount, b.amount as booked, r.id as reversed_by from agency_transfer t
    left join journal_entry r on r.company_id = t.company_id and r.reverses = t.entry_id
    left join lateral (select sum(j.amount) as amount from journal_line j
      join account a on a.company_id = j.company_id and a.id = j.account_id and a.key = 'bank'
      where j.company_id = t.company_id and j.entry_id = t.entry_id) b on true
    where t.company_id = company
      and ((t.undone_at is null) <> (r.id is null)
        or b.amount is distinct from case t.way when 'in' then t.amount else -t.amount end)) x;
end $$;
