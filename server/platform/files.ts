import { randomBytes } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where bytes are kept, by a key that says nothing of what they are. */
export type FileStore = Readonly<{
  /** Keeps bytes; returns the random key to find them by. */
  put: (companyId: string, bytes: Uint8Array) => Promise<string>
  /** The bytes of a key, or undefined when they are not (or no longer) there. */
  get: (key: string) => Promise<Buffer | undefined>
  /** Keeps a file of the disk, however long, without holding it in memory. */
  putFile: (companyId: string, path: string) => Promise<string>
  /** The bytes of a key as they are read, for what is too long to hold. */
  stream: (key: string) => Promise<ReadableStream<Uint8Array> | undefined>
  remove: (key: string) => Promise<void>
}>

const keyShape = /^[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f]{32}$/

export function newKey(companyId: string): string {
  const name = randomBytes(16).toString('hex')
  return `${companyId}/${name.slice(0, 2)}/${name}`
}

export function assertKey(key: string): void {
  if (!keyShape.test(key)) throw new Error('Not the key of a file')
}

/** Files on the disk, under one folder that no web server reaches. */
export function diskFiles(folder: string): FileStore {
  const pathOf = (key: string) => {
    assertKey(key)
    return join(folder, key)
  }
  return {
    put: async (companyId, bytes) => {
      const key = newKey(companyId)
      const path = pathOf(key)
      await mkdir(join(path, '..'), { recursive: true })
      // Beside, then renamed: a crash half-way leaves no half file under a key that was given out.
      await writeFile(`${path}.part`, bytes, { flush: true })
      await rename(`${path}.part`, path)
      return key
    },
    get: async (key) => {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    putFile: async (companyId, from) => {
      const key = newKey(companyId)
      const path = pathOf(key)
      await mkdir(join(path, '..'), { recursive: true })
      await copyFile(from, `${path}.part`)
      await rename(`${path}.part`, path)
      return key
    },
    stream: async (key) => {
      try {
        return (await openAsBlob(pathOf(key))).stream()
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}
