-- Money that customers paid, and the ways it comes in by itself: accounts with gateways, pay links,
-- and attempts to pay. What a payment settled stands in the ledger; here stands what it was.

-- How a company wants to be paid. No row: as shipped.
create table payment_settings (
  company_id uuid not null references company,
  link_shows_all_open boolean not null,
  part_allowed boolean not null,
  link_days int not null check (link_days between 1 and 730),
  receipts_by_mail boolean not null,
  primary key (company_id)
);
select protect_table('payment_settings');
grant select, insert, update on payment_settings to wasl_app;

-- A company's account with a gateway. Its secrets are sealed to their own row and column.
create table gateway_account (
  company_id uuid not null references company,
  id uuid not null,
  vendor text not null check (vendor in ('moyasar')),
  mode text not null check (mode in ('test', 'live')),
  simulated boolean not null default false check (not simulated or mode = 'test'),
  publishable_key text,
  secret_key text not null,
  secret_key_end text not null check (length(secret_key_end) = 4),
  webhook_secret text,
  created_at timestamptz not null,
  created_by text not null,
  stopped_at timestamptz,
  stopped_by text,
  checked_at timestamptz,
  problem text,
  primary key (company_id, id)
);
-- One account takes payments at a time; stopped ones stay, for the payments that they brought.
create unique index gateway_account_one on gateway_account (company_id) where stopped_at is null;
select protect_table('gateway_account');
grant select, insert, update on gateway_account to wasl_app;

-- A receipt (سند قبض): the money, whose it is, how it came, and where it stands in the books.
create table payment (
  company_id uuid not null references company,
  id uuid not null,
  number text not null,
  customer_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  rate text,
  method text not null check (method in ('cash', 'transfer', 'card', 'cheque', 'wallet')),
  source text not null check (source in ('manual', 'gateway', 'import')),
  scheme text check (scheme in ('mada', 'card', 'apple_pay', 'stc_pay', 'other')),
  masked text check (length(masked) <= 40),
  reference text check (length(reference) <= 80),
  note text check (length(note) <= 500),
  paid_on date not null,
  entry_id uuid not null,
  -- The line of the books that carries the customer's credit.
  credit_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  flag text check (flag in ('amount_mismatch', 'late', 'refunded_outside')),
  primary key (company_id, id),
  unique (company_id, number),
  unique (company_id, credit_id),
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, entry_id) references journal_entry,
  foreign key (company_id, credit_id) references journal_line
);
create index payment_customer on payment (company_id, customer_id, paid_on desc, id desc);
create index payment_paid_on on payment (company_id, paid_on desc, id desc);
create index payment_recorded_at on payment (company_id, recorded_at desc, id desc);
create index payment_amount on payment (company_id, amount desc, id desc);
select protect_table('payment');
grant select, insert on payment to wasl_app;
-- The one column that may change is what a lock needs, too.
grant update (flag) on payment to wasl_app;

-- A payment that turned out not to be one. The payment itself stays as it was written.
create table payment_reversal (
  company_id uuid not null references company,
  payment_id uuid not null,
  reversed_on date not null,
  reason text not null check (reason in ('bounced', 'mistake')),
  note text check (length(note) <= 500),
  entry_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, payment_id),
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, entry_id) references journal_entry
);
select protect_table('payment_reversal');
grant select, insert on payment_reversal to wasl_app;

-- Money given back to a customer. `sending`: the gateway was asked, or is about to be.
create table refund (
  company_id uuid not null references company,
  id uuid not null,
  number text not null,
  payment_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  way text not null check (way in ('cash', 'transfer', 'gateway')),
  reference text check (length(reference) <= 80),
  note text check (length(note) <= 500),
  refunded_on date not null,
  entry_id uuid not null,
  item_id uuid not null,
  state text not null check (state in ('done', 'sending', 'unknown', 'failed')),
  problem text,
  tries int not null default 0,
  -- What the gateway had given back in all before it was asked for this: by it a lost answer is read.
  given_before bigint,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, id),
  unique (company_id, number),
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, entry_id) references journal_entry,
  foreign key (company_id, item_id) references journal_line
);
create index refund_payment on refund (company_id, payment_id);
create index refund_waiting on refund (company_id) where state in ('sending', 'unknown');
-- Refunds of one payment take turns at the gateway: of two under way, neither answer could be read.
create unique index refund_turn on refund (company_id, payment_id)
  where way = 'gateway' and state in ('sending', 'unknown');
select protect_table('refund');
grant select, insert on refund to wasl_app;
grant update (state, problem, tries, given_before) on refund to wasl_app;

