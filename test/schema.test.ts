import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '#core/arabic/fold.ts'
import { foldSql } from '#core/arabic/fold-sql.ts'
import { openHouse } from '#test/house.ts'
import { appendOnly, outsideTheWall } from './schema.ts'

const house = openHouse()

type Table = { schema: string; name: string; columns: string[]; rls: boolean; forced: boolean }
const tablesOf = () =>
  house.sql<Table>(`
    select n.nspname as schema, c.relname as name, c.relrowsecurity as rls,
      c.relforcerowsecurity as forced,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
    order by 1, 2`)

/** Whether wasl_app is refused this statement for want of a right, and not for anything else. */
async function refused(statement: string): Promise<string | true> {
  const client = await house.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(`set local app.company_id = '${house.company.companyId}'`)
    await client.query(statement)
    return 'was carried out'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === '42501' || `${String(error)} (${String(code)})`
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('every table stands behind the wall, but for those on the list', async () => {
  const open = (await tablesOf())
    .filter(({ schema, columns }) => schema !== 'public' || columns[0] !== 'company_id')
    .map(({ schema, name }) => `${schema}.${name}`)
  expect(open.filter((name) => !name.startsWith('gate.'))).toEqual(outsideTheWall)
})

test('every business table has forced row-level security with its two policies', async () => {
  const policies = await house.sql<{ name: string; found: string[] }>(`
    select c.relname as name, array_agg(format('%s to %s: %s using %s check %s', p.polname,
      (select string_agg(r.rolname, ',') from pg_roles r where r.oid = any(p.polroles)), p.polcmd,
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      order by p.polname) as found
    from pg_policy p join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' group by 1`)
  const wall = (column: string) =>
    `(${column} = ( SELECT (NULLIF(current_setting('app.company_id'::text, true), ''::text))::uuid AS "nullif"))`
  const wrong = (await tablesOf())
    .filter(({ schema, name }) => schema === 'public' && name !== 'migration')
    .filter(({ name, rls, forced }) => {
      const column = wall(name === 'company' ? 'id' : 'company_id')
      const found = policies.find((each) => each.name === name)?.found ?? []
      return !(
        rls &&
        forced &&
        found.length === 2 &&
        found[0] === `app to wasl_app: * using ${column} check ${column}` &&
        found[1] === 'owner to wasl_owner: * using true check true'
      )
    })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('company_id comes first in every primary, unique and foreign key', async () => {
  const keys = await house.sql<{ name: string; table: string; columns: string[] }>(`
    select con.conname as name, c.relname as table,
      (select array_agg(a.attname::text order by k.place) from unnest(con.conkey) with ordinality k(num, place)
       join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.num) as columns
    from pg_constraint con join pg_class c on c.oid = con.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and con.contype in ('p', 'u', 'f')
    union all
    select i.relname, c.relname, (select array_agg(coalesce(a.attname::text, '(expression)') order by k.place)
      from unnest(x.indkey::int2[]) with ordinality k(num, place)
      left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.num)
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and x.indisunique`)
  const wrong = keys.filter(
    ({ table, columns }) =>
      !outsideTheWall.includes(`public.${table}`) && columns[0] !== 'company_id',
  )
  expect(wrong).toEqual([])
})

test('a key that refers to rows which can be deleted has an index to find the referring rows by', async () => {
  const missing = await house.sql(`
    select con.conname as name, c.relname as table
    from pg_constraint con join pg_class c on c.oid = con.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and con.contype = 'f'
      and has_table_privilege('wasl_app', con.confrelid, 'delete')
      and not exists (select 1 from pg_index x where x.indrelid = con.conrelid
        and ((x.indkey::int2[])[0:cardinality(con.conkey) - 1] @> con.conkey
          or (x.indisunique and con.conkey @> x.indkey::int2[])))`)
  expect(missing).toEqual([])
})

test('nothing counts in 32 bits: a sequence that runs out stops every write', async () => {
  const short = await house.sql(`
    select c.relname from pg_sequence s join pg_class c on c.oid = s.seqrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'gate') and s.seqtypid <> 'int8'::regtype`)
  expect(short).toEqual([])
})

test('money is never a fraction or a float', async () => {
  const loose = await house.sql(`
    select table_name, column_name, data_type from information_schema.columns
    where table_schema = 'public' and (data_type in ('real', 'double precision', 'money')
      or (data_type = 'integer' and column_name ~ '(amount|minor|gross|net|balance|settled)'))`)
  expect(loose).toEqual([])
})

test('a function with its owner’s rights has its search_path set and is not for everyone', async () => {
  const loose = await house.sql(`
    select p.oid::regprocedure::text as name from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
      and (not exists (select 1 from unnest(p.proconfig) setting where setting like 'search_path=%')
        or exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
          where g.grantee = 0 and g.privilege_type = 'EXECUTE'))`)
  expect(loose).toEqual([])
})

test('whatever reads as the owner keeps to the current company by its own words', async () => {
  const blind = await house.sql(`
    select p.oid::regprocedure::text as name from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname = 'public' and p.prosrc !~ 'current_company\\(\\)'
    union all
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and n.nspname in ('public', 'gate') and not exists (
      select 1 from unnest(c.reloptions) option where option ~ '^security_invoker=(true|on|1)$')`)
  expect(blind).toEqual([])
})

test('the tables of the gate are closed to wasl_app, all of them', async () => {
  const gate = (await tablesOf()).filter(({ schema }) => schema === 'gate')
  expect(gate.length).toBeGreaterThan(5)
  const answers = await Promise.all(gate.map(({ name }) => refused(`select * from gate.${name}`)))
  expect(answers.filter((answer) => answer !== true)).toEqual([])
})

test.each([
  'set role wasl_owner',
  'set session authorization wasl_owner',
  "set local session_replication_role = 'replica'",
  "copy (select 1) to program 'true'",
  "copy company to '/tmp/company'",
  "select pg_read_file('/etc/passwd')",
  "select pg_ls_dir('/')",
  "select lo_import('/etc/passwd')",
  'create table public.mine (id int)',
  'create schema mine',
  "create function public.mine() returns int language sql as 'select 1'",
  'create extension dblink',
  'alter table company disable row level security',
  'alter table company no force row level security',
  'drop policy app on company',
  'set local row_security = off; select * from member',
  "select graphile_worker.add_job('minute')",
  'select * from graphile_worker.dead_jobs()',
  'select * from graphile_worker._private_jobs',
  'delete from company',
  'insert into company select * from company',
  'update company set base_currency = base_currency',
  'truncate request',
  'update migration set hash = hash',
  'select gate.access_of(gen_random_uuid(), gen_random_uuid())',
  "select protect_table('company')",
])('wasl_app is refused: %s', async (statement) => {
  expect(await refused(statement)).toBe(true)
})

test('what is written for good cannot be changed or removed by the application', async () => {
  const answers: (string | true)[] = []
  for (const [table, free] of Object.entries(appendOnly)) {
    answers.push(await refused(`delete from ${table}`), await refused(`truncate ${table}`))
    const columns = (await tablesOf()).find(({ name }) => name === table)?.columns ?? []
    expect(columns, table).not.toEqual([])
    for (const column of columns.filter((each) => !free.includes(each)))
      answers.push(await refused(`update ${table} set ${column} = default`))
  }
  expect(answers.filter((answer) => answer !== true)).toEqual([])
})

test('without a company nothing is seen, and with one only its own', async () => {
  const other = await house.anotherCompany()
  const tables = (await tablesOf()).filter(
    ({ schema, name }) => schema === 'public' && name !== 'migration',
  )
  const client = await house.house.pool.connect()
  try {
    for (const { name } of tables) {
      const column = name === 'company' ? 'id' : 'company_id'
      const [{ readable }] = (
        await client.query(`select has_table_privilege('public.${name}', 'select') as readable`)
      ).rows
      if (!readable) continue
      const nothing = await client.query(`select 1 from ${name} limit 1`)
      expect(nothing.rowCount, `${name} without a company`).toBe(0)
      await client.query(`begin; set local app.company_id = '${house.company.companyId}'`)
      const foreign = await client.query(`select 1 from ${name} where ${column} = $1 limit 1`, [
        other.companyId,
      ])
      await client.query('rollback')
      expect(foreign.rowCount, `${name} of another company`).toBe(0)
    }
  } finally {
    client.release()
  }
})

test('the database searches text exactly as core does', async () => {
  const migration = readFileSync(new URL('../migrations/0003_search.sql', import.meta.url), 'utf8')
  expect(migration).toContain(foldSql)
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(...'أإآءئؤةىيکـ ًّٰ\u0654\u0301\u0307\u200D\u2067eAIÀİß&.٣۳٬٫ﷲﻻ'),
    }),
    fc.string({ unit: 'binary' }),
  )
  const typed = fc
    .sample(text, { numRuns: 4000, seed: 20_261_122 })
    .filter((each) => !each.includes('\0') && !/\p{Surrogate}/u.test(each))
  const [row] = await house.sql<{ folded: string[] }>(
    'select array_agg(fold(t) order by place) as folded from unnest($1::text[]) with ordinality x(t, place)',
    [typed],
  )
  const different = typed.flatMap((each, at) =>
    row?.folded[at] === fold(each) ? [] : [{ each, core: fold(each), sql: row?.folded[at] }],
  )
  expect(different).toEqual([])
})
