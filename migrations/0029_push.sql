-- Notifications that reach a device while no page is open, and a morning mail of what was not read.

create table push_device (
  company_id uuid not null references company,
  id uuid not null,
  user_id uuid not null,
  -- One browser on one device: whoever signed in there last has it.
  endpoint_hash bytea not null,
  -- The address and the keys of the browser: whoever knows them can write to it.
  sealed text not null,
  name text not null check (length(name) <= 120),
  language text not null check (language in ('ar', 'en')),
  created_at timestamptz not null,
  sent_at timestamptz,
  -- In a row: a service that always declines is given up.
  declined int not null default 0,
  primary key (company_id, id),
  unique (company_id, endpoint_hash),
  foreign key (company_id, user_id) references member (company_id, id)
);
create index push_device_user on push_device (company_id, user_id, created_at);
select protect_table('push_device');
grant select, insert, delete on push_device to wasl_app;
grant update (user_id, sealed, name, language, sent_at, declined) on push_device to wasl_app;

-- Who does not want the morning mail, and until when everyone's unread notifications were told.
create table notification_digest (
  company_id uuid not null references company,
  user_id uuid not null,
  off boolean not null default false,
  language text not null default 'ar' check (language in ('ar', 'en')),
  told_until timestamptz,
  primary key (company_id, user_id),
  foreign key (company_id, user_id) references member (company_id, id)
);
select protect_table('notification_digest');
grant select, insert, update on notification_digest to wasl_app;
