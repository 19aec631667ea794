-- Statements that were sent to customers: what was asked for, so that the file is made when the
-- mail leaves and the same again when it is sent again.
create table statement_sending (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  kind text not null check (kind in ('activity', 'open')),
  asked_at timestamptz not null,
  asked_by uuid,
  asked_by_name text not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer
);
create index statement_sending_customer on statement_sending (company_id, customer_id);
select protect_table('statement_sending');
grant select, insert on statement_sending to wasl_app;
