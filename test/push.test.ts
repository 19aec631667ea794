import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { webPushService } from '#integrations/web-push/web-push.ts'
import { notify } from '#modules/collaboration/notify.ts'
import { removeDevice, saveDevice, showPush, tryPush } from '#modules/collaboration/push/devices.ts'
import { pushSender } from '#modules/collaboration/push/keys.ts'
import { pushService } from '#modules/collaboration/push/service.ts'
import { reaction } from '#platform/command.ts'
import type { Session } from '#platform/session.ts'
import { newId, openHouse } from '#test/house.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

/** Reads a letter as the one browser can whose keys it was written for (RFC 8291 and 8188). */
function readLetter(letter: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = letter.subarray(0, 16)
  const keyLength = letter.readUInt8(20)
  const senderKey = letter.subarray(21, 21 + keyLength)
  const sealed = letter.subarray(21 + keyLength)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), senderKey])
  const secret = Buffer.from(hkdfSync('sha256', browser.computeSecret(senderKey), auth, info, 32))
  const of = (name: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, length))
  const cipher = createDecipheriv('aes-128-gcm', of('aes128gcm', 16), of('nonce', 12))
  cipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
  // The last record ends with the delimiter 2 and zeros.
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
}

type Heard = Readonly<{ path: string; headers: IncomingHttpHeaders; body: Buffer }>
const heard: Heard[] = []
let answers = 201
let origin = ''
const service = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    heard.push({
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts),
    })
    response.writeHead(answers).end()
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  house.house.plugs.plug(pushService, webPushService({ fetch }))
})
afterAll(() => new Promise((resolve) => service.close(resolve)))

/** A browser of the owner, and how it reads what it gets. */
function browser() {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  const auth = Buffer.from(newId().replaceAll('-', ''), 'hex')
  const id = newId()
  return {
    id,
    device: {
      id,
      name: 'Chrome، Windows',
      endpoint: `${origin}/${id}`,
      keys: {
        p256dh: curve.getPublicKey().toString('base64url'),
        auth: auth.toString('base64url'),
      },
    },
    letters: () =>
      heard
        .filter(({ path }) => path === `/${id}`)
        .map(({ body }) => JSON.parse(readLetter(body, curve, auth))),
  }
}

const assigned = (session: Session, conversationId: string) =>
  reaction('test.assigned', (work) =>
    notify(work, {
      kind: 'conversation_assigned',
      about: { kind: 'conversation', id: conversationId },
      customerId: null,
      facts: { name: 'مؤسسة الرواد للمقاولات' },
      userIds: [house.company.ownerId],
    }),
  )({ ...session, actor: { kind: 'system', id: null, name: 'وصل' } }, undefined)

test('the reader of these tests reads the example of RFC 8291 itself', () => {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'))
  const letter =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN'
  const auth = Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url')
  expect(readLetter(Buffer.from(letter, 'base64url'), curve, auth)).toBe(
    'When I grow up, I want to be a watermelon',
  )
})

test('a conversation given to somebody reaches their device, readable by it alone', async () => {
  const owner = house.session()
  const phone = browser()
  await saveDevice(owner, phone.device)
  const conversationId = newId()
  await assigned(owner, conversationId)
  await house.drain()
  expect(phone.letters()).toEqual([
    {
      title: 'محادثة لك',
      body: 'مؤسسة الرواد للمقاولات',
      to: `/inbox/${conversationId}`,
      tag: conversationId,
      language: 'ar',
    },
  ])
  const [letter] = heard.filter(({ path }) => path === `/${phone.id}`)
  expect(letter?.body.includes('الرواد')).toBe(false)
  expect(letter?.headers).toMatchObject({
    'content-encoding': 'aes128gcm',
    topic: conversationId.replaceAll('-', ''),
    urgency: 'high',
  })
  const { devices } = await showPush(owner, {})
  expect(devices.find(({ id }) => id === phone.id)?.sentAt).not.toBeNull()
})

test('the service can tell that it is us: the token is signed with the key that browsers were given', async () => {
  const owner = house.session()
  const phone = browser()
  await saveDevice(owner, phone.device)
  await tryPush(owner, {})
  await house.drain()
  const said = heard.find(({ path }) => path === `/${phone.id}`)?.headers['authorization'] ?? ''
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(said) ?? []
  const { publicKey } = await showPush(owner, {})
  expect(key).toBe(publicKey)
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  )
  const ours = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' },
    format: 'jwk',
  })
  const [head = '', claims = '', signature = ''] = token.split('.')
  const signed = Buffer.from(`${head}.${claims}`)
  const proof = Buffer.from(signature, 'base64url')
  expect(verify('sha256', signed, { key: ours, dsaEncoding: 'ieee-p1363' }, proof)).toBe(true)
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: origin })
})

test('the key pair of a house is always the same one, and nothing of it is kept', () => {
  expect(pushSender(house.house)).toEqual(pushSender(house.house))
})

test('a browser that nobody listens on any more is forgotten', async () => {
  const owner = house.session()
  const phone = browser()
  await saveDevice(owner, phone.device)
  answers = 410
  await assigned(owner, newId())
  await house.drain()
  answers = 201
  const { devices } = await showPush(owner, {})
  expect(devices.some(({ id }) => id === phone.id)).toBe(false)
})

test('addresses and keys lie sealed', async () => {
  const phone = browser()
  await saveDevice(house.session(), phone.device)
  const [row] = await house.sql<{ sealed: string }>(
    'select sealed from push_device where id = $1',
    [phone.id],
  )
  expect(row?.sealed).not.toContain(phone.device.keys.auth)
  expect(row?.sealed).not.toContain(origin)
})

test('nobody takes away the device of another company', async () => {
  const phone = browser()
  await saveDevice(house.session(), phone.device)
  const stranger = house.session(undefined, await house.anotherCompany())
  await expect(removeDevice(stranger, { id: phone.id })).rejects.toMatchObject({
    code: 'collaboration.device_not_found',
  })
})
