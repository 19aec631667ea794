import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChatAccount, RawDelivery } from './port.ts'
import { readJson } from './read.ts'

export type Recorded = Readonly<{
  method: string
  url: URL
  headers: IncomingMessage['headers']
  bytes: Buffer
  body: unknown
}>

type Reply = Readonly<{
  status?: number
  headers?: Readonly<Record<string, string>>
  body?: unknown
}>

/** A tiny server on loopback that remembers what came and answers as it is told. For tests. */
export async function openRecorder() {
  const came: Recorded[] = []
  let reply: (request: Recorded) => Reply = () => ({ body: {} })
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const bytes = Buffer.concat(parts)
    const url = new URL(request.url ?? '/', origin)
    const { method = '', headers } = request
    const recorded = { method, url, headers, bytes, body: readJson(bytes.toString()) }
    came.push(recorded)
    const { status = 200, headers: more = {}, body } = reply(recorded)
    response.writeHead(status, { 'content-type': 'application/json', ...more })
    response.end(
      body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    came,
    answer: (next: typeof reply) => {
      reply = next
      came.length = 0
    },
    close: () => new Promise((done) => server.close(done)),
  }
}

/** An account of a company, whose platform stands at this address. */
export const accountAt = (baseUrl: string, more: Partial<ChatAccount> = {}): ChatAccount => ({
  channel: 'whatsapp',
  address: '106540352242922',
  provider: 'whatsapp_cloud',
  baseUrl,
  version: 'v24.0',
  secrets: { token: 'EAAG', app_secret: 'shh', verify_token: 'who' },
  settings: { waba_id: '102290129340398' },
  ...more,
})

/** A sample below test/fixtures, as the bytes that lie there. */
export const sample = (path: string): Buffer =>
  readFileSync(new URL(`../../../test/fixtures/${path}`, import.meta.url))

/** A delivery as a vendor posts it, signed when a secret is given. */
export function delivered(body: unknown, secret?: string): RawDelivery {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body))
  const signature = secret && createHmac('sha256', secret).update(bytes).digest('hex')
  return {
    method: 'POST',
    url: 'https://wasl.example/hooks/meta',
    headers: signature ? { 'x-hub-signature-256': `sha256=${signature}` } : {},
    body: bytes,
    receivedAt: new Date('2026-11-22T09:00:00Z'),
  }
}
