import type { ChatFailure, ChatFailureReason } from '#core/messaging/incoming.ts'

/** What a vendor said went wrong, and whether the same sending may succeed later. */
export type Fault = Readonly<{ failure: ChatFailure; again: boolean; waitMs?: number }>

/** A vendor's codes, as the document of that vendor names them. */
export type CodeTable = readonly (readonly [ChatFailureReason, readonly string[]])[]

const MOST_DETAIL = 500
const passing: ReadonlySet<ChatFailureReason> = new Set(['rate_limited', 'unavailable'])

/** The failure itself; a vendor's own words lose their line breaks, and no more than a paragraph is kept. */
export const failureOf = (
  reason: ChatFailureReason,
  code: string,
  detail: string,
): ChatFailure => ({
  reason,
  code,
  detail: detail.replaceAll(/\p{Cc}+/gu, ' ').slice(0, MOST_DETAIL),
})

/** Reads failures by code; a code that the table does not know is refused for good. */
export function faultsBy(table: CodeTable) {
  const reasons = new Map(
    table.flatMap(([reason, codes]) => codes.map((code) => [code, reason] as const)),
  )
  return (code: string, detail: string, otherwise: ChatFailureReason = 'rejected'): Fault => {
    const reason = reasons.get(code) ?? otherwise
    return { failure: failureOf(reason, code, detail), again: passing.has(reason) }
  }
}

/** What an answer without the vendor's own word for it means, by its status alone. */
export function faultOfStatus(status: number, headers: Headers): Fault | undefined {
  const code = `http_${status}`
  if (status === 429) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN)
    const wait = seconds > 0 ? { waitMs: Math.min(seconds, 86_400) * 1000 } : {}
    return { failure: failureOf('rate_limited', code, ''), again: true, ...wait }
  }
  if (status === 401 || status === 403)
    return { failure: failureOf('auth', code, ''), again: false }
  if (status >= 300 && status < 500)
    return { failure: failureOf('rejected', code, ''), again: false }
  return undefined
}
