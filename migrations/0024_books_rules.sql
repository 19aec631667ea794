-- What the books must keep, as one function a module: each rule with how often it is broken and an
-- example. Integration tests, the hourly check and the page of the books' health all ask check_books.

-- The checks of the ledger, a row each, with how often it failed and one example.
create function check_books_ledger(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
declare mixed uuid[];
begin
  -- Merged customers settle each other's items: they are compared together, not one by one.
  select coalesce(array_agg(distinct p.party), '{}') into mixed from settlement s
  join journal_line c on c.company_id = s.company_id and c.id = s.credit_id
  join journal_line i on i.company_id = s.company_id and i.id = s.item_id
  cross join lateral (values (c.party_id), (i.party_id)) p (party)
  where s.company_id = company and c.party_id <> i.party_id;

  -- One reading of all lines for both: an entry is even in each currency and in the base.
  return query
  with off as materialized (
    select l.entry_id, l.currency, sum(l.amount) as amount, sum(l.base_amount) as base,
      count(*) as lines
    from journal_line l where l.company_id = company group by l.entry_id, l.currency
    having sum(l.amount) <> 0 or sum(l.base_amount) <> 0 or count(*) < 2),
  uneven as (
    select e.id, e.document_number as number, o.currency, o.amount as off
    from off o join journal_entry e on e.company_id = company and e.id = o.entry_id
    where o.amount <> 0 or o.lines < 2
    union all
    select e.id, e.document_number, null, 0 from journal_entry e
    where e.company_id = company and not exists (
      select 1 from journal_line l where l.company_id = company and l.entry_id = e.id)),
  uneven_base as (
    select o.entry_id, sum(o.base) as off from off o group by o.entry_id having sum(o.base) <> 0)
  select 'entries_balance', (select count(*) from uneven),
    (select min(to_jsonb(x)::text)::jsonb from uneven x)
  union all
  select 'base_balances', (select count(*) from uneven_base),
    (select min(to_jsonb(x)::text)::jsonb from uneven_base x);

  return query
  select 'control_is_open_items', count(*), min(to_jsonb(x)::text)::jsonb from (
    select l.currency, l.party_id, sum(l.amount) as control,
      sum(sign(l.amount) * (abs(l.amount) - l.settled)) as open
    from journal_line l join account a on a.company_id = l.company_id and a.id = l.account_id
    where l.company_id = company and a.key = 'receivable' and l.party_id <> all (mixed)
    group by l.currency, l.party_id
    having sum(l.amount) <> sum(sign(l.amount) * (abs(l.amount) - l.settled))
    union all
    select l.currency, null, sum(l.amount), sum(sign(l.amount) * (abs(l.amount) - l.settled))
    from journal_line l where l.company_id = company and l.party_id is not null
    group by l.currency
    having sum(l.amount) <> sum(sign(l.amount) * (abs(l.amount) - l.settled))) x;

  return query
  select 'control_is_open_items_in_base', count(*), min(to_jsonb(x)::text)::jsonb from (
    select l.currency, sum(l.base_amount) as control,
      sum(sign(l.amount) * (abs(l.base_amount) - l.settled_base)) as open
    from journal_line l where l.company_id = company and l.party_id is not null
    group by l.currency
    having sum(l.base_amount) <> sum(sign(l.amount) * (abs(l.base_amount) - l.settled_base))) x;

  return query
  select 'receivables_have_a_party', count(*), min(to_jsonb(x)::text)::jsonb from (
    select l.id, l.amount from journal_line l
    join account a on a.company_id = l.company_id and a.id = l.account_id
    where l.company_id = company and (a.key is not distinct from 'receivable') <> (l.party_id is not null)) x;

  return query
  with rows as (
    select t.line_id, sum(t.amount) as amount, sum(t.base) as base, max(t.day) as through from (
      select credit_id as line_id, amount, credit_base as base, effective_on as day
      from settlement where company_id = company
      union all
      select item_id, amount, item_base, effective_on from settlement where company_id = company) t
    group by t.line_id),
  off as materialized (
    select l.id, l.settled, l.settled_base, l.settled_through, coalesce(r.amount, 0) as rows,
      coalesce(r.base, 0) as base, r.through
    from journal_line l left join rows r on r.line_id = l.id
    where l.company_id = company and l.party_id is not null
      and (l.settled <> coalesce(r.amount, 0) or l.settled_base <> coalesce(r.base, 0)
        or l.settled_through is distinct from r.through)),
  sums as (
    select o.id, o.settled, o.settled_base, o.rows, o.base from off o
    where o.settled <> o.rows or o.settled_base <> o.base),
  days as (
    select o.id, o.settled_through, o.through from off o
    where o.settled_through is distinct from o.through)
  select 'settled_is_settlements', (select count(*) from sums),
    (select min(to_jsonb(x)::text)::jsonb from sums x)
  union all
  select 'settled_through_is_the_last_day', (select count(*) from days),
    (select min(to_jsonb(x)::text)::jsonb from days x);

  return query
  select 'settlements_fit', count(*), min(to_jsonb(x)::text)::jsonb from (
    select s.id, s.amount from settlement s
    join journal_line c on c.company_id = s.company_id and c.id = s.credit_id
    join journal_line i on i.company_id = s.company_id and i.id = s.item_id
    left join settlement b on b.company_id = s.company_id and b.id = s.takes_back
    where s.company_id = company and (c.amount >= 0 or i.amount <= 0
      or c.currency <> s.currency or i.currency <> s.currency
      or s.effective_on < greatest(c.posted_on, i.posted_on)
      or s.recorded_at < greatest(c.recorded_at, i.recorded_at)
      or (s.takes_back is not null and (b.amount <> -s.amount or b.credit_base <> -s.credit_base
        or b.item_base <> -s.item_base or b.item_id <> s.item_id or b.credit_id <> s.credit_id)))) x;

  return query
  select 'differences_are_posted', count(*), min(to_jsonb(x)::text)::jsonb from (
    select s.id, s.credit_base, s.item_base from settlement s
    where s.company_id = company and s.credit_base <> s.item_base and s.entry_id is null) x;

  return query
  select 'numbers_have_no_gap', count(*), min(to_jsonb(x)::text)::jsonb from (
    select n.series, n.year, n.last, count(i.sequence) as issued from number_series n
    left join issued_number i on i.company_id = n.company_id and i.series = n.series and i.year = n.year
    where n.company_id = company group by n.series, n.year, n.last
    having count(i.sequence) <> n.last or max(i.sequence) <> n.last or min(i.sequence) <> 1) x;

  return query
  select 'posted_is_unalterable', count(*), min(to_jsonb(x)::text)::jsonb from (
    select t.name, p.privilege from (values ('journal_entry'), ('journal_line'), ('settlement'),
      ('issued_number'), ('period_lock')) t (name)
    cross join (values ('UPDATE'), ('DELETE'), ('TRUNCATE')) p (privilege)
    where has_table_privilege('wasl_app', t.name, p.privilege)
    union all
    select c.table_name::text || '.' || c.column_name::text, 'UPDATE' from information_schema.columns c
    where c.table_schema = 'public'
      and c.table_name in ('journal_entry', 'journal_line', 'settlement', 'issued_number', 'period_lock')
      and c.column_name not in ('settled', 'settled_base', 'settled_through')
      and has_column_privilege('wasl_app', c.table_name::text, c.column_name::text, 'UPDATE')) x;

  return query
  select 'locked_periods_are_untouched', count(*), min(to_jsonb(x)::text)::jsonb from (
    select e.id, e.document_number as number, e.posted_on from journal_entry e
    where e.company_id = company
      and e.posted_on <= (select max(p.locked_through) from period_lock p where p.company_id = company)
      and e.posted_on <= (
        select p.locked_through from period_lock p
        where p.company_id = company and p.at < e.recorded_at order by p.seq desc limit 1)) x;

  return query
  select 'reversals_mirror', count(*), min(to_jsonb(x)::text)::jsonb from (
    select r.reverses as id, l.account_id, sum(l.amount) as off
    from journal_entry r
    cross join lateral (values (r.id), (r.reverses)) e (id)
    join journal_line l on l.company_id = r.company_id and l.entry_id = e.id
    where r.company_id = company and r.reverses is not null
    group by r.reverses, l.account_id having sum(l.amount) <> 0 or sum(l.base_amount) <> 0) x;
end $$;

-- Every rule that the books must keep: the ledger's, and those that other modules add as functions
-- named check_books_<module>. A row each, with how often it is broken.
create function check_books(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable
-- All of the books are read several times: they are grouped in memory, not on disk.
set work_mem = '64MB' as $$
declare checks regprocedure;
begin
  for checks in
    select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname like 'check\_books\_%' order by p.proname
  loop
    return query execute format('select * from %s($1)', checks::regproc) using company;
  end loop;
end $$;
