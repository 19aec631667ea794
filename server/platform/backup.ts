import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { z } from 'zod'
import { copyIn, copyOut } from './copy.ts'
import type { Client, Pool } from './db.ts'

const Kept = z.object({ file: z.string(), sha256: z.string(), bytes: z.int() })
const Manifest = z.object({
  format: z.literal('wasl-backup-1'),
  madeAt: z.string(),
  server: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  /** The first half of the SHA-256 of the key of secrets, to recognise it by. The key is not here. */
  keyPrint: z.string(),
  tables: z.array(
    Kept.extend({
      owner: z.string(),
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int(),
    }),
  ),
  sequences: z.array(
    z.object({ owner: z.string(), name: z.string(), last: z.int(), called: z.boolean() }),
  ),
  files: z.array(Kept),
})
export type Manifest = z.infer<typeof Manifest>

/** Recognises a key of secrets without giving it away. */
export const keyPrintOf = (key: Buffer): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 32)

/** The two logins whose tables together are the whole database. */
type Owners = Readonly<{ owner: Pool; worker: Pool }>
const schemasOf = { owner: ['public', 'gate'], worker: ['graphile_worker'] } as const
type Owner = keyof typeof schemasOf

// The migrators fill these themselves, and they say which schema this is.
const leftOut = ['public.migration', 'graphile_worker.migrations']

type Table = { name: string; columns: string[]; forced: boolean }
type Sequence = { name: string }

const tablesSql = `
  select c.relforcerowsecurity as forced, format('%I.%I', n.nspname, c.relname) as name,
    (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname = any($1) and format('%I.%I', n.nspname, c.relname) <> all($2)
  order by 2`
