-- How far the demo company is, for whoever holds the one-time link that asked for it. It stands
-- beside the link, so that any node can answer and a restart does not forget it.
alter table gate.setup_link add demo jsonb;

create function gate.note_demo(link bytea, progress jsonb) returns void language sql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  update gate.setup_link set demo = progress where hash = link and used_at is not null $$;
create function gate.find_demo(link bytea) returns jsonb language sql stable
  security definer set search_path = pg_catalog, gate, pg_temp as $$
  select demo from gate.setup_link where hash = link $$;

-- Takes what may be entered once: a second taker gets nothing.
create function gate.take_demo(link bytea) returns jsonb language plpgsql
  security definer set search_path = pg_catalog, gate, pg_temp as $$
declare taken jsonb;
begin
  select demo -> 'founded' into taken from gate.setup_link where hash = link for update;
  update gate.setup_link set demo = demo - 'founded' where hash = link;
  return taken;
end $$;

revoke all on function gate.note_demo(bytea, jsonb), gate.find_demo(bytea), gate.take_demo(bytea)
  from public;
grant execute on function gate.note_demo(bytea, jsonb), gate.find_demo(bytea), gate.take_demo(bytea)
  to wasl_app;
