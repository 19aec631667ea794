-- The chase: a company's ladders and calendar, what each run decided and why, what stands against
-- asking, and the record of what was paid late.

create table reminder_setting (
  company_id uuid primary key references company,
  on_since timestamptz,
  on_by text,
  thank_you_since timestamptz,
  stopped_on date,
  stopped_by text,
  calendar jsonb not null,
  collector text not null default '',
  manager text not null default '',
  phone text not null default '',
  -- When every open invoice was last looked at; null asks the next run to look again.
  refreshed_at timestamptz,
  refreshed_on date
);
select protect_table('reminder_setting');
grant select, insert on reminder_setting to wasl_app;
grant update (on_since, on_by, thank_you_since, stopped_on, stopped_by, calendar, collector, manager,
  phone, refreshed_at, refreshed_on) on reminder_setting to wasl_app;

create table reminder_policy (
  company_id uuid not null references company,
  key text not null,
  name text not null check (length(name) between 1 and 80),
  place int not null,
  policy jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (company_id, key)
);
select protect_table('reminder_policy');
grant select, insert, update, delete on reminder_policy to wasl_app;

-- Which customers a run has to look at, and from when on: day and minute of the company's clock.
-- What is not here costs a run nothing.
create table reminder_watch (
  company_id uuid not null references company,
  customer_id uuid not null,
  look_on date not null,
  look_minute int not null default 0 check (look_minute between 0 and 1440),
  primary key (company_id, customer_id)
);
create index reminder_watch_due on reminder_watch (company_id, look_on, look_minute);
select protect_table('reminder_watch');
grant select, insert, update, delete on reminder_watch to wasl_app;

-- One intention to remind one customer in one currency: held until it is sent or given up.
create table reminder (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  currency text not null,
  policy_key text not null,
  step_key text not null,
  tone text not null,
  channel text not null check (channel in ('email')),
  state text not null check (state in ('held', 'queued', 'sent', 'failed', 'unknown', 'dropped')),
  amount bigint not null,
  items jsonb not null,
  excluded jsonb not null,
  reasons jsonb not null,
  review_on date,
  decided_at timestamptz not null,
  decided_on date not null,
  sent_on date,
  message_id uuid,
  approved_steps text[] not null default '{}',
  decided_by text,
  override_reason text,
  primary key (company_id, id),
  check ((state = any (array['held', 'dropped'])) = (sent_on is null))
);
create unique index reminder_held on reminder (company_id, customer_id, currency)
  where state = 'held';
create index reminder_customer on reminder (company_id, customer_id, decided_at desc, id desc);
create index reminder_newest on reminder (company_id, decided_at desc, id desc);
create index reminder_sent on reminder (company_id, sent_on) where sent_on is not null;
create index reminder_items on reminder using gin (items jsonb_path_ops);
select protect_table('reminder');
grant select, insert on reminder to wasl_app;
grant update (policy_key, step_key, tone, state, amount, items, excluded, reasons, review_on,
  decided_at, decided_on, sent_on, message_id, approved_steps, decided_by, override_reason)
  on reminder to wasl_app;

-- Every decision with its reasons, of what was sent as well as of what was held. Never altered.
create table reminder_decision (
  company_id uuid not null references company,
  reminder_id uuid not null,
  seq bigint generated always as identity,
  verdict text not null check (verdict in ('send', 'hold', 'drop')),
  step_key text not null,
  amount bigint not null,
  reasons jsonb not null,
  passed jsonb not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  primary key (company_id, reminder_id, seq),
  foreign key (company_id, reminder_id) references reminder
);
select protect_table('reminder_decision');
grant select, insert on reminder_decision to wasl_app;

-- The key that keeps a step from being sent twice for one invoice, whatever else happens.
create table reminder_reservation (
  company_id uuid not null references company,
  item_id uuid not null,
  step_key text not null,
  cycle int not null default 1,
  reminder_id uuid not null,
  at timestamptz not null,
  primary key (company_id, item_id, step_key, cycle),
  foreign key (company_id, reminder_id) references reminder
);
create index reminder_reservation_of on reminder_reservation (company_id, reminder_id);
select protect_table('reminder_reservation');
grant select, insert on reminder_reservation to wasl_app;

create table chase_pause (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  invoice_id uuid,
  item_id uuid,
  invoice_number text,
  until date,
  reason text not null check (length(reason) between 1 and 400),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  ended_at timestamptz,
  ended_by text,
  primary key (company_id, id),
  check ((invoice_id is null) = (item_id is null))
);
create index chase_pause_open on chase_pause (company_id, customer_id) where ended_at is null;
select protect_table('chase_pause');
grant select, insert on chase_pause to wasl_app;
grant update (ended_at, ended_by) on chase_pause to wasl_app;

create table dispute (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  invoice_id uuid not null,
  item_id uuid not null,
  invoice_number text not null,
  reason text not null,
  note text not null,
  opened_at timestamptz not null,
  opened_by_id uuid,
  opened_by text not null,
  closed_at timestamptz,
  closed_by text,
  outcome text check (outcome in ('accepted', 'rejected', 'withdrawn')),
  closing_note text,
  primary key (company_id, id),
  check ((closed_at is null) = (outcome is null))
);
create unique index dispute_open on dispute (company_id, invoice_id) where closed_at is null;
create index dispute_customer on dispute (company_id, customer_id, opened_at desc);
select protect_table('dispute');
grant select, insert on dispute to wasl_app;
grant update (closed_at, closed_by, outcome, closing_note) on dispute to wasl_app;

-- One row for each time an invoice was late: it ends when it is paid, and begins anew if the
-- payment turns out not to be one.
create table late_period (
  company_id uuid not null references company,
  item_id uuid not null,
  cycle int not null,
  customer_id uuid not null,
  invoice_id uuid not null,
  number text not null,
  due_on date not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  ended_on date,
  primary key (company_id, item_id, cycle),
  check (ended_on is null or ended_on > due_on)
);
create unique index late_period_open on late_period (company_id, item_id) where ended_on is null;
create index late_period_customer on late_period (company_id, customer_id, due_on desc);
create index late_period_due on late_period (company_id, due_on desc, item_id);
select protect_table('late_period');
grant select, insert on late_period to wasl_app;
grant update (ended_on) on late_period to wasl_app;