const sequencesSql = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and n.nspname = any($1) order by 1`
const referencesSql = `
  select format('%I.%I', n.nspname, c.relname) as child, format('%I.%I', m.nspname, p.relname) as parent
  from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class p on p.oid = f.confrelid join pg_namespace m on m.oid = p.relnamespace
  where f.contype = 'f' and f.conrelid <> f.confrelid and n.nspname = any($1)`

async function hashOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { sha256: hash.digest('hex'), bytes: (await stat(path)).size }
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

async function saveTables(client: Client, owner: Owner, folder: string) {
  const { rows } = await client.query<Table>(tablesSql, [schemasOf[owner], leftOut])
  const tables: Manifest['tables'] = []
  for (const { name, columns } of rows) {
    const file = `tables/${name.replaceAll('"', '')}.copy.gz`
    const path = join(folder, file)
    const copy = copyOut(client, `copy ${name} (${columns.join(', ')}) to stdout`)
    await pipeline(copy.stream, createGzip({ level: 4 }), createWriteStream(path, { flush: true }))
    tables.push({ owner, name, columns, rows: copy.rows(), file, ...(await hashOf(path)) })
  }
  return tables
}

async function saveSequences(client: Client, owner: Owner) {
  const { rows } = await client.query<Sequence>(sequencesSql, [schemasOf[owner]])
  const sequences: Manifest['sequences'] = []
  for (const { name } of rows) {
    const found = await client.query<{ last: number; called: boolean }>(
      `select last_value as last, is_called as called from ${name}`,
    )
    sequences.push(...found.rows.map((row) => ({ owner, name, ...row })))
  }
  return sequences
}

async function saveFiles(from: string, folder: string): Promise<Manifest['files']> {
  const files: Manifest['files'] = []
  for (const name of await filesUnder(from)) {
    const file = `files/${name}`
    const kept = await cp(join(from, name), join(folder, file)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        // Removed since it was listed, which is as good as never having been there.
        if (error.code === 'ENOENT') return false
        throw error
      },
    )
    if (kept) files.push({ file, ...(await hashOf(join(folder, file))) })
  }
  return files
}

/** Runs `work` on a connection of each owner, both looking at one and the same instant. */
async function inOneSnapshot<Result>(
  { owner, worker }: Owners,
  work: (clients: Record<Owner, Client>) => Promise<Result>,
): Promise<Result> {
  const clients = { owner: await owner.connect(), worker: await worker.connect() }
  const begin = 'begin isolation level repeatable read, read only'
  try {
    await clients.owner.query(begin)
    const { rows } = await clients.owner.query<{ id: string }>('select pg_export_snapshot() as id')
    await clients.worker.query(begin)
    await clients.worker.query(`set transaction snapshot '${rows[0]?.id ?? ''}'`)
    return await work(clients)
  } finally {
    for (const client of Object.values(clients)) {
      await client.query('rollback').catch(() => undefined)
      client.release()
    }
  }
}

/**
 * Writes a whole house into a folder that must not be there yet: every table as of one instant,
 * the queue and the files included, and a manifest with the hash of each. The key of secrets is
 * left out on purpose: who holds both holds everything. The house may be at work meanwhile.
 */
export async function backUp(
  from: Owners & Readonly<{ filesFolder: string; key: Buffer }>,
  folder: string,
): Promise<Manifest> {
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw new Error(`${folder} is not empty: name a folder that is not there yet.`)
  await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 })
  const manifest = await inOneSnapshot(from, async ({ owner, worker }): Promise<Manifest> => {
    const { rows: migrations } = await owner.query<{ name: string; hash: string }>(
      'select name, hash from migration order by name',
    )
    const { rows: said } = await owner.query<{ at: Date; server: string }>(
      "select now() as at, current_setting('server_version') as server",
    )
    return {
      format: 'wasl-backup-1',
      madeAt: said[0]?.at.toISOString() ?? '',
      server: said[0]?.server ?? '',
      migrations,
      keyPrint: keyPrintOf(from.key),
      tables: [
        ...(await saveTables(owner, 'owner', folder)),
        ...(await saveTables(worker, 'worker', folder)),
      ],
      // After the tables: a sequence is outside every snapshot, and may only be too far ahead.
      sequences: [
        ...(await saveSequences(owner, 'owner')),
        ...(await saveSequences(worker, 'worker')),
      ],
      files: await saveFiles(from.filesFolder, folder),
    }
  })
  // Last, under its name only when whole: a folder without a manifest is no backup.
  await writeFile(join(folder, 'manifest.part'), JSON.stringify(manifest, null, 2), { flush: true })
  await rename(join(folder, 'manifest.part'), join(folder, 'manifest.json'))
  return manifest
}

/** Reads a backup's manifest and proves every file against its hash. Writes nothing. */
export async function readBackup(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new Error(`${folder} holds no manifest.json: it is no backup, or one that never ended.`)
  })
  const manifest = Manifest.parse(JSON.parse(text))
  for (const { file, sha256, bytes } of [...manifest.tables, ...manifest.files]) {
    if (file.split('/').includes('..')) throw new Error(`The manifest names ${file}`)
    const found = await hashOf(join(folder, file)).catch(() => undefined)
    if (found?.sha256 !== sha256 || found.bytes !== bytes)
      throw new Error(`${file} is not what the backup wrote: damaged, changed or missing.`)
  }
  return manifest
}

/** Parents before children, since the rows of a child refer to theirs. */
function inOrder(tables: Manifest['tables'], references: { child: string; parent: string }[]) {
  const ordered: Manifest['tables'] = []
  const left = new Map(tables.map((table) => [table.name, table]))
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ name }) => !references.some((each) => each.child === name && left.has(each.parent)),
    )
    if (free.length === 0)
      throw new Error(
        `These tables refer to each other in a circle: ${[...left.keys()].join(', ')}`,
      )
    for (const table of free) {
      ordered.push(table)
      left.delete(table.name)
    }
  }
  return ordered
}

async function loadTables(client: Client, owner: Owner, manifest: Manifest, folder: string) {
  const tables = manifest.tables.filter((table) => table.owner === owner)
  const { rows: here } = await client.query<Table>(tablesSql, [schemasOf[owner], leftOut])
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(' ')
  if (names(here) !== names(tables))
    throw new Error('The tables of the backup are not the tables of this version.')
  const { rows: references } = await client.query<{ child: string; parent: string }>(
    referencesSql,
    [schemasOf[owner]],
  )
  // Triggers judge what is new, and PostgreSQL takes no COPY into a table whose wall binds its
  // owner too. Both are back before the commit.
  const walled = here.filter(({ forced }) => forced)
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`)
  for (const { name } of walled)
    await client.query(`alter table ${name} no force row level security`)
  if (tables.length > 0) await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
  for (const { name, columns, file, rows } of inOrder(tables, references)) {
    const source = createReadStream(join(folder, file)).pipe(createGunzip())
    const loaded = await copyIn(client, `copy ${name} (${columns.join(', ')}) from stdin`, source)
    if (loaded !== rows) throw new Error(`${name} took ${loaded} of ${rows} rows.`)
  }
  // Keys that wait for the commit are proved now: a table with such a debt cannot be altered.
  await client.query('set constraints all immediate')
  for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`)
  for (const { name } of walled) await client.query(`alter table ${name} force row level security`)
  for (const { name, last, called } of manifest.sequences.filter((each) => each.owner === owner))
    await client.query('select setval($1::regclass, $2, $3)', [name, last, called])
}

async function load(pool: Pool, work: (client: Client) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function assertSameSchema(owner: Pool, manifest: Manifest): Promise<void> {
  const { rows } = await owner.query<{ name: string; hash: string }>(
    'select name, hash from migration order by name',
  )
  const written = (list: readonly { name: string; hash: string }[]) =>
    list.map(({ name, hash }) => `${name} ${hash}`).join('\n')
  if (written(rows) !== written(manifest.migrations))
    throw new Error(
      `The backup is of another version (${manifest.migrations.at(-1)?.name ?? 'none'}): restore it with that version, then start the newer one.`,
    )
}

/**
 * Fills an empty, migrated database and an empty folder of files from a backup that was read
 * and proven. Refuses where a company lives already.
 */
export async function restore(
  into: Owners & Readonly<{ filesFolder: string }>,
  folder: string,
  manifest: Manifest,
): Promise<void> {
  const { rows } = await into.owner.query<{ some: boolean }>(
    'select exists (select 1 from company) or exists (select 1 from gate.person) as some',
  )
  if (rows[0]?.some)
    throw new Error('There is a company here already: restore into an empty place.')
  if ((await filesUnder(into.filesFolder)).length > 0)
    throw new Error(`${into.filesFolder} is not empty: restore into an empty place.`)
  await assertSameSchema(into.owner, manifest)
  await load(into.owner, async (client) => {
    await loadTables(client, 'owner', manifest, folder)
    await load(into.worker, async (queue) => {
      await loadTables(queue, 'worker', manifest, folder)
      // Whoever held these jobs is not here: they are anyone's again.
      await queue.query(
        'update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null',
      )
      await queue.query(
        'update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at is not null',
      )
    })
  })
  for (const { file } of manifest.files)
    await cp(join(folder, file), join(into.filesFolder, file.slice('files/'.length)))
}

/** Walks the audit chain of every company; says which are broken, and where. */
export async function brokenChains(app: pg.Pool): Promise<{ companyId: string; at: number }[]> {
  const broken: { companyId: string; at: number }[] = []
  const { rows } = await app.query<{ id: string }>('select gate.company_ids() as id')
  for (const { id } of rows) {
    const client = await app.connect()
    try {
      await client.query('begin')
      await client.query("select set_config('app.company_id', $1, true)", [id])
      const walked = await client.query<{ at: number | null }>(
        'select broken_at as at from verify_audit()',
      )
      const at = walked.rows[0]?.at
      if (at !== null && at !== undefined) broken.push({ companyId: id, at })
    } finally {
      await client.query('rollback').catch(() => undefined)
      client.release()
    }
  }
  return broken
}