-- A link that lets a customer see and pay some invoices. The token is made again from the id; only
-- its hash is kept, in the gate.
create table pay_link (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  invoice_ids uuid[] not null check (cardinality(invoice_ids) between 1 and 200),
  -- The same documents for the same customer get the same link while it works.
  same_as bytea not null,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer
);
create index pay_link_customer on pay_link (company_id, customer_id, created_at desc);
create index pay_link_same on pay_link (company_id, same_as) where revoked_at is null;
select protect_table('pay_link');
grant select, insert on pay_link to wasl_app;
grant update (revoked_at, revoked_by) on pay_link to wasl_app;

-- Who opened a link, and when: written by the page itself, so that a mail scanner leaves no trace.
create table pay_link_view (
  company_id uuid not null references company,
  seq bigint generated always as identity,
  link_id uuid not null,
  at timestamptz not null,
  address text not null,
  agent text not null,
  primary key (company_id, seq),
  foreign key (company_id, link_id) references pay_link
);
create index pay_link_view_link on pay_link_view (company_id, link_id, at desc);
select protect_table('pay_link_view');
grant select, insert on pay_link_view to wasl_app;

-- One try to pay at the gateway's page: one checkout there, paid at most once.
create table pay_attempt (
  company_id uuid not null references company,
  id uuid not null,
  link_id uuid not null,
  customer_id uuid not null,
  account_id uuid not null,
  item_ids uuid[] not null check (cardinality(item_ids) between 1 and 200),
  invoice_ids uuid[] not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  method text not null check (method in ('mada', 'card', 'apple_pay', 'stc_pay', 'other')),
  language text not null check (language in ('ar', 'en')),
  state text not null check (state in ('opening', 'open', 'paid', 'failed', 'expired', 'superseded')),
  checkout_id text,
  checkout_url text,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  problem text,
  payment_id uuid,
  checks int not null default 0,
  -- When to ask the gateway next, also for a while after the end: money may come late.
  next_check_at timestamptz,
  primary key (company_id, id),
  unique (company_id, account_id, checkout_id),
  check (state = 'opening' or state = 'superseded' or state = 'failed' or checkout_id is not null),
  foreign key (company_id, link_id) references pay_link,
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, account_id) references gateway_account,
  foreign key (company_id, payment_id) references payment
);
-- A link has one attempt that can be paid: the next one ends it first.
create unique index pay_attempt_one on pay_attempt (company_id, link_id) where state in ('opening', 'open');
create index pay_attempt_customer on pay_attempt (company_id, customer_id, opened_at desc, id desc);
create index pay_attempt_due on pay_attempt (company_id, next_check_at) where next_check_at is not null;
select protect_table('pay_attempt');
grant select, insert on pay_attempt to wasl_app;
grant update (state, checkout_id, checkout_url, ended_at, problem, payment_id, checks, next_check_at)
  on pay_attempt to wasl_app;

-- What a payment of the gateway did to the books. Whoever reports it, and however often, does it once.
create table gateway_effect (
  company_id uuid not null references company,
  account_id uuid not null,
  provider_payment_id text not null check (length(provider_payment_id) between 1 and 200),
  -- `receipt`, or `refund:` and how much was given back in all by then.
  effect text not null,
  payment_id uuid not null,
  attempt_id uuid not null,
  fee bigint,
  at timestamptz not null,
  primary key (company_id, account_id, provider_payment_id, effect),
  foreign key (company_id, account_id) references gateway_account,
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, attempt_id) references pay_attempt
);
create index gateway_effect_payment on gateway_effect (company_id, payment_id);
select protect_table('gateway_effect');
grant select, insert on gateway_effect to wasl_app;

-- What gateways told us, as it came but for its secret; kept before we said that we have it.
create table gateway_delivery (
  company_id uuid not null references company,
  account_id uuid not null,
  delivery_id text not null check (length(delivery_id) between 1 and 200),
  kind text not null,
  body jsonb not null,
  received_at timestamptz not null,
  done_at timestamptz,
  outcome text,
  primary key (company_id, account_id, delivery_id),
  foreign key (company_id, account_id) references gateway_account
);
create index gateway_delivery_received on gateway_delivery (company_id, account_id, received_at desc);
select protect_table('gateway_delivery');
grant select, insert on gateway_delivery to wasl_app;
grant update (done_at, outcome) on gateway_delivery to wasl_app;

-- What stands in other modules' tables and is read here beside a payment: its rest in the books, the
-- customer's name, what it settles, what is open. Views, so that only this page knows their columns.
create view payment_view with (security_invoker = true) as
  select p.*, abs(l.amount) - l.settled as unapplied, c.name as customer_name, c.name_en as customer_name_en,
    r.reversed_on
  from payment p
  join journal_line l on l.company_id = p.company_id and l.id = p.credit_id
  join customer c on c.company_id = p.company_id and c.id = p.customer_id
  left join payment_reversal r on r.company_id = p.company_id and r.payment_id = p.id;
grant select on payment_view to wasl_app;

