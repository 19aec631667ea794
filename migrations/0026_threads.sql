-- Conversations on every channel: accounts on vendors' platforms, what they tell us byte for byte,
-- the thread of one person on one account, and the words of both sides in one table.

alter table channel_account drop constraint channel_account_channel_check,
  add constraint channel_account_channel_check
    check (channel in ('email', 'whatsapp', 'messenger', 'instagram', 'sms')),
  alter column host drop not null,
  alter column port drop not null,
  alter column secure drop not null,
  alter column from_name drop not null,
  alter column from_address drop not null,
  -- Who carries it: whatsapp_cloud, messenger, instagram, instagram_login, unifonic, taqnyat, msegat, twilio.
  add column provider text,
  -- What the vendor calls it: phone number id, page id, sender name.
  add column address text check (length(address) between 1 and 254),
  -- What a person knows it by: +966 50 …, the page's name.
  add column shown_as text,
  add column base_url text,
  add column version text,
  -- All secrets of the vendor, locked together.
  add column secrets_sealed text,
  add column settings jsonb not null default '{}',
  -- Played on this machine, so that all can be tried without an account.
  add column played boolean not null default false,
  -- What the vendor last said of it: quality, limits, throughput.
  add column facts jsonb not null default '{}',
  -- A sick or busy vendor is left alone until then, and everything of this account waits.
  add column resting_until timestamptz,
  add column resting_reason text,
  add column rests int not null default 0,
  add column heard_at timestamptz,
  add constraint channel_account_complete check (case when channel = 'email'
    then host is not null and port is not null and secure is not null
      and from_name is not null and from_address is not null
    else provider is not null and address is not null and base_url is not null end);
create unique index channel_account_address on channel_account (company_id, provider, address)
  where removed_at is null and address is not null;
grant update (provider, address, shown_as, base_url, version, secrets_sealed, settings, facts,
  resting_until, resting_reason, rests, heard_at) on channel_account to wasl_app;

-- Where a vendor's webhooks for an account arrive: only the hash of the address is kept.
alter table gate.public_link drop constraint public_link_kind_check,
  add constraint public_link_kind_check check (kind in ('pay', 'webhook', 'channel'));

-- How far a mailbox was read. Another uid_validity means that its numbers begin anew.
create table mailbox (
  company_id uuid not null references company,
  account_id uuid not null,
  folder text not null,
  uid_validity bigint not null,
  last_uid bigint not null,
  read_at timestamptz not null,
  -- Which node reads it, and until when it may before it must say so again.
  held_by uuid,
  held_until timestamptz,
  primary key (company_id, account_id, folder),
  foreign key (company_id, account_id) references channel_account (company_id, id)
);
select protect_table('mailbox');
grant select, insert, update on mailbox to wasl_app;

-- A delivery of a vendor as it came. It is committed before the vendor hears that we have it.
create table delivery (
  company_id uuid not null references company,
  id uuid not null,
  account_id uuid not null,
  -- Of the raw bytes: the same delivery again is the first one.
  sha256 bytea not null check (length(sha256) = 32),
  url text not null,
  headers jsonb not null,
  body bytea not null,
  received_at timestamptz not null,
  taken_at timestamptz,
  tries int not null default 0,
  problem text,
  primary key (company_id, id),
  unique (company_id, account_id, sha256),
  foreign key (company_id, account_id) references channel_account (company_id, id)
);
create index delivery_waiting on delivery (company_id, account_id, id) where taken_at is null;
create index delivery_old on delivery (company_id, received_at);
select protect_table('delivery');
grant select, insert, delete on delivery to wasl_app;
grant update (taken_at, tries, problem) on delivery to wasl_app;

-- All that one person and one account of ours say to each other.
create table thread (
  company_id uuid not null references company,
  id uuid not null,
  account_id uuid not null,
  channel text not null check (channel in ('email', 'whatsapp', 'messenger', 'instagram', 'sms', 'manual')),
  -- Whose it is; null until somebody knows.
  customer_id uuid,
  -- How it is known: attested by the vendor, said by a person, or not at all.
  linked_by text check (linked_by in ('attested', 'person')),
  linked_evidence text,
  name text not null,
  -- How to address an answer: the latest name that the vendor gave.
  address_kind text not null,
  address text not null,
  started_at timestamptz not null,
  -- By the vendor's clock; never moves back.
  last_in_at timestamptz,
  last_out_at timestamptz,
  last_message_id uuid,
  -- The vendor's own switch against marketing.
  marketing_stopped_at timestamptz,
  blocked_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id)
);
create index thread_customer on thread (company_id, customer_id) where customer_id is not null;
create index thread_account on thread (company_id, account_id);
select protect_table('thread');
grant select, insert on thread to wasl_app;
grant update (customer_id, linked_by, linked_evidence, name, address_kind, address, last_in_at,
  last_out_at, last_message_id, marketing_stopped_at, blocked_at) on thread to wasl_app;

