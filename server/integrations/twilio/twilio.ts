import type { ChatEvent } from '#core/messaging/incoming.ts'
import { parsePhone } from '#core/phone.ts'
import {
  type Fields,
  fields,
  idOf,
  known,
  numberOf,
  readJson,
  words,
} from '#integrations/meta/read.ts'
import { type Answer, ask, basic, type Call, type SmsParts } from '#integrations/sms/call.ts'
import { type Fault, faultOfStatus } from '#integrations/sms/failures.ts'
import type {
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  FetchedStatus,
  OutgoingChat,
  RawDelivery,
} from '#integrations/sms/port.ts'
import { hookOf } from '#integrations/sms/reports.ts'
import {
  abilities,
  costOf,
  failed,
  failureWithoutWord,
  readyToSend,
  refusedHere,
  withoutWord,
} from '#integrations/sms/sending.ts'
import { faultOf } from './errors.ts'
import { signedByTwilio } from './signature.ts'

/** All that Twilio knows; what comes in and what was only planned is no status of a sending. */
const states = new Map<string, FetchedStatus['state']>([
  ...['accepted', 'queued', 'sending', 'sent'].map((word) => [word, 'sent'] as const),
  ...['delivered', 'partially_delivered'].map((word) => [word, 'delivered'] as const),
  ['read', 'read'],
  ...['failed', 'undelivered', 'canceled'].map((word) => [word, 'failed'] as const),
])

/**
 * Twilio; an account's `address` is its sender name or the `MG…` of a messaging service. Secrets:
 * `token` signs and, without an API key in `user` and `password`, opens; setting: `account_sid`.
 */
export function twilio(parts: SmsParts): ChatProvider {
  return {
    name: 'twilio',
    channel: 'sms',
    abilities,
    verify: signedByTwilio,
    parse,
    send: (account, message) => send(parts, account, message),
    fetchStatus: (account, message) => fetchStatus(parts, account, message.providerId),
    health: (account) => health(parts, account),
  }
}

const reportOf = (delivery: RawDelivery): Fields => {
  const text = new TextDecoder().decode(delivery.body)
  const json = readJson(text)
  return typeof json === 'object' ? fields(json) : Object.fromEntries(new URLSearchParams(text))
}

const addressIn = (report: Fields) => words(report['MessagingServiceSid']) ?? words(report['From'])

function parse(delivery: RawDelivery): readonly ChatEvent[] {
  const report = reportOf(delivery)
  if (Object.keys(report).length === 0) return []
  const account = { channel: 'sms', address: addressIn(report) ?? '' } as const
  const at = (delivery.receivedAt ?? new Date(0)).toISOString()
  const id = words(report['MessageSid']) ?? words(report['SmsSid'])
  const word = words(report['MessageStatus']) ?? words(report['SmsStatus']) ?? ''
  const state = states.get(word)
  if (!id || !state) return [{ account, at, kind: 'unknown', field: 'sms_report', raw: report }]
  const number = parsePhone(words(report['To']) ?? '')
  return [
    {
      account,
      at,
      kind: 'status',
      ids: [id],
      recipient: number ? [{ kind: 'phone', value: number }] : [],
      state,
      ...(state === 'failed' && { failure: faultIn(report, word).failure }),
    },
  ]
}

/** Why a message failed, from a report or from the message itself. */
function faultIn(report: Fields, word: string): Fault {
  const code = idOf(report['ErrorCode'] ?? report['error_code']) ?? word
  const said = words(report['ErrorMessage'] ?? report['error_message']) ?? word
  return faultOf(code, said, 'not_reachable')
}

function asked(
  parts: SmsParts,
  account: ChatAccount,
  call: Omit<Call, 'headers'>,
): Promise<Answer> {
  const sid = account.settings['account_sid'] ?? ''
  const { user, password, token = '' } = account.secrets
  const headers = user && password ? basic(user, password) : basic(sid, token)
  const path = `2010-04-01/Accounts/${encodeURIComponent(sid)}${call.path}`
  return ask(parts, account, { ...call, path, headers })
}