create view allocation_view with (security_invoker = true) as
  select s.company_id, s.id, s.credit_id, s.item_id, e.document_kind, e.document_id, e.document_number,
    i.due_on, s.amount, s.currency, s.effective_on, s.recorded_at, i.amount - i.settled as left_over
  from settlement s
  join journal_line i on i.company_id = s.company_id and i.id = s.item_id
  join journal_entry e on e.company_id = i.company_id and e.id = i.entry_id
  where s.takes_back is null and not exists (
    select 1 from settlement b where b.company_id = s.company_id and b.takes_back = s.id);
grant select on allocation_view to wasl_app;

create view pay_attempt_view with (security_invoker = true) as
  select a.*, c.name as customer_name from pay_attempt a
  join customer c on c.company_id = a.company_id and c.id = a.customer_id;
grant select on pay_attempt_view to wasl_app;

create view party_line_view with (security_invoker = true) as
  select l.company_id, l.id, l.party_id, e.document_kind, e.document_id, e.document_number, l.due_on,
    l.currency, l.amount, abs(l.amount) - l.settled as left_over, l.recorded_at
  from journal_line l join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
  where l.party_id is not null;
grant select on party_line_view to wasl_app;

create view receipt_mail_view with (security_invoker = true) as
  select company_id, about_id as payment_id from message
  where about_kind = 'payment' and category = 'receipt' and state <> 'failed';
grant select on receipt_mail_view to wasl_app;

-- What a stranger holds: the token of a pay link, or the address of a gateway's webhook.
create table gate.public_link (
  hash bytea primary key check (length(hash) = 32),
  company_id uuid not null references company,
  kind text not null check (kind in ('pay', 'webhook')),
  subject_id uuid not null,
  unique (company_id, kind, subject_id)
);

-- Makes a link for the company of this transaction, and for no other.
create function gate.add_public_links(token_hashes bytea[], link_kind text, subjects uuid[])
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into gate.public_link (hash, company_id, kind, subject_id)
  select hash, nullif(current_setting('app.company_id', true), '')::uuid, link_kind, subject
  from unnest(token_hashes, subjects) as t(hash, subject)
  on conflict do nothing
$$;
create function gate.find_public_link(token_hash bytea, link_kind text)
returns table (company_id uuid, subject_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.company_id, l.subject_id from gate.public_link l
  where l.hash = token_hash and l.kind = link_kind
$$;
revoke all on function gate.add_public_links(bytea[], text, uuid[]) from public;
revoke all on function gate.find_public_link(bytea, text) from public;
grant execute on function gate.add_public_links(bytea[], text, uuid[]) to wasl_app;
grant execute on function gate.find_public_link(bytea, text) to wasl_app;

-- What must hold between a payment and its line in the books.
create function check_books_payments(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'payments_are_in_the_books', count(*), min(to_jsonb(x)::text)::jsonb from (
    select p.id, p.number, p.amount, l.amount as credit from payment p
    left join journal_line l on l.company_id = p.company_id and l.id = p.credit_id
    where p.company_id = company and (l.amount is distinct from -p.amount
      or l.currency <> p.currency or l.entry_id <> p.entry_id)) x;

  return query
  select 'receipts_are_payments', count(*), min(to_jsonb(x)::text)::jsonb from (
    select e.id, e.document_number as number from journal_entry e
    left join payment p on p.company_id = e.company_id and p.entry_id = e.id
    where e.company_id = company and e.kind = 'payment' and p.id is null) x;

  return query
  select 'reversed_payments_settle_nothing', count(*), min(to_jsonb(x)::text)::jsonb from (
    select p.id, p.number from payment p
    join payment_reversal r on r.company_id = p.company_id and r.payment_id = p.id
    join settlement s on s.company_id = p.company_id and s.credit_id = p.credit_id
    join journal_line i on i.company_id = s.company_id and i.id = s.item_id
    where p.company_id = company and i.entry_id <> r.entry_id
    group by p.id, p.number having sum(s.amount) <> 0) x;

  return query
  select 'refunds_come_from_the_payment', count(*), min(to_jsonb(x)::text)::jsonb from (
    select p.id, p.number, p.amount, sum(f.amount) as refunded from payment p
    join refund f on f.company_id = p.company_id and f.payment_id = p.id
    where p.company_id = company and f.state <> 'failed'
    group by p.id, p.number, p.amount having sum(f.amount) > p.amount) x;

  return query
  select 'one_gateway_payment_one_receipt', count(*), min(to_jsonb(x)::text)::jsonb from (
    select p.id, p.number from payment p
    where p.company_id = company and p.source = 'gateway'
      and (select count(*) from gateway_effect g where g.company_id = p.company_id
        and g.payment_id = p.id and g.effect = 'receipt') <> 1) x;
end $$;
