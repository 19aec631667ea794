-- Who started an import, who may be another than whoever brought the file.
alter table import add started_by uuid, add started_by_name text;
grant update (started_by, started_by_name) on import to wasl_app;

-- A period of lateness that turns out to have been paid in time was never one.
grant delete on late_period to wasl_app;
