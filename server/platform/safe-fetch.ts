import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const connectMs = 5_000
const usual = { totalMs: 10_000, mostBytes: 1024 * 1024 }
const mostRedirects = 3

/** A request that was not sent, because of where it would have gone. */
export class UnsafeAddress extends Error {
  /** As for a host that cannot be reached: nothing has left. */
  readonly code = 'EHOSTUNREACH'
}

// IANA's special-purpose registries (read 2026-11): what is not on the public internet, and the
// forms in which an IPv4 address hides inside an IPv6 one.
const closed = new BlockList()
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])
  closed.addSubnet(range.split('/')[0] ?? '', Number(range.split('/')[1]), 'ipv4')

const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
const closed6 = new BlockList()
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'])
  closed6.addSubnet(range.split('/')[0] ?? '', Number(range.split('/')[1]), 'ipv6')

/** Whether an address is one of the public internet's own. Mapped and translated forms are not. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !closed.check(address, 'ipv4')
  return kind === 6 && open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
}

/**
 * The address of a host's name that is connected to, whatever the name says a moment later;
 * nothing if any of its addresses is not public. Throws what asking for the name throws.
 */
export async function publicAddressOf(host: string): Promise<string | undefined> {
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true })
  return found.every(({ address }) => isPublicAddress(address)) ? found[0]?.address : undefined
}

const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))

type Target = Readonly<{ url: URL; address: string; family: number }>

/** Where the request really goes: every address of the name must be good, and one is kept. */
async function targetOf(url: URL, ownOrigin: string | undefined): Promise<Target> {
  const own = url.origin === ownOrigin
  if (url.username || url.password) throw new UnsafeAddress('The address carries credentials')
  if (!own && (url.protocol !== 'https:' || url.port !== ''))
    throw new UnsafeAddress('Only https on its own port is safe')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true })
  const good = own ? isLoopback : isPublicAddress
  const [first] = found
  if (!first || !found.every(({ address }) => good(address)))
    throw new UnsafeAddress('The name leads to an address that is not public')
  return { url, ...first }
}

/** Connects to the address that was checked, whatever the name says a moment later. */
const pinned =
  ({ address, family }: Target): LookupFunction =>
  (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }

class ConnectTimeout extends Error {
  readonly code = 'UND_ERR_CONNECT_TIMEOUT'
}

/** Text or bytes; a form or a stream would have to be read before we know how long it is. */
function bodyOf({ body }: RequestInit): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  throw new TypeError('Only text and bytes are sent')
}

function send(
  target: Target,
  init: RequestInit,
  limits: Readonly<{ signal: AbortSignal; mostBytes: number }>,
): Promise<Response> {
  const { url } = target
  const secure = url.protocol === 'https:'
  const agent = secure
    ? new https.Agent({ keepAlive: false })
    : new http.Agent({ keepAlive: false })
  const headers = Object.fromEntries(new Headers(init.headers))
  const body = bodyOf(init)
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, {
      method: init.method ?? 'GET',
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      },
      agent,
      lookup: pinned(target),
      signal: limits.signal,
    })
    const timer = setTimeout(
      () => request.destroy(new ConnectTimeout('No connection in time')),
      connectMs,
    )
    request.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(timer))
    })
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.on('response', (answer) => {
      clearTimeout(timer)
      read(answer, limits.mostBytes).then(resolve, reject)
    })
    request.end(body)
  })
}

const bodiless = new Set([101, 204, 205, 304])

async function read(answer: http.IncomingMessage, mostBytes: number): Promise<Response> {
  const status = answer.statusCode ?? 500
  const encoding = answer.headers['content-encoding']
  // Nothing is unpacked, so that a small answer cannot become a large one.
  if (encoding && encoding !== 'identity') {
    answer.destroy()
    throw new Error('The answer is packed, although we said that we do not unpack')
  }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.byteLength
    if (size > mostBytes) {
      answer.destroy()
      throw new Error('The answer is larger than we are ready to hold')
    }
    parts.push(part)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) headers.append(name, each)
  // From the parts as they came: a large file is not copied to be handed on.
  const body = bodiless.has(status) ? null : ReadableStream.from(parts)
  return new Response(body, { status, headers })
}

export type SafeFetch = (url: string, init?: RequestInit) => Promise<Response>

/**
 * A fetch for addresses that others may have chosen: https to public unicast addresses only, to the
 * very address that was checked; five seconds to connect, ten in all, one megabyte, three redirects,
 * each checked again. Text and bytes are sent, nothing else.
 * @param options.ownOrigin our own simulators, the one place on loopback that may be called
 * @param options.mostBytes of an answer, where it may be a file
 * @param options.totalMs for all of it, redirects included
 * @throws UnsafeAddress before anything is sent
 */
export function createSafeFetch(
  options: {
    ownOrigin?: string | undefined
    mostBytes?: number | undefined
    totalMs?: number | undefined
  } = {},
): SafeFetch {
  const { mostBytes = usual.mostBytes, totalMs = usual.totalMs } = options
  return async (given, init = {}) => {
    const timeout = AbortSignal.timeout(totalMs)
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
    const method = init.method ?? 'GET'
    let url = new URL(given)
    let headers = new Headers(init.headers)
    for (let hop = 0; ; hop++) {
      const target = await targetOf(url, options.ownOrigin)
      const response = await send(target, { ...init, headers }, { signal, mostBytes })
      const location = response.headers.get('location')
      const moved = response.status >= 300 && response.status < 400 && location !== null
      if (!moved || init.redirect === 'manual') return response
      if (init.redirect === 'error' || hop === mostRedirects || !['GET', 'HEAD'].includes(method))
        throw new Error('The answer sends us elsewhere')
      const next = new URL(location, url)
      if (next.origin !== url.origin) {
        headers = new Headers(headers)
        headers.delete('authorization')
        headers.delete('cookie')
      }
      url = next
    }
  }
}
