-- Money asked for before there is an invoice. An advance becomes payments that lie on the customer's
-- account until an invoice takes them; a security never touches the receivable: it is owed back.

-- Where a company has its own account 2310, ours takes the next code that is free.
insert into account (company_id, id, key, code, name_ar, name_en, kind)
select c.id, gen_random_uuid(), 'security_deposits', free.code, 'تأمينات مستردة للعملاء',
  'Security deposits of customers', 'liability'
from company c cross join lateral (
  select n::text as code from generate_series(2310, 2999) n
  where not exists (select 1 from account b where b.company_id = c.id and b.code = n::text)
  order by n limit 1) free
where not exists (
  select 1 from account b where b.company_id = c.id and b.key = 'security_deposits');

create table deposit (
  company_id uuid not null references company,
  id uuid not null,
  kind text not null check (kind in ('advance', 'security')),
  number text not null,
  customer_id uuid not null,
  subject text not null check (length(subject) between 1 and 200),
  amount bigint not null check (amount > 0),
  currency text not null,
  expected bigint check (expected > 0),
  percent int check (percent between 1 and 100),
  due_on date not null,
  note text check (length(note) <= 500),
  state text not null check (state in ('requested', 'paid', 'held', 'closed', 'cancelled')),
  -- Of a security: what is still to go back or to be applied.
  held bigint not null default 0 check (held between 0 and amount),
  -- Of an advance: what has come of it.
  paid bigint not null default 0 check (paid between 0 and amount),
  requested_on date not null,
  requested_at timestamptz not null,
  requested_by uuid,
  requested_by_name text not null,
  primary key (company_id, id),
  unique (company_id, number),
  foreign key (company_id, customer_id) references customer,
  check (kind = 'advance' or paid = 0),
  check (kind = 'security' or held = 0),
  check ((state = 'paid') = (paid = amount)),
  check ((state = 'held') = (held > 0)),
  check (percent is null or expected is not null)
);
create index deposit_customer on deposit (company_id, customer_id, requested_on desc, id desc);
create index deposit_newest on deposit (company_id, requested_on desc, id desc);
create index deposit_held on deposit (company_id, customer_id) where state = 'held';
select protect_table('deposit');
grant select, insert on deposit to wasl_app;
grant update (subject, note, state, held, paid) on deposit to wasl_app;

-- The payments that an advance came in, whole or in parts; of a payment above it, only its own part.
create table deposit_payment (
  company_id uuid not null references company,
  payment_id uuid not null,
  deposit_id uuid not null,
  amount bigint not null check (amount > 0),
  -- A payment is of one advance.
  primary key (company_id, payment_id),
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, deposit_id) references deposit
);
create index deposit_payment_deposit on deposit_payment (company_id, deposit_id);
select protect_table('deposit_payment');
grant select, insert, delete on deposit_payment to wasl_app;

-- All that became of a request. What was received, refunded and applied of a security has its own
-- number and entry in the books; a step without a move: it was asked for.
create table deposit_step (
  company_id uuid not null references company,
  deposit_id uuid not null,
  seq int not null check (seq > 0),
  move text check (
    move in ('pay', 'unpay', 'receive', 'refund', 'apply', 'undo', 'cancel')),
  day date not null,
  -- By how much it changed what is held: above nothing it was received.
  change bigint not null default 0,
  number text,
  entry_id uuid,
  -- The step that was a mistake.
  undoes int,
  payment_id uuid,
  -- Of a payment: what it brought, or took away again.
  paid bigint check (paid > 0),
  reference text check (length(reference) <= 80),
  reason text check (length(reason) <= 500),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, deposit_id, seq),
  foreign key (company_id, deposit_id) references deposit,
  foreign key (company_id, entry_id) references journal_entry,
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, deposit_id, undoes) references deposit_step,
  unique (company_id, deposit_id, undoes),
  check ((undoes is not null) = coalesce(move = 'undo', false)),
  check ((payment_id is not null) = (paid is not null)),
  check ((change <> 0) = (entry_id is not null)),
  check ((entry_id is not null) = (number is not null)),
  check ((change <> 0) = coalesce(move in ('receive', 'refund', 'apply', 'undo'), false))
);
create index deposit_step_entry on deposit_step (company_id, entry_id) where entry_id is not null;
create index deposit_step_payment on deposit_step (company_id, payment_id)
  where payment_id is not null;
select protect_table('deposit_step');
grant select, insert on deposit_step to wasl_app;
grant update (reason, reference) on deposit_step to wasl_app;

