import type { ChatFailure, SenderIdentity } from '#core/messaging/incoming.ts'
import { parsePhone } from '#core/phone.ts'
import type { Answer } from './call.ts'
import { type Fault, failureOf, faultOfStatus } from './failures.ts'
import type { ChatAbilities, ChatAccount, ChatDelivery, OutgoingChat } from './port.ts'

/** Ten segments of Arabic: what is longer is no text message. */
const MOST_UNITS = 670

export const abilities: ChatAbilities = {
  text: { most: MOST_UNITS, in: 'units' },
  captions: false,
  buttons: 0,
  quotes: false,
  kinds: ['text'],
}

export type Ready = Readonly<{
  /** E.164 with its plus. */
  number: string
  /** The same as the local vendors want it: digits only, `9665…`. */
  digits: string
  text: string
}>

/** What is to be sent where, or why it would be refused; nothing has left yet. */
export function readyToSend(
  account: ChatAccount,
  message: OutgoingChat,
  secrets: readonly string[],
): Ready | Readonly<{ refused: ChatFailure }> {
  const missing = secrets.find((name) => !account.secrets[name])
  if (missing) return { refused: failureOf('auth', `no_${missing}`, 'The account is not complete') }
  const { content } = message
  if (content.kind !== 'text')
    return { refused: failureOf('content_refused', content.kind, 'SMS carries text alone') }
  if (content.text.trim() === '')
    return { refused: failureOf('content_refused', 'empty', 'There is nothing to send') }
  if (content.text.length > MOST_UNITS)
    return { refused: failureOf('too_large', 'text', `${content.text.length} of ${MOST_UNITS}`) }
  const number = numberOf(message.to)
  if (!number) return { refused: failureOf('number_invalid', 'number', 'This is no number') }
  return { number, digits: number.slice(1), text: content.text }
}

function numberOf(to: SenderIdentity): string | undefined {
  if (to.kind !== 'phone') throw new Error(`Nobody is reached here by ${to.kind}`)
  return parsePhone(to.value)
}

export const failed = ({ failure, again, waitMs }: Fault): ChatDelivery => ({
  outcome: 'failed',
  failure,
  again,
  ...(waitMs !== undefined && { waitMs }),
})

export const refusedHere = (failure: ChatFailure): ChatDelivery => failed({ failure, again: false })

/** What became of a sending whose answer does not carry the vendor's own word. */
export function withoutWord(answer: Answer): ChatDelivery {
  if (answer.outcome === 'lost') return { outcome: 'unknown', detail: answer.detail }
  if (answer.outcome === 'refused') return failed(answer)
  const fault = faultOfStatus(answer.status, answer.headers)
  // An answer of 2xx or 5xx that says nothing proves nothing: a middleman may have spoken.
  return fault
    ? failed(fault)
    : { outcome: 'unknown', detail: `status ${answer.status} without a word of the vendor` }
}

/** The same for what was asked only for its answer, and can be asked again. */
export function failureWithoutWord(answer: Answer): ChatFailure {
  const delivery = withoutWord(answer)
  if (delivery.outcome === 'failed') return delivery.failure
  const detail = delivery.outcome === 'unknown' ? delivery.detail : ''
  return failureOf('unavailable', 'no_answer', detail)
}

/** A price as it stands in an answer; nothing where the vendor names no currency. */
export function costOf(
  amount: unknown,
  currency: unknown,
): { amount: string; currency: string } | undefined {
  const text = typeof amount === 'number' ? String(amount) : amount
  if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text)) return undefined
  if (typeof currency !== 'string' || !/^[a-z]{3}$/i.test(currency)) return undefined
  return { amount: text.replace('-', ''), currency: currency.toUpperCase() }
}
