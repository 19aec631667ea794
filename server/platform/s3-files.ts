import { openAsBlob } from 'node:fs'
import { AwsClient } from 'aws4fetch'
import { assertKey, type FileStore, newKey } from './files.ts'

/** What is too long for memory is long on its way, too. */
const longMs = 15 * 60_000

/**
 * Files in a bucket of any S3-compatible store. @param url https://key:secret@host/bucket, with
 * `?region=` where the store has regions
 */
export function s3Files(url: string, send: typeof fetch = fetch): FileStore {
  const place = new URL(url)
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(place.username),
    secretAccessKey: decodeURIComponent(place.password),
    service: 's3',
    region: place.searchParams.get('region') ?? 'auto',
  })
  const folder = `${place.protocol}//${place.host}${place.pathname.replace(/\/+$/, '')}`
  const ask = async (key: string, init: RequestInit, ms = 30_000): Promise<Response> => {
    assertKey(key)
    const signed = await client.sign(`${folder}/${key}`, init)
    return send(signed, { signal: AbortSignal.timeout(ms) })
  }
  const failed = (what: string, { status }: Response) =>
    new Error(`The file store answered ${status} to ${what}`)
  return {
    put: async (companyId, bytes) => {
      const key = newKey(companyId)
      const answer = await ask(key, { method: 'PUT', body: new Uint8Array(bytes) })
      if (!answer.ok) throw failed('a file', answer)
      return key
    },
    get: async (key) => {
      const answer = await ask(key, { method: 'GET' })
      if (answer.status === 404) return undefined
      if (!answer.ok) throw failed('a reading', answer)
      return Buffer.from(await answer.arrayBuffer())
    },
    putFile: async (companyId, path) => {
      const key = newKey(companyId)
      const answer = await ask(key, { method: 'PUT', body: await openAsBlob(path) }, longMs)
      if (!answer.ok) throw failed('a file', answer)
      return key
    },
    stream: async (key) => {
      const answer = await ask(key, { method: 'GET' }, longMs)
      if (answer.status === 404) return undefined
      if (!answer.ok || !answer.body) throw failed('a reading', answer)
      return answer.body
    },
    remove: async (key) => {
      const answer = await ask(key, { method: 'DELETE' })
      if (!answer.ok && answer.status !== 404) throw failed('a removal', answer)
    },
  }
}
