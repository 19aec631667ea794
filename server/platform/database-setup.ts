import { randomBytes } from 'node:crypto'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import type { DatabaseLogin, Pool } from './db.ts'

export type Logins = Readonly<{ owner: DatabaseLogin; app: DatabaseLogin; worker: DatabaseLogin }>
export const roles = ['wasl_owner', 'wasl_app', 'wasl_worker'] as const

type Admin = Pick<pg.Pool, 'query'>
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * Makes the three logins where they are missing. On the private socket they need no password;
 * on a server of one's own each gets a random one, which the caller keeps.
 * @returns the passwords of the logins made now, by role
 */
export async function prepareServer(
  admin: Admin,
  options: { passwords: boolean } = { passwords: false },
): Promise<Record<string, string>> {
  const made: Record<string, string> = {}
  const { rows } = await admin.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1)',
    [roles],
  )
  for (const role of roles) {
    if (rows.some((row) => row.rolname === role)) continue
    const password = randomBytes(24).toString('base64url')
    const clause = options.passwords ? ` password ${literal(password)}` : ''
    await admin.query(`create role ${role} login nosuperuser nobypassrls nocreatedb${clause}`)
    made[role] = password
  }
  return made
}

/** Makes the database where it is missing, owned by wasl_owner; the worker may make its own schema. */
export async function prepareDatabase(admin: Admin, name: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name])
  if (!rowCount) await admin.query(`create database ${quoted(name)} owner wasl_owner`)
  await admin.query(`revoke all on database ${quoted(name)} from public`)
  await admin.query(`grant connect, temporary on database ${quoted(name)} to wasl_app, wasl_worker`)
  await admin.query(`grant create on database ${quoted(name)} to wasl_worker`)
}

/**
 * The queue's tables belong to wasl_worker. The only way in for wasl_app is enqueue(): add_job()
 * itself would fail for it under graphile-worker's own row-level security.
 */
export async function prepareQueue(worker: Pool): Promise<void> {
  await runMigrations({ pgPool: worker as never })
  await worker.query(`
    create or replace function graphile_worker.enqueue(jobs jsonb)
    returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare kept text[];
    begin
      insert into graphile_worker._private_tasks (identifier)
      select distinct job ->> 'task' from jsonb_array_elements(jobs) as job
      where not exists (select 1 from graphile_worker._private_tasks t where t.identifier = job ->> 'task')
      on conflict do nothing;
      -- What has no key cannot meet another: add_jobs() would look through the whole queue for it.
      insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, priority)
      select t.id, (job -> 'payload')::json, coalesce((job ->> 'runAt')::timestamptz, now()), 12,
        coalesce((job ->> 'priority')::int, 0)
      from jsonb_array_elements(jobs) with ordinality as given (job, place)
      join graphile_worker._private_tasks t on t.identifier = job ->> 'task'
      where job ->> 'key' is null and job ->> 'queue' is null order by place;
      perform pg_notify('jobs:insert', json_build_object('r', random(), 'count', jsonb_array_length(jobs))::text);
      -- What waits in a queue of its own is done one after the other.
      perform graphile_worker.add_jobs((
        select array_agg((task, payload, queue, "runAt", 12, null, coalesce(priority, 0), null)::graphile_worker.job_spec order by place)
        from rows from (jsonb_to_recordset(jobs) as (task text, payload json, key text, "runAt" timestamptz, queue text, priority int))
          with ordinality as job(task, payload, key, "runAt", queue, priority, place)
        where key is null and queue is not null))
      where jsonb_path_exists(jobs, '$[*] ? (@.key == null && @.queue != null)');
      loop
        exit when not jsonb_path_exists(jobs, '$[*].key ? (@ != null)');
        select array_agg(added.key) into kept from graphile_worker.add_jobs((
          select array_agg((task, payload, queue, "runAt", 12, key, coalesce(priority, 0), null)::graphile_worker.job_spec order by place)
          from (
            -- Of two with one key in one message, the later one counts.
            select distinct on (key) *
            from rows from (jsonb_to_recordset(jobs) as (task text, payload json, key text, "runAt" timestamptz, queue text, priority int))
              with ordinality as job(task, payload, key, "runAt", queue, priority, place)
            where key is not null order by key, place desc) last)) as added;
        -- One that a worker took in this very moment is passed over: it may not see what we know.
        select coalesce(jsonb_agg(job), '[]') into jobs from jsonb_array_elements(jobs) as job
        where job ->> 'key' <> all (coalesce(kept, '{}'));
      end loop;
    end $$;
    -- Whether a job of this key is about to begin: it will see all that is committed by now.
    create or replace function graphile_worker.soon(job_key text) returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select exists (select 1 from graphile_worker._private_jobs where key = job_key
        and locked_at is null and attempts < max_attempts and run_at <= now() + interval '1 second')
    $$;
    revoke all on all functions in schema graphile_worker from public;
    grant usage on schema graphile_worker to wasl_app;
    grant execute on function graphile_worker.enqueue, graphile_worker.soon to wasl_app;
    create or replace function graphile_worker.dead_jobs() returns table (id bigint, task text, attempts int, error text, at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select j.id, t.identifier, j.attempts::int, j.last_error, j.created_at
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.attempts >= j.max_attempts order by j.id desc limit 200
    $$;
    revoke all on function graphile_worker.dead_jobs() from public`)
}

/** Refuses to serve with a login that could see past the wall between companies. */
export async function assertSafeLogin(app: Pool): Promise<void> {
  const { rows } = await app.query<{ name: string; unsafe: boolean; fsync: string }>(`
    select current_user as name, rolsuper or rolbypassrls or rolcreaterole as unsafe,
      current_setting('fsync') as fsync
    from pg_roles where rolname = current_user`)
  const [role] = rows
  if (!role || role.unsafe)
    throw new Error(
      `The database login ${role?.name ?? '?'} may bypass row-level security. Serve as wasl_app: a login without SUPERUSER, BYPASSRLS and CREATEROLE.`,
    )
  if (role.fsync !== 'on')
    throw new Error(
      'PostgreSQL runs with fsync=off: an acknowledged payment could be lost. Turn it on.',
    )
}
