-- Agencies that collect for a company, what is referred to them, what they bring and earn, and the
-- evidence of a debt that is put together for whoever must prove it.

create table agency (
  company_id uuid not null references company,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  registration text not null default '' check (length(registration) <= 30),
  contact_name text not null default '' check (length(contact_name) <= 120),
  phone text not null default '' check (length(phone) <= 30),
  email text not null default '' check (length(email) <= 254),
  contract text not null default '' check (length(contract) <= 2000),
  -- Bands of commission, the least of a payment, direct payments, VAT.
  terms jsonb not null,
  archived_at timestamptz,
  made_at timestamptz not null,
  primary key (company_id, id)
);
select protect_table('agency');
grant select, insert on agency to wasl_app;
grant update (name, registration, contact_name, phone, email, contract, terms, archived_at)
  on agency to wasl_app;

-- Who signs in for an agency: a user belongs to one at most.
create table agency_member (
  company_id uuid not null references company,
  member_id uuid not null,
  agency_id uuid not null,
  primary key (company_id, member_id),
  foreign key (company_id, member_id) references member (company_id, id) on delete cascade,
  foreign key (company_id, agency_id) references agency (company_id, id)
);
create index agency_member_of on agency_member (company_id, agency_id);
select protect_table('agency_member');
grant select, insert, delete on agency_member to wasl_app;

create table agency_setting (
  company_id uuid not null references company,
  approval_needed boolean not null,
  notice_days int not null check (notice_days between 0 and 60),
  primary key (company_id)
);
select protect_table('agency_setting');
grant select, insert, update on agency_setting to wasl_app;

create table referral (
  company_id uuid not null references company,
  id uuid not null,
  agency_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in
    ('prepared', 'referred', 'in_progress', 'paid', 'recalled', 'uncollectable', 'returned')),
  reason text not null default '' check (length(reason) <= 400),
  -- How far the chase had gone, and the terms that this referral is under: as they were then.
  readiness jsonb not null,
  terms jsonb not null,
  notified boolean not null,
  effective_on date not null,
  prepared_at timestamptz not null,
  prepared_by_id uuid,
  prepared_by text not null,
  approved_at timestamptz,
  approved_by text,
  started_on date,
  started_at timestamptz,
  ended_on date,
  ended_at timestamptz,
  ended_by text,
  end_reason text check (length(end_reason) <= 1000),
  heard_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, agency_id) references agency (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id),
  check ((state in ('referred', 'in_progress')) <= (started_at is not null and approved_at is not null)),
  check ((state in ('prepared', 'referred', 'in_progress')) = (ended_at is null)),
  check ((started_at is null) = (started_on is null)),
  check ((ended_at is null) = (ended_on is null))
);
create index referral_customer on referral (company_id, customer_id, prepared_at desc, id desc);
create index referral_agency on referral (company_id, agency_id, prepared_at desc, id desc);
create index referral_list on referral (company_id, prepared_at desc, id desc);
create index referral_open on referral (company_id, customer_id) where ended_at is null;
select protect_table('referral');
grant select, insert on referral to wasl_app;
grant update (state, effective_on, approved_at, approved_by, started_on, started_at, ended_on,
  ended_at, ended_by, end_reason, heard_at) on referral to wasl_app;

create table referral_item (
  company_id uuid not null references company,
  referral_id uuid not null,
  item_id uuid not null,
  invoice_id uuid not null,
  number text not null,
  due_on date not null,
  amount bigint not null check (amount > 0),
  -- While the referral is not over: an invoice is with one agency at a time.
  open boolean not null default true,
  primary key (company_id, referral_id, item_id),
  foreign key (company_id, referral_id) references referral (company_id, id)
);
create unique index referral_item_once on referral_item (company_id, item_id) where open;
create index referral_item_of on referral_item (company_id, item_id);
select protect_table('referral_item');
grant select, insert on referral_item to wasl_app;
grant update (open) on referral_item to wasl_app;

-- What an agency says of a debt. Its words are about a person, and are erased with them.
create table referral_update (
  company_id uuid not null references company,
  id uuid not null,
  referral_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  code text not null check (length(code) <= 40),
  note text not null default '' check (length(note) <= 1000),
  amount bigint check (amount > 0),
  due_on date,
  file_id uuid,
  primary key (company_id, id),
  foreign key (company_id, referral_id) references referral (company_id, id),
  foreign key (company_id, file_id) references file (company_id, id)
);
create index referral_update_file on referral_update (company_id, file_id) where file_id is not null;
create index referral_update_of on referral_update (company_id, referral_id, at desc, id desc);
select protect_table('referral_update');
grant select, insert on referral_update to wasl_app;
grant update (note) on referral_update to wasl_app;

-- What an agency hands over of the money that customers paid to it.
create table agency_remittance (
  company_id uuid not null references company,
  id uuid not null,
  agency_id uuid not null,
  currency text not null,
  received_on date not null,
  gross bigint not null check (gross > 0),
  commission bigint not null check (commission >= 0),
  vat bigint not null check (vat >= 0),
  reference text not null default '' check (length(reference) <= 80),
  entry_id uuid not null,
  at timestamptz not null,
  by_name text not null,
  primary key (company_id, id),
  foreign key (company_id, agency_id) references agency (company_id, id),
  foreign key (company_id, entry_id) references journal_entry,
  check (commission + vat <= gross)
);
select protect_table('agency_remittance');
grant select, insert on agency_remittance to wasl_app;

