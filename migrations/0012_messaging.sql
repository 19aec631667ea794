-- Everything that is sent to a customer, the accounts it leaves through, the company's own words,
-- and what customers agreed to hear.

create table channel_account (
  company_id uuid not null references company,
  id uuid not null,
  channel text not null check (channel in ('email')),
  name text not null check (length(name) between 1 and 80),
  host text not null,
  port int not null check (port between 1 and 65535),
  secure boolean not null,
  user_name text,
  password_sealed text,
  from_name text not null,
  from_address text not null,
  reply_to text,
  chosen_at timestamptz,
  checked_at timestamptz,
  check_outcome text check (check_outcome in ('sent', 'failed', 'unknown')),
  check_reason text,
  check_detail text,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (company_id, id),
  check (chosen_at is null or removed_at is null)
);
create unique index channel_account_chosen on channel_account (company_id, channel)
  where chosen_at is not null;
select protect_table('channel_account');
grant select, insert on channel_account to wasl_app;
grant update (name, host, port, secure, user_name, password_sealed, from_name, from_address,
  reply_to, chosen_at, checked_at, check_outcome, check_reason, check_detail, removed_at)
  on channel_account to wasl_app;

-- queued → sending (committed before the mail leaves) → sent, failed or unknown. The unique key
-- `once` is what makes a message leave at most once, however often it is asked for.
create table message (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid,
  channel text not null check (channel in ('email')),
  category text not null check (category in ('reminder', 'invoice', 'receipt', 'statement', 'other')),
  language text not null check (language in ('ar', 'en')),
  to_name text,
  to_address text not null,
  subject text not null,
  body text not null,
  attachments jsonb not null default '[]',
  about_kind text not null,
  about_id uuid not null,
  once text not null,
  state text not null default 'queued'
    check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown')),
  reason text,
  detail text,
  attempts int not null default 0,
  attempt_id uuid,
  claimed_at timestamptz,
  provider_id text,
  not_before timestamptz,
  queued_at timestamptz not null,
  sent_at timestamptz,
  actor_id uuid,
  actor_name text not null,
  primary key (company_id, id),
  unique (company_id, once),
  check ((state = 'sending') <= (attempt_id is not null and claimed_at is not null)),
  check ((state = 'failed') <= (reason is not null))
);
create index message_newest on message (company_id, queued_at desc, id desc);
create index message_customer on message (company_id, customer_id, queued_at desc, id desc)
  where customer_id is not null;
create index message_about on message (company_id, about_id, queued_at desc);
create index message_open on message (company_id, state, queued_at)
  where state in ('queued', 'sending', 'failed', 'unknown');
select protect_table('message');
grant select, insert on message to wasl_app;
-- What was said, to whom, is never rewritten.
grant update (state, reason, detail, attempts, attempt_id, claimed_at, provider_id, not_before,
  sent_at) on message to wasl_app;

-- One row for each time a message was taken in hand: the evidence behind its state.
create table message_attempt (
  company_id uuid not null references company,
  message_id uuid not null,
  number int not null,
  id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('sent', 'failed', 'unknown')),
  reason text,
  detail text,
  actor_name text not null,
  primary key (company_id, message_id, number),
  foreign key (company_id, message_id) references message
);
select protect_table('message_attempt');
grant select, insert on message_attempt to wasl_app;
grant update (ended_at, outcome, reason, detail) on message_attempt to wasl_app;

create table message_template (
  company_id uuid not null references company,
  key text not null,
  language text not null check (language in ('ar', 'en')),
  subject text not null check (length(subject) between 1 and 300),
  body text not null check (length(body) between 1 and 4000),
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (company_id, key, language)
);
select protect_table('message_template');
grant select, insert, update, delete on message_template to wasl_app;

-- Each change of mind with its evidence; the latest of a customer and channel holds.
create table consent (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  channel text not null check (channel in ('email')),
  opted_out boolean not null,
  source text not null check (source in ('customer_link', 'person', 'import')),
  evidence text not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  primary key (company_id, id)
);
create index consent_latest on consent (company_id, customer_id, channel, at desc, id desc);
select protect_table('consent');
grant select, insert on consent to wasl_app;
