import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { audit } from '#web/locales/ar/audit.ts'

const modules = join(import.meta.dirname, '../server/modules')
const sources = readdirSync(modules, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(modules, name), 'utf8'))

test('every change that the log names has words', () => {
  const actions = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/\baudit\(\s*'([a-z_]+\.[a-z_]+)'/g)].map(([, action = '']) => action),
    ),
  )
  expect(actions.size).toBeGreaterThan(50)
  expect([...actions].filter((action) => !Object.hasOwn(audit, `do_${action}`))).toEqual([])
})
