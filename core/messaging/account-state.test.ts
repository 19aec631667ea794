import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AccountSigns,
  accountStates,
  renewsNow,
  silentAfterMs,
  stateOf,
} from './account-state.ts'
import { chatVendors, vendorNames } from './vendors.ts'

const now = Date.parse('2026-11-22T09:00:00Z')
const day = 86_400_000
const well: AccountSigns = {
  vendor: 'whatsapp_cloud',
  missing: [],
  worked: true,
  heardMs: null,
  sentMs: null,
  tokenSetMs: null,
  restingUntilMs: null,
}
const stateWith = (more: Partial<AccountSigns>) => stateOf({ ...well, ...more }, now)

test('a vendor that took a message and has said nothing for an hour is silent', () => {
  const sentMs = now - silentAfterMs
  expect(stateWith({ sentMs })).toBe('silent')
  expect(stateWith({ sentMs: sentMs + 1 })).toBe('good')
  expect(stateWith({ sentMs, heardMs: sentMs })).toBe('good')
  expect(stateWith({ sentMs, heardMs: sentMs - 1 })).toBe('silent')
})

test('a quiet company is not a silent vendor', () => {
  expect(stateWith({ heardMs: now - 90 * day })).toBe('good')
})

test('who never reports arrivals is not missed for it', () => {
  for (const vendor of ['unifonic', 'taqnyat', 'msegat', 'smtp'] as const)
    expect(stateWith({ vendor, sentMs: now - day })).toBe('good')
})

test('a token that ends by itself is spoken of a week before', () => {
  const vendor = 'instagram_login'
  expect(stateWith({ vendor, tokenSetMs: now - 52 * day })).toBe('good')
  expect(stateWith({ vendor, tokenSetMs: now - 53 * day })).toBe('token_ending')
  expect(stateWith({ tokenSetMs: now - 400 * day })).toBe('good')
})

test('the gravest is said first', () => {
  const all: AccountSigns = {
    vendor: 'instagram_login',
    missing: ['token'],
    worked: false,
    heardMs: null,
    sentMs: now - day,
    tokenSetMs: now - 60 * day,
    restingUntilMs: now + 1,
  }
  expect(stateOf(all, now)).toBe('incomplete')
  expect(stateOf({ ...all, missing: [] }, now)).toBe('failing')
  expect(stateOf({ ...all, missing: [], worked: null }, now)).toBe('silent')
  expect(stateOf({ ...all, missing: [], worked: null, sentMs: null }, now)).toBe('token_ending')
  expect(stateWith({ worked: null, restingUntilMs: now + 1 })).toBe('resting')
  expect(stateWith({ worked: null, restingUntilMs: now })).toBe('unchecked')
})

test('an account is called good only when it was tried, lacks nothing and rests no more', () => {
  const ms = fc.option(fc.integer({ min: now - 100 * day, max: now + 100 * day }))
  const signs = fc.record({
    vendor: fc.constantFrom(...vendorNames),
    missing: fc.array(fc.string(), { maxLength: 2 }),
    worked: fc.option(fc.boolean()),
    heardMs: ms,
    sentMs: ms,
    tokenSetMs: ms,
    restingUntilMs: ms,
  })
  fc.assert(
    fc.property(signs, (given) => {
      const state = stateOf(given, now)
      expect(accountStates).toContain(state)
      if (state !== 'good') return
      expect([given.worked, given.missing]).toEqual([true, []])
      expect(given.restingUntilMs ?? now).toBeLessThanOrEqual(now)
    }),
  )
})

test('every vendor is proved by a secret that it needs, or by its address alone', () => {
  for (const { proof, secrets } of Object.values(chatVendors))
    expect(proof === 'address' || secrets.includes(proof)).toBe(true)
})

test('a token is renewed in its last twenty days, and not after its end', () => {
  const day = 86_400_000
  const after = (days: number) => renewsNow('instagram_login', 0, days * day)
  expect([0, 39, 40, 60, 61].map(after)).toEqual([false, false, true, true, false])
  expect(renewsNow('whatsapp_cloud', 0, 50 * day)).toBe(false)
  expect(renewsNow('instagram_login', null, 50 * day)).toBe(false)
})
