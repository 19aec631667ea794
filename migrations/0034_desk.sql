-- The desk of those who collect: whom to call now and why, who is at work on whom, what came of each
-- contact, and who has which customers.

-- Who works on a customer at this moment. Without a sign of life for ten minutes it holds nobody.
create table desk_lock (
  company_id uuid not null references company,
  customer_id uuid not null,
  user_id uuid not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references customer (company_id, id) on delete cascade,
  foreign key (company_id, user_id) references member (company_id, id)
);
create index desk_lock_user on desk_lock (company_id, user_id);
select protect_table('desk_lock');
grant select, insert, update, delete on desk_lock to wasl_app;

-- Every contact with a customer about what is late, and what came of it. Never altered.
create table contact_attempt (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  channel text not null check (channel in ('call', 'whatsapp', 'visit', 'mail', 'other')),
  direction text not null check (direction in ('in', 'out')),
  outcome text not null check (length(outcome) <= 40),
  note text not null default '',
  spoken_to text not null default '',
  -- The number that was called, so that a wrong one is known by itself.
  phone text,
  follow_up_at timestamptz,
  promise_id uuid,
  promised bigint,
  currency text,
  dispute_id uuid,
  pause_id uuid,
  -- Why it was made in spite of the company's own limits.
  override_reason text,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id),
  check ((promised is null) = (currency is null))
);
create index contact_attempt_customer on contact_attempt (company_id, customer_id, at desc, id desc);
create index contact_attempt_by on contact_attempt (company_id, by_id, at);
select protect_table('contact_attempt');
grant select, insert on contact_attempt to wasl_app;

-- A customer whom somebody passed over for now, and why.
create table desk_skip (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  reason text not null check (length(reason) between 1 and 400),
  until timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id) on delete cascade
);
create index desk_skip_customer on desk_skip (company_id, customer_id, at desc);
select protect_table('desk_skip');
grant select, insert on desk_skip to wasl_app;

-- Whose customer it is, by a person's word; the rules have the rest.
create table desk_assignment (
  company_id uuid not null references company,
  customer_id uuid not null,
  user_id uuid not null,
  at timestamptz not null,
  by_name text not null,
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references customer (company_id, id) on delete cascade,
  foreign key (company_id, user_id) references member (company_id, id)
);
select protect_table('desk_assignment');
grant select, insert, update, delete on desk_assignment to wasl_app;

-- One customer who owes something late, as the queue shows them: derived, rebuilt when anything
-- about them changed and every night. Its order is one index, so that the list is one short read.
create table desk_row (
  company_id uuid not null references company,
  customer_id uuid not null,
  currency text not null,
  late bigint not null check (late >= 0),
  -- What is late in other currencies.
  others jsonb not null default '[]',
  days_late int not null,
  invoices int not null,
  -- In basis points: how much of it a contact now is expected to bring.
  chance int not null check (chance between 0 and 10000),
  score bigint not null,
  -- The score in thousandths, so that currencies of two and of three decimals stand in one order.
  weight bigint not null,
  parts jsonb not null,
  why jsonb not null,
  step text not null,
  channel text,
  waits text not null,
  -- When it comes up; null: when something happens.
  due_at timestamptz,
  -- Whose it is, and who has it while they are away.
  home_id uuid,
  home_because text not null,
  collector_id uuid,
  built_at timestamptz not null,
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references customer (company_id, id) on delete cascade
);
create index desk_row_queue on desk_row (company_id, weight desc, customer_id desc)
  include (due_at, collector_id, late);
create index desk_row_collector on desk_row (company_id, collector_id, home_id);
select protect_table('desk_row');
grant select, insert, update, delete on desk_row to wasl_app;

-- Which rows are to be built anew.
create table desk_watch (
  company_id uuid not null references company,
  customer_id uuid not null,
  primary key (company_id, customer_id)
);
select protect_table('desk_watch');
grant select, insert, update, delete on desk_watch to wasl_app;

-- Money that came in while a collector had its customer: what their day brought.
create table desk_money (
  company_id uuid not null references company,
  payment_id uuid not null,
  user_id uuid not null,
  day date not null,
  currency text not null,
  amount bigint not null,
  primary key (company_id, payment_id),
  foreign key (company_id, user_id) references member (company_id, id)
);
create index desk_money_day on desk_money (company_id, user_id, day);
select protect_table('desk_money');
grant select, insert, delete on desk_money to wasl_app;

create table desk_setting (
  company_id uuid primary key references company,
  settings jsonb not null default '{}',
  changed_at timestamptz,
  changed_by text,
  -- The day for which the whole queue was built last.
  renewed_on date
);
select protect_table('desk_setting');
grant select, insert, update on desk_setting to wasl_app;
