-- Paper that stands beside a debt: cheques, promissory notes and guarantees. None of it is money in
-- the books; a cheque becomes a payment when it is cleared, and stops being one when it bounces.

create table instrument (
  company_id uuid not null references company,
  id uuid not null,
  kind text not null check (kind in ('cheque', 'note', 'guarantee')),
  customer_id uuid not null,
  number text not null check (length(number) between 1 and 60),
  amount bigint not null check (amount > 0),
  currency text not null,
  -- The date on a cheque, the day of a note, the last day of a guarantee.
  due_on date,
  guarantee_kind text check (guarantee_kind in ('bank', 'personal', 'security')),
  issuer text check (length(issuer) <= 120),
  party text check (length(party) <= 160),
  guarantor text check (length(guarantor) <= 160),
  place text check (length(place) <= 120),
  nafith_ref text check (length(nafith_ref) <= 40),
  note text check (length(note) <= 500),
  file_id uuid,
  state text not null check (state in ('in_hand', 'deposited', 'cleared', 'bounced', 'returned',
    'replaced', 'active', 'protested', 'in_execution', 'paid', 'closed', 'called', 'released',
    'expired', 'cancelled')),
  since date not null,
  changed_at timestamptz not null,
  deposited_on date,
  bank_account_id uuid,
  -- The payment that it is in the books, as long as it is one.
  payment_id uuid,
  execution_number text check (length(execution_number) <= 80),
  replaced_by uuid,
  -- How many days before its day somebody was told last.
  alerted int,
  taken_at timestamptz not null,
  taken_by uuid,
  taken_by_name text not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, file_id) references file (company_id, id),
  foreign key (company_id, bank_account_id) references bank_account,
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, replaced_by) references instrument,
  check ((state = 'cleared') = (payment_id is not null)),
  check (kind = 'guarantee' or due_on is not null),
  check ((kind = 'guarantee') = (guarantee_kind is not null)),
  check ((state = 'replaced') = (replaced_by is not null))
);
create index instrument_customer on instrument (company_id, customer_id, due_on, id);
create index instrument_due on instrument (company_id, kind, due_on, id);
create index instrument_held on instrument (company_id, customer_id)
  where state = any ('{in_hand,deposited,bounced}');
create index instrument_waits on instrument (company_id, due_on)
  where state = any ('{in_hand,active}');
create index instrument_file on instrument (company_id, file_id) where file_id is not null;
create index instrument_account on instrument (company_id, bank_account_id)
  where bank_account_id is not null;
create index instrument_successor on instrument (company_id, replaced_by)
  where replaced_by is not null;
-- A payment is one cheque.
create unique index instrument_payment on instrument (company_id, payment_id)
  where payment_id is not null;
-- The same paper is taken in once, unless it was a mistake.
create unique index instrument_paper on instrument (company_id, customer_id, kind, number, issuer)
  nulls not distinct where state <> 'cancelled';
select protect_table('instrument');
grant select, insert on instrument to wasl_app;
grant update (issuer, party, guarantor, place, nafith_ref, note, file_id, state, since, changed_at,
  deposited_on, bank_account_id, payment_id, execution_number, replaced_by, due_on, alerted)
  on instrument to wasl_app;

-- What an instrument is for, item by item.
create table instrument_item (
  company_id uuid not null references company,
  instrument_id uuid not null,
  item_id uuid not null,
  place int not null,
  amount bigint not null check (amount > 0),
  primary key (company_id, instrument_id, item_id),
  foreign key (company_id, instrument_id) references instrument
);
create index instrument_item_of on instrument_item (company_id, item_id);
select protect_table('instrument_item');
grant select, insert on instrument_item to wasl_app;

-- All that became of an instrument. A step without a move: it was taken in, or something was added.
create table instrument_step (
  company_id uuid not null references company,
  instrument_id uuid not null,
  seq int not null check (seq > 0),
  move text check (length(move) <= 20),
  state text not null,
  day date not null,
  reason text check (length(reason) <= 500),
  payment_id uuid,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, instrument_id, seq),
  foreign key (company_id, instrument_id) references instrument,
  foreign key (company_id, payment_id) references payment
);
create index instrument_step_payment on instrument_step (company_id, payment_id)
  where payment_id is not null;
select protect_table('instrument_step');
grant select, insert on instrument_step to wasl_app;
grant update (reason) on instrument_step to wasl_app;

create view instrument_view with (security_invoker = true) as
  select i.*, c.name as customer_name, c.name_en as customer_name_en, c.number as customer_number,
    f.name as file_name, f.mime as file_mime, p.number as payment_number,
    b.name as bank_account_name, r.number as replaced_by_number
  from instrument i
  join customer c on c.company_id = i.company_id and c.id = i.customer_id
  left join file f on f.company_id = i.company_id and f.id = i.file_id
  left join payment p on p.company_id = i.company_id and p.id = i.payment_id
  left join bank_account b on b.company_id = i.company_id and b.id = i.bank_account_id
  left join instrument r on r.company_id = i.company_id and r.id = i.replaced_by;
grant select on instrument_view to wasl_app;

-- What must hold between a cheque and the books: it is one payment that stands, or none.
create function check_books_instruments(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'cleared_cheques_are_payments', count(*), min(to_jsonb(x)::text)::jsonb from (
    select i.id, i.amount, p.amount as paid from instrument i
    join payment p on p.company_id = i.company_id and p.id = i.payment_id
    left join payment_reversal r on r.company_id = p.company_id and r.payment_id = p.id
    where i.company_id = company and (p.amount <> i.amount or p.currency <> i.currency
      or r.payment_id is not null)) x;

  return query
  select 'cheques_are_booked_once', count(*), min(to_jsonb(x)::text)::jsonb from (
    select s.instrument_id, count(distinct p.id) as standing from instrument_step s
    join payment p on p.company_id = s.company_id and p.id = s.payment_id
    left join payment_reversal r on r.company_id = p.company_id and r.payment_id = p.id
    where s.company_id = company and r.payment_id is null
    group by s.instrument_id having count(distinct p.id) > 1) x;
end $$;
