-- A line of the bank may be money that is in the books already and is no customer's payment: what an
-- agency handed over, a refund, an entry written by hand. Nothing is booked for it: here stands which
-- line is which entry, and what became of that.

create table bank_entry (
  company_id uuid not null references company,
  id uuid not null,
  line_id uuid not null,
  entry_id uuid not null,
  linked_at timestamptz not null,
  linked_by uuid,
  linked_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  primary key (company_id, id),
  foreign key (company_id, line_id) references bank_line,
  foreign key (company_id, entry_id) references journal_entry
);
create unique index bank_entry_line on bank_entry (company_id, line_id) where undone_at is null;
create unique index bank_entry_taken on bank_entry (company_id, entry_id) where undone_at is null;
create index bank_entry_of_line on bank_entry (company_id, line_id);
create index bank_entry_of_entry on bank_entry (company_id, entry_id);
select protect_table('bank_entry');
grant select, insert, delete on bank_entry to wasl_app;
grant update (undone_at, undone_by_name) on bank_entry to wasl_app;

-- A link with its entry as it is read.
create view bank_entry_view with (security_invoker = true) as
  select x.*, e.document_kind, e.document_number, e.party_id
  from bank_entry x
  join journal_entry e on e.company_id = x.company_id and e.id = x.entry_id;
grant select on bank_entry_view to wasl_app;

-- What must hold between a line of the bank, what it was said to be, and the books.
create or replace function check_books_bank(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'bank_lines_are_matched_once', count(*), min(to_jsonb(x)::text)::jsonb from (
    select l.id, l.state, m.matches + e.expenses + n.entries as matches from bank_line l
    cross join lateral (select count(*) as matches from bank_match m
      where m.company_id = l.company_id and m.line_id = l.id and m.undone_at is null) m
    cross join lateral (select count(*) as expenses from bank_expense e
      where e.company_id = l.company_id and e.line_id = l.id and e.undone_at is null) e
    cross join lateral (select count(*) as entries from bank_entry n
      where n.company_id = l.company_id and n.line_id = l.id and n.undone_at is null) n
    where l.company_id = company
      and m.matches + e.expenses + n.entries <> case when l.state = 'matched' then 1 else 0 end) x;

  return query
  select 'bank_matches_are_of_one_amount', count(*), min(to_jsonb(x)::text)::jsonb from (
    select m.id, l.amount as line, p.amount as payment from bank_match m
    join bank_line l on l.company_id = m.company_id and l.id = m.line_id
    join payment p on p.company_id = m.company_id and p.id = m.payment_id
    where m.company_id = company and m.undone_at is null
      and (l.amount <> p.amount or l.currency <> p.currency)) x;

  return query
  select 'bank_expenses_are_in_the_books', count(*), min(to_jsonb(x)::text)::jsonb from (
    select e.id, l.amount as line, b.amount as booked, r.id as reversed_by from bank_expense e
    join bank_line l on l.company_id = e.company_id and l.id = e.line_id
    left join journal_entry r on r.company_id = e.company_id and r.reverses = e.entry_id
    left join lateral (select sum(j.amount) as amount from journal_line j
      join account a on a.company_id = j.company_id and a.id = j.account_id and a.key = 'bank'
      where j.company_id = e.company_id and j.entry_id = e.entry_id
        and j.currency = l.currency) b on true
    where e.company_id = company
      and ((e.undone_at is null) <> (r.id is null) or b.amount is distinct from l.amount)) x;

  return query
  select 'bank_entries_are_of_one_amount', count(*), min(to_jsonb(x)::text)::jsonb from (
    select n.id, l.amount as line, b.amount as booked from bank_entry n
    join bank_line l on l.company_id = n.company_id and l.id = n.line_id
    left join lateral (select sum(j.amount) as amount from journal_line j
      join account a on a.company_id = j.company_id and a.id = j.account_id and a.key = 'bank'
      where j.company_id = n.company_id and j.entry_id = n.entry_id
        and j.currency = l.currency) b on true
    where n.company_id = company and n.undone_at is null and b.amount is distinct from l.amount) x;
end $$;