-- A payment that an agency tells of: nothing is in the books before somebody here confirms it.
create table agency_payment (
  company_id uuid not null references company,
  id uuid not null,
  referral_id uuid not null,
  amount bigint not null check (amount > 0),
  paid_on date not null,
  paid_to text not null check (paid_to in ('us', 'agency')),
  reference text not null default '' check (length(reference) <= 80),
  file_id uuid,
  state text not null default 'open' check (state in ('open', 'confirmed', 'refused')),
  reported_at timestamptz not null,
  reported_by_id uuid,
  reported_by text not null,
  decided_at timestamptz,
  decided_by text,
  reason text check (length(reason) <= 400),
  payment_id uuid,
  remittance_id uuid,
  primary key (company_id, id),
  foreign key (company_id, referral_id) references referral (company_id, id),
  foreign key (company_id, file_id) references file (company_id, id),
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, remittance_id) references agency_remittance (company_id, id),
  check ((state = 'confirmed') = (payment_id is not null)),
  check ((state = 'refused') = (reason is not null)),
  check ((remittance_id is null) or (state = 'confirmed' and paid_to = 'agency'))
);
create index agency_payment_of on agency_payment (company_id, referral_id, reported_at desc);
create index agency_payment_file on agency_payment (company_id, file_id) where file_id is not null;
create index agency_payment_list on agency_payment (company_id, reported_at desc, id desc);
create unique index agency_payment_payment on agency_payment (company_id, payment_id)
  where payment_id is not null;
select protect_table('agency_payment');
grant select, insert on agency_payment to wasl_app;
grant update (state, decided_at, decided_by, reason, payment_id, remittance_id)
  on agency_payment to wasl_app;

-- Papers that prove a debt: a delivery note, a contract, a written notice, a legal step, of a
-- customer or of one invoice.
create table evidence_paper (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  invoice_id uuid,
  kind text not null check (kind in ('delivery', 'contract', 'notice', 'legal', 'other')),
  file_id uuid not null,
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz,
  removed_by text,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id),
  foreign key (company_id, file_id) references file (company_id, id)
);
create index evidence_paper_customer on evidence_paper (company_id, customer_id, added_at)
  where removed_at is null;
create index evidence_paper_file on evidence_paper (company_id, file_id);
select protect_table('evidence_paper');
grant select, insert on evidence_paper to wasl_app;
grant update (removed_at, removed_by) on evidence_paper to wasl_app;

-- A pack of evidence (ملف الإثبات): made once, kept as it was made.
create table evidence_pack (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  invoice_ids uuid[] not null,
  referral_id uuid,
  state text not null default 'queued' check (state in ('queued', 'ready', 'failed')),
  asked_at timestamptz not null,
  asked_by_id uuid,
  asked_by text not null,
  made_at timestamptz,
  file_id uuid,
  files int,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id),
  foreign key (company_id, referral_id) references referral (company_id, id),
  foreign key (company_id, file_id) references file (company_id, id),
  check ((state = 'ready') = (file_id is not null and made_at is not null))
);
create index evidence_pack_customer on evidence_pack (company_id, customer_id, asked_at desc);
create index evidence_pack_file on evidence_pack (company_id, file_id) where file_id is not null;
select protect_table('evidence_pack');
grant select, insert on evidence_pack to wasl_app;
grant update (state, made_at, file_id, files) on evidence_pack to wasl_app;

-- What was said to and by a customer, with its fate, for the log of the pack.
create view evidence_message_view with (security_invoker = true) as
  select m.company_id, m.id, m.customer_id, m.direction, m.channel, m.to_address, m.subject, m.body,
    m.state, m.said_at, m.queued_at, m.sent_at, m.delivered_at, m.read_at, m.attachments,
    m.actor_name
  from message m where m.customer_id is not null and m.state <> 'withdrawn' and m.unsent_at is null;
grant select on evidence_message_view to wasl_app;

-- Companies that are here already get the role, and the accounts of what agencies collect and keep.
insert into role (company_id, id, key, name)
select c.id, gen_random_uuid(), 'agency', 'agency' from company c
where not exists (select 1 from role r where r.company_id = c.id and r.key = 'agency');
insert into account (company_id, id, key, code, name_ar, name_en, kind)
select c.id, gen_random_uuid(), a.key, a.code, a.name_ar, a.name_en, a.kind
from company c cross join (values
  ('agency_clearing', '1160', 'تحصيل لدى الوكالة', 'Collected by agencies', 'asset'),
  ('vat_input', '1220', 'ضريبة القيمة المضافة القابلة للخصم', 'Recoverable VAT', 'asset'),
  ('agency_fees', '5346', 'عمولات شركات التحصيل', 'Collection commissions', 'expense')
) as a(key, code, name_ar, name_en, kind)
where not exists (
  select 1 from account b where b.company_id = c.id and (b.key = a.key or b.code = a.code));
