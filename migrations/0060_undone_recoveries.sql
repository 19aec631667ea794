-- Money that had recovered a bad debt may turn out not to be there.
alter table recovery add column undone_at timestamptz;
create index recovery_entry on recovery (company_id, entry_id);
grant update (undone_at) on recovery to wasl_app;
