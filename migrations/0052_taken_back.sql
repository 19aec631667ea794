-- What is taken back: a statement of the wrong account, and the words of a person who was erased.

-- The further files that hold a line, in whichever format: while one of them is here, the line stays.
create table bank_line_again (
  company_id uuid not null references company,
  account_id uuid not null,
  statement_id uuid not null,
  line_id uuid not null,
  mark bytea not null check (length(mark) = 32),
  place int not null,
  primary key (company_id, statement_id, line_id),
  foreign key (company_id, statement_id) references bank_statement,
  foreign key (company_id, line_id) references bank_line
);
create index bank_line_again_line on bank_line_again (company_id, line_id);
create index bank_line_again_mark on bank_line_again (company_id, account_id, mark);
select protect_table('bank_line_again');
grant select, insert, delete on bank_line_again to wasl_app;
create index bank_line_statement on bank_line (company_id, statement_id);
create index bank_match_of_line on bank_match (company_id, line_id);
grant delete on bank_statement, bank_line, bank_match to wasl_app;
grant update (fresh) on bank_statement to wasl_app;
grant update (statement_id, mark, place) on bank_line to wasl_app;

grant update (note, said_by) on promise to wasl_app;
grant update (note, spoken_to, phone, by_name, override_reason) on contact_attempt to wasl_app;
grant update (reason) on desk_skip to wasl_app;
grant update (reason) on chase_pause to wasl_app;
grant update (bank, reference, note, file_id, opened_by_name) on payment_notice to wasl_app;
grant update (address, agent) on pay_link_view to wasl_app;
grant update (reason) on referral to wasl_app;
grant update (file_id) on referral_update to wasl_app;
grant update (reference, file_id) on agency_payment to wasl_app;
grant delete on evidence_paper, evidence_pack to wasl_app;
grant update (reason) on credit_override to wasl_app;
