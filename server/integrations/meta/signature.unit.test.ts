import { expect, test } from 'vitest'
import { readJson } from './read.ts'
import { accountAt, delivered } from './recorder.ts'
import { answerHandshake, signedBy } from './signature.ts'

// As the wire carries it: Arabic and slashes escaped by the vendor.
const escaped = Buffer.from(
  '{"text":"\\u0645\\u0631\\u062d\\u0628\\u0627 \\ud83d\\udc4b","url":"https:\\/\\/x"}',
)

test('a signature over the bytes with their escapes is good, and over the parsed text it is not', () => {
  expect(signedBy(delivered(escaped, 'shh'), 'shh')).toBe(true)
  const again = Buffer.from(JSON.stringify(readJson(escaped.toString())))
  const { headers } = delivered(escaped, 'shh')
  expect(signedBy({ ...delivered(again), headers }, 'shh')).toBe(false)
})

test('a known signature is found by hand', () => {
  // printf '{"a":1}' | openssl dgst -sha256 -hmac secret
  const digest = 'aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494'
  const headers = { 'X-Hub-Signature-256': `sha256=${digest}` }
  expect(signedBy({ ...delivered(Buffer.from('{"a":1}')), headers }, 'secret')).toBe(true)
})

test('a wrong, an empty and a missing secret prove nothing', () => {
  expect(signedBy(delivered(escaped, 'shh'), 'other')).toBe(false)
  expect(signedBy(delivered(escaped, 'shh'), undefined)).toBe(false)
  // An HMAC with an empty key can be made by anybody.
  const { headers } = delivered(escaped)
  expect(signedBy({ ...delivered(escaped), headers }, '')).toBe(false)
  expect(signedBy(delivered(escaped), 'shh')).toBe(false)
})

test.each([
  ['short', (good: string) => good.slice(0, -1)],
  ['upper case', (good: string) => good.toUpperCase().replace('SHA256', 'sha256')],
  ['of another kind', (good: string) => good.replace('sha256=', 'sha1=')],
  ['with something behind it', (good: string) => `${good} `],
  ['empty', () => ''],
])('a signature that is %s proves nothing', (_what, spoil) => {
  const good = delivered(escaped, 'shh')
  const signature = good.headers['x-hub-signature-256'] ?? ''
  expect(signedBy({ ...good, headers: { 'x-hub-signature-256': spoil(signature) } }, 'shh')).toBe(
    false,
  )
})

const question = (query: string) => ({
  method: 'GET' as const,
  url: `/hooks/meta?${query}`,
  headers: {},
  body: new Uint8Array(),
})
const account = accountAt('https://graph.facebook.com')

test('the vendor gets its challenge back for the right word, and only then', () => {
  const good = 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=who'
  expect(answerHandshake(question(good), account)).toEqual({ status: 200, body: '1158201444' })
  for (const bad of [
    good.replace('who', 'else'),
    good.replace('subscribe', 'unsubscribe'),
    'hub.mode=subscribe&hub.challenge=1',
    good.replace('1158201444', 'x'.repeat(1001)),
  ])
    expect(answerHandshake(question(bad), account)).toEqual({ status: 403, body: '' })
  for (const secrets of [{}, { verify_token: '' }])
    expect(
      answerHandshake(question('hub.mode=subscribe&hub.challenge=1&hub.verify_token='), {
        ...account,
        secrets,
      }),
    ).toEqual({ status: 403, body: '' })
  expect(answerHandshake(question('x=1'), account)).toBeUndefined()
  expect(answerHandshake(delivered({}), account)).toBeUndefined()
})
