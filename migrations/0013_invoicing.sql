-- Invoices and notes. A draft is one row that may change; what is posted is written once, in tables
-- that nobody may update but for the days, the sending and the voiding.

create table invoice_draft (
  company_id uuid not null references company,
  id uuid not null,
  version int not null default 1,
  customer_id uuid not null,
  form text not null check (form in ('standard', 'simplified')),
  currency text not null,
  issued_on date not null,
  due_on date not null,
  net bigint not null,
  vat bigint not null,
  gross bigint not null,
  -- What was written, as it came; every figure beside it is worked out from it.
  body jsonb not null,
  search text not null,
  created_at timestamptz not null,
  created_by uuid,
  changed_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer
);
create index invoice_draft_customer on invoice_draft (company_id, customer_id);
select protect_table('invoice_draft');
grant select, insert, update, delete on invoice_draft to wasl_app;

create table invoice (
  company_id uuid not null references company,
  id uuid not null,
  kind text not null check (kind in ('invoice', 'credit_note', 'debit_note', 'opening')),
  form text not null check (form in ('standard', 'simplified')),
  number text not null check (length(number) between 1 and 40),
  sequence bigint,
  customer_id uuid not null,
  currency text not null,
  rate numeric(20, 10),
  issued_on date not null,
  supplied_on date,
  terms jsonb not null,
  due_on date not null,
  due_basis text not null check (due_basis in ('invoiced', 'delivered', 'received')),
  delivered_on date,
  received_on date,
  document_discount jsonb,
  discount bigint not null default 0,
  net bigint not null,
  vat bigint not null,
  gross bigint not null check (gross > 0 or (kind = 'opening' and gross < 0)),
  vat_in_base bigint,
  seller jsonb,
  buyer jsonb not null,
  qr text,
  reference text,
  contract text,
  notes text,
  reason text,
  original_id uuid,
  item_id uuid not null,
  entry_id uuid not null,
  search text not null,
  created_at timestamptz not null,
  posted_at timestamptz not null,
  posted_by uuid,
  posted_by_name text not null,
  sent_at timestamptz,
  voided_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customer,
  foreign key (company_id, original_id) references invoice (company_id, id),
  check (net + vat = gross),
  check (due_on >= issued_on or kind = 'opening' or due_basis <> 'invoiced'),
  check ((kind in ('credit_note', 'debit_note')) = (original_id is not null))
);
-- A number is used once; notes and invoices have series of their own.
create unique index invoice_number on invoice (company_id, number, kind, form)
  where kind <> 'opening' or voided_at is null;
create unique index invoice_item on invoice (company_id, item_id);
create index invoice_customer on invoice (company_id, customer_id, issued_on desc);
create index invoice_original on invoice (company_id, original_id) where original_id is not null;
-- Lists are read in the order asked for until a page is full. What they are searched and narrowed
-- by stands in each of these, so that a word found only at the far end is still found in time.
create index invoice_due on invoice (company_id, due_on, id)
  include (kind, customer_id, voided_at, search);
create index invoice_issued on invoice (company_id, issued_on, id)
  include (kind, customer_id, currency, gross, voided_at, search);
create index invoice_by_number on invoice (company_id, number, id)
  include (kind, customer_id, voided_at, search);
create index invoice_unsent on invoice (company_id, issued_on, id)
  where sent_at is null and voided_at is null and kind = 'invoice';
create index invoice_search on invoice using gin (company_id, search gin_trgm_ops);
-- Lists count and add up every row that matches, without visiting the rows themselves.
create index invoice_totals on invoice (company_id, currency)
  include (id, kind, customer_id, gross, voided_at, search);
create index invoice_gross on invoice
  (company_id, (case kind when 'credit_note' then -gross else gross end), id);
select protect_table('invoice');
grant select, insert on invoice to wasl_app;
grant update (due_on, due_basis, delivered_on, received_on, sent_at, voided_at) on invoice to wasl_app;

create table invoice_line (
  company_id uuid not null,
  invoice_id uuid not null,
  position int not null,
  description text not null check (length(description) between 1 and 500),
  quantity numeric(18, 6) not null check (quantity > 0),
  unit text,
  unit_price numeric(18, 6) not null,
  discount jsonb,
  discount_amount bigint not null default 0,
  vat_category text not null check (vat_category in ('S', 'Z', 'E', 'O')),
  vat_rate int not null,
  vat_reason text,
  net bigint not null,
  vat bigint not null,
  gross bigint not null,
  primary key (company_id, invoice_id, position),
  foreign key (company_id, invoice_id) references invoice
);
select protect_table('invoice_line');
grant select, insert on invoice_line to wasl_app;