-- Every name under which the person is known to this account; a name belongs to one thread.
create table thread_identity (
  company_id uuid not null references company,
  account_id uuid not null,
  kind text not null check (kind in ('phone', 'email', 'wa_bsuid', 'wa_username', 'psid', 'igsid', 'ig_username', 'other')),
  value text not null check (length(value) between 1 and 254),
  thread_id uuid not null,
  added_at timestamptz not null,
  primary key (company_id, account_id, kind, value),
  -- Deferred: the name is claimed first, and only the winner makes the thread.
  foreign key (company_id, thread_id) references thread (company_id, id) deferrable initially deferred
);
create index thread_identity_thread on thread_identity (company_id, thread_id);
create index thread_identity_value on thread_identity (company_id, kind, value);
select protect_table('thread_identity');
grant select, insert, delete on thread_identity to wasl_app;
grant update (thread_id) on thread_identity to wasl_app;

alter table message drop constraint message_channel_check,
  add constraint message_channel_check
    check (channel in ('email', 'whatsapp', 'messenger', 'instagram', 'sms', 'manual')),
  drop constraint message_category_check,
  add constraint message_category_check
    check (category in ('reminder', 'invoice', 'receipt', 'statement', 'chat', 'other')),
  drop constraint message_state_check,
  add constraint message_state_check check (state in
    ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'received', 'withdrawn')),
  add column direction text not null default 'out' check (direction in ('in', 'out')),
  add column account_id uuid,
  add column thread_id uuid,
  -- What was said in a form that no vendor shows through; null for a mail that is subject and body.
  add column content jsonb,
  -- A vendor may put several things into one message.
  add column part int not null default 0,
  -- When it was said, by the vendor's clock; ours until then.
  add column said_at timestamptz,
  -- The vendor's id of the message that it answers.
  add column answers text,
  -- A person's own words, which some vendors allow longer; else the house spoke by itself.
  add column by_human boolean not null default false,
  -- Written by the business on the vendor's own telephone or page.
  add column elsewhere boolean not null default false,
  add column delivered_at timestamptz,
  add column read_at timestamptz,
  add column edited_at timestamptz,
  add column unsent_at timestamptz,
  -- What the vendor charges for it: segments, category.
  add column units int,
  add column pricing jsonb,
  add column words text generated always as (fold(subject || ' ' || body)) stored,
  add constraint message_thread check (direction = 'out' or (thread_id is not null and account_id is not null)),
  add constraint message_received check ((direction = 'in') = (state = 'received')),
  add foreign key (company_id, thread_id) references thread (company_id, id);
update message set said_at = queued_at where said_at is null;
alter table message alter column said_at set not null;
create index message_thread on message (company_id, thread_id, said_at desc, id desc)
  where thread_id is not null;
create unique index message_provider on message (company_id, account_id, provider_id, part)
  where provider_id is not null and account_id is not null;
create index message_words on message using gin (company_id, words gin_trgm_ops);
-- The customer of a thread may become known later; what was said changes only when its writer changes it.
grant update (customer_id, body, content, said_at, account_id, thread_id, delivered_at, read_at, edited_at,
  unsent_at, units, pricing) on message to wasl_app;

-- The parts of a mail that a chat does not have.
create table message_mail (
  company_id uuid not null references company,
  message_id uuid not null,
  -- As in the head, without brackets.
  mail_id text not null,
  in_reply_to text[] not null default '{}',
  reference_ids text[] not null default '{}',
  to_addresses jsonb not null default '[]',
  cc_addresses jsonb not null default '[]',
  -- As it came; it is made safe each time that it is shown.
  html text,
  -- Written by a machine: never answered by one.
  automatic boolean not null default false,
  automatic_reason text,
  -- What the receiving server said of who sent it: pass, fail, none.
  authentic text,
  primary key (company_id, message_id),
  foreign key (company_id, message_id) references message (company_id, id)
);
create index message_mail_id on message_mail (company_id, mail_id);
select protect_table('message_mail');
grant select, insert on message_mail to wasl_app;

