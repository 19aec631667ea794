import fs from 'node:fs'
import path from 'node:path'
import { brokenChains, keyPrintOf, type Manifest, readBackup, restore } from '#platform/backup.ts'
import { dataDirectoryOf } from './data-directory.ts'
import { keyOf, type OpenDatabase, openDatabaseOf } from './offline-database.ts'

const { DATABASE_URL } = process.env

function assertEmptyPlace(dataDirectory: string): void {
  const taken = DATABASE_URL ? [] : ['pg17']
  for (const name of [...taken, 'files']) {
    const place = path.join(dataDirectory, name)
    if (fs.existsSync(place) && fs.readdirSync(place).length > 0)
      throw new Error(`${place} is there already: set WASL_DATA to an empty directory.`)
  }
}

/** Without the right key the sealed secrets of vendors would fail one by one, later, at work. */
function assertKey(dataDirectory: string, { keyPrint }: Manifest): void {
  const key = keyOf(dataDirectory)
  if (key && keyPrintOf(key) === keyPrint) return
  if (process.argv.includes('--without-key')) {
    console.log(
      'Restored without the key of secrets: enter the connections to mail servers and gateways anew.',
    )
    return
  }
  const what = key ? 'is not the key of this backup' : 'is missing'
  throw new Error(
    `The key of secrets ${what}: put the kept secrets.key into ${dataDirectory} (or set WASL_KEY), or say --without-key and enter the connections to vendors anew.`,
  )
}

/** The invariants of the books, where this version has them as one function of the database. */
async function unsoundBooks(database: OpenDatabase): Promise<string[]> {
  const { rows: found } = await database.owner.query<{ there: boolean }>(
    "select to_regprocedure('check_books(uuid)') is not null as there",
  )
  if (!found[0]?.there) return []
  const { rows } = await database.app.query<{ id: string }>('select gate.company_ids() as id')
  const unsound: string[] = []
  for (const { id } of rows) {
    const client = await database.app.connect()
    await client.query('begin')
    await client.query("select set_config('app.company_id', $1, true)", [id])
    const checked = await client.query<{ invariant: string; found: number }>(
      'select invariant, found from check_books($1) where found > 0',
      [id],
    )
    await client.query('rollback')
    client.release()
    for (const { invariant, found } of checked.rows)
      unsound.push(`${id}: ${invariant} is broken ${found} times`)
  }
  return unsound
}

/** Fills an empty place from a backup, after proving each file, and proves the books after. */
async function main(): Promise<void> {
  const [named] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  if (!named) throw new Error('Say which: npm run restore -- <folder>')
  const folder = path.resolve(named)
  const dataDirectory = dataDirectoryOf()
  assertEmptyPlace(dataDirectory)
  const began = performance.now()
  const manifest = await readBackup(folder)
  assertKey(dataDirectory, manifest)
  const database = await openDatabaseOf(dataDirectory, { migrate: true })
  try {
    const filesFolder = path.join(dataDirectory, 'files')
    await restore({ ...database, filesFolder }, folder, manifest)
    const wrong = [
      ...(await brokenChains(database.app)).map(
        ({ companyId, at }) => `${companyId}: the audit chain breaks at ${at}`,
      ),
      ...(await unsoundBooks(database)),
    ]
    if (wrong.length > 0) throw new Error(`Restored, but not sound:\n${wrong.join('\n')}`)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `Restored ${rows} rows and ${manifest.files.length} files of ${manifest.madeAt} into ${dataDirectory} in ${((performance.now() - began) / 1000).toFixed(1)} s. Books and audit chains are sound.`,
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
