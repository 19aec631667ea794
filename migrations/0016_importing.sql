-- Imports: a file as it was read, what its columns mean, what was decided, what became of each row.

create table import (
  company_id uuid not null references company,
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  sha256 bytea not null check (length(sha256) = 32),
  -- The sheets as read, as packed JSON: read whole, judged whole, never searched.
  cells bytea not null,
  mapping jsonb not null,
  options jsonb not null,
  -- Counts every change of what the file means, so that a judgement is known to be of it.
  revision int not null default 1,
  state text not null check (state in ('review', 'running', 'done', 'undoing', 'undone')),
  -- What the file came to when it was started, kept because the house has moved on since.
  summary jsonb,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  started_at timestamptz,
  progressed_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  done int not null default 0,
  total int not null default 0 check (done between 0 and total),
  refused int not null default 0,
  primary key (company_id, id)
);
create index import_newest on import (company_id, created_at desc, id desc);
create index import_same on import (company_id, sha256);
create index import_moving on import (company_id, progressed_at) where state in ('running', 'undoing');
select protect_table('import');
grant select, insert, delete on import to wasl_app;
grant update (mapping, options, revision, state, summary, started_at, progressed_at, finished_at,
  undone_at, done, total, refused) on import to wasl_app;

-- What an import writes, in the order of writing, and what became of it. The id of the record is
-- chosen with the plan: a chunk that is done again after a crash finds it done.
create table import_row (
  company_id uuid not null references company,
  import_id uuid not null,
  place int not null,
  kind text not null check (kind in ('customers', 'invoices', 'payments')),
  sheet int not null,
  row int not null,
  record_id uuid not null,
  draft jsonb not null,
  written_at timestamptz,
  -- Why the house declined it.
  problem text,
  undone_at timestamptz,
  -- Why undoing left it.
  kept text,
  kept_name text,
  primary key (company_id, import_id, place),
  foreign key (company_id, import_id) references import (company_id, id) on delete cascade,
  check (written_at is null or problem is null),
  check (undone_at is null or written_at is not null)
);
create index import_row_waiting on import_row (company_id, import_id, place)
  where written_at is null and problem is null;
select protect_table('import_row');
grant select, insert on import_row to wasl_app;
grant update (written_at, problem, undone_at, kept, kept_name) on import_row to wasl_app;

-- What a file calls a customer who is in the house since, so that the next file finds them.
create table import_code (
  company_id uuid not null references company,
  code text not null check (length(code) between 1 and 80),
  customer_id uuid not null,
  import_id uuid not null,
  primary key (company_id, code)
);
create index import_code_of on import_code (company_id, import_id);
select protect_table('import_code');
grant select, insert, delete on import_code to wasl_app;
