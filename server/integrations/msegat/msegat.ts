import { fields, idOf, items, numberOf, words } from '#integrations/meta/read.ts'
import { type Answer, ask, type SmsParts } from '#integrations/sms/call.ts'
import { type CodeTable, type Fault, faultsBy } from '#integrations/sms/failures.ts'
import type {
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  OutgoingChat,
} from '#integrations/sms/port.ts'
import { calledInSecret, readReports } from '#integrations/sms/reports.ts'
import {
  abilities,
  failed,
  failureWithoutWord,
  readyToSend,
  refusedHere,
  withoutWord,
} from '#integrations/sms/sending.ts'

const table: CodeTable = [
  ['auth', ['M0002', '1020']],
  ['sender_refused', ['M0029', 'M0030', '1110']],
  ['number_invalid', ['1120']],
  ['content_refused', ['1050', '1064']],
  ['too_large', ['1140']],
  ['billing', ['1060']],
  // 1061: the same words went to the same number a moment ago.
  ['rejected', ['M0001', '1010', '1061']],
]
const faultOf = faultsBy(table)
const good = new Set(['1', 'M0000'])
/** Codes without a letter look like a balance. */
const plainCodes = new Set(table.flatMap(([, codes]) => codes).filter((code) => /^\d+$/.test(code)))

/** Msegat; an account's `address` is its sender name, `user` and `token` (its API key) its secrets. */
export function msegat(parts: SmsParts): ChatProvider {
  return {
    name: 'msegat',
    channel: 'sms',
    abilities,
    verify: calledInSecret,
    parse: (delivery) =>
      readReports(delivery, (code, word) => faultOf(code ?? word, word, 'not_reachable').failure),
    send: (account, message) => send(parts, account, message),
    health: (account) => health(parts, account),
  }
}

/** The code of an answer: in an object, or standing there alone. Its HTTP status is always 200. */
function codeOf(answer: Answer): string | undefined {
  if (answer.outcome !== 'answered' || answer.status !== 200) return undefined
  const code = idOf(fields(answer.body)['code'])
  if (code !== undefined) return code
  return answer.text.trim().match(/^"?(M\d{4})"?$/)?.[1]
}

function faultIn(answer: Answer): Fault | undefined {
  const code = codeOf(answer)
  if (code === undefined || good.has(code) || answer.outcome !== 'answered') return undefined
  return faultOf(code, words(fields(answer.body)['message']) ?? '')
}

async function send(
  parts: SmsParts,
  account: ChatAccount,
  message: OutgoingChat,
): Promise<ChatDelivery> {
  const ready = readyToSend(account, message, ['user', 'token'])
  if ('refused' in ready) return refusedHere(ready.refused)
  const answer = await ask(parts, account, {
    method: 'POST',
    path: 'gw/sendsms.php',
    json: {
      ...login(account),
      userSender: account.address,
      numbers: ready.digits,
      msg: ready.text,
      msgEncoding: 'UTF8',
      timeToSend: 'now',
      // Asks for an id of the sending, without which no report could be told apart.
      reqBulkId: 'true',
    },
  })
  const fault = faultIn(answer)
  if (fault) return failed(fault)
  const code = codeOf(answer)
  if (code === undefined || answer.outcome !== 'answered') return withoutWord(answer)
  // Where it gives no id, ours stands for it: that it was taken is certain.
  return { outcome: 'sent', providerId: idOf(fields(answer.body)['id']) ?? message.ours }
}

const login = ({ secrets }: ChatAccount) => ({
  userName: secrets['user'] ?? '',
  apiKey: secrets['token'] ?? '',
})

async function health(parts: SmsParts, account: ChatAccount) {
  const form = login(account)
  const [credits, senders] = await Promise.all([
    ask(parts, account, { method: 'POST', path: 'gw/Credits.php', form }),
    ask(parts, account, { method: 'POST', path: 'gw/getSenders.php', json: form }),
  ])
  const bare = credits.outcome === 'answered' ? credits.text.trim().replaceAll('"', '') : ''
  const fault = faultIn(credits) ?? doubtful(bare, senders)
  const balance = fault ? undefined : numberOf(bare)
  const names = sendersIn(senders)
  const facts = {
    ...(balance !== undefined && { balance: String(balance) }),
    ...(names && { senders: names }),
  }
  if (fault) return { ok: false, facts, failure: fault.failure }
  return balance === undefined
    ? { ok: false, facts, failure: failureWithoutWord(credits) }
    : { ok: true, facts }
}

/** A bare 1020 is a refusal or that many credits: whether the senders are given tells which. */
function doubtful(bare: string, senders: Answer): Fault | undefined {
  return plainCodes.has(bare) && faultIn(senders) ? faultOf(bare, '') : undefined
}

function sendersIn(answer: Answer): string {
  if (answer.outcome !== 'answered') return ''
  const body = Array.isArray(answer.body) ? answer.body : items(fields(answer.body)['senders'])
  return body
    .map(fields)
    .flatMap(({ SenderID, Status }) => {
      const name = words(SenderID)
      if (!name) return []
      return words(Status) ? [`${name} (${String(Status)})`] : [name]
    })
    .join(', ')
}
