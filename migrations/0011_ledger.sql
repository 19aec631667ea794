-- The one truth about money: accounts, balanced entries whose receivable lines are the open items,
-- and settlements that are only ever added. Whatever else the product shows is a reading of these.

create table account (
  company_id uuid not null references company,
  id uuid not null,
  -- Set on the accounts that documents post to by name.
  key text,
  code text not null check (length(code) between 1 and 20),
  name_ar text not null,
  name_en text not null,
  kind text not null check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
  archived_at timestamptz,
  archived_by uuid,
  primary key (company_id, id),
  unique (company_id, code),
  unique (company_id, key)
);
select protect_table('account');
grant select, insert on account to wasl_app;
grant update (code, name_ar, name_en, kind, archived_at, archived_by) on account to wasl_app;

create table exchange_rate (
  company_id uuid not null references company,
  currency text not null,
  day date not null,
  -- How much of the books' own currency one unit buys.
  rate numeric(20, 10) not null check (rate > 0),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, currency, day)
);
select protect_table('exchange_rate');
grant select, insert on exchange_rate to wasl_app;
grant update (rate, at, by_id, by_name) on exchange_rate to wasl_app;

-- The books are locked through a day: the newest row says which. Rows are only added, so that who
-- locked and who reopened, and why, is never lost.
create table period_lock (
  company_id uuid not null references company,
  seq bigint generated always as identity,
  id uuid not null,
  locked_through date,
  reopened boolean not null,
  reason text check (not reopened or length(reason) >= 3),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, seq),
  unique (company_id, id)
);
select protect_table('period_lock');
grant select, insert on period_lock to wasl_app;

create table journal_entry (
  company_id uuid not null references company,
  id uuid not null,
  kind text not null,
  document_kind text not null,
  document_id uuid not null,
  document_number text not null,
  party_id uuid,
  posted_on date not null,
  currency text not null,
  rate numeric(20, 10) not null check (rate > 0),
  memo text,
  reverses uuid,
  recorded_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (company_id, id),
  unique (company_id, reverses),
  foreign key (company_id, reverses) references journal_entry
);
create index journal_entry_day on journal_entry (company_id, posted_on, id);
create index journal_entry_document on journal_entry (company_id, document_id);
select protect_table('journal_entry');
grant select, insert on journal_entry to wasl_app;

-- A line of a party is an open item: a debit that the customer owes, a credit that we owe them.
create table journal_line (
  company_id uuid not null references company,
  id uuid not null,
  entry_id uuid not null,
  place int not null,
  account_id uuid not null,
  party_id uuid,
  due_on date check (party_id is null or due_on is not null),
  posted_on date not null,
  recorded_at timestamptz not null,
  currency text not null,
  -- Debit above nothing, credit below it. An exchange difference has an amount in the base alone.
  amount bigint not null,
  base_amount bigint not null check (amount <> 0 or base_amount <> 0),
  settled bigint not null default 0 check (settled between 0 and abs(amount)),
  settled_base bigint not null default 0 check (settled_base between 0 and abs(base_amount)),
  -- The latest day of its settlements, taken back ones too: from then on its balance is today's.
  settled_through date,
  memo text,
  primary key (company_id, id),
  foreign key (company_id, entry_id) references journal_entry,
  foreign key (company_id, account_id) references account,
  -- What is settled in full is carried at nothing.
  check (amount = 0 or settled < abs(amount) or settled_base = abs(base_amount)),
  check (party_id is not null or settled = 0)
);
create index journal_line_entry on journal_line (company_id, entry_id);
create index journal_line_account on journal_line (company_id, account_id, posted_on);
create index journal_line_party on journal_line (company_id, party_id, posted_on)
  where party_id is not null;
-- The aging of any day reads what is open now and, of the rest, what was settled since: both from
-- the indexes alone.
create index journal_line_open on journal_line (company_id, party_id, currency)
  include (id, entry_id, posted_on, due_on, amount, settled, settled_through, base_amount, settled_base)
  where party_id is not null and settled < abs(amount);
create index journal_line_closed on journal_line (company_id, settled_through)
  include (id, entry_id, party_id, currency, posted_on, due_on, amount)
  where party_id is not null and settled = abs(amount);
select protect_table('journal_line');
grant select, insert on journal_line to wasl_app;
grant update (settled, settled_base, settled_through) on journal_line to wasl_app;

-- Money of a credit line put against an item; taken back by a row of the same size below nothing.
create table settlement (
  company_id uuid not null references company,
  id uuid not null,
  credit_id uuid not null,
  item_id uuid not null check (item_id <> credit_id),
  currency text not null,
  amount bigint not null check ((amount < 0) = (takes_back is not null) and amount <> 0),
  credit_base bigint not null,
  item_base bigint not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  takes_back uuid,
  reason text,
  entry_id uuid,
  by_id uuid,
  by_name text not null,
  primary key (company_id, id),
  unique (company_id, takes_back),
  foreign key (company_id, credit_id) references journal_line,
  foreign key (company_id, item_id) references journal_line,
  foreign key (company_id, takes_back) references settlement,
  foreign key (company_id, entry_id) references journal_entry
);
create index settlement_credit on settlement (company_id, credit_id) include (effective_on, amount);
create index settlement_item on settlement (company_id, item_id) include (effective_on, amount);
create index settlement_day on settlement (company_id, effective_on);
create index settlement_recorded on settlement (company_id, recorded_at);
select protect_table('settlement');
grant select, insert on settlement to wasl_app;

