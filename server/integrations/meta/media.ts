import { createHash } from 'node:crypto'
import type { ChatFailure, MediaRef } from '#core/messaging/incoming.ts'
import { readCapped } from '#platform/outside-call.ts'
import { refusedHere } from './errors.ts'
import type { MetaParts } from './graph.ts'
import type { ChatAccount, FetchedMedia } from './port.ts'

const MOST_BYTES = 100 * 1024 * 1024
const MOST_REDIRECTS = 3
const TOTAL_MS = 120_000

/** Meta's own hosts of files. Everything else is somebody's attempt to have us call it. */
const HOSTS = ['fbsbx.com', 'fbcdn.net', 'cdninstagram.com']

/** Some of Meta's hosts refuse a caller without a name. */
const CALLER = 'Wasl'

export type Download = Readonly<{
  url: string
  /** WhatsApp's files want the token, the signed addresses of the others do not. */
  withToken: boolean
  /** What it should turn out to be, as far as it was said. */
  expected: Pick<MediaRef, 'sha256' | 'mime' | 'fileName'>
}>

/** Fetches a file from Meta's own hosts, and from those only, whole or not at all. */
export async function download(
  parts: MetaParts,
  account: ChatAccount,
  wanted: Download,
): Promise<FetchedMedia | ChatFailure> {
  const fetch = parts.fileFetch ?? parts.fetch
  const own = URL.parse(account.baseUrl)
  const signal = AbortSignal.timeout(TOTAL_MS)
  let url = URL.parse(wanted.url)
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!url || !allowed(url, own))
        return refusedHere('media_refused', 'media_host', 'The file lies with a stranger')
      const token =
        wanted.withToken && mayHearToken(url, own) ? account.secrets['token'] : undefined
      const response = await fetch(url.href, {
        method: 'GET',
        headers: { 'user-agent': CALLER, ...(token && { authorization: `Bearer ${token}` }) },
        redirect: 'manual',
        signal,
      })
      const location = response.headers.get('location')
      if (response.status < 300 || response.status > 399 || location === null)
        return await take(response, wanted)
      await response.body?.cancel()
      url = URL.parse(location, url.href)
    }
    return refusedHere('media_refused', 'media_redirects', 'The file is never where it should be')
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 200) : ''
    return refusedHere('unavailable', 'media_lost', detail)
  }
}

function allowed(url: URL, own: URL | null): boolean {
  if (isLoopback(url)) return own !== null && url.origin === own.origin
  const host = url.hostname
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    HOSTS.some((each) => host === each || host.endsWith(`.${each}`))
  )
}

/** The one host that checks it; a copy on a delivery network has no business with our token. */
const mayHearToken = (url: URL, own: URL | null) =>
  url.hostname === 'lookaside.fbsbx.com' || (isLoopback(url) && url.origin === own?.origin)

const isLoopback = (url: URL) => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)

async function take(response: Response, wanted: Download): Promise<FetchedMedia | ChatFailure> {
  if (!response.ok) {
    await response.body?.cancel()
    const passing = response.status === 429 || response.status >= 500
    const reason = passing ? 'unavailable' : 'media_refused'
    return refusedHere(reason, `http_${response.status}`, 'The file is not given')
  }
  const bytes = await readCapped(response, MOST_BYTES)
  if (!bytes) return refusedHere('too_large', 'media_size', 'The file is too large')
  const { sha256, mime, fileName } = wanted.expected
  if (sha256 && createHash('sha256').update(bytes).digest('hex') !== sha256)
    return refusedHere('media_refused', 'media_sha256', 'The file is not the one that was sent')
  const said = response.headers.get('content-type')
  return {
    bytes,
    mime: mime ?? said ?? 'application/octet-stream',
    ...(fileName !== undefined && { fileName }),
  }
}

/** A checksum in lower-case hex, from hex or from the base64 of webhooks; undefined if it is none. */
export function sha256Of(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if (/^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase()
  if (!/^[\w+/-]{43}=?$/.test(value)) return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.byteLength === 32 ? bytes.toString('hex') : undefined
}