-- A file of a message: held by the vendor until we have fetched it.
create table message_media (
  company_id uuid not null references company,
  id uuid not null,
  message_id uuid not null,
  place int not null,
  ref jsonb not null,
  state text not null check (state in ('waiting', 'stored', 'failed', 'refused')),
  file_id uuid,
  name text,
  mime text,
  bytes bigint,
  -- Why it is not here, in our own words.
  reason text,
  tries int not null default 0,
  -- The vendor's id of what we uploaded, and until when it knows it.
  vendor_id text,
  vendor_until timestamptz,
  primary key (company_id, id),
  unique (company_id, message_id, place),
  foreign key (company_id, message_id) references message (company_id, id),
  foreign key (company_id, file_id) references file (company_id, id),
  check ((state = 'stored') <= (file_id is not null))
);
create index message_media_waiting on message_media (company_id, id) where state = 'waiting';
create index message_media_file on message_media (company_id, file_id) where file_id is not null;
select protect_table('message_media');
grant select, insert on message_media to wasl_app;
grant update (state, file_id, name, mime, bytes, reason, tries, vendor_id, vendor_until)
  on message_media to wasl_app;

-- One sign of each side on a message; taking it back removes the row.
create table message_reaction (
  company_id uuid not null references company,
  message_id uuid not null,
  side text not null check (side in ('them', 'us')),
  emoji text not null check (length(emoji) between 1 and 40),
  at timestamptz not null,
  actor_id uuid,
  primary key (company_id, message_id, side),
  foreign key (company_id, message_id) references message (company_id, id)
);
select protect_table('message_reaction');
grant select, insert, delete on message_reaction to wasl_app;
grant update (emoji, at, actor_id) on message_reaction to wasl_app;

-- What a vendor told of a message that we do not know yet: its answer to our sending is on the way.
create table early_status (
  company_id uuid not null references company,
  account_id uuid not null,
  provider_id text not null,
  state text not null,
  at timestamptz not null,
  facts jsonb not null,
  primary key (company_id, account_id, provider_id, state)
);
select protect_table('early_status');
grant select, insert, delete on early_status to wasl_app;

-- Templates as the vendor holds them: the only words allowed when the window is closed.
create table channel_template (
  company_id uuid not null references company,
  id uuid not null,
  account_id uuid not null,
  vendor_id text,
  name text not null check (name ~ '^[a-z0-9_]+$' and length(name) <= 512),
  language text not null,
  category text not null check (category in ('utility', 'marketing', 'authentication')),
  -- Header, body, footer, buttons, in the vendor's own shape.
  parts jsonb not null,
  -- What each variable means in the house's words; null: a person fills it.
  variables jsonb not null default '[]',
  state text not null check (state in
    ('draft', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'deleted')),
  quality text check (quality in ('green', 'yellow', 'red', 'unknown')),
  reason text,
  -- The house's own text that this one stands for: reminder_gentle, invoice, statement …
  stands_for text,
  changed_at timestamptz not null,
  synced_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, account_id) references channel_account (company_id, id)
);
create unique index channel_template_name on channel_template (company_id, account_id, name, language)
  where state <> 'deleted';
select protect_table('channel_template');
grant select, insert on channel_template to wasl_app;
grant update (vendor_id, category, parts, variables, state, quality, reason, stands_for, changed_at,
  synced_at) on channel_template to wasl_app;

alter table consent drop constraint consent_channel_check,
  add constraint consent_channel_check
    check (channel in ('email', 'whatsapp', 'messenger', 'instagram', 'sms')),
  drop constraint consent_source_check,
  add constraint consent_source_check
    check (source in ('customer_link', 'customer_word', 'vendor', 'person', 'import')),
  -- Marketing alone, or everything that is not owed.
  add column reach text not null default 'all' check (reach in ('all', 'marketing'));

alter table customer_identity drop constraint customer_identity_kind_check,
  add constraint customer_identity_kind_check check (kind in
    ('phone', 'email', 'whatsapp', 'wa_bsuid', 'wa_username', 'psid', 'igsid', 'ig_username'));
drop index customer_identity_channel;
create unique index customer_identity_channel on customer_identity (company_id, kind, value)
  where kind in ('whatsapp', 'wa_bsuid', 'psid', 'igsid');
