import type { ChatFailure } from '#core/messaging/incoming.ts'
import { readJson } from '#integrations/meta/read.ts'
import { failedCall, isSafeAddress, readCapped } from '#platform/outside-call.ts'
import { failureOf } from './failures.ts'
import type { ChatAccount } from './port.ts'

export type SmsParts = Readonly<{
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** After so long without an answer nobody knows whether the message left. */
  totalMs?: number
}>

export type Call = Readonly<{
  method: 'GET' | 'POST'
  /** Below the vendor's address: `v1/messages`. */
  path: string
  headers?: Readonly<Record<string, string>>
  json?: unknown
  form?: Readonly<Record<string, string>>
}>

/** `lost`: it may have arrived, and nobody knows what became of it. */
export type Answer =
  | Readonly<{ outcome: 'answered'; status: number; headers: Headers; text: string; body: unknown }>
  | Readonly<{ outcome: 'refused'; failure: ChatFailure; again: boolean; waitMs?: number }>
  | Readonly<{ outcome: 'lost'; detail: string }>

const TOTAL_MS = 15_000
const MOST_BYTES = 256 * 1024

/** Asks a vendor one thing. What it or the network does is an answer, never an exception. */
export async function ask(parts: SmsParts, account: ChatAccount, call: Call): Promise<Answer> {
  if (!isSafeAddress(account.baseUrl)) {
    const failure = failureOf('auth', 'base_url', 'The address of the vendor is not safe')
    return { outcome: 'refused', failure, again: false }
  }
  try {
    const { body, headers } = packed(call)
    const response = await parts.fetch(`${account.baseUrl.replace(/\/$/, '')}/${call.path}`, {
      method: call.method,
      headers: { accept: 'application/json', ...headers, ...call.headers },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(parts.totalMs ?? TOTAL_MS),
    })
    const bytes = await readCapped(response, MOST_BYTES)
    if (!bytes) return { outcome: 'lost', detail: 'the answer was too long' }
    const text = new TextDecoder().decode(bytes)
    const { status, headers: heads } = response
    return { outcome: 'answered', status, headers: heads, text, body: readJson(text) }
  } catch (error) {
    const { left, code } = failedCall(error)
    if (left || !code) return { outcome: 'lost', detail: code ?? 'no answer came' }
    return { outcome: 'refused', failure: failureOf('unavailable', code, ''), again: true }
  }
}

function packed({ json, form }: Call): { body?: string; headers: Record<string, string> } {
  if (json !== undefined)
    return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
  if (form === undefined) return { headers: {} }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { body: new URLSearchParams(form).toString(), headers }
}

/** Basic authorisation, as bytes of UTF-8. */
export const basic = (user: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})
