import type { z } from 'zod'
import { type GatewayAccount, GatewayError } from '#modules/payments/index.ts'

const TOTAL_MS = 10_000
const MAX_ANSWER_BYTES = 1024 * 1024

/** Failures that happen before a byte of the request has left. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export type Call = Readonly<{
  method: 'GET' | 'POST' | 'PUT'
  path: string
  body?: Readonly<Record<string, unknown>>
}>

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Asks Moyasar one thing. Ten seconds and one megabyte at most, no redirect followed; a connection
 * that takes five seconds to open is for the given `fetch` to give up on.
 */
export async function call<Answer>(
  fetch: Fetch,
  account: GatewayAccount,
  request: Call,
  answer: z.ZodType<Answer>,
): Promise<Answer> {
  checkAccount(account)
  const response = await send(fetch, account, request)
  const text = await readCapped(response).catch((cause: unknown) => {
    throw lost(request, 'the answer broke off', cause)
  })
  const body = text === null ? undefined : parseJson(text)
  if (!response.ok) throw failure(request, response.status, body)
  const parsed = answer.safeParse(body)
  if (!parsed.success) {
    const facts = { status: response.status, vendorCode: 'unreadable_answer' }
    throw new GatewayError(kindWhenLost(request), 'Moyasar answered in an unknown shape', facts)
  }
  return parsed.data
}

/** Basic credentials travel only over TLS, or never leave this machine. */
function checkAccount(account: GatewayAccount): void {
  const url = URL.parse(account.baseUrl)
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && local))
    throw new GatewayError('refused', 'The gateway address is not safe', { vendorCode: 'base_url' })
  if (!account.secretKey.startsWith(`sk_${account.mode}_`))
    throw new GatewayError('refused', 'The key is not of this mode', {
      vendorCode: 'mode_mismatch',
    })
}

async function send(fetch: Fetch, account: GatewayAccount, request: Call): Promise<Response> {
  const credentials = Buffer.from(`${account.secretKey}:`).toString('base64')
  try {
    return await fetch(`${account.baseUrl.replace(/\/$/, '')}${request.path}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${credentials}`,
        ...(request.body && { 'content-type': 'application/json' }),
      },
      ...(request.body && { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TOTAL_MS),
    })
  } catch (cause) {
    throw lost(request, 'no answer came', cause)
  }
}

/** A read can simply be asked again; a write that may have arrived must be looked for first. */
const kindWhenLost = (request: Call) => (request.method === 'GET' ? 'unavailable' : 'unknown')

function lost(request: Call, what: string, cause: unknown): GatewayError {
  const code = networkCode(cause)
  const kind = code && NEVER_LEFT.has(code) ? 'unavailable' : kindWhenLost(request)
  const facts = code ? { vendorCode: code } : {}
  return new GatewayError(kind, `Moyasar: ${what}`, facts)
}

function networkCode(cause: unknown): string | undefined {
  for (let error = cause, depth = 0; error instanceof Error && depth < 4; depth++) {
    if ('code' in error && typeof error.code === 'string') return error.code
    error = error.cause
  }
  return undefined
}

function failure(request: Call, status: number, body: unknown): GatewayError {
  const vendorCode = vendorCodeOf(body)
  const facts = vendorCode ? { status, vendorCode } : { status }
  if (status === 429 || status === 503)
    return new GatewayError('unavailable', 'Moyasar asks us to come back later', facts)
  if (status >= 500)
    return new GatewayError(kindWhenLost(request), 'Moyasar failed on its side', facts)
  return new GatewayError('refused', 'Moyasar refused the request', facts)
}

/** The error's type and the names of the fields at fault: enough to act on, and no prose. */
function vendorCodeOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const type = 'type' in body && typeof body.type === 'string' ? body.type : undefined
  const errors = 'errors' in body ? body.errors : undefined
  const fields = typeof errors === 'object' && errors !== null ? Object.keys(errors) : []
  const words = [type, ...fields].filter((word) => word !== undefined && /^[\w.[\]-]+$/.test(word))
  return words.length > 0 ? words.join(' ').slice(0, 120) : undefined
}

/** The body as text, or null when it is larger than we are ready to hold. */
async function readCapped(response: Response): Promise<string | null> {
  if (!response.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream, so the rest of a flood is never read.
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > MAX_ANSWER_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
