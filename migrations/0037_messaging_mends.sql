-- Mails that come back for good, files that were taken back, and a column that nobody reads.

-- Addresses of mail at which nothing arrives: nothing is sent there before a person says so.
create table unreachable_address (
  company_id uuid not null references company,
  id uuid not null,
  -- In small letters.
  address text not null check (length(address) between 3 and 254),
  -- The mail that came back, and the words of the server that knew why.
  message_id uuid not null,
  code text not null,
  detail text not null,
  since timestamptz not null,
  primary key (company_id, id),
  unique (company_id, address),
  foreign key (company_id, message_id) references message (company_id, id)
);
select protect_table('unreachable_address');
grant select, insert, delete on unreachable_address to wasl_app;

-- Deletes a file that nothing rests on any more. @returns the key of its bytes; null when it stays
create function forget_file(subject uuid) returns text language plpgsql as $$
declare kept text;
begin
  delete from file f where f.company_id = current_company() and f.id = subject returning f.key into kept;
  return kept;
exception when foreign_key_violation then
  return null;
end $$;
revoke all on function forget_file(uuid) from public;
grant execute on function forget_file(uuid) to wasl_app;

alter table thread drop column last_message_id;
