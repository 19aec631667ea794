-- Customers, the people at them, and how each is recognised on a channel. A merge is an alias
-- (survivor_id), so that un-merging gives everything back and no posted row is ever rewritten.

create extension if not exists btree_gin;

-- The next number of a company's customers; its row is the last lock of whoever adds one.
create table customer_series (
  company_id uuid primary key references company,
  next bigint not null check (next > 0)
);
select protect_table('customer_series');
grant select, insert on customer_series to wasl_app;
grant update (next) on customer_series to wasl_app;

create table customer (
  company_id uuid not null references company,
  id uuid not null,
  number text not null check (length(number) between 1 and 40),
  kind text not null check (kind in ('company', 'person')),
  name text not null check (length(name) between 1 and 200),
  name_en text,
  language text not null check (language in ('ar', 'en')),
  owner_id uuid,
  stage text not null check (stage in ('prospect', 'customer')),
  won_at timestamptz,
  vat_number text check (vat_number ~ '^3[0-9]{13}3$'),
  registration text,
  address jsonb,
  terms jsonb,
  tags text[] not null default '{}',
  notes text,
  -- The name without legal forms and spellings, by which duplicates meet.
  name_key text not null,
  -- The same without what many trade in, by which names are compared as alike.
  alike_key text not null,
  sort_name text generated always as (fold(name)) stored,
  -- What words are looked for in, by who may see it; refresh_customer_search() keeps them.
  search_open text not null default '',
  search_identities text not null default '',
  search_taxes text generated always as (
    coalesce(vat_number, '') || ' ' || coalesce(registration, '')) stored,
  -- The record it was merged into, and the one that answers for the whole chain.
  merged_into uuid,
  survivor_id uuid,
  -- How many records it answers for beside itself: most answer for none, and need not look.
  aliases int not null default 0,
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  changed_at timestamptz not null,
  changed_by text not null,
  archived_at timestamptz,
  archived_by uuid,
  erased_at timestamptz,
  primary key (company_id, id),
  unique (company_id, number),
  foreign key (company_id, owner_id) references member (company_id, id),
  foreign key (company_id, merged_into) references customer (company_id, id),
  foreign key (company_id, survivor_id) references customer (company_id, id),
  check (merged_into <> id and survivor_id <> id),
  check ((merged_into is null) = (survivor_id is null)),
  check ((stage = 'customer') = (won_at is not null))
);
create index customer_merged_into on customer (company_id, merged_into) where merged_into is not null;
create index customer_by_name on customer (company_id, sort_name, id) where survivor_id is null;
create index customer_by_owner on customer (company_id, owner_id);
create index customer_by_survivor on customer (company_id, survivor_id) where survivor_id is not null;
create index customer_by_vat on customer (company_id, vat_number) where vat_number is not null;
create index customer_by_registration on customer (company_id, registration)
  where registration is not null;
create index customer_by_key on customer (company_id, name_key);
create index customer_words on customer
  using gin (company_id, search_open gin_trgm_ops, search_identities gin_trgm_ops,
    search_taxes gin_trgm_ops);
create index customer_alike on customer using gin (company_id, alike_key gin_trgm_ops);
select protect_table('customer');
-- No id, no number, no birthday changes; deleting is for the undo of an import alone.
grant select, insert, delete on customer to wasl_app;
grant update (kind, name, name_en, language, owner_id, stage, won_at, vat_number, registration,
  address, terms, tags, notes, name_key, alike_key, search_open, search_identities, merged_into, survivor_id,
  aliases, version, changed_at, changed_by, archived_at, archived_by, erased_at) on customer to wasl_app;

create table customer_contact (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  title text,
  is_primary boolean not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer (company_id, id) on delete cascade
);
create index customer_contact_of on customer_contact (company_id, customer_id);
select protect_table('customer_contact');
grant select, insert, delete on customer_contact to wasl_app;
grant update (name, title, is_primary) on customer_contact to wasl_app;

create table customer_identity (
  company_id uuid not null references company,
  id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  kind text not null check (kind in ('phone', 'email', 'whatsapp', 'psid', 'igsid')),
  value text not null check (length(value) between 1 and 254),
  typed text not null,
  label text,
  is_primary boolean not null,
  -- Who says that it is this customer's, and by what: a claim, not a truth.
  source text not null check (source in ('manual', 'import', 'message', 'payment', 'customer')),
  evidence text,
  created_at timestamptz not null,
  created_by uuid,
  primary key (company_id, id),
  unique (company_id, customer_id, kind, value),
  foreign key (company_id, customer_id) references customer (company_id, id) on delete cascade,
  foreign key (company_id, contact_id) references customer_contact (company_id, id)
    on delete set null (contact_id)
);
create index customer_identity_contact on customer_identity (company_id, contact_id);
create index customer_identity_value on customer_identity (company_id, kind, value);
-- A channel's own id belongs to one customer; phones and e-mails may be shared by a family or a firm.
create unique index customer_identity_channel on customer_identity (company_id, kind, value)
  where kind in ('whatsapp', 'psid', 'igsid');
