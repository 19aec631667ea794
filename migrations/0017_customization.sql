-- Saved views: what someone asked of a list, under a name, for themselves or for everyone.

create table saved_view (
  company_id uuid not null references company,
  id uuid not null,
  list text not null check (length(list) <= 40),
  name text not null check (length(name) between 1 and 60),
  search jsonb not null,
  shared boolean not null,
  owner_id uuid not null,
  made_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, owner_id) references member (company_id, id)
);
create index saved_view_list on saved_view (company_id, list, made_at);
-- One name once: among one's own, and among those that everyone sees.
create unique index saved_view_own on saved_view (company_id, list, owner_id, lower(name))
  where not shared;
create unique index saved_view_shared on saved_view (company_id, list, lower(name)) where shared;
select protect_table('saved_view');
grant select, insert, delete on saved_view to wasl_app;
grant update (name, search, shared) on saved_view to wasl_app;