-- The counter of a series. Its row is the last lock of the transaction that issues a number, so
-- a transaction that fails gives its number back.
create table number_series (
  company_id uuid not null references company,
  series text not null,
  year int not null,
  last bigint not null check (last > 0),
  primary key (company_id, series, year)
);
select protect_table('number_series');
grant select, insert on number_series to wasl_app;
grant update (last) on number_series to wasl_app;

create function number_series_step() returns trigger language plpgsql as $$
begin
  if new.last <= coalesce(old.last, 0) then
    raise exception 'series % steps back to %', new.series, new.last using errcode = '23514';
  end if;
  return new;
end $$;
create trigger number_series_step before insert or update on number_series
  for each row execute function number_series_step();

-- A step may be of many numbers, and all of them are issued when the transaction commits.
create function number_series_issued() returns trigger language plpgsql
  set enable_seqscan = off as $$
begin
  if (select count(*) from issued_number i where i.company_id = new.company_id
      and i.series = new.series and i.year = new.year and i.sequence > coalesce(old.last, 0)
      and i.sequence <= new.last) <> new.last - coalesce(old.last, 0) then
    raise exception 'numbers of series % up to % were not issued', new.series, new.last
      using errcode = '23514';
  end if;
  return null;
end $$;

create table issued_number (
  company_id uuid not null references company,
  series text not null,
  year int not null,
  sequence bigint not null,
  number text not null,
  issued_at timestamptz not null,
  primary key (company_id, series, year, sequence),
  unique (company_id, series, number)
);
select protect_table('issued_number');
grant select, insert on issued_number to wasl_app;
create constraint trigger number_series_issued after insert or update on number_series
  deferrable initially deferred for each row execute function number_series_issued();

create table books_check (
  company_id uuid not null references company,
  seq bigint generated always as identity,
  at timestamptz not null,
  duration_ms int not null,
  problems int not null,
  results jsonb not null,
  primary key (company_id, seq)
);
select protect_table('books_check');
grant select, insert on books_check to wasl_app;

-- Posters share this lock, closing takes it alone: every entry is before the lock or refused.
-- An advisory lock, because a row lock would write to one row on every posting.
create function period_lock_key(company uuid) returns bigint language sql immutable
  as $$ select hashtextextended('period:' || company::text, 0) $$;

create function period_lock_alone() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(period_lock_key(new.company_id));
  -- The moment that the lock holds from, which is after the last poster it had to wait for.
  new.at := new.at + (clock_timestamp() - now());
  return new;
end $$;
create trigger period_lock_alone before insert on period_lock
  for each row execute function period_lock_alone();

create function refuse_locked(company uuid, day date) returns void language plpgsql as $$
declare through date;
begin
  perform pg_advisory_xact_lock_shared(period_lock_key(company));
  select locked_through into through from period_lock
    where company_id = company order by seq desc limit 1;
  if day <= through then
    raise exception 'the books are locked through %', through
      using errcode = 'WL101', detail = through::text, hint = day::text;
  end if;
end $$;

create function journal_entry_open_period() returns trigger language plpgsql as $$
begin
  perform refuse_locked(new.company_id, new.posted_on);
  return new;
end $$;
create trigger journal_entry_open_period before insert on journal_entry
  for each row execute function journal_entry_open_period();

create function settlement_open_period() returns trigger language plpgsql as $$
begin
  perform refuse_locked(new.company_id, new.effective_on);
  return new;
end $$;
create trigger settlement_open_period before insert on settlement
  for each row execute function settlement_open_period();

-- Every entry balances at the commit, per currency and in the base. It stands on the lines, or a
-- line added to an old entry would pass; and it names its own company first, because a changed
-- setting would show it no rows, and nothing balances with nothing.
create function journal_line_balances() returns trigger language plpgsql
  set enable_seqscan = off as $$
declare lines bigint; uneven boolean; base numeric;
begin
  perform set_config('app.company_id', new.company_id::text, true);
  select coalesce(sum(n), 0), bool_or(s <> 0), sum(b) into lines, uneven, base from (
    select count(*) as n, sum(amount) as s, sum(base_amount) as b from journal_line
    where company_id = new.company_id and entry_id = new.entry_id group by currency) t;
  if lines < 2 or uneven or base <> 0 then
    raise exception 'entry % does not balance: % lines, base %', new.entry_id, lines, base
      using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger journal_line_balances after insert on journal_line
  deferrable initially deferred for each row execute function journal_line_balances();
