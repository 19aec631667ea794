-- Statements that go to customers by themselves, and the register of what was sent to whom.

create table statement_plan (
  company_id uuid not null references company,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  every text not null check (every in ('week', 'month', 'month_start', 'quarter')),
  day int not null check (day between 0 and 28),
  kind text not null check (kind in ('activity', 'open')),
  whom text not null check (whom in ('chosen', 'tag', 'owing')),
  tag text not null default '' check (length(tag) <= 60),
  channel text not null check (length(channel) <= 20),
  active boolean not null default true,
  next_on date not null,
  saved_at timestamptz not null,
  saved_by uuid,
  saved_by_name text not null,
  primary key (company_id, id),
  check ((whom = 'tag') = (tag <> ''))
);
create index statement_plan_due on statement_plan (company_id, next_on) where active;
select protect_table('statement_plan');
grant select, insert on statement_plan to wasl_app;
grant update (name, every, day, kind, whom, tag, channel, active, next_on, saved_at, saved_by,
  saved_by_name) on statement_plan to wasl_app;

-- Those who were chosen by hand.
create table statement_plan_customer (
  company_id uuid not null references company,
  plan_id uuid not null,
  customer_id uuid not null,
  primary key (company_id, plan_id, customer_id),
  foreign key (company_id, plan_id) references statement_plan,
  foreign key (company_id, customer_id) references customer
);
create index statement_plan_customer_of on statement_plan_customer (company_id, customer_id);
select protect_table('statement_plan_customer');
grant select, insert, delete on statement_plan_customer to wasl_app;

-- A plan is carried out once a day at most.
create table statement_run (
  company_id uuid not null references company,
  id uuid not null,
  plan_id uuid not null,
  run_on date not null,
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  kind text not null check (kind in ('activity', 'open')),
  channel text not null,
  begun_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, plan_id, run_on),
  foreign key (company_id, plan_id) references statement_plan
);
create index statement_run_newest on statement_run (company_id, run_on desc, id desc);
select protect_table('statement_run');
grant select, insert on statement_run to wasl_app;

create table statement_run_item (
  company_id uuid not null references company,
  run_id uuid not null,
  customer_id uuid not null,
  -- The statement's own sending, made with the row so that a second try repeats it.
  sending_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'queued', 'refused')),
  reason text check (length(reason) <= 60),
  channel text check (length(channel) <= 20),
  message_id uuid,
  primary key (company_id, run_id, customer_id),
  foreign key (company_id, run_id) references statement_run,
  foreign key (company_id, customer_id) references customer,
  check ((state = 'queued') = (message_id is not null)),
  check ((state = 'refused') = (reason is not null))
);
create index statement_run_item_waits on statement_run_item (company_id, run_id)
  where state = 'waiting';
create index statement_run_item_customer on statement_run_item (company_id, customer_id);
select protect_table('statement_run_item');
grant select, insert on statement_run_item to wasl_app;
grant update (state, reason, channel, message_id) on statement_run_item to wasl_app;
