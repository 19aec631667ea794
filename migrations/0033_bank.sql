-- What customers say that they transferred, what the bank says that arrived, and which of it is the
-- same money. The money itself is booked as every payment is; here stands why.

-- A customer says that they transferred: a receipt to check before anything is in the books.
create table payment_notice (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  paid_on date not null,
  bank text check (length(bank) <= 80),
  reference text check (length(reference) <= 80),
  note text check (length(note) <= 500),
  file_id uuid,
  source text not null check (source in ('chat', 'mail', 'pay_page', 'staff')),
  thread_id uuid,
  message_id uuid,
  link_id uuid,
  state text not null default 'open' check (state in ('open', 'confirmed', 'refused', 'withdrawn')),
  payment_id uuid,
  reason text check (length(reason) <= 500),
  opened_at timestamptz not null,
  opened_by uuid,
  opened_by_name text not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_by_name text,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, file_id) references file (company_id, id),
  foreign key (company_id, link_id) references pay_link,
  foreign key (company_id, payment_id) references payment,
  check ((state = 'confirmed') = (payment_id is not null)),
  check ((state = 'open') = (ended_at is null))
);
create index payment_notice_customer on payment_notice (company_id, customer_id, opened_at desc, id desc);
create index payment_notice_newest on payment_notice (company_id, opened_at desc, id desc);
create index payment_notice_open on payment_notice (company_id, customer_id) where state = 'open';
create index payment_notice_file on payment_notice (company_id, file_id) where file_id is not null;
create index payment_notice_link on payment_notice (company_id, link_id) where link_id is not null;
-- One payment answers one notice, and a message is one notice as long as it was not turned away.
create unique index payment_notice_payment on payment_notice (company_id, payment_id)
  where payment_id is not null;
create unique index payment_notice_message on payment_notice (company_id, message_id)
  where message_id is not null and state = any ('{open,confirmed}');
select protect_table('payment_notice');
grant select, insert on payment_notice to wasl_app;
grant update (state, payment_id, reason, ended_at, ended_by, ended_by_name) on payment_notice to wasl_app;

create view payment_notice_view with (security_invoker = true) as
  select n.*, c.name as customer_name, c.name_en as customer_name_en, c.number as customer_number,
    f.name as file_name, f.mime as file_mime, p.number as payment_number
  from payment_notice n
  join customer c on c.company_id = n.company_id and c.id = n.customer_id
  left join file f on f.company_id = n.company_id and f.id = n.file_id
  left join payment p on p.company_id = n.company_id and p.id = n.payment_id;
grant select on payment_notice_view to wasl_app;

-- The files of messages that came in, with whose they are.
create view message_file_view with (security_invoker = true) as
  select f.company_id, f.message_id, f.place, f.file_id, f.mime, m.thread_id, m.channel,
    t.customer_id
  from message_media f
  join message m on m.company_id = f.company_id and m.id = f.message_id
  join thread t on t.company_id = m.company_id and t.id = m.thread_id
  where f.state = 'stored' and m.direction = 'in';
grant select on message_file_view to wasl_app;

-- An account of the company's at a bank, as its statements name it.
create table bank_account (
  company_id uuid not null references company,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  bank text check (length(bank) <= 80),
  iban text check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}$'),
  currency text not null,
  -- The columns of the last file that was taken, so that the next one need not be explained.
  mapping jsonb,
  created_at timestamptz not null,
  created_by text not null,
  archived_at timestamptz,
  primary key (company_id, id)
);
create unique index bank_account_iban on bank_account (company_id, iban) where iban is not null;
select protect_table('bank_account');
grant select, insert on bank_account to wasl_app;
grant update (name, bank, iban, mapping, archived_at) on bank_account to wasl_app;

-- A file of the bank, taken once.
create table bank_statement (
  company_id uuid not null references company,
  id uuid not null,
  account_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  file_hash bytea not null check (length(file_hash) = 32),
  format text not null check (format in ('csv', 'camt053', 'mt940')),
  from_day date not null,
  to_day date not null,
  opening bigint,
  closing bigint,
  -- Whether the balances prove the lines; false: a person said that they are right.
  proven boolean not null,
  lines int not null check (lines > 0),
  fresh int not null check (fresh between 0 and lines),
  taken_at timestamptz not null,
  taken_by uuid,
  taken_by_name text not null,
  primary key (company_id, id),
  unique (company_id, file_hash),
  foreign key (company_id, account_id) references bank_account,
  check (from_day <= to_day)
);
create index bank_statement_newest on bank_statement (company_id, taken_at desc, id desc);
select protect_table('bank_statement');
grant select, insert on bank_statement to wasl_app;