-- A pay link is for documents, or for one request of which there is no document yet.
alter table pay_link add column deposit_id uuid;
alter table pay_link add foreign key (company_id, deposit_id) references deposit;
alter table pay_link drop constraint pay_link_invoice_ids_check;
alter table pay_link add constraint pay_link_invoice_ids_check check (
  cardinality(invoice_ids) <= 200 and (cardinality(invoice_ids) = 0) = (deposit_id is not null));
create index pay_link_deposit on pay_link (company_id, deposit_id) where deposit_id is not null;
alter table pay_attempt drop constraint pay_attempt_item_ids_check;
alter table pay_attempt add constraint pay_attempt_item_ids_check check (
  cardinality(item_ids) <= 200);

create view deposit_payment_view with (security_invoker = true) as
  select x.company_id, x.deposit_id, x.payment_id, x.amount, p.number, p.paid_on, p.credit_id,
    p.recorded_at, greatest(0, r.amount + x.amount - p.amount)::bigint as refunded,
    least(abs(l.amount) - l.settled, x.amount)::bigint as unapplied
  from deposit_payment x
  join payment p on p.company_id = x.company_id and p.id = x.payment_id
  join journal_line l on l.company_id = p.company_id and l.id = p.credit_id
  cross join lateral (
    select coalesce(sum(f.amount), 0) as amount from refund f
    where f.company_id = p.company_id and f.payment_id = p.id and f.state <> 'failed') r;
grant select on deposit_payment_view to wasl_app;

-- Of what came, `refunded` went back to the customer, and `unapplied` waits for an invoice.
create view deposit_view with (security_invoker = true) as
  select d.*, c.name as customer_name, c.name_en as customer_name_en, c.number as customer_number,
    coalesce(t.refunded, 0)::bigint as refunded, coalesce(t.unapplied, 0)::bigint as unapplied
  from deposit d
  join customer c on c.company_id = d.company_id and c.id = d.customer_id
  left join lateral (
    select sum(x.refunded) as refunded, sum(x.unapplied) as unapplied from deposit_payment_view x
    where x.company_id = d.company_id and x.deposit_id = d.id) t on d.paid > 0;
grant select on deposit_view to wasl_app;

-- What must hold between deposits and the books: what came of an advance is payments that stand, and
-- what is held of a security is exactly what its own entries put on the account of securities.
create function check_books_deposits(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'paid_deposits_are_payments', count(*), min(to_jsonb(x)::text)::jsonb from (
    select d.id, d.number, d.paid, coalesce(sum(t.amount), 0) as came from deposit d
    left join deposit_payment t on t.company_id = d.company_id and t.deposit_id = d.id
    where d.company_id = company
    group by d.id, d.number, d.paid having coalesce(sum(t.amount), 0) <> d.paid) x;

  return query
  select 'payments_of_deposits_stand', count(*), min(to_jsonb(x)::text)::jsonb from (
    select t.deposit_id, p.number, t.amount, p.amount as payment from deposit_payment t
    join deposit d on d.company_id = t.company_id and d.id = t.deposit_id
    join payment p on p.company_id = t.company_id and p.id = t.payment_id
    left join payment_reversal r on r.company_id = p.company_id and r.payment_id = p.id
    where t.company_id = company
      and (t.amount > p.amount or p.currency <> d.currency or r.payment_id is not null)) x;

  return query
  select 'securities_are_what_is_held', count(*), min(to_jsonb(x)::text)::jsonb from (
    select d.id, d.number, d.held, coalesce(sum(s.change), 0) as moved from deposit d
    left join deposit_step s on s.company_id = d.company_id and s.deposit_id = d.id
    where d.company_id = company
    group by d.id, d.number, d.held having coalesce(sum(s.change), 0) <> d.held) x;

  return query
  select 'securities_are_in_the_books', count(*), min(to_jsonb(x)::text)::jsonb from (
    select s.deposit_id, s.number, s.change, t.amount from deposit_step s
    left join lateral (
      select sum(l.amount) as amount from journal_line l
      join account a on a.company_id = l.company_id and a.id = l.account_id
      where l.company_id = s.company_id and l.entry_id = s.entry_id and a.key = 'security_deposits'
    ) t on true
    where s.company_id = company and s.entry_id is not null
      and t.amount is distinct from -s.change) x;

  return query
  select 'security_entries_are_steps', count(*), min(to_jsonb(x)::text)::jsonb from (
    select e.id, e.document_number as number from journal_entry e
    left join deposit_step s on s.company_id = e.company_id and s.entry_id = e.id
    where e.company_id = company and e.document_kind = 'security_deposit'
      and s.deposit_id is null) x;
end $$;
