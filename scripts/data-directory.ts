import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

/** Where this checkout's data is kept. Root keeps it outside, since PostgreSQL's user must reach it. */
export function dataDirectoryOf(): string {
  const { WASL_DATA } = process.env
  if (WASL_DATA) return path.resolve(WASL_DATA)
  if (process.getuid?.() !== 0) return path.join(root, '.data')
  const checkout = createHash('sha256').update(fs.realpathSync(root)).digest('hex').slice(0, 12)
  return path.join('/var/lib/wasl', checkout)
}
