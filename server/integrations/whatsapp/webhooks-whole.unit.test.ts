import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Content } from '#core/messaging/incoming.ts'
import { fields, items, readJson } from '#integrations/meta/read.ts'
import { delivered, sample } from '#integrations/meta/recorder.ts'
import { whatsapp } from './whatsapp.ts'

const provider = whatsapp({ fetch: () => Promise.reject(new Error('nothing is called here')) })
const folder = 'whatsapp/webhooks'
const names = readdirSync(new URL(`../../../test/fixtures/${folder}`, import.meta.url))
const parseSample = (name: string) => provider.parse(delivered(sample(`${folder}/${name}`)))

/** How many things a delivery speaks of, counted without knowing what they mean. */
function thingsIn(body: unknown): number {
  const values = items(fields(body)['entry'])
    .flatMap((entry) => items(fields(entry)['changes']))
    .map((change) => fields(fields(change)['value']))
  return values
    .map((value) => {
      const lists = ['messages', 'statuses', 'errors', 'user_preferences', 'message_echoes']
      return Math.max(1, lists.flatMap((list) => items(value[list])).length)
    })
    .reduce((sum, each) => sum + each, 0)
}

test.each(names)('%s loses no message and no status', (name) => {
  const body = readJson(sample(`${folder}/${name}`).toString())
  const events = parseSample(name)
  expect(events.length).toBeGreaterThan(0)
  expect(events).toHaveLength(thingsIn(body))
  for (const event of events) {
    expect(new Date(event.at).toISOString()).toBe(event.at)
    if (event.kind === 'message') expect(Content.safeParse(event.content).success).toBe(true)
  }
})

/** Replaces one thing somewhere inside by another. */
function mutate(value: unknown, path: readonly number[], into: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return into
  const keys = Object.keys(value)
  const key = keys[step % Math.max(1, keys.length)]
  if (key === undefined) return into
  const inner = mutate((value as Record<string, unknown>)[key], rest, into)
  if (Array.isArray(value)) return value.with(Number(key), inner)
  return { ...value, [key]: inner }
}

test('no JSON makes it throw, and every one is answered by events with a place and a time', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const events = provider.parse(delivered(body))
      expect(events.length).toBeGreaterThan(0)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(Array.isArray(provider.parse(delivered(bytes)))).toBe(true)
    }),
  )
})

test('no sample with something broken inside makes it throw or loses a whole change', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.array(fc.nat(12), { maxLength: 9 }),
      fc.jsonValue(),
      (name, path, into) => {
        const body = mutate(readJson(sample(`${folder}/${name}`).toString()), path, into)
        const events = provider.parse(delivered(body))
        const entries =
          fields(body)['object'] === 'whatsapp_business_account'
            ? items(fields(body)['entry'])
            : [1]
        expect(events.length).toBeGreaterThanOrEqual(entries.length)
        for (const event of events) {
          expect(new Date(event.at).toISOString()).toBe(event.at)
          if (event.kind === 'message') expect(Content.safeParse(event.content).success).toBe(true)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
