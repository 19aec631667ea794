import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** One file of a pack, as its index names it. */
export type Packed = Readonly<{
  path: string
  bytes: number
  /** In hexadecimal. */
  sha256: string
}>

/** A pack in the making: each file goes to the disk at once, so that no pack fills the memory. */
export type Packing = Readonly<{
  add: (path: string, bytes: Uint8Array) => Promise<void>
  files: readonly Packed[]
  /** Writes the ZIP, `index` first; returns where it lies until `drop`. */
  close: (index: Readonly<{ path: string; bytes: Uint8Array }>, madeAt: Date) => Promise<string>
  drop: () => Promise<void>
}>

/** What a disk takes as one name is counted in bytes: with what is written before and after it. */
const mostBytes = 200

/** The first letters of a text that fit, none of them halved. */
function within(text: string, most: number): string {
  let [bytes, end] = [0, 0]
  for (const letter of text) {
    bytes += Buffer.byteLength(letter)
    if (bytes > most) break
    end += letter.length
  }
  return text.slice(0, end)
}

/** A name that any system can unpack, whatever somebody called their file. */
export function safePath(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
  const end = /.(\.\w{1,8})$/.exec(plain)?.[1] ?? ''
  const stem = within(plain.slice(0, plain.length - end.length), mostBytes).replace(/[. ]+$/, '')
  return stem === '' ? `file${end}` : `${stem}${end}`
}

export async function openPacking(): Promise<Packing> {
  const folder = await mkdtemp(join(tmpdir(), 'wasl-evidence-'))
  const files: Packed[] = []
  const place = (path: string) => join(folder, 'files', path)
  const write = async (path: string, bytes: Uint8Array) => {
    await mkdir(dirname(place(path)), { recursive: true })
    await writeFile(place(path), bytes)
  }
  const isTaken = (path: string) =>
    files.some((file) => file.path.toLowerCase() === path.toLowerCase())
  /** Two papers may have one name; to most disks capitals make no other. */
  const free = (path: string): string => {
    if (!isTaken(path)) return path
    const dot = path.lastIndexOf('.')
    const [stem, end] = dot > 0 ? [path.slice(0, dot), path.slice(dot)] : [path, '']
    for (let n = 2; ; n++) if (!isTaken(`${stem}-${n}${end}`)) return `${stem}-${n}${end}`
  }
  return {
    files,
    add: async (wanted, bytes) => {
      const path = free(wanted)
      await write(path, bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      files.push({ path, bytes: bytes.length, sha256 })
    },
    close: async (index, madeAt) => {
      await write(index.path, index.bytes)
      const zip = new ZipFile()
      for (const path of [index.path, ...files.map((file) => file.path)])
        zip.addFile(place(path), path, { mtime: madeAt, mode: 0o100644 })
      zip.end()
      const whole = join(folder, 'pack.zip')
      await pipeline(zip.outputStream, createWriteStream(whole))
      return whole
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}
