-- What a company goes without: settlements, waivers and write-offs, who may agree to how much, and
-- what came back of a debt that was lost.

insert into account (company_id, id, key, code, name_ar, name_en, kind)
select c.id, gen_random_uuid(), a.key, a.code, a.name_ar, a.name_en, a.kind
from company c, (values
  ('bad_debt_recovered', '4920', 'ديون معدومة محصَّلة', 'Bad debts recovered', 'income'),
  ('settlement_discount', '5215', 'خصم تسويات', 'Settlement discounts', 'expense'),
  ('waivers', '5217', 'إعفاءات العملاء', 'Waivers', 'expense'))
  as a (key, code, name_ar, name_en, kind)
on conflict do nothing;

create table concession_setting (
  company_id uuid primary key references company,
  -- Who may agree to how much; null: the owner to everything, and nobody else to anything.
  limits jsonb
);
select protect_table('concession_setting');
grant select, insert, update on concession_setting to wasl_app;

create table concession (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('settlement', 'waiver', 'write_off')),
  state text not null check (state in ('proposed', 'offered', 'accepted', 'kept', 'posted', 'failed',
    'declined', 'expired', 'refused', 'withdrawn', 'reversed')),
  currency text not null,
  -- All that was open of its invoices when it was proposed; of it, what is paid and what is let go.
  owed bigint not null check (owed > 0),
  pay bigint not null check (pay >= 0),
  waived bigint not null check (waived > 0),
  basis_points int not null,
  pay_by date,
  last_day date check (last_day >= pay_by),
  method text not null check (method in ('ledger', 'credit_note')),
  reason text not null,
  came bigint not null default 0,
  proposed_at timestamptz not null,
  proposed_by_id uuid,
  proposed_by text not null,
  approved_at timestamptz,
  approved_by text,
  sent_at timestamptz,
  accepted_at timestamptz,
  accepted_by text,
  -- Accepted by the customer on the page, or by a colleague in their name.
  accepted_on text check (accepted_on in ('page', 'staff')),
  ended_at timestamptz,
  ended_by text,
  ended_because text,
  number text,
  entry_id uuid,
  settlement_ids uuid[] not null default '{}',
  credit_numbers text[] not null default '{}',
  posted_on date,
  posted bigint,
  recovered bigint not null default 0 check (recovered between 0 and coalesce(posted, 0)),
  primary key (company_id, id),
  check (pay + waived = owed or kind <> 'settlement'),
  check ((kind = 'settlement') = (pay_by is not null and last_day is not null))
);
create index concession_customer on concession (company_id, customer_id, proposed_at desc);
create index concession_list on concession (company_id, proposed_at desc, id desc);
create index concession_live on concession (company_id, customer_id)
  where state in ('proposed', 'offered', 'accepted');
create index concession_lost on concession (company_id, customer_id)
  where kind = 'write_off' and state = 'posted';
select protect_table('concession');
grant select, insert on concession to wasl_app;
grant update (state, came, approved_at, approved_by, sent_at, accepted_at, accepted_by, accepted_on,
  ended_at, ended_by, ended_because, number, entry_id, settlement_ids, credit_numbers, posted_on,
  posted, recovered, reason, last_day) on concession to wasl_app;

create table concession_item (
  company_id uuid not null references company,
  concession_id uuid not null,
  item_id uuid not null,
  invoice_id uuid not null,
  number text not null,
  due_on date not null,
  -- What was open when it was proposed, and what was let go of it in the end.
  balance bigint not null check (balance > 0),
  posted bigint not null default 0,
  primary key (company_id, concession_id, item_id),
  foreign key (company_id, concession_id) references concession
);
create index concession_item_of on concession_item (company_id, item_id);
create index concession_item_invoice on concession_item (company_id, invoice_id);
select protect_table('concession_item');
grant select, insert on concession_item to wasl_app;
grant update (posted) on concession_item to wasl_app;

create table recovery (
  company_id uuid not null references company,
  id uuid not null,
  concession_id uuid not null,
  number text not null,
  amount bigint not null check (amount > 0),
  on_day date not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  entry_id uuid not null,
  primary key (company_id, id),
  foreign key (company_id, concession_id) references concession
);
create index recovery_of on recovery (company_id, concession_id);
select protect_table('recovery');
grant select, insert on recovery to wasl_app;
