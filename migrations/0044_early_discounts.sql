-- Discounts that payments earned by coming early: what was given for which payment, by an entry of
-- its own or by a credit note, and that it was taken back when the payment was.
create table early_discount (
  company_id uuid not null references company,
  id uuid not null,
  payment_id uuid not null,
  invoice_id uuid not null,
  item_id uuid not null,
  mode text not null check (mode in ('net', 'gross', 'credit_note')),
  amount bigint not null check (amount > 0),
  currency text not null,
  -- The line of the journal that is put against the invoice.
  credit_id uuid not null,
  entry_id uuid,
  note_id uuid,
  given_at timestamptz not null,
  given_by text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (company_id, id),
  foreign key (company_id, payment_id) references payment,
  foreign key (company_id, invoice_id) references invoice,
  foreign key (company_id, item_id) references journal_line,
  foreign key (company_id, credit_id) references journal_line,
  check ((mode = 'credit_note') = (note_id is not null)),
  check ((entry_id is null) = (note_id is not null)),
  check ((undone_at is null) = (undone_by is null))
);
-- An invoice gets its discount once.
create unique index early_discount_item on early_discount (company_id, item_id)
  where undone_at is null;
create index early_discount_payment on early_discount (company_id, payment_id);
create index early_discount_invoice on early_discount (company_id, invoice_id);
select protect_table('early_discount');
grant select, insert on early_discount to wasl_app;
grant update (undone_at, undone_by) on early_discount to wasl_app;

-- What must hold between a discount, its credit in the journal and its payment.
create function check_books_early(company uuid)
returns table (invariant text, found bigint, sample jsonb) language plpgsql stable as $$
begin
  return query
  select 'early_discounts_are_in_the_books', count(*), min(to_jsonb(x)::text)::jsonb from (
    select d.id, d.amount, l.amount as credit from early_discount d
    left join journal_line l on l.company_id = d.company_id and l.id = d.credit_id
    where d.company_id = company
      and (l.amount is distinct from -d.amount or l.currency <> d.currency)) x;

  return query
  select 'early_discounts_fall_with_their_payment', count(*), min(to_jsonb(x)::text)::jsonb from (
    select d.id from early_discount d
    join payment_reversal r on r.company_id = d.company_id and r.payment_id = d.payment_id
    where d.company_id = company and d.undone_at is null) x;
end $$;
