-- A new password ends every link that was mailed to set one.
create or replace function gate.set_password(of_person uuid, hash text) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  delete from gate.reset_link where person_id = of_person;
  update gate.person set password_hash = hash, failures = 0, locked_until = null where id = of_person $$;

-- Without recovery codes those of before stay: who only begins to renew the second factor keeps them.
create or replace function gate.set_totp(of_person uuid, pending text, secret text, recovery bytea[])
  returns void language sql security definer set search_path = pg_catalog, gate, pg_temp as $$
  update gate.person set totp_pending = pending, totp_secret = secret,
    recovery_hashes = coalesce(recovery, recovery_hashes)
  where id = of_person $$;
