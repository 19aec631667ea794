-- Objections in full: of a part of an invoice, with an owner, a clock, what was said, and the credit
-- note that they ended in; and who answers which kind by when.

alter table dispute
  add currency text not null default 'SAR',
  -- Null: the whole invoice.
  add amount bigint check (amount > 0),
  add source text not null default 'staff' check (source in ('staff', 'desk', 'chat', 'pay_page')),
  add link_id uuid,
  add owner_id uuid,
  add answer_by timestamptz,
  -- While the customer has to bring something the clock stands still, with so much left on it.
  add waiting_since timestamptz,
  add left_minutes int check (left_minutes >= 0),
  add escalated_at timestamptz,
  -- When the customer was told how it ended.
  add told_at timestamptz,
  add credit_note_id uuid,
  add credit_number text,
  add credited bigint,
  add constraint dispute_clock_waits check ((waiting_since is null) = (left_minutes is null)),
  add constraint dispute_credit_whole
    check (num_nulls(credit_note_id, credit_number, credited) in (0, 3));
alter table dispute alter currency drop default, alter source drop default;
drop index dispute_open;
create index dispute_open on dispute (company_id, item_id) where closed_at is null;
create index dispute_due on dispute (company_id, answer_by, id) where closed_at is null;
grant update (owner_id, answer_by, waiting_since, left_minutes, escalated_at, told_at, credit_note_id,
  credit_number, credited, note, opened_by) on dispute to wasl_app;

-- What was said about an objection, by colleagues and by the customer.
create table dispute_word (
  company_id uuid not null references company,
  id uuid not null,
  dispute_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  from_customer boolean not null,
  text text not null check (length(text) <= 1000),
  file_id uuid,
  primary key (company_id, id),
  foreign key (company_id, dispute_id) references dispute,
  foreign key (company_id, file_id) references file
);
create index dispute_word_of on dispute_word (company_id, dispute_id, at);
create index dispute_word_file on dispute_word (company_id, file_id) where file_id is not null;
select protect_table('dispute_word');
grant select, insert on dispute_word to wasl_app;
grant update (text, by_name, file_id) on dispute_word to wasl_app;

create table dispute_rule (
  company_id uuid not null references company,
  reason text not null,
  answer_hours int not null check (answer_hours between 1 and 400),
  owner_id uuid,
  department_id uuid,
  primary key (company_id, reason)
);
select protect_table('dispute_rule');
grant select, insert, update on dispute_rule to wasl_app;