select protect_table('customer_identity');
grant select, insert, delete on customer_identity to wasl_app;
grant update (contact_id, value, typed, label, is_primary) on customer_identity to wasl_app;

create table customer_merge (
  company_id uuid not null references company,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  merged_at timestamptz not null,
  merged_by text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (company_id, id),
  foreign key (company_id, survivor_id) references customer (company_id, id),
  foreign key (company_id, merged_id) references customer (company_id, id),
  check (survivor_id <> merged_id)
);
create index customer_merge_survivor on customer_merge (company_id, survivor_id);
create unique index customer_merge_standing on customer_merge (company_id, merged_id)
  where undone_at is null;
select protect_table('customer_merge');
grant select, insert on customer_merge to wasl_app;
grant update (undone_at, undone_by) on customer_merge to wasl_app;

-- Two records that look like one customer: found after each change, settled by a person.
create table customer_twin (
  company_id uuid not null references company,
  first_id uuid not null,
  second_id uuid not null,
  reasons text[] not null,
  score int not null,
  found_at timestamptz not null,
  dismissed_at timestamptz,
  dismissed_by text,
  primary key (company_id, first_id, second_id),
  foreign key (company_id, first_id) references customer (company_id, id) on delete cascade,
  foreign key (company_id, second_id) references customer (company_id, id) on delete cascade,
  check (first_id < second_id)
);
create index customer_twin_second on customer_twin (company_id, second_id);
create index customer_twin_open on customer_twin (company_id, score desc, first_id, second_id)
  where dismissed_at is null;
select protect_table('customer_twin');
grant select, insert, delete on customer_twin to wasl_app;
grant update (reasons, score, found_at, dismissed_at, dismissed_by) on customer_twin to wasl_app;

-- Brings what a customer is found by up to what is said of it, in the same transaction.
create function refresh_customer_search(subject uuid) returns void language sql as $$
  update customer c set
    search_open = fold(concat_ws(' ', c.number, c.name, c.name_en, c.address ->> 'city',
      (select string_agg(p.name, ' ') from customer_contact p
       where p.company_id = c.company_id and p.customer_id = c.id))),
    search_identities = coalesce((select fold(string_agg(i.value, ' ')) from customer_identity i
       where i.company_id = c.company_id and i.customer_id = c.id), '')
  where c.company_id = current_company() and c.id = subject $$;
revoke all on function refresh_customer_search(uuid) from public;
grant execute on function refresh_customer_search(uuid) to wasl_app;

-- Under row-level security LIKE may not use an index (it is not leakproof), so the search runs as
-- the owner and keeps to the current company itself. Hands back the records that answer for what
-- was found. The longest word goes through the index, the others are looked for in what it left.
create function find_customers(words text[], digits text, identities boolean, taxes boolean)
returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  company uuid := current_company();
  patterns text[];
  longest text;
begin
  if company is null then return; end if;
  if digits <> '' and identities then
    return query select distinct coalesce(c.survivor_id, c.id) from customer c
      where c.company_id = company and c.search_identities like '%' || digits || '%';
  end if;
  if cardinality(words) = 0 then return; end if;
  select array_agg('%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    order by length(w) desc) into patterns from unnest(words) w;
  longest := patterns[1];
  return query select distinct coalesce(c.survivor_id, c.id) from customer c
    where c.company_id = company
      and (c.search_open like longest or (identities and c.search_identities like longest)
        or (taxes and c.search_taxes like longest))
      and concat_ws(' ', c.search_open, case when identities then c.search_identities end,
        case when taxes then c.search_taxes end) like all (patterns);
end $$;
revoke all on function find_customers(text[], text, boolean, boolean) from public;
grant execute on function find_customers(text[], text, boolean, boolean) to wasl_app;

-- Customers whose names are alike, by trigrams, the closest first.
create function similar_customers(key text, likest real, most int)
returns table (id uuid, likeness real) language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare company uuid := current_company();
begin
  return query select c.id, similarity(c.alike_key, key) from customer c
    where c.company_id = company and c.alike_key % key and similarity(c.alike_key, key) >= likest
    order by 2 desc, 1 limit most;
end $$;
revoke all on function similar_customers(text, real, int) from public;
grant execute on function similar_customers(text, real, int) to wasl_app;

-- Removes what an import brought, as far as nobody changed it since and nothing refers to it;
-- tells of each what became of it.
create function undo_imported_customers(ids uuid[])
returns table (id uuid, name text, outcome text) language plpgsql as $$
declare subject record;
begin
  for subject in select c.id, c.name, c.version from customer c
    where c.company_id = current_company() and c.id = any(ids) order by c.id for update
  loop
    id := subject.id;
    name := subject.name;
    outcome := 'changed';
    if subject.version = 1 then
      begin
        delete from customer c where c.company_id = current_company() and c.id = subject.id;
        outcome := 'undone';
      exception when foreign_key_violation then
        outcome := 'in_use';
      end;
    end if;
    return next;
  end loop;
end $$;
revoke all on function undo_imported_customers(uuid[]) from public;
grant execute on function undo_imported_customers(uuid[]) to wasl_app;