/** A refusal carries Twilio's own code beside the status. */
function refusalIn(answer: Answer): Fault | undefined {
  if (answer.outcome !== 'answered' || answer.status < 400) return undefined
  const body = fields(answer.body)
  const code = idOf(body['code'])
  const byStatus = faultOfStatus(answer.status, answer.headers)
  if (code === undefined) return byStatus
  const fault = faultOf(code, words(body['message']) ?? '', byStatus?.failure.reason)
  return fault.again && byStatus?.waitMs ? { ...fault, waitMs: byStatus.waitMs } : fault
}

async function send(
  parts: SmsParts,
  account: ChatAccount,
  message: OutgoingChat,
): Promise<ChatDelivery> {
  const ready = readyToSend(account, message, ['token'])
  if ('refused' in ready) return refusedHere(ready.refused)
  const { address } = account
  const hook = hookOf(account)
  const answer = await asked(parts, account, {
    method: 'POST',
    path: '/Messages.json',
    form: {
      To: ready.number,
      ...(/^MG[0-9a-f]{32}$/i.test(address) ? { MessagingServiceSid: address } : { From: address }),
      Body: ready.text,
      ...(hook && { StatusCallback: hook }),
    },
  })
  const fault = refusalIn(answer)
  if (fault) return failed(fault)
  const body = answer.outcome === 'answered' ? fields(answer.body) : {}
  const id = words(body['sid'])
  if (!id) return withoutWord(answer)
  const word = words(body['status']) ?? ''
  if (states.get(word) === 'failed') return failed({ ...faultIn(body, word), again: false })
  // A messaging service counts only when it has chosen the sender; until then it says 0.
  const units = numberOf(body['num_segments']) || undefined
  return known({ outcome: 'sent' as const, providerId: id, units, cost: priceOf(body) })
}

const priceOf = ({ price, price_unit }: Fields) => costOf(price, price_unit)

async function fetchStatus(parts: SmsParts, account: ChatAccount, id: string | undefined) {
  // Nothing of ours stands on its messages, so that a lost answer cannot be found again.
  if (!id) return undefined
  const path = `/Messages/${encodeURIComponent(id)}.json`
  const answer = await asked(parts, account, { method: 'GET', path })
  if (answer.outcome === 'answered' && answer.status === 404) return undefined
  const fault = refusalIn(answer)
  if (fault) return fault.failure
  const body = answer.outcome === 'answered' ? fields(answer.body) : {}
  const word = words(body['status']) ?? ''
  const state = states.get(word)
  if (!state) return failureWithoutWord(answer)
  const ms = Date.parse(words(body['date_updated']) ?? '')
  const at = Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
  const failure = state === 'failed' ? faultIn(body, word).failure : undefined
  const status: FetchedStatus = known({ providerId: id, state, at, failure })
  return status
}

async function health(parts: SmsParts, account: ChatAccount) {
  const [self, money] = await Promise.all([
    asked(parts, account, { method: 'GET', path: '.json' }),
    asked(parts, account, { method: 'GET', path: '/Balance.json' }),
  ])
  const body = self.outcome === 'answered' ? fields(self.body) : {}
  const purse = money.outcome === 'answered' ? fields(money.body) : {}
  const facts = known({
    name: words(body['friendly_name']),
    state: words(body['status']),
    balance: words(purse['balance']),
    currency: words(purse['currency']),
  })
  if (words(body['sid']) && body['status'] === 'active') return { ok: true, facts }
  const failure = refusalIn(self)?.failure
  if (failure) return { ok: false, facts, failure }
  const shut = words(body['sid'])
    ? faultOf('30002', `account ${facts.state ?? ''}`).failure
    : undefined
  return { ok: false, facts, failure: shut ?? failureWithoutWord(self) }
}
