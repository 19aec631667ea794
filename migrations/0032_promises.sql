-- A customer's word: so much, by this day, towards these invoices; and what became of it.

create table promise (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  due_on date not null,
  -- The last day of grace: until then it covers its invoices, and money still keeps it.
  last_day date not null check (last_day >= due_on),
  source text not null
    check (source in ('call', 'chat', 'portal', 'pay_page', 'button', 'meeting')),
  said_by text not null,
  note text not null,
  state text not null
    check (state in ('open', 'kept', 'partly_kept', 'broken', 'renegotiated', 'cancelled')),
  kept bigint not null default 0 check (kept between 0 and amount),
  judged_at timestamptz,
  replaces uuid,
  cancel_reason text,
  made_at timestamptz not null,
  made_by_id uuid,
  made_by text not null,
  primary key (company_id, id),
  foreign key (company_id, replaces) references promise,
  check ((state = 'kept') <= (kept = amount)),
  check ((state = 'cancelled') = (cancel_reason is not null))
);
create index promise_customer on promise (company_id, customer_id, due_on desc, id desc);
create index promise_open on promise (company_id, customer_id) where state = 'open';
create index promise_due on promise (company_id, last_day) where state = 'open';
create index promise_list on promise (company_id, due_on desc, id desc);
select protect_table('promise');
grant select, insert on promise to wasl_app;
grant update (state, kept, judged_at, cancel_reason) on promise to wasl_app;

create table promise_item (
  company_id uuid not null references company,
  promise_id uuid not null,
  item_id uuid not null,
  invoice_id uuid not null,
  number text not null,
  amount bigint not null check (amount > 0),
  primary key (company_id, promise_id, item_id),
  foreign key (company_id, promise_id) references promise
);
create index promise_item_of on promise_item (company_id, item_id);
create index promise_item_invoice on promise_item (company_id, invoice_id);
select protect_table('promise_item');
grant select, insert on promise_item to wasl_app;

-- For how long after its day money still keeps a promise, and how far ahead one may lie.
alter table reminder_setting
  add promise_grace_days int not null default 3 check (promise_grace_days between 0 and 30),
  add promise_days_ahead int not null default 90 check (promise_days_ahead between 1 and 365);
grant update (promise_grace_days, promise_days_ahead) on reminder_setting to wasl_app;
