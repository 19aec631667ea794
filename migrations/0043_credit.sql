-- Who may buy on credit, for how much and until when; what was asked for, and what was decided.

-- The company's own policy. Without a row the house's own counts, which refuses nothing.
create table credit_setting (
  company_id uuid primary key references company,
  policy jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);
select protect_table('credit_setting');
grant select, insert on credit_setting to wasl_app;
grant update (policy, changed_at, changed_by) on credit_setting to wasl_app;

-- What a person decided of a customer. Amounts are in the books' own currency.
create table credit_profile (
  company_id uuid not null references company,
  customer_id uuid not null,
  -- Null: nothing was granted, and the policy's limit for new customers counts.
  credit_limit bigint check (credit_limit >= 0),
  terms jsonb,
  conditions text not null default '' check (length(conditions) <= 400),
  valid_until date,
  review_on date,
  -- The day for which people were told that the review is due.
  review_told date,
  granted_at timestamptz,
  granted_by text,
  held_at timestamptz,
  held_by text,
  hold_reason text,
  released_until date,
  release_reason text,
  released_by text,
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references customer,
  check ((credit_limit is null) = (granted_at is null)),
  check ((credit_limit is null) = (terms is null)),
  check ((held_at is null) = (hold_reason is null)),
  check ((released_until is null) = (release_reason is null))
);
create index credit_profile_review on credit_profile (company_id, review_on)
  where review_on is not null;
select protect_table('credit_profile');
grant select, insert on credit_profile to wasl_app;
grant update (credit_limit, terms, conditions, valid_until, review_on, review_told, granted_at,
  granted_by, held_at, held_by, hold_reason, released_until, release_reason, released_by)
  on credit_profile to wasl_app;

create table credit_application (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  state text not null default 'open'
    check (state in ('open', 'approved', 'refused', 'withdrawn')),
  asked_limit bigint not null check (asked_limit > 0),
  currency text not null,
  terms jsonb not null,
  note text not null check (length(note) <= 1000),
  trade_references jsonb not null,
  facts jsonb not null,
  checks jsonb not null,
  opened_at timestamptz not null,
  opened_by text not null,
  decided_at timestamptz,
  decided_by text,
  decision jsonb,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer,
  check ((state = 'open') = (decided_at is null))
);
-- A customer asks for one thing at a time.
create unique index credit_application_open on credit_application (company_id, customer_id)
  where state = 'open';
create index credit_application_customer
  on credit_application (company_id, customer_id, opened_at desc, id desc);
select protect_table('credit_application');
grant select, insert on credit_application to wasl_app;
grant update (state, asked_limit, currency, terms, note, trade_references, facts, checks,
  decided_at, decided_by, decision) on credit_application to wasl_app;

create table credit_document (
  company_id uuid not null references company,
  id uuid not null,
  application_id uuid not null,
  file_id uuid not null,
  primary key (company_id, id),
  foreign key (company_id, application_id) references credit_application,
  foreign key (company_id, file_id) references file (company_id, id)
);
create index credit_document_application on credit_document (company_id, application_id);
create index credit_document_file on credit_document (company_id, file_id);
select protect_table('credit_document');
grant select, insert, delete on credit_document to wasl_app;

-- What became of a customer's word, their cheques and their objections, as it was heard; one mark
-- a promise, a payment or an objection, taken away when it turned out otherwise.
create table credit_mark (
  company_id uuid not null references company,
  about_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('promise_kept', 'promise_broken', 'plan_broken',
    'cheque_bounced', 'dispute_unfounded')),
  marked_on date not null,
  primary key (company_id, about_id)
);
create index credit_mark_customer on credit_mark (company_id, customer_id, marked_on desc);
select protect_table('credit_mark');
grant select, insert, delete on credit_mark to wasl_app;
grant update (customer_id, kind, marked_on) on credit_mark to wasl_app;

-- A sale that was let through in spite of the policy: which, by whom and why.
create table credit_override (
  company_id uuid not null references company,
  about_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('order', 'invoice', 'delivery')),
  amount bigint not null check (amount >= 0),
  because text[] not null,
  reason text not null check (length(reason) between 3 and 400),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, about_id, kind)
);
create index credit_override_customer on credit_override (company_id, customer_id);
select protect_table('credit_override');
grant select, insert on credit_override to wasl_app;
