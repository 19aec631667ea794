-- The work on threads: conversations, who has them, what they are about, and what people note beside
-- them; and how the people who answer work.

-- How a user works: when they are there, how much at once, and what they know well.
create table member_work (
  company_id uuid not null,
  member_id uuid not null,
  -- As they say of themselves; null: never said.
  availability text check (availability in ('online', 'busy', 'away', 'off')),
  availability_at timestamptz,
  -- The last sign of life from a screen of theirs.
  seen_at timestamptz,
  -- Windows by weekday, Sunday first; null: the company's own hours.
  shifts jsonb,
  capacity int check (capacity >= 0),
  skills jsonb not null default '[]',
  primary key (company_id, member_id),
  foreign key (company_id, member_id) references member (company_id, id)
);
select protect_table('member_work');
grant select, insert, update on member_work to wasl_app;

-- When the users of a company were last seen by a signed-in session.
create function gate.last_seen(of_company uuid) returns table (user_id uuid, at timestamptz)
language sql stable security definer set search_path = pg_catalog, gate, pg_temp as $$
  select s.user_id, max(s.last_seen_at) from gate.session s where s.company_id = of_company
    and of_company = nullif(current_setting('app.company_id', true), '')::uuid
  group by s.user_id $$;
revoke all on function gate.last_seen(uuid) from public;
grant execute on function gate.last_seen(uuid) to wasl_app;

create table inbox_settings (
  company_id uuid primary key references company,
  settings jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);
select protect_table('inbox_settings');
grant select, insert, update on inbox_settings to wasl_app;

create table conversation_type (
  company_id uuid not null references company,
  id uuid not null,
  -- A shipped one, named in the reader's language until the company names it.
  key text check (key in ('sales', 'support', 'complaint', 'finance')),
  name text not null check (length(name) between 1 and 60),
  renamed boolean not null default false,
  department_id uuid,
  words text[] not null default '{}',
  active boolean not null default true,
  place int not null default 0,
  lessons int not null default 0,
  removed_at timestamptz,
  primary key (company_id, id)
);
create unique index conversation_type_key on conversation_type (company_id, key) where key is not null;
create unique index conversation_type_name on conversation_type (company_id, name) where removed_at is null;
select protect_table('conversation_type');
grant select, insert, update on conversation_type to wasl_app;

-- What corrections taught the classifier; the empty word counts the messages of the type.
create table classifier_word (
  company_id uuid not null,
  type_id uuid not null,
  word text not null check (length(word) <= 200),
  count int not null,
  primary key (company_id, type_id, word),
  foreign key (company_id, type_id) references conversation_type (company_id, id)
);
create index classifier_word_word on classifier_word (company_id, word);
select protect_table('classifier_word');
grant select, insert, update, delete on classifier_word to wasl_app;

create table conversation_label_kind (
  company_id uuid not null references company,
  id uuid not null,
  name text not null check (length(name) between 1 and 40),
  colour text not null,
  primary key (company_id, id),
  unique (company_id, name)
);
select protect_table('conversation_label_kind');
grant select, insert, update, delete on conversation_label_kind to wasl_app;

create table routing_rule (
  company_id uuid not null references company,
  id uuid not null,
  place int not null,
  name text not null check (length(name) between 1 and 80),
  active boolean not null,
  conditions jsonb not null,
  outcome jsonb not null,
  primary key (company_id, id)
);
select protect_table('routing_rule');
grant select, insert, update, delete on routing_rule to wasl_app;

create table canned_reply (
  company_id uuid not null references company,
  id uuid not null,
  owner_id uuid not null,
  shared boolean not null,
  shortcut text not null check (length(shortcut) between 1 and 30),
  title text not null,
  body text not null,
  language text not null check (language in ('ar', 'en')),
  type_ids uuid[] not null default '{}',
  channels text[] not null default '{}',
  used int not null default 0,
  changed_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, owner_id) references member (company_id, id)
);
create unique index canned_reply_shared on canned_reply (company_id, fold(shortcut)) where shared;
create unique index canned_reply_own on canned_reply (company_id, owner_id, fold(shortcut)) where not shared;
select protect_table('canned_reply');
grant select, insert, update, delete on canned_reply to wasl_app;

