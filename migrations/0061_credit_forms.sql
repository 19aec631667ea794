-- The form by which somebody asks for credit himself, behind a link that a colleague made for him.

alter table gate.public_link drop constraint public_link_kind_check,
  add constraint public_link_kind_check
    check (kind in ('pay', 'webhook', 'channel', 'confirm', 'credit_form'));

alter table credit_application add column source text not null default 'staff'
  check (source in ('staff', 'customer'));
-- What they say of their own company; a person decides what of it goes to the customer's record.
alter table credit_application add column company jsonb;
alter table credit_application add check ((source = 'customer') = (company is not null));
grant update (company, opened_by) on credit_application to wasl_app;

create table credit_form (
  company_id uuid not null references company,
  id uuid not null,
  -- Null while it was made for somebody who is no customer of ours, and has not answered.
  customer_id uuid,
  -- For whom it was made, as the colleague calls them.
  name text not null check (length(name) <= 200),
  made_at timestamptz not null,
  made_by_id uuid,
  made_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  sent_at timestamptz,
  application_id uuid,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, application_id) references credit_application,
  check ((sent_at is null) = (application_id is null)),
  check ((revoked_at is null) = (revoked_by is null))
);
create index credit_form_newest on credit_form (company_id, made_at desc, id desc);
create index credit_form_customer on credit_form (company_id, customer_id);
create index credit_form_application on credit_form (company_id, application_id);
select protect_table('credit_form');
grant select, insert on credit_form to wasl_app;
grant update (customer_id, name, revoked_at, revoked_by, sent_at, application_id)
  on credit_form to wasl_app;
