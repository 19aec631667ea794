import { createHash, createHmac } from 'node:crypto'
import type { ChatAccount, RawDelivery } from '#integrations/sms/port.ts'
import { same } from '#integrations/sms/reports.ts'

/**
 * Whether Twilio signed this delivery with the account's token: over the address that it called and,
 * for a form, every field of it in order; for JSON the digest of the body stands in the address.
 */
export function signedByTwilio(delivery: RawDelivery, account: ChatAccount): boolean {
  const token = account.secrets['token']
  const given = header(delivery, 'x-twilio-signature')
  if (!token || !given) return false
  const fieldsOfForm = isForm(delivery) ? formFields(delivery) : ''
  if (!isForm(delivery) && !digestHolds(delivery)) return false
  return addressesOf(delivery, account)
    .map((url) =>
      createHmac('sha1', token)
        .update(url + fieldsOfForm)
        .digest('base64'),
    )
    .map((expected) => same(expected, given))
    .includes(true)
}

const isForm = (delivery: RawDelivery) =>
  (header(delivery, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded')

/** Sorted by name, and every value of a name that repeats once, in order. */
function formFields({ body }: RawDelivery): string {
  const form = new URLSearchParams(new TextDecoder().decode(body))
  const names = [...new Set(form.keys())].sort()
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value))
    .join('')
}

function digestHolds({ url, body }: RawDelivery): boolean {
  const given = URL.parse(url, 'http://localhost')?.searchParams.get('bodySHA256')
  return (
    given !== null &&
    given !== undefined &&
    same(createHash('sha256').update(body).digest('hex'), given.toLowerCase())
  )
}

/**
 * The address as Twilio may have called it. Behind a proxy ours looks different from inside, so the
 * one that Twilio was told counts too; and Twilio sometimes names the usual port and sometimes not.
 */
function addressesOf(delivery: RawDelivery, account: ChatAccount): readonly string[] {
  const { hook } = account.secrets
  const query = /\?.*$/s.exec(delivery.url)?.[0] ?? ''
  const told = hook?.includes('?') ? hook : hook && hook + query
  return [...new Set([delivery.url, ...(told ? [told] : [])])].flatMap((url) => [
    url,
    ...otherPort(url),
  ])
}

function otherPort(url: string): readonly string[] {
  const parts = /^(https?):\/\/([^/?#]+)(.*)$/s.exec(url)
  if (!parts) return []
  const [, scheme = '', host = '', rest = ''] = parts
  const usual = scheme === 'https' ? ':443' : ':80'
  if (host.endsWith(usual)) return [`${scheme}://${host.slice(0, -usual.length)}${rest}`]
  return /:\d+$/.test(host) ? [] : [`${scheme}://${host}${usual}${rest}`]
}

function header(delivery: RawDelivery, name: string): string | undefined {
  return Object.entries(delivery.headers).find(([key]) => key.toLowerCase() === name)?.[1]
}
