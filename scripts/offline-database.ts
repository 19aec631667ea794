import fs from 'node:fs'
import path from 'node:path'
import { readConfig } from '#platform/config.ts'
import { openPool, type Pool } from '#platform/db.ts'
import { startEmbedded } from '#platform/embedded-postgres.ts'
import { runningEmbedded } from '#platform/postgres-owner.ts'
import { loginsFor, updateSchema } from '#server/database.ts'

export type OpenDatabase = Readonly<{
  owner: Pool
  worker: Pool
  app: Pool
  close: () => Promise<void>
}>

const progress = (sentence: string) => console.log(`· ${sentence}`)

/**
 * Opens the database of a data directory without serving it: the one that DATABASE_URL names, the
 * embedded one that runs already, or the embedded one started for as long as this takes.
 */
export async function openDatabaseOf(
  dataDirectory: string,
  options: { migrate: boolean },
): Promise<OpenDatabase> {
  const config = readConfig()
  const running = config.DATABASE_URL ? undefined : runningEmbedded(dataDirectory)
  const started =
    config.DATABASE_URL || running ? undefined : await startEmbedded(dataDirectory, { progress })
  const embedded = running ?? started
  try {
    const where = { dataDirectory, progress, ...(embedded && { embedded }) }
    const logins = await loginsFor(config, where)
    if (options.migrate) await updateSchema(logins, progress)
    const open = (login: (typeof logins)['app']) =>
      openPool(login, { max: 2, onError: (error) => console.error(error.message) })
    const pools = {
      owner: open(logins.owner),
      worker: open(logins.worker),
      app: open(logins.app),
    }
    return {
      ...pools,
      close: async () => {
        await Promise.all(Object.values(pools).map((pool) => pool.end()))
        await started?.stop()
      },
    }
  } catch (error) {
    await started?.stop()
    throw error
  }
}

/** The key of secrets: from the environment, or beside the data; undefined where there is none. */
export function keyOf(dataDirectory: string): Buffer | undefined {
  const { WASL_KEY } = readConfig()
  const file = path.join(dataDirectory, 'secrets.key')
  const text = WASL_KEY ?? (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined)
  return text === undefined ? undefined : Buffer.from(text, 'base64')
}
