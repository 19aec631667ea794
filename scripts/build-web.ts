import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { run } from './run.ts'

const root = path.join(import.meta.dirname, '..')
const built = path.join(root, 'dist/web')
const stamp = path.join(built, '.hash')

/**
 * Builds web/ into dist/web when what it is made of has changed since, and says in one sentence
 * what it did. Refuses with the builder's own words when it cannot.
 */
export async function ensureWeb(): Promise<string> {
  const wanted = hashOfSources()
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) {
    return 'The web pages are up to date.'
  }
  if (!fs.existsSync(path.join(root, 'vite.config.ts'))) return 'There are no web pages to build.'
  if (!fs.existsSync(path.join(root, 'node_modules/vite'))) {
    return 'The web pages were not built: vite is not installed (npm ci without --omit=dev brings it).'
  }
  const began = performance.now()
  const { code, output } = await run('vite', ['build', '--logLevel', 'warn'])
  if (code !== 0 || !fs.existsSync(path.join(built, 'index.html'))) {
    throw new Error(`The web pages could not be built.\n${output}`)
  }
  fs.writeFileSync(stamp, wanted)
  return `The web pages were built in ${((performance.now() - began) / 1000).toFixed(1)} s.`
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const folders = ['web', 'core'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  )
  for (const file of [...folders.sort(), 'vite.config.ts', 'package-lock.json']) {
    if (!fs.existsSync(path.join(root, file))) continue
    hash.update(`${file}\n`).update(fs.readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

if (import.meta.main) {
  try {
    console.log(await ensureWeb())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
