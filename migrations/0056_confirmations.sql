-- What is asked of several customers at once: to confirm their balance as of a day.
create table confirmation_round (
  company_id uuid not null references company,
  id uuid not null,
  as_of date not null,
  answer_by date not null,
  channel text not null,
  remind_every_days int not null check (remind_every_days between 0 and 30),
  asked_at timestamptz not null,
  asked_by_id uuid,
  asked_by text not null,
  primary key (company_id, id),
  check (as_of <= answer_by)
);
select protect_table('confirmation_round');
grant select, insert on confirmation_round to wasl_app;

-- A balance confirmation: what our books said on the day, as the customer was shown it, and what
-- they answered. The balance and its items stay as they were asked about, whatever is booked later.
create table balance_confirmation (
  company_id uuid not null references company,
  id uuid not null,
  round_id uuid not null,
  customer_id uuid not null,
  as_of date not null,
  answer_by date not null,
  balances jsonb not null,
  items jsonb not null,
  state text not null check (state in
    ('waiting', 'unsent', 'sent', 'opened', 'confirmed', 'differs', 'unanswered', 'withdrawn')),
  unsent_why text,
  channel text,
  message_id uuid,
  owner_id uuid,
  asked_at timestamptz not null,
  asked_by text not null,
  sent_at timestamptz,
  said_on date,
  reminded int not null default 0,
  opened_at timestamptz,
  -- The evidence: who answered, as what, when, and from where.
  answered_at timestamptz,
  answered_by text,
  answered_as text,
  answered_address text,
  answered_agent text,
  answer_request uuid,
  theirs jsonb,
  because text,
  file_id uuid,
  dispute_ids uuid[] not null default '{}',
  settled_at timestamptz,
  settled_by text,
  settled_note text,
  primary key (company_id, id),
  unique (company_id, round_id, customer_id),
  foreign key (company_id, round_id) references confirmation_round,
  check ((state in ('confirmed', 'differs')) = (answered_at is not null)),
  check ((state = 'differs') = (theirs is not null)),
  check (settled_at is null or state = 'differs')
);
create index balance_confirmation_list on balance_confirmation (company_id, asked_at desc, id desc);
create index balance_confirmation_customer
  on balance_confirmation (company_id, customer_id, asked_at desc, id desc);
create index balance_confirmation_open on balance_confirmation (company_id, answer_by)
  where state in ('waiting', 'sent', 'opened');
select protect_table('balance_confirmation');
grant select, insert on balance_confirmation to wasl_app;
grant update (state, unsent_why, channel, message_id, sent_at, said_on, reminded, opened_at,
  answered_at, answered_by, answered_as, answered_address, answered_agent, answer_request, theirs,
  because, file_id, dispute_ids, settled_at, settled_by, settled_note)
  on balance_confirmation to wasl_app;

-- The letter's link is known by its hash alone, like every address that needs no sign-in.
alter table gate.public_link drop constraint public_link_kind_check,
  add constraint public_link_kind_check check (kind in ('pay', 'webhook', 'channel', 'confirm'));
