import type { ChatFailure, ChatFailureReason } from '#core/messaging/incoming.ts'
import { fields, idOf, items, known, numberOf, words } from './read.ts'

/** What Meta said went wrong, and whether trying later may help. */
export type Fault = Readonly<{
  failure: ChatFailure
  again: boolean
  waitMs?: number
  /** The wait was asked of the whole account, in the head of the answer. */
  whole?: true
}>

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** By code, never by title or HTTP status. Read 2026-11 in Meta's list of error codes. */
const byCode: readonly (readonly [ChatFailureReason, readonly number[]])[] = [
  ['auth', [0, 3, 10, 102, 190, 131005]],
  ['unavailable', [1, 2, 1200, 131000, 131016, 131057, 133004]],
  ['rate_limited', [4, 17, 32, 613, 80006, 80007, 80008, 130429, 131049, 131056]],
  ['window_closed', [131047]],
  ['not_reachable', [33, 551, 130403, 131021, 131026, 131030]],
  ['opted_out', [131050]],
  ['account_limited', [368, 130497, 131031, 131048, 131064]],
  ['billing', [131042]],
  ['sender_refused', [131037, 131045, 133000, 133006, 133010, 133015]],
  ['template_missing', [132001]],
  ['template_paused', [132015, 132016, 132068, 132069]],
  ['template_mismatch', [132000, 132005, 132012, 132018]],
  ['content_refused', [132007]],
  ['media_refused', [131052, 131053]],
  ['rejected', [100, 130472, 131008, 131009, 131051]],
]

/** Where a code alone is too coarse, its sub-code decides. */
const bySubCode: readonly (readonly [ChatFailureReason, readonly number[]])[] = [
  // Outside the window: Messenger's two words for it, and Instagram's.
  ['window_closed', [2018278, 2018065, 2534022]],
  ['not_reachable', [1545041, 2018001]],
  ['account_limited', [1893063]],
  ['media_refused', [2018047, 2018294]],
]

const table = (rows: typeof byCode) =>
  new Map(rows.flatMap(([reason, codes]) => codes.map((code) => [code, reason] as const)))
const codes = table(byCode)
const subCodes = table(bySubCode)

/** Codes after which the same sending may succeed later, with the wait that Meta asks for. */
const waits = new Map<number, number>([
  // One message in six seconds to the same person.
  [131056, 6_000],
  // Meta spares this person for a while: not within a day.
  [131049, DAY],
  [131057, 5 * MINUTE],
])

/** A failure out of Graph's `error` object or of a webhook's `errors[]`: both carry a code. */
export function faultOf(error: unknown, headers?: Headers): Fault {
  const given = fields(error)
  const code = numberOf(given['code'])
  const subCode = numberOf(given['error_subcode'])
  const reason = reasonOf(code, subCode)
  const again = reason === 'unavailable' || reason === 'rate_limited' || transient(given, reason)
  const failure = { reason, code: codeText(code, subCode), detail: detailOf(given) }
  return again ? later(failure, waits.get(code ?? Number.NaN), headers) : { failure, again }
}

/** What passes by itself: after the longest wait that was asked for. */
function later(failure: ChatFailure, ownMs: number | undefined, headers?: Headers): Fault {
  const allMs = regainMs(headers)
  const waitMs = allMs === undefined ? ownMs : Math.max(allMs, ownMs ?? 0)
  return known({
    failure,
    again: true,
    waitMs,
    whole: allMs === undefined ? undefined : (true as const),
  })
}

/** Too many requests, said by the status alone or with a code that nobody knows. */
export const tooMany = (failure: ChatFailure, headers: Headers): Fault =>
  later({ ...failure, reason: 'rate_limited' }, undefined, headers)

function reasonOf(code: number | undefined, subCode: number | undefined): ChatFailureReason {
  const precise = subCode === undefined ? undefined : subCodes.get(subCode)
  if (precise) return precise
  if (code === undefined) return 'rejected'
  // Graph says 100 with sub-code 33 of a thing that is not there or not ours to see.
  if (code === 100 && subCode === 33) return 'not_reachable'
  if (code >= 200 && code <= 299) return 'auth'
  return codes.get(code) ?? 'rejected'
}

/** Graph marks some failures as passing by itself; a refusal of the content never is. */
function transient(given: ReturnType<typeof fields>, reason: ChatFailureReason): boolean {
  return given['is_transient'] === true && reason === 'rejected'
}

function codeText(code: number | undefined, subCode: number | undefined): string {
  if (code === undefined) return 'unknown'
  return subCode === undefined ? String(code) : `${code}/${subCode}`
}

function detailOf(given: ReturnType<typeof fields>): string {
  const details = words(fields(given['error_data'])['details'])
  const said = details ?? words(given['message']) ?? words(given['title']) ?? ''
  return said.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500)
}

/** Minutes until the limit lifts, or the plain header: in seconds, or as the instant itself (RFC 9110). */
function regainMs(headers: Headers | undefined): number | undefined {
  const after = headers?.get('retry-after') ?? ''
  const seconds =
    numberOf(after) ?? (Date.parse(after) - Date.parse(headers?.get('date') ?? '')) / 1000
  if (seconds > 0) return Math.min(seconds * 1000, DAY)
  const usage = headers?.get('x-business-use-case-usage')
  const found = usage ? [...usage.matchAll(/"estimated_time_to_regain_access":\s*(\d{1,5})/g)] : []
  const minutes = Math.max(0, ...found.map(([, digits]) => Number(digits)))
  return minutes > 0 ? Math.min(minutes * MINUTE, DAY) : undefined
}

/** A refusal of our own, before anything left. */
export const refusedHere = (
  reason: ChatFailureReason,
  code: string,
  detail: string,
): ChatFailure => ({ reason, code, detail })

/** The first of a webhook's errors, if it has any. */
export function firstFailure(errors: unknown): ChatFailure | undefined {
  const [first] = items(errors)
  return first === undefined ? undefined : faultOf(first).failure
}

/** The code of an error as it is named in events. */
export const errorCode = (error: unknown): string => idOf(fields(error)['code']) ?? 'unknown'