-- A period of work on one thread. What a list shows of it stands here, so that a list is one read.
create table conversation (
  company_id uuid not null references company,
  id uuid not null,
  thread_id uuid not null,
  account_id uuid not null,
  channel text not null,
  customer_id uuid,
  writer text not null,
  state text not null check (state in ('open', 'snoozed', 'closed')),
  snooze_until timestamptz,
  opened_at timestamptz not null,
  reopened int not null default 0,
  closed_at timestamptz,
  closed_by uuid,
  -- Null until something is said.
  last_message_id uuid,
  last_text text not null default '',
  last_kind text not null default 'text',
  last_at timestamptz not null,
  last_direction text not null check (last_direction in ('in', 'out')),
  -- Everything the customer said in it: what a reader has not seen is the difference.
  heard int not null default 0,
  -- The first word of the customer that nobody answered.
  waiting_since timestamptz,
  reply_due_at timestamptz,
  reminded int not null default 0,
  assignee_id uuid,
  assigned_at timestamptz,
  assigned_why jsonb,
  department_id uuid,
  type_id uuid,
  type_by text check (type_by in ('person', 'rule', 'guess')),
  -- In thousandths.
  type_certainty int,
  type_words jsonb not null default '[]',
  -- The words that were learned when a person said the type, to be forgotten exactly.
  lesson jsonb,
  rules jsonb not null default '[]',
  priority int not null default 1 check (priority between 0 and 3),
  auto_replied_on date,
  consent_confirmed boolean not null default false,
  first_answer_at timestamptz,
  first_answer_s int,
  satisfaction_at timestamptz,
  satisfaction_score int check (satisfaction_score between 1 and 5),
  satisfaction_told_at timestamptz,
  words text generated always as (fold(writer || ' ' || last_text)) stored,
  primary key (company_id, id),
  foreign key (company_id, thread_id) references thread (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id),
  foreign key (company_id, assignee_id) references member (company_id, id),
  foreign key (company_id, type_id) references conversation_type (company_id, id),
  check ((state = 'snoozed') = (snooze_until is not null)),
  check ((state = 'closed') = (closed_at is not null))
);
-- However many deliveries come at once: one piece of work on a thread.
create unique index conversation_open on conversation (company_id, thread_id) where state <> 'closed';
create index conversation_thread on conversation (company_id, thread_id, opened_at desc);
create index conversation_newest on conversation (company_id, last_at, id);
create index conversation_at_work on conversation (company_id, last_at, id) where state = 'open';
create index conversation_urgent on conversation (company_id, priority, last_at, id) where state = 'open';
create index conversation_waiting on conversation (company_id, waiting_since, id)
  where state = 'open' and waiting_since is not null;
create index conversation_unassigned on conversation (company_id, last_at, id)
  where state = 'open' and assignee_id is null;
create index conversation_assignee on conversation (company_id, assignee_id, last_at, id)
  where state <> 'closed';
create index conversation_snoozed on conversation (company_id, snooze_until, id) where state = 'snoozed';
create index conversation_closed on conversation (company_id, last_at, id) where state = 'closed';
create index conversation_closed_at on conversation (company_id, closed_at) where closed_at is not null;
create index conversation_opened_at on conversation (company_id, opened_at);
create index conversation_customer on conversation (company_id, customer_id, last_at desc)
  where customer_id is not null;
create index conversation_type_id on conversation (company_id, type_id) where type_id is not null;
create index conversation_satisfaction on conversation (company_id, satisfaction_at)
  where satisfaction_at is not null;
create index conversation_words on conversation using gin (company_id, words gin_trgm_ops);
select protect_table('conversation');
grant select, insert, update on conversation to wasl_app;

create table conversation_label (
  company_id uuid not null,
  conversation_id uuid not null,
  label_id uuid not null,
  primary key (company_id, conversation_id, label_id),
  foreign key (company_id, conversation_id) references conversation (company_id, id),
  foreign key (company_id, label_id) references conversation_label_kind (company_id, id)
);
create index conversation_label_label on conversation_label (company_id, label_id);
select protect_table('conversation_label');
grant select, insert, delete on conversation_label to wasl_app;

-- What happened to a conversation, in words that stay true when names change.
create table conversation_happening (
  company_id uuid not null references company,
  id uuid not null,
  conversation_id uuid not null,
  thread_id uuid not null,
  at timestamptz not null,
  what text not null check (length(what) <= 40),
  actor_id uuid,
  actor_name text not null,
  human boolean not null,
  facts jsonb not null default '{}',
  reasons jsonb not null default '[]',
  primary key (company_id, id),
  foreign key (company_id, conversation_id) references conversation (company_id, id)
);
create index conversation_happening_thread on conversation_happening (company_id, thread_id, at desc, id desc);
create index conversation_happening_of on conversation_happening (company_id, conversation_id);
select protect_table('conversation_happening');
grant select, insert on conversation_happening to wasl_app;
grant update (thread_id) on conversation_happening to wasl_app;

