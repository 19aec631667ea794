import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { events } from '#web/locales/ar/events.ts'

const core = join(import.meta.dirname, '../core/collections')
const sources = readdirSync(core)
  .filter((name) => name.endsWith('events.ts'))
  .map((name) => readFileSync(join(core, name), 'utf8'))

/** What the gate kept back has reached nobody: the register of reminders tells of it. */
const silent = ['collections.reminder_held']

test('everything that the chase did with a customer has words on their timeline', () => {
  const names = sources.flatMap((source) =>
    [...source.matchAll(/\bevent\(\s*'([a-z_]+\.[a-z_]+)'/g)].map(([, name = '']) => name),
  )
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name) => !Object.hasOwn(events, name))).toEqual(silent)
})
