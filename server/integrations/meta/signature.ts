import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ChatAccount, RawDelivery } from './port.ts'

/**
 * Whether the delivery carries the signature of this secret, over the very bytes that arrived: what
 * is parsed and printed again has other bytes as soon as somebody writes Arabic.
 */
export function signedBy(delivery: RawDelivery, secret: string | undefined): boolean {
  const given = header(delivery, 'x-hub-signature-256')
  if (!secret || !given || !/^sha256=[0-9a-f]{64}$/.test(given)) return false
  const expected = createHmac('sha256', secret).update(delivery.body).digest('hex')
  return same(`sha256=${expected}`, given)
}

const MOST_CHALLENGE = 1_000

/** Meta's question whether an address is ours: the challenge goes back as plain text. */
export function answerHandshake(
  delivery: RawDelivery,
  account: ChatAccount,
): { status: number; body: string } | undefined {
  if (delivery.method !== 'GET') return undefined
  // Read by hand: a framework may take the dots of these names for nesting.
  const query = URL.parse(delivery.url, 'http://localhost')?.searchParams
  if (!query?.has('hub.mode')) return undefined
  const expected = account.secrets['verify_token']
  const challenge = query.get('hub.challenge') ?? ''
  const good =
    query.get('hub.mode') === 'subscribe' &&
    expected !== undefined &&
    expected !== '' &&
    same(expected, query.get('hub.verify_token') ?? '') &&
    challenge.length <= MOST_CHALLENGE
  return good ? { status: 200, body: challenge } : { status: 403, body: '' }
}

/** Proves to Graph that the caller knows the app's secret, not only the token. */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex')
}

function header(delivery: RawDelivery, name: string): string | undefined {
  return Object.entries(delivery.headers).find(([key]) => key.toLowerCase() === name)?.[1]
}

/** Compares without telling by its time how much was right, whatever the lengths. */
function same(expected: string, given: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(expected), digest(given))
}
