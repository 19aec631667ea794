import { createHmac, randomBytes } from 'node:crypto'
import { call, newId } from '#test/crash/world.ts'
import type { Town } from './town.ts'

/** An account of ours with Meta, as Meta knows it. */
export type Account = Readonly<{
  id: string
  provider: 'whatsapp_cloud' | 'messenger' | 'instagram'
  address: string
  secret: string
  /** Where its deliveries arrive, below the address of a node. */
  path: string
}>

/** One thing that a person said. */
export type Said = Readonly<{
  account: Account
  id: string
  person: number
  text: string
  at: number
}>

/** Bytes for one address, and what stands in them. */
export type Delivery = Readonly<{
  path: string
  body: Buffer
  signature: string | undefined
  messages: readonly Said[]
}>

const digits = (length: number): string =>
  Array.from(randomBytes(length), (byte) => (byte % 9) + 1).join('')

/** Makes an account through the API, as a person would. */
export async function openAccount(
  { nodes: [node], cookies: [cookie = ''] }: Pick<Town, 'nodes' | 'cookies'>,
  provider: Account['provider'],
  secret = randomBytes(16).toString('hex'),
): Promise<Account> {
  const [id, address] = [newId(), digits(15)]
  const reply =
    node &&
    (await call(node, cookie, 'PUT', `/channel-accounts/${id}`, {
      name: `${provider} ${address.slice(0, 4)}`,
      vendor: {
        provider,
        address,
        settings: provider === 'whatsapp_cloud' ? { waba_id: digits(15) } : {},
        secrets: { token: 'EAAG', ...(secret && { app_secret: secret }) },
      },
    }))
  const url = (reply?.body['webhook'] as { url?: string } | undefined)?.url
  if (reply?.status !== 200 || !url)
    throw new Error(`no account: ${reply?.status} ${JSON.stringify(reply?.body)}`)
  return { id, provider, address, secret, path: new URL(url).pathname }
}

/** The bytes as Meta writes them: every letter beyond ASCII and every slash escaped. */
export const wire = (value: unknown): Buffer =>
  Buffer.from(
    JSON.stringify(value)
      .replaceAll('/', '\\/')
      .replaceAll(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
  )

export const signed = (body: Uint8Array, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

const phoneOf = (person: number) => `9665${String(person).padStart(8, '0')}`
const scopedOf = (person: number) => `7${String(person).padStart(15, '0')}`

function entryOf({ account, id, person, text, at }: Said): object {
  if (account.provider === 'whatsapp_cloud') {
    const from = phoneOf(person)
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '966500000000', phone_number_id: account.address },
      contacts: [{ profile: { name: `عميل ${person}` }, wa_id: from }],
      messages: [
        { from, id, timestamp: String(Math.floor(at / 1000)), type: 'text', text: { body: text } },
      ],
    }
    return { id: '1', changes: [{ field: 'messages', value }] }
  }
  const [sender, recipient] = [{ id: scopedOf(person) }, { id: account.address }]
  const message = { mid: id, text }
  return {
    id: account.address,
    time: at,
    messaging: [{ sender, recipient, timestamp: at, message }],
  }
}

const objects = {
  whatsapp_cloud: 'whatsapp_business_account',
  messenger: 'page',
  instagram: 'instagram',
} as const

/** What Meta sends when these were said on one account, signed as it signs. */
export function deliveryOf(messages: readonly [Said, ...Said[]]): Delivery {
  const [{ account }] = messages
  const body = wire({ object: objects[account.provider], entry: messages.map(entryOf) })
  return { path: account.path, body, signature: signed(body, account.secret), messages }
}
