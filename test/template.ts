import type pg from 'pg'
import { prepareDatabase, prepareServer } from '#platform/database-setup.ts'
import { socketLogins, updateSchema } from '#server/database.ts'

const lock = 7_351_002_442

/** Migrates once a run: every test's database is then a copy of this one. */
export async function createTemplate(
  admin: pg.Pool,
  server: { host: string; port: number },
): Promise<void> {
  const client = await admin.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    const { rows } = await client.query<{ ready: boolean }>(
      "select datistemplate as ready from pg_database where datname = 'wasl_template'",
    )
    if (rows[0]?.ready) return
    await prepareServer(client as never)
    await prepareDatabase(client as never, 'wasl_template')
    await updateSchema(socketLogins(server, 'wasl_template'))
    await client.query(
      "update pg_database set datistemplate = true where datname = 'wasl_template'",
    )
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock])
    client.release()
  }
}
