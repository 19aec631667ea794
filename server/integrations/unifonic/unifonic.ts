import { fields, idOf, known, numberOf, words } from '#integrations/meta/read.ts'
import { type Answer, ask, basic, type SmsParts } from '#integrations/sms/call.ts'
import { type CodeTable, type Fault, faultsBy } from '#integrations/sms/failures.ts'
import type {
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  FetchedStatus,
  OutgoingChat,
} from '#integrations/sms/port.ts'
import { calledInSecret, hookOf, readReports, stateOf } from '#integrations/sms/reports.ts'
import {
  abilities,
  costOf,
  failed,
  failureWithoutWord,
  readyToSend,
  refusedHere,
  withoutWord,
} from '#integrations/sms/sending.ts'

/** Unifonic answers with statuses of its own, and repeats them in `errorCode` as `ER-480`. */
const table: CodeTable = [
  ['auth', ['401', '402', '403']],
  ['number_invalid', ['482']],
  ['sender_refused', ['480']],
  ['content_refused', ['449']],
  ['rate_limited', ['429']],
  ['unavailable', ['599', '500', '502', '503', '504']],
  ['rejected', ['406', '432', '451', '455']],
]
const faultOf = faultsBy(table)

/** Unifonic; an account's `address` is its sender name, `app_sid` its secret. */
export function unifonic(parts: SmsParts): ChatProvider {
  return {
    name: 'unifonic',
    channel: 'sms',
    abilities,
    verify: calledInSecret,
    parse: (delivery) =>
      readReports(delivery, (code, word) => faultOf(code ?? word, word, 'not_reachable').failure),
    send: (account, message) => send(parts, account, message),
    fetchStatus: (account, message) => fetchStatus(parts, account, message),
    health: async (account) => {
      // Its document knows neither balance nor senders; one question proves that the account works.
      const answer = await post(parts, account, 'rest/SMS/Messages/GetMessagesDetails', {
        Limit: '1',
      })
      const read = readAnswer(answer)
      if (read.outcome === 'ok') return { ok: true, facts: {} }
      const failure = read.outcome === 'fault' ? read.fault.failure : failureWithoutWord(answer)
      return { ok: false, facts: {}, failure }
    },
  }
}

type Form = Readonly<Record<string, string>>

/** `AppSid` goes in the body: an address stands in the logs of everything that it passes. */
function post(parts: SmsParts, account: ChatAccount, path: string, form: Form): Promise<Answer> {
  const { app_sid = '', user, password } = account.secrets
  return ask(parts, account, {
    method: 'POST',
    path,
    form: { AppSid: app_sid, ...form },
    ...(user && password && { headers: basic(user, password) }),
  })
}

type Read =
  | Readonly<{ outcome: 'ok'; data: ReturnType<typeof fields> }>
  | Readonly<{ outcome: 'fault'; fault: Fault }>
  | Readonly<{ outcome: 'none' }>

/** `success` is sometimes a truth value and sometimes the word for one. */
function readAnswer(answer: Answer): Read {
  if (answer.outcome !== 'answered') return { outcome: 'none' }
  const body = fields(answer.body)
  const success = String(body['success'] ?? '').toLowerCase()
  const code = words(body['errorCode'])?.replace(/^ER-0*/i, '') ?? ''
  if (answer.status === 200 && success === 'true' && code === '')
    return { outcome: 'ok', data: fields(body['data']) }
  const own4xx = answer.status >= 400 && answer.status < 500 && answer.status !== 429
  if (success === '' && !own4xx) return { outcome: 'none' }
  const which = code === '' ? String(answer.status) : code
  return { outcome: 'fault', fault: faultOf(which, words(body['message']) ?? '') }
}

async function send(
  parts: SmsParts,
  account: ChatAccount,
  message: OutgoingChat,
): Promise<ChatDelivery> {
  const ready = readyToSend(account, message, ['app_sid'])
  if ('refused' in ready) return refusedHere(ready.refused)
  const hook = hookOf(account)
  const answer = await post(parts, account, 'rest/SMS/messages', {
    SenderID: account.address,
    Body: ready.text,
    Recipient: ready.digits,
    responseType: 'JSON',
    CorrelationID: message.ours,
    // It takes no other: an address without TLS is refused with the whole message.
    ...(hook?.startsWith('https:') && { statusCallback: hook }),
  })
  const read = readAnswer(answer)
  if (read.outcome === 'none') return withoutWord(answer)
  if (read.outcome === 'fault') return failed(read.fault)
  const { MessageID, Status, NumberOfUnits, Cost, CurrencyCode } = read.data
  const id = idOf(MessageID)
  if (stateOf(words(Status)) === 'failed') return failed(faultOf('', String(Status)))
  if (!id) return { outcome: 'unknown', detail: 'accepted without an id' }
  // Zero stands there until it has reckoned.
  const units = numberOf(NumberOfUnits) || undefined
  const cost = numberOf(Cost) ? costOf(Cost, CurrencyCode) : undefined
  return known({ outcome: 'sent' as const, providerId: id, units, cost })
}

async function fetchStatus(
  parts: SmsParts,
  account: ChatAccount,
  { providerId, ours }: { providerId?: string; ours: string },
) {
  const which: Form = providerId ? { MessageID: providerId } : { CorrelationID: ours }
  const answer = await post(parts, account, 'rest/SMS/Messages/GetMessagesDetails', which)
  const read = readAnswer(answer)
  if (read.outcome === 'fault') return read.fault.failure
  if (read.outcome === 'none') return failureWithoutWord(answer)
  const { messages } = read.data
  const found = (Array.isArray(messages) ? messages : [])
    .map(fields)
    .find(({ MessageID, CorrelationID }) =>
      providerId ? idOf(MessageID) === providerId : idOf(CorrelationID) === ours,
    )
  const id = idOf(found?.['MessageID'])
  if (!found || !id) return undefined
  const state = stateOf(words(found['DLR'])) ?? stateOf(words(found['Status'])) ?? 'sent'
  const said = words(found['DLR']) ?? words(found['Status']) ?? ''
  const failure = state === 'failed' ? faultOf('', said, 'not_reachable').failure : undefined
  const status: FetchedStatus = known({ providerId: id, state, failure })
  return status
}
