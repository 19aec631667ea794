-- What was sold by day and currency, read from the index alone: the days of sales outstanding count
-- back over it, and the invoices themselves are wide.
create index invoice_sales on invoice (company_id, currency, issued_on)
  include (kind, gross, customer_id);

-- Each of some hundred thousand rows asked whether the company of its own simulation exists: the
-- key to the simulation holds that already.
alter table simulation_row drop constraint simulation_row_company_id_fkey;
