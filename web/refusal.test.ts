import { expect, test } from 'vitest'
import { refusalOf } from './refusal.ts'

const body = {
  code: 'people.email_taken',
  facts: { email: 'a@b.sa' },
  fields: [{ path: ['owner', 'email'], code: 'invalid_format', facts: { format: 'email' } }],
  traceId: '7F3-K2Q',
}
const read = {
  code: 'people.email_taken',
  facts: { email: 'a@b.sa' },
  fields: [{ path: 'owner.email', code: 'invalid_format', facts: { format: 'email' } }],
  traceId: '7F3-K2Q',
}

test('finds the body of a refusal wherever the client put it', () => {
  const malformed = { code: 'MALFORMED_ORPC_ERROR_RESPONSE', status: 409, data: { body } }
  expect(refusalOf(malformed)).toEqual(read)
  expect(refusalOf({ code: 'CONFLICT', status: 409, data: body })).toEqual(read)
  expect(refusalOf(body)).toEqual(read)
})

test('reads a path that is already text', () => {
  const asText = { ...body, fields: [{ path: 'owner.email', code: 'custom' }] }
  expect(refusalOf(asText).fields).toEqual([{ path: 'owner.email', code: 'custom', facts: {} }])
})

test('an answer that is not ours is told by its status, and no answer is the network', () => {
  expect(refusalOf({ status: 502, data: { body: '<html>' } }).code).toBe('system.failed')
  expect(refusalOf({ status: 401 }).code).toBe('access.unauthenticated')
  expect(refusalOf(new TypeError('Failed to fetch')).code).toBe('network')
})
