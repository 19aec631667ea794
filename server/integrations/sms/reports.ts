import { createHash, timingSafeEqual } from 'node:crypto'
import type { ChatEvent, ChatFailure, EventInstant } from '#core/messaging/incoming.ts'
import { parsePhone } from '#core/phone.ts'
import { type Fields, fields, idOf, items, readJson, words } from '#integrations/meta/read.ts'
import type { ChatAccount, RawDelivery } from './port.ts'

const LEAST_SECRET = 16

/**
 * Whether a vendor that signs nothing called the address that it alone was told. The account's
 * secret `hook` is that address; its last step is what nobody can guess.
 */
export function calledInSecret(delivery: RawDelivery, account: ChatAccount): boolean {
  const expected = lastStep(account.secrets['hook'] ?? '')
  if (delivery.method !== 'POST' || expected.length < LEAST_SECRET) return false
  return same(expected, lastStep(delivery.url))
}

const lastStep = (url: string): string =>
  url
    .replace(/[?#].*$/s, '')
    .split('/')
    .at(-1) ?? ''

/** Compares without telling by its time how much was right, whatever the lengths. */
export function same(expected: string, given: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(expected), digest(given))
}

/** The address for reports, if it is one that a vendor can be given. */
export function hookOf(account: ChatAccount): string | undefined {
  const { hook } = account.secrets
  return hook && ['http:', 'https:'].includes(URL.parse(hook)?.protocol ?? '') ? hook : undefined
}

/** The reports in a delivery, be it JSON, a list or a form, each with its names in small letters. */
export function reportsIn(delivery: RawDelivery): readonly Fields[] {
  const text = new TextDecoder().decode(delivery.body)
  const parsed = readJson(text)
  if (typeof parsed === 'object' && parsed !== null) return reportsOf(parsed).map(inSmall)
  const form = Object.fromEntries(new URLSearchParams(text))
  return Object.values(form).some((value) => value !== '') ? [inSmall(form)] : []
}

/** Some vendors wrap their list once; what is inside no list is a report of its own. */
function reportsOf(parsed: unknown): readonly Fields[] {
  if (Array.isArray(parsed)) return parsed.map(fields)
  const inner = Object.values(fields(parsed)).find(
    (value) => Array.isArray(value) && value.some((each) => Object.keys(fields(each)).length > 0),
  )
  return inner === undefined ? [fields(parsed)] : items(inner).map(fields)
}

const inSmall = (report: Fields): Fields =>
  Object.fromEntries(
    Object.entries(report).map(([name, value]) => [
      name.toLowerCase().replaceAll(/[_-]/g, ''),
      value,
    ]),
  )

const first = (report: Fields, names: readonly string[]): string | undefined =>
  names.map((name) => idOf(report[name])).find((value) => value !== undefined)

/** The words that vendors have for where a message stands. */
const states = new Map<string, 'sent' | 'delivered' | 'failed'>([
  ...['delivered', 'delivrd', 'deliverd', 'deliveredtohandset', 'success', 'received'].map(
    (word) => [word, 'delivered'] as const,
  ),
  ...['queued', 'sent', 'accepted', 'accepd', 'submitted', 'pending', 'scheduled', 'enroute'].map(
    (word) => [word, 'sent'] as const,
  ),
  ...[
    ...['failed', 'undelivered', 'undeliverable', 'undeliv', 'notdelivered', 'rejected', 'rejectd'],
    ...['expired', 'deleted', 'blocked', 'barred', 'invalid', 'error'],
  ].map((word) => [word, 'failed'] as const),
])

/** What a vendor's word means, or undefined for one that nobody has met. */
export const stateOf = (word: string | undefined) =>
  word === undefined ? undefined : states.get(word.toLowerCase().replaceAll(/[^a-z]/g, ''))

const ids = ['messageid', 'messagesid', 'msgid', 'smsid', 'bulkid', 'reqbulkid', 'id']
const deliveries = ['dlr', 'dlrstatus', 'deliverystatus', 'messagestatus', 'status', 'state']
const senders = ['senderid', 'sender', 'usersender', 'sendername', 'from']
const numbers = ['recipient', 'mobile', 'number', 'phone', 'msisdn', 'destination', 'to']
const times = ['datedelivered', 'deliveredat', 'donedate', 'timestamp', 'date', 'time']

/**
 * The reports of a vendor that publishes no form for them. What is not understood is kept as it
 * came. A report that names no sender is for whichever account its address belongs to.
 */
export function readReports(
  delivery: RawDelivery,
  failureOfReport: (code: string | undefined, word: string) => ChatFailure,
): readonly ChatEvent[] {
  return reportsIn(delivery).map((report): ChatEvent => {
    const account = { channel: 'sms', address: first(report, senders) ?? '' } as const
    const at = instantIn(report) ?? (delivery.receivedAt ?? new Date(0)).toISOString()
    const id = first(report, ids)
    const said = deliveries.map((name) => words(report[name])).filter((word) => word !== undefined)
    const word = said.find((each) => stateOf(each) !== undefined)
    const state = stateOf(word)
    const ours = first(report, ['correlationid', 'deleteid'])
    if (!state || word === undefined || (id === undefined && ours === undefined))
      return { account, at, kind: 'unknown', field: 'sms_report', raw: report }
    const number = parsePhone(first(report, numbers) ?? '')
    return {
      account,
      at,
      kind: 'status',
      ids: id === undefined ? [] : [id],
      recipient: number ? [{ kind: 'phone', value: number }] : [],
      state,
      ...(ours !== undefined && { ours }),
      ...(state === 'failed' && {
        failure: failureOfReport(first(report, ['errorcode', 'code', 'reasoncode']), word),
      }),
    }
  })
}

/** Only instants that say their zone: without it a time of day means nothing. */
function instantIn(report: Fields): EventInstant | undefined {
  for (const name of times) {
    const text = words(report[name])
    if (!text || !/^\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(text)) continue
    const ms = Date.parse(text.replace(' ', 'T'))
    if (!Number.isNaN(ms)) return new Date(ms).toISOString()
  }
  return undefined
}
