-- Files that people or the house made: the name and the kind here, the bytes in the file store under
-- a random key that says nothing.

create table file (
  company_id uuid not null references company,
  id uuid not null,
  key text not null,
  name text not null check (length(name) between 1 and 200),
  mime text not null check (length(mime) <= 120),
  bytes int not null check (bytes >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  made_at timestamptz not null,
  made_by uuid,
  primary key (company_id, id),
  unique (company_id, key)
);
select protect_table('file');
grant select, insert, delete on file to wasl_app;

-- The one file that stands for the company on its documents.
create table company_logo (
  company_id uuid primary key references company,
  file_id uuid not null,
  set_at timestamptz not null,
  foreign key (company_id, file_id) references file (company_id, id)
);
select protect_table('company_logo');
grant select, insert, update, delete on company_logo to wasl_app;
