import type { ChatFailureReason } from '#core/messaging/incoming.ts'
import {
  type Fields,
  fields,
  idOf,
  items,
  known,
  numberOf,
  words,
} from '#integrations/meta/read.ts'
import { type Answer, ask, type Call, type SmsParts } from '#integrations/sms/call.ts'
import { type CodeTable, type Fault, faultOfStatus, faultsBy } from '#integrations/sms/failures.ts'
import type {
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  OutgoingChat,
} from '#integrations/sms/port.ts'
import { calledInSecret, readReports } from '#integrations/sms/reports.ts'
import {
  abilities,
  costOf,
  failed,
  failureWithoutWord,
  readyToSend,
  refusedHere,
  withoutWord,
} from '#integrations/sms/sending.ts'

const table: CodeTable = [
  // 102: the address of our machine is not on the account's list.
  ['auth', ['102', '401', '403']],
  ['billing', ['402']],
  ['rate_limited', ['429']],
  ['unavailable', ['500', '502', '503', '504']],
]
const faultOf = faultsBy(table)

/** Its other codes are published nowhere; what they are about stands in its own words. */
const byWords: readonly (readonly [RegExp, ChatFailureReason])[] = [
  [/balance|credit|رصيد/i, 'billing'],
  [/sender|مرسل/i, 'sender_refused'],
  [/recipient|mobile|number/i, 'number_invalid'],
  [/token|unauthori[sz]ed|auth/i, 'auth'],
  [/body|empty|length/i, 'content_refused'],
]

/** Taqnyat; an account's `address` is its sender name, `token` its secret. */
export function taqnyat(parts: SmsParts): ChatProvider {
  return {
    name: 'taqnyat',
    channel: 'sms',
    abilities,
    verify: calledInSecret,
    parse: (delivery) =>
      readReports(delivery, (code, word) => faultOf(code ?? word, word, 'not_reachable').failure),
    send: (account, message) => send(parts, account, message),
    health: (account) => health(parts, account),
  }
}

type Asked = Pick<Call, 'method' | 'path' | 'json'>

const asked = (parts: SmsParts, account: ChatAccount, call: Asked): Promise<Answer> =>
  ask(parts, account, {
    ...call,
    headers: { authorization: `Bearer ${account.secrets['token'] ?? ''}` },
  })

/** An answer of 2xx may still carry another status in its body. */
function faultIn(answer: Answer): Fault | undefined {
  if (answer.outcome !== 'answered') return undefined
  const body = fields(answer.body)
  const inner = numberOf(body['statusCode'])
  const code = [idOf(body['message']), idOf(body['statusCode'])].find(
    (each) => each && /^\d+$/.test(each),
  )
  // A server between us may have failed after Taqnyat took it: nobody knows.
  if (answer.status >= 500 && code === undefined) return undefined
  const detail = words(body['reason']) ?? words(body['message']) ?? ''
  const good = answer.status >= 200 && answer.status < 300 && (inner ?? 200) < 300
  if (good && inner !== undefined) return undefined
  if (Object.keys(body).length === 0 || (good && inner === undefined)) return undefined
  const otherwise = byWords.find(([pattern]) => pattern.test(detail))?.[1]
  const fault = faultOf(code ?? String(answer.status), detail, otherwise)
  const { waitMs } = faultOfStatus(answer.status, answer.headers) ?? {}
  return fault.again && waitMs !== undefined ? { ...fault, waitMs } : fault
}

async function send(
  parts: SmsParts,
  account: ChatAccount,
  message: OutgoingChat,
): Promise<ChatDelivery> {
  const ready = readyToSend(account, message, ['token'])
  if ('refused' in ready) return refusedHere(ready.refused)
  const json = { recipients: [ready.digits], body: ready.text, sender: account.address }
  const answer = await asked(parts, account, { method: 'POST', path: 'v1/messages', json })
  const fault = faultIn(answer)
  if (fault) return failed(fault)
  const body = answer.outcome === 'answered' ? fields(answer.body) : {}
  const id = idOf(body['messageId'])
  if (!id) return withoutWord(answer)
  if (
    listed(body['rejected']).includes(ready.digits) &&
    !listed(body['accepted']).includes(ready.digits)
  )
    return failed({
      ...faultOf('rejected', 'The number was rejected', 'number_invalid'),
      again: false,
    })
  const units = numberOf(body['msgLength']) || undefined
  const cost = costOf(body['cost'], body['currency'])
  return known({ outcome: 'sent' as const, providerId: id, units, cost })
}

/** `"[966501234567,]"` is a text that looks like a list; it may become one some day. */
function listed(value: unknown): readonly string[] {
  const found = typeof value === 'string' ? value : items(value).map(String).join(',')
  return found.match(/\d+/g) ?? []
}

async function health(parts: SmsParts, account: ChatAccount) {
  const [balance, senders] = await Promise.all([
    asked(parts, account, { method: 'GET', path: 'account/balance' }),
    asked(parts, account, { method: 'GET', path: 'v1/messages/senders' }),
  ])
  const failure = healthFailure(balance)
  const money = bodyOf(balance)
  const names = items(bodyOf(senders)['senders']).map(nameOf).filter(Boolean).join(', ')
  const facts = {
    ...known({
      balance: idOf(money['balance']) ?? numberOf(money['balance'])?.toString(),
      currency: words(money['currency']),
      state: words(money['accountStatus']),
      expires: words(money['accountExpiryDate']),
    }),
    ...(names && { senders: names }),
  }
  return failure ? { ok: false, facts, failure } : { ok: true, facts }
}

function healthFailure(answer: Answer) {
  const fault = faultIn(answer)
  if (fault) return fault.failure
  return bodyOf(answer)['balance'] === undefined ? failureWithoutWord(answer) : undefined
}

const bodyOf = (answer: Answer): Fields =>
  answer.outcome === 'answered' ? fields(answer.body) : fields(undefined)

function nameOf(sender: unknown): string {
  const name = words(sender) ?? words(fields(sender)['senderName']) ?? words(fields(sender)['name'])
  const state = words(fields(sender)['status'])
  return state ? `${name ?? ''} (${state})` : (name ?? '')
}
