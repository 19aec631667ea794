import path from 'node:path'
import { backUp } from '#platform/backup.ts'
import { dataDirectoryOf } from './data-directory.ts'
import { keyOf, openDatabaseOf } from './offline-database.ts'

/** Writes everything but the key of secrets into a new folder. The house may be at work. */
async function main(): Promise<void> {
  const dataDirectory = dataDirectoryOf()
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const folder = path.resolve(process.argv[2] ?? path.join(dataDirectory, 'backups', stamp))
  const key = keyOf(dataDirectory)
  if (!key)
    throw new Error(`There is no key of secrets in ${dataDirectory}: is that the right one?`)
  const database = await openDatabaseOf(dataDirectory, { migrate: false })
  try {
    const began = performance.now()
    const filesFolder = path.join(dataDirectory, 'files')
    const { tables, files } = await backUp({ ...database, filesFolder, key }, folder)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const bytes = [...tables, ...files].reduce((sum, each) => sum + each.bytes, 0)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      `${rows} rows of ${tables.length} tables and ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds} s: ${folder}`,
    )
    console.log(
      `The key of secrets is not in it. Keep ${path.join(dataDirectory, 'secrets.key')} (or WASL_KEY) apart: without it, the connections to mail servers and gateways must be entered anew.`,
    )
  } finally {
    await database.close()
  }
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
