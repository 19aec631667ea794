import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { Client, Pool } from './db.ts'

const folder = new URL('../../migrations/', import.meta.url)
// Any number that only this house uses: nodes that start together take turns.
const lock = 7_351_002_441

type Applied = { name: string; hash: string }

async function filesOf(): Promise<{ name: string; text: string; hash: string }[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function apply(client: Client, file: { name: string; text: string; hash: string }) {
  const alone = /^-- no-transaction$/m.test(file.text)
  if (!alone) await client.query('begin')
  try {
    await client.query(file.text)
    await client.query('insert into migration (name, hash) values ($1, $2)', [file.name, file.hash])
    if (!alone) await client.query('commit')
  } catch (error) {
    if (!alone) await client.query('rollback')
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`Migration ${file.name} failed: ${why}`, { cause: error })
  }
}

/**
 * Brings the schema up to this version, one file at a time, while other nodes wait.
 * Refuses when an applied file has changed, or when the schema is newer than this code.
 * @returns the names applied now
 */
export async function migrate(owner: Pool): Promise<string[]> {
  const client = await owner.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(
      'create table if not exists migration (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const { rows: applied } = await client.query<Applied>('select name, hash from migration')
    const files = await filesOf()
    for (const { name, hash } of applied) {
      const file = files.find((each) => each.name === name)
      if (!file)
        throw new Error(
          `The database has ${name}, which this version does not know: run a newer one.`,
        )
      if (file.hash !== hash)
        throw new Error(
          `The file ${name} changed after it was applied: write a new migration instead.`,
        )
    }
    const waiting = files.filter((file) => !applied.some(({ name }) => name === file.name))
    for (const file of waiting) await apply(client, file)
    return waiting.map(({ name }) => name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => undefined)
    client.release()
  }
}
