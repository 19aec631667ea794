import type { ChatFailure } from '#core/messaging/incoming.ts'
import { failedCall, isSafeAddress, readCapped } from '#platform/outside-call.ts'
import { type Fault, faultOf, refusedHere, tooMany } from './errors.ts'
import type { ChatAccount } from './port.ts'
import { type Fields, fields, readJson } from './read.ts'
import { appSecretProof } from './signature.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type MetaParts = Readonly<{
  fetch: Fetch
  /** For files, which are larger and slower than answers; `fetch` when not given. */
  fileFetch?: Fetch
  /** Hears when Graph answered in another version than the one asked for. */
  onVersion?: (asked: string, answered: string) => void
}>

export type Call = Readonly<{
  method: 'GET' | 'POST' | 'DELETE'
  /** Below the version: `106540352242922/messages`. */
  path: string
  query?: Readonly<Record<string, string>>
  body?: Fields | Readonly<{ bytes: Uint8Array; contentType: string }>
  headers?: Readonly<Record<string, string>>
  /** Stands at the host itself, above every version. */
  versionless?: true
  totalMs?: number
}>

/** `lost`: it may have arrived, and nobody knows what became of it. */
export type Answer =
  | Readonly<{ outcome: 'ok'; body: Fields; version?: string }>
  | (Fault & Readonly<{ outcome: 'refused' }>)
  | Readonly<{ outcome: 'lost'; detail: string }>

const TOTAL_MS = 10_000
const MAX_ANSWER_BYTES = 1024 * 1024
export const DEFAULT_VERSION = 'v24.0'

/** Asks Graph one thing. What it or the network does is an answer, never an exception. */
export async function graph(parts: MetaParts, account: ChatAccount, call: Call): Promise<Answer> {
  const unsafe = unsafeAccount(account)
  if (unsafe) return { outcome: 'refused', failure: unsafe, again: false }
  try {
    const response = await send(parts, account, call)
    return await read(parts, account, response)
  } catch (error) {
    return afterFailure(error)
  }
}

/** A token travels only over TLS, or never leaves this machine. */
export function unsafeAccount(account: ChatAccount): ChatFailure | undefined {
  if (!isSafeAddress(account.baseUrl))
    return refusedHere('auth', 'base_url', 'The address of the platform is not safe')
  return account.secrets['token']
    ? undefined
    : refusedHere('auth', 'no_token', 'The account has no token')
}

/** The full address of a call, with its version. */
export function addressOf(account: ChatAccount, path: string): URL {
  const base = account.baseUrl.replace(/\/$/, '')
  return new URL(`${base}/${account.version ?? DEFAULT_VERSION}/${path}`)
}

async function send(parts: MetaParts, account: ChatAccount, call: Call): Promise<Response> {
  const token = account.secrets['token'] ?? ''
  const url = call.versionless
    ? new URL(`${account.baseUrl.replace(/\/$/, '')}/${call.path}`)
    : addressOf(account, call.path)
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
  const secret = account.secrets['app_secret']
  // Instagram's own host belongs to another app, whose proof is not documented.
  if (secret && account.provider !== 'instagram_login')
    url.searchParams.set('appsecret_proof', appSecretProof(token, secret))
  const body = call.body === undefined ? undefined : packed(call.body)
  const file = call.body !== undefined && isFile(call.body)
  const fetch = file ? (parts.fileFetch ?? parts.fetch) : parts.fetch
  return fetch(url.href, {
    method: call.method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': body.contentType }),
      ...call.headers,
    },
    ...(body && { body: body.content }),
    redirect: 'manual',
    signal: AbortSignal.timeout(call.totalMs ?? TOTAL_MS),
  })
}

type File = Readonly<{ bytes: Uint8Array; contentType: string }>

const isFile = (body: Fields | File): body is File => body['bytes'] instanceof Uint8Array

function packed(body: Fields | File): {
  content: string | Uint8Array<ArrayBuffer>
  contentType: string
} {
  if (isFile(body)) return { content: new Uint8Array(body.bytes), contentType: body.contentType }
  return { content: JSON.stringify(body), contentType: 'application/json' }
}

async function read(parts: MetaParts, account: ChatAccount, response: Response): Promise<Answer> {
  const text = await textOf(response)
  const body = text === undefined ? undefined : readJson(text)
  const version = response.headers.get('facebook-api-version') ?? undefined
  const asked = account.version ?? DEFAULT_VERSION
  if (version && version !== asked) parts.onVersion?.(asked, version)
  const error = fields(body)['error']
  if (error !== undefined)
    return { outcome: 'refused', ...judged(faultOf(error, response.headers), response) }
  if (response.ok && typeof body === 'object' && body !== null)
    return { outcome: 'ok', body: fields(body), ...(version && { version }) }
  // Without Graph's own word, an answer of 2xx or 5xx proves nothing: a middleman may have spoken.
  if (response.ok || response.status >= 500)
    return { outcome: 'lost', detail: `status ${response.status} without an answer of Graph` }
  const failure = refusedHere('rejected', `http_${response.status}`, 'No answer of Graph')
  return { outcome: 'refused', ...judged({ failure, again: false }, response) }
}

/** A code says more than a status; where none is known, 429 still means that it was too much at once. */
const judged = (fault: Fault, { status, headers }: Response): Fault =>
  status === 429 && fault.failure.reason === 'rejected' ? tooMany(fault.failure, headers) : fault

function afterFailure(error: unknown): Answer {
  const { left, code } = failedCall(error)
  if (!left && code)
    return { outcome: 'refused', failure: refusedHere('unavailable', code, ''), again: true }
  return { outcome: 'lost', detail: code ?? 'no answer came' }
}

async function textOf(response: Response): Promise<string | undefined> {
  const bytes = await readCapped(response, MAX_ANSWER_BYTES)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

/** The failure of a call that was asked for its answer only: a lost read can be asked again. */
export function failureOf(answer: Exclude<Answer, { outcome: 'ok' }>): ChatFailure {
  return answer.outcome === 'refused'
    ? answer.failure
    : refusedHere('unavailable', 'no_answer', answer.detail)
}