-- Among colleagues: no sender of the house reads this table.
create table conversation_note (
  company_id uuid not null references company,
  id uuid not null,
  conversation_id uuid not null,
  thread_id uuid not null,
  at timestamptz not null,
  text text not null check (length(text) between 1 and 4000),
  mentions uuid[] not null default '{}',
  actor_id uuid,
  actor_name text not null,
  removed_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, conversation_id) references conversation (company_id, id)
);
create index conversation_note_thread on conversation_note (company_id, thread_id, at desc, id desc);
create index conversation_note_of on conversation_note (company_id, conversation_id);
select protect_table('conversation_note');
grant select, insert on conversation_note to wasl_app;
grant update (removed_at, thread_id) on conversation_note to wasl_app;

-- Who was named in a note: they see the conversation, whoever has it.
create table conversation_mention (
  company_id uuid not null,
  user_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  primary key (company_id, user_id, conversation_id),
  foreign key (company_id, user_id) references member (company_id, id),
  foreign key (company_id, conversation_id) references conversation (company_id, id)
);
create index conversation_mention_of on conversation_mention (company_id, conversation_id);
select protect_table('conversation_mention');
grant select, insert on conversation_mention to wasl_app;
grant update (at) on conversation_mention to wasl_app;

-- How much of what the customer said each reader has seen.
create table conversation_read (
  company_id uuid not null,
  user_id uuid not null,
  conversation_id uuid not null,
  seen int not null,
  at timestamptz not null,
  primary key (company_id, user_id, conversation_id),
  foreign key (company_id, user_id) references member (company_id, id),
  foreign key (company_id, conversation_id) references conversation (company_id, id)
);
select protect_table('conversation_read');
grant select, insert, update on conversation_read to wasl_app;

create table conversation_draft (
  company_id uuid not null,
  user_id uuid not null,
  conversation_id uuid not null,
  text text not null,
  thread_id uuid,
  answers uuid,
  subject text,
  note boolean not null,
  began_at timestamptz not null,
  saved_at timestamptz not null,
  primary key (company_id, user_id, conversation_id),
  foreign key (company_id, user_id) references member (company_id, id),
  foreign key (company_id, conversation_id) references conversation (company_id, id)
);
select protect_table('conversation_draft');
grant select, insert, update, delete on conversation_draft to wasl_app;

-- What people said to customers, and how long these had waited for it: the figures of the inbox.
create table conversation_answer (
  company_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  channel text not null,
  type_id uuid,
  agent_id uuid,
  at timestamptz not null,
  -- Null when nobody waited.
  waited_since timestamptz,
  first boolean not null,
  wall_s int,
  working_s int,
  withdrawn boolean not null default false,
  primary key (company_id, message_id),
  foreign key (company_id, conversation_id) references conversation (company_id, id)
);
create index conversation_answer_at on conversation_answer (company_id, at);
create index conversation_answer_of on conversation_answer (company_id, conversation_id, at desc);
select protect_table('conversation_answer');
grant select, insert on conversation_answer to wasl_app;
grant update (withdrawn, conversation_id) on conversation_answer to wasl_app;

-- How much customers said, by the company's days.
create table conversation_day (
  company_id uuid not null,
  conversation_id uuid not null,
  day date not null,
  received int not null,
  primary key (company_id, conversation_id, day),
  foreign key (company_id, conversation_id) references conversation (company_id, id)
);
create index conversation_day_day on conversation_day (company_id, day);
select protect_table('conversation_day');
grant select, insert, update on conversation_day to wasl_app;

-- Who was given one when, so that equals take turns.
create table inbox_turn (
  company_id uuid not null,
  user_id uuid not null,
  turn bigint not null,
  primary key (company_id, user_id),
  foreign key (company_id, user_id) references member (company_id, id)
);
select protect_table('inbox_turn');
grant select, insert, update on inbox_turn to wasl_app;

-- Who is at which desk at this moment.
create table desk (
  company_id uuid not null,
  user_id uuid not null,
  place_kind text not null check (place_kind in ('conversation', 'customer')),
  place_id uuid not null,
  doing text not null check (doing in ('viewing', 'typing', 'away')),
  since timestamptz not null,
  at timestamptz not null,
  primary key (company_id, user_id, place_kind, place_id),
  foreign key (company_id, user_id) references member (company_id, id)
);
create index desk_place on desk (company_id, place_kind, place_id);
select protect_table('desk');
grant select, insert, update, delete on desk to wasl_app;

-- What was said of late, whoever said it: a word that is in many messages is found here first.
create index message_said on message (company_id, said_at desc, id desc) where thread_id is not null;