-- The tax of a document by category and rate: what a return and an e-invoice are made of.
create table invoice_tax (
  company_id uuid not null,
  invoice_id uuid not null,
  category text not null check (category in ('S', 'Z', 'E', 'O')),
  rate int not null,
  reason text,
  taxable bigint not null,
  vat bigint not null,
  primary key (company_id, invoice_id, category, rate),
  foreign key (company_id, invoice_id) references invoice
);
select protect_table('invoice_tax');
grant select, insert on invoice_tax to wasl_app;

-- A printed document, kept by what is on it: the same content is printed once.
create table invoice_file (
  company_id uuid not null,
  invoice_id uuid not null,
  content bytea not null,
  file_key text not null,
  printed_at timestamptz not null,
  primary key (company_id, invoice_id, content),
  foreign key (company_id, invoice_id) references invoice
);
select protect_table('invoice_file');
grant select, insert on invoice_file to wasl_app;

-- What of the documents is still open, as lists read it: a few thousand rows with what they are
-- sorted, narrowed and added up by, instead of a hundred thousand documents and their lines. It is
-- derived: the triggers below keep it in the transaction of every change, nobody else may write
-- it, and check_books holds it against documents and journal.
create table invoice_open (
  company_id uuid not null references company,
  id uuid not null,
  item_id uuid not null,
  kind text not null,
  number text not null,
  customer_id uuid not null,
  currency text not null,
  issued_on date not null,
  due_on date not null,
  gross bigint not null,
  balance bigint not null check (balance <> 0),
  search text not null,
  sent_at timestamptz,
  voided_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, id) references invoice (company_id, id)
);
create unique index invoice_open_item on invoice_open (company_id, item_id);
create index invoice_open_due on invoice_open (company_id, due_on, id)
  include (currency, kind, gross, balance);
create index invoice_open_issued on invoice_open (company_id, issued_on, id);
create index invoice_open_number on invoice_open (company_id, number, id);
create index invoice_open_gross on invoice_open
  (company_id, (case kind when 'credit_note' then -gross else gross end), id);
create index invoice_open_balance on invoice_open (company_id, balance, id);
create index invoice_open_customer on invoice_open (company_id, customer_id);
select protect_table('invoice_open');
grant select on invoice_open to wasl_app;

-- As the owner, because the app may not write there; each keeps to the company at hand, and where
-- the owner itself is at work to that of the row.
create function open_invoices_posted() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  insert into invoice_open (company_id, id, item_id, kind, number, customer_id, currency, issued_on,
    due_on, gross, balance, search, sent_at, voided_at)
  select i.company_id, i.id, i.item_id, i.kind, i.number, i.customer_id, i.currency, i.issued_on,
    i.due_on, i.gross, l.amount - sign(l.amount)::bigint * l.settled, i.search, i.sent_at, i.voided_at
  from posted i join journal_line l on l.company_id = i.company_id and l.id = i.item_id
  where i.company_id = coalesce(current_company(), i.company_id) and l.settled < abs(l.amount);
  return null;
end $$;
create trigger open_invoices_posted after insert on invoice
  referencing new table as posted for each statement execute function open_invoices_posted();

create function open_invoice_settled() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare company uuid := coalesce(current_company(), new.company_id);
begin
  if new.settled = abs(new.amount) then
    delete from invoice_open o where o.company_id = company and o.item_id = new.id;
  elsif old.settled < abs(old.amount) then
    update invoice_open o set balance = new.amount - sign(new.amount)::bigint * new.settled
    where o.company_id = company and o.item_id = new.id;
  else
    insert into invoice_open (company_id, id, item_id, kind, number, customer_id, currency,
      issued_on, due_on, gross, balance, search, sent_at, voided_at)
    select i.company_id, i.id, i.item_id, i.kind, i.number, i.customer_id, i.currency, i.issued_on,
      i.due_on, i.gross, new.amount - sign(new.amount)::bigint * new.settled, i.search, i.sent_at,
      i.voided_at
    from invoice i where i.company_id = company and i.item_id = new.id;
  end if;
  return null;
end $$;
create trigger open_invoice_settled after update of settled on journal_line for each row
  when (new.party_id is not null and new.settled <> old.settled)
  execute function open_invoice_settled();

create function open_invoice_changed() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update invoice_open o set due_on = new.due_on, sent_at = new.sent_at, voided_at = new.voided_at
  where o.company_id = coalesce(current_company(), new.company_id) and o.id = new.id;
  return null;
end $$;
create trigger open_invoice_changed after update of due_on, sent_at, voided_at on invoice
  for each row execute function open_invoice_changed();
revoke all on function open_invoices_posted(), open_invoice_settled(), open_invoice_changed()
  from public;