-- One movement of an account. The same line in two statements is one line: its mark says so.
create table bank_line (
  company_id uuid not null references company,
  id uuid not null,
  account_id uuid not null,
  statement_id uuid not null,
  place int not null,
  mark bytea not null check (length(mark) = 32),
  booked_on date not null,
  value_on date,
  amount bigint not null check (amount <> 0),
  currency text not null,
  description text not null check (length(description) <= 1000),
  reference text check (length(reference) <= 200),
  counterparty text check (length(counterparty) <= 200),
  iban text check (length(iban) <= 60),
  balance bigint,
  state text not null default 'open' check (state in ('open', 'matched', 'ignored')),
  reason text check (length(reason) <= 500),
  ended_at timestamptz,
  ended_by_name text,
  primary key (company_id, id),
  unique (company_id, account_id, mark),
  foreign key (company_id, account_id) references bank_account,
  foreign key (company_id, statement_id) references bank_statement,
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'ignored') = (reason is not null))
);
create index bank_line_newest on bank_line (company_id, account_id, booked_on desc, id desc);
create index bank_line_open on bank_line (company_id, booked_on desc, id desc) where state = 'open';
create index bank_line_iban on bank_line (company_id, iban) where iban is not null;
select protect_table('bank_line');
grant select, insert on bank_line to wasl_app;
grant update (state, reason, ended_at, ended_by_name) on bank_line to wasl_app;

-- Which payment a line is. One line is one payment at a time, and one payment one line.
create table bank_match (
  company_id uuid not null references company,
  id uuid not null,
  line_id uuid not null,
  payment_id uuid not null,
  customer_id uuid not null,
  -- The payment was booked by this match, and falls with it; false: it was there before.
  booked boolean not null,
  notice_id uuid,
  -- What it was proposed for, each with its points; empty: chosen by hand.
  why jsonb not null default '[]',
  matched_at timestamptz not null,
  matched_by uuid,
  matched_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  primary key (company_id, id),
  foreign key (company_id, line_id) references bank_line,
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, notice_id) references payment_notice
);
create unique index bank_match_line on bank_match (company_id, line_id) where undone_at is null;
create unique index bank_match_payment on bank_match (company_id, payment_id) where undone_at is null;
create index bank_match_customer on bank_match (company_id, customer_id);
select protect_table('bank_match');
grant select, insert on bank_match to wasl_app;
grant update (undone_at, undone_by_name) on bank_match to wasl_app;

-- What was learned: whoever's description contains these words is this customer.
create table bank_rule (
  company_id uuid not null references company,
  id uuid not null,
  words text not null check (length(words) between 4 and 200),
  customer_id uuid not null,
  made_at timestamptz not null,
  made_by_name text not null,
  primary key (company_id, id),
  unique (company_id, words),
  foreign key (company_id, customer_id) references customer
);
create index bank_rule_customer on bank_rule (company_id, customer_id);
select protect_table('bank_rule');
grant select, insert, delete on bank_rule to wasl_app;
grant update (customer_id, made_at, made_by_name) on bank_rule to wasl_app;

-- What must hold between a line of the bank, its match and the payment.
create function check_books_bank(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'bank_lines_are_matched_once', count(*), min(to_jsonb(x)::text)::jsonb from (
    select l.id, l.state, count(m.id) as matches from bank_line l
    left join bank_match m on m.company_id = l.company_id and m.line_id = l.id and m.undone_at is null
    where l.company_id = company group by l.id, l.state
    having count(m.id) <> case when l.state = 'matched' then 1 else 0 end) x;

  return query
  select 'bank_matches_are_of_one_amount', count(*), min(to_jsonb(x)::text)::jsonb from (
    select m.id, l.amount as line, p.amount as payment from bank_match m
    join bank_line l on l.company_id = m.company_id and l.id = m.line_id
    join payment p on p.company_id = m.company_id and p.id = m.payment_id
    where m.company_id = company and m.undone_at is null
      and (l.amount <> p.amount or l.currency <> p.currency)) x;
end $$;
