-- What a company's payment plans go by, unless a plan says otherwise.
create table payment_plan_setting (
  company_id uuid not null references company,
  grace_days int not null check (grace_days between 0 and 30),
  breaks_after int not null check (breaks_after between 1 and 6),
  days_ahead int not null check (days_ahead between 30 and 1825),
  remind_days int not null check (remind_days between 0 and 14),
  primary key (company_id)
);
select protect_table('payment_plan_setting');
grant select, insert, update on payment_plan_setting to wasl_app;

-- A payment plan: what is left of some invoices, in instalments that the customer agreed to. The
-- invoices keep their due dates; only the chase follows the plan.
create table payment_plan (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in
    ('proposed', 'active', 'kept', 'broken', 'cancelled', 'declined', 'expired', 'replaced')),
  grace_days int not null check (grace_days between 0 and 30),
  breaks_after int not null check (breaks_after between 1 and 6),
  answer_by date not null,
  last_on date not null,
  note text not null,
  -- What stood against its invoices when it was last judged.
  came bigint not null default 0 check (came between 0 and amount),
  missed int not null default 0,
  proposed_at timestamptz not null,
  proposed_by_id uuid,
  proposed_by text not null,
  -- The evidence: who agreed, when, from where, and to which words.
  accepted_at timestamptz,
  accepted_how text check (accepted_how in ('link', 'staff')),
  accepted_by text,
  accepted_address text,
  accepted_agent text,
  accepted_note text,
  accepted_text text,
  ended_at timestamptz,
  end_reason text,
  replaces uuid,
  primary key (company_id, id),
  foreign key (company_id, replaces) references payment_plan,
  check ((accepted_at is null) = (accepted_text is null)),
  check ((state = 'kept') <= (came = amount)),
  check (state not in ('active', 'kept', 'broken') or accepted_at is not null)
);
create index payment_plan_customer on payment_plan (company_id, customer_id, proposed_at desc, id desc);
create index payment_plan_list on payment_plan (company_id, proposed_at desc, id desc);
create index payment_plan_live on payment_plan (company_id, customer_id) where state in ('proposed', 'active');
select protect_table('payment_plan');
grant select, insert on payment_plan to wasl_app;
grant update (state, came, missed, note, accepted_at, accepted_how, accepted_by, accepted_address,
  accepted_agent, accepted_note, accepted_text, ended_at, end_reason, replaces) on payment_plan to wasl_app;

create table payment_plan_item (
  company_id uuid not null references company,
  plan_id uuid not null,
  place int not null,
  item_id uuid not null,
  invoice_id uuid not null,
  number text not null,
  amount bigint not null check (amount > 0),
  primary key (company_id, plan_id, place),
  unique (company_id, plan_id, item_id),
  foreign key (company_id, plan_id) references payment_plan
);
create index payment_plan_item_of on payment_plan_item (company_id, item_id);
create index payment_plan_item_invoice on payment_plan_item (company_id, invoice_id);
select protect_table('payment_plan_item');
grant select, insert on payment_plan_item to wasl_app;

create table payment_plan_instalment (
  company_id uuid not null references company,
  plan_id uuid not null,
  place int not null,
  due_on date not null,
  amount bigint not null check (amount > 0),
  primary key (company_id, plan_id, place),
  unique (company_id, plan_id, due_on),
  foreign key (company_id, plan_id) references payment_plan
);
create index payment_plan_instalment_due on payment_plan_instalment (company_id, due_on);
select protect_table('payment_plan_instalment');
grant select, insert on payment_plan_instalment to wasl_app;

-- What was said about an instalment, each kind once, or why it is not said yet.
create table payment_plan_notice (
  company_id uuid not null references company,
  plan_id uuid not null,
  place int not null,
  kind text not null check (kind in ('before', 'due', 'late')),
  state text not null check (state in ('sent', 'held')),
  reasons jsonb not null,
  message_id uuid,
  at timestamptz not null,
  primary key (company_id, plan_id, place, kind),
  foreign key (company_id, plan_id, place) references payment_plan_instalment
);
select protect_table('payment_plan_notice');
grant select, insert, update on payment_plan_notice to wasl_app;
