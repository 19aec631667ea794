import { expect, test } from 'vitest'
import { s3Files } from './s3-files.ts'

const company = '01a20000-0000-7000-8000-000000000000'

/** A bucket that remembers what it was sent, and who signed. */
function bucket() {
  const kept = new Map<string, Buffer>()
  const signatures: (string | null)[] = []
  const send = (async (input: Request) => {
    const { pathname } = new URL(input.url)
    signatures.push(input.headers.get('authorization'))
    if (input.method === 'PUT') kept.set(pathname, Buffer.from(await input.arrayBuffer()))
    if (input.method === 'DELETE') kept.delete(pathname)
    const found = kept.get(pathname)
    if (input.method === 'GET')
      return found ? new Response(new Uint8Array(found)) : new Response(null, { status: 404 })
    return new Response(null, { status: pathname.includes('broken') ? 500 : 200 })
  }) as typeof fetch
  return { files: (url: string) => s3Files(url, send), signatures, kept }
}

test('bytes come back as they went, under a key that says nothing, every request signed', async () => {
  const { files, signatures, kept } = bucket()
  const store = files('https://me:s%2Fcret@s3.example.com/wasl?region=me-south-1')
  const key = await store.put(company, Buffer.from('سند'))
  expect([...kept.keys()]).toEqual([`/wasl/${key}`])
  expect(await store.get(key)).toEqual(Buffer.from('سند'))
  await store.remove(key)
  expect(await store.get(key)).toBeUndefined()
  expect(signatures.every((line) => line?.includes('me-south-1/s3'))).toBe(true)
})

test('a store that fails is an error, and a key that is none never leaves', async () => {
  const store = bucket().files('https://me:secret@s3.example.com/broken')
  await expect(store.put(company, Buffer.from('x'))).rejects.toThrow('500')
  await expect(store.get('../../etc/passwd')).rejects.toThrow('key of a file')
})
