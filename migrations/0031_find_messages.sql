-- Under row-level security LIKE uses no index (it is not leakproof), so the search runs as the
-- owner and keeps to the current company itself. Materialized, so that the index of threes is
-- asked, and not every older message in turn.
create function find_messages(patterns text[], threads uuid[], channels text[], side text,
  before_at timestamptz, before_id uuid, most int)
returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
set max_parallel_workers_per_gather = 0 as $$
declare
  company uuid := current_company();
  longest text := patterns[1];
begin
  if company is null or longest is null then return; end if;
  return query with hit as materialized (
    select m.id, m.said_at from message m
    where m.company_id = company and m.thread_id is not null and m.words like longest
      and m.words like coalesce(patterns[2], longest) and m.words like coalesce(patterns[3], longest)
      and m.words like all (patterns)
      and (threads is null or m.thread_id = any(threads))
      and (channels is null or m.channel = any(channels)) and (side is null or m.direction = side))
  select hit.id from hit where before_at is null or (hit.said_at, hit.id) < (before_at, before_id)
  order by hit.said_at desc, hit.id desc limit most;
end $$;
revoke all on function find_messages(text[], uuid[], text[], text, timestamptz, uuid, int) from public;
grant execute on function find_messages(text[], uuid[], text[], text, timestamptz, uuid, int) to wasl_app;

-- The conversations whose latest words or writer hold the text; no more than so many, in no order.
create function find_conversations(pattern text, most int)
returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
set max_parallel_workers_per_gather = 0 as $$
declare company uuid := current_company();
begin
  if company is null then return; end if;
  return query with hit as materialized (
    select c.id from conversation c where c.company_id = company and c.words like pattern)
  select hit.id from hit limit most;
end $$;
revoke all on function find_conversations(text, int) from public;
grant execute on function find_conversations(text, int) to wasl_app;