-- The ledger's open items as documents may join them: read through the reader's own rights, and no
-- way to write.
create view open_item_view with (security_invoker = true) as
  select company_id, id, amount, settled from journal_line where party_id is not null;
grant select on open_item_view to wasl_app;

-- The day an open item falls due moves once, when the day its terms count from becomes known.
-- Amounts and parties of a posted line never do, so the app holds no right to change the line.
create function move_item_due(item uuid, due date) returns void language sql security definer
  set search_path = public, pg_temp as $$
  update journal_line set due_on = due
  where company_id = current_company() and id = item and party_id is not null $$;
revoke all on function move_item_due(uuid, date) from public;
grant execute on function move_item_due(uuid, date) to wasl_app;

-- Under row-level security LIKE uses no index (it is not leakproof), so the search runs as the
-- owner and keeps to the current company itself. Every word must be found.
create function find_invoices(patterns text[]) returns setof uuid
language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  company uuid := current_company();
  longest text := patterns[1];
begin
  if company is null or longest is null then return; end if;
  return query select i.id from invoice i
    where i.company_id = company and i.search like longest
      and i.search like coalesce(patterns[2], longest) and i.search like coalesce(patterns[3], longest)
      and i.search like all (patterns);
end $$;
revoke all on function find_invoices(text[]) from public;
grant execute on function find_invoices(text[]) to wasl_app;

-- What invoicing holds of the books: documents and journal tell the same.
create function check_books_invoicing(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'invoices_are_in_the_journal', count(*), min(to_jsonb(x)::text)::jsonb from (
    select i.id, i.number, i.gross, l.amount from invoice i
    left join journal_line l on l.company_id = i.company_id and l.id = i.item_id
      and l.entry_id = i.entry_id and l.currency = i.currency
    where i.company_id = company and (l.id is null
      or (i.kind <> 'opening' and l.amount <> case i.kind when 'credit_note' then -i.gross else i.gross end)
      or l.due_on <> i.due_on)) x;

  return query
  select 'credits_fit_their_invoice', count(*), min(to_jsonb(x)::text)::jsonb from (
    select o.id, o.number, o.gross, sum(c.gross) as credited from invoice o
    join invoice c on c.company_id = o.company_id and c.original_id = o.id and c.kind = 'credit_note'
    where o.company_id = company group by o.id, o.number, o.gross, o.voided_at, o.kind
    having sum(c.gross) > o.gross or (sum(c.gross) = o.gross) <> (o.voided_at is not null)) x;

  return query
  select 'open_invoices_are_open_items', count(*), min(to_jsonb(x)::text)::jsonb from (
    select coalesce(i.id, o.id) as id, i.number, i.balance, o.balance as listed
    from (
      select i.*, l.amount - sign(l.amount)::bigint * l.settled as balance
      from journal_line l join invoice i on i.company_id = l.company_id and i.item_id = l.id
      where l.company_id = company and l.party_id is not null and l.settled < abs(l.amount)) i
    full join (select * from invoice_open where company_id = company) o on o.id = i.id
    where i.id is null or o.id is null
      or (o.item_id, o.kind, o.number, o.customer_id, o.currency, o.issued_on, o.due_on, o.gross,
          o.balance, o.search, o.sent_at, o.voided_at)
        is distinct from (i.item_id, i.kind, i.number, i.customer_id, i.currency, i.issued_on,
          i.due_on, i.gross, i.balance, i.search, i.sent_at, i.voided_at)) x;

  return query
  select 'invoice_tax_adds_up', count(*), min(to_jsonb(x)::text)::jsonb from (
    select i.id, i.number, i.net, i.vat, sum(t.taxable) as taxable, sum(t.vat) as tax
    from invoice i join invoice_tax t on t.company_id = i.company_id and t.invoice_id = i.id
    where i.company_id = company group by i.id, i.number, i.net, i.vat
    having sum(t.taxable) <> i.net or sum(t.vat) <> i.vat) x;
end $$;

-- What was put against what, with the documents on both sides: what an invoice was paid by, and
-- what a credit note was used for. Read through the reader's own rights.
create view settlement_view with (security_invoker = true) as
  select s.company_id, s.item_id, s.credit_id, s.amount, s.effective_on,
    c.document_kind as credit_kind, c.document_id as credit_document,
    c.document_number as credit_number, i.document_kind as item_kind,
    i.document_id as item_document, i.document_number as item_number
  from settlement s
  join journal_line cl on cl.company_id = s.company_id and cl.id = s.credit_id
  join journal_entry c on c.company_id = cl.company_id and c.id = cl.entry_id
  join journal_line il on il.company_id = s.company_id and il.id = s.item_id
  join journal_entry i on i.company_id = il.company_id and i.id = il.entry_id;
grant select on settlement_view to wasl_app;
