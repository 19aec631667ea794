import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '#core/refusal.ts'
import type { Work } from './command.ts'
import type { House } from './house.ts'
import type { Env } from './http.ts'
import { job, systemSession } from './jobs.ts'
import { type Look, look } from './query.ts'
import { nowOf } from './time.ts'

/** Bytes that lie in the store and are not yet anyone's. */
export type KeptBytes = Readonly<{ key: string; mime: string; bytes: number; sha256: Buffer }>

/** What a paper is, however often it was kept: a request that comes again keeps its bytes anew. */
export const alikePaper = (paper: Readonly<{ name: string; kept: KeptBytes }> | undefined) =>
  paper && [paper.name, paper.kept.sha256.toString('hex')]

const mimes = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const
export type FileKind = keyof typeof mimes

const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to)

/** What the bytes are by how they begin, whatever the name says; undefined for all we do not take. */
export function kindOf(bytes: Buffer): Exclude<FileKind, 'csv'> | undefined {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp'
  if (ascii(bytes, 0, 5) === '%PDF-') return 'pdf'
  if (ascii(bytes, 0, 4) === 'PK\x03\x04') return 'xlsx'
  return undefined
}

/**
 * Puts bytes into the store, before the transaction that makes them someone's: a store may be far
 * away. @throws file.kind_refused when the bytes are not of one of these kinds
 */
export async function keepBytes(
  house: House,
  companyId: string,
  bytes: Buffer,
  allowed: readonly FileKind[],
): Promise<KeptBytes> {
  const kind = kindOf(bytes) ?? (allowed.includes('csv') ? 'csv' : undefined)
  if (kind === undefined || !allowed.includes(kind)) throw new Refusal('file.kind_refused')
  const key = await house.files.put(companyId, bytes)
  const sha256 = createHash('sha256').update(bytes).digest()
  return { key, mime: mimes[kind], bytes: bytes.length, sha256 }
}

/** Makes kept bytes a file of the company. @param id as a client chose it */
export async function storeFile(
  work: Work,
  kept: KeptBytes,
  name: string,
  id: string = work.newId(),
): Promise<string> {
  await work.run(
    `insert into file (company_id, id, key, name, mime, bytes, sha256, made_at, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[work.companyId, id, kept.key, name.slice(0, 200), kept.mime, kept.bytes, kept.sha256],
      ...[work.now, work.actor.id],
    ],
  )
  return id
}

/**
 * Makes kept bytes a file of the company under a client's own id; the same once more, because the
 * first answer was lost on its way, is the first. @throws request.id_reused
 */
export async function storeOnce(
  work: Work,
  kept: KeptBytes,
  name: string,
  id: string,
): Promise<void> {
  const [before] = await work.run<{ sha256: Buffer }>(
    'select sha256 from file where company_id = $1 and id = $2',
    [work.companyId, id],
  )
  if (!before) await storeFile(work, kept, name, id)
  else if (!before.sha256.equals(kept.sha256)) throw new Refusal('request.id_reused', { id })
}

type FileRecord = { key: string; name: string; mime: string; bytes: number }

type Opening = Pick<Look | Work, 'run' | 'companyId'>

async function findFile(from: Opening, id: string): Promise<FileRecord> {
  const [row] = await from.run<FileRecord>(
    'select key, name, mime, bytes from file where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('file.not_found', { id })
  return row
}

/** Puts a file of the disk into the store, like `keepBytes`, for what the house itself made. */
export async function keepFile(
  house: House,
  companyId: string,
  path: string,
  mime: string,
): Promise<KeptBytes> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of createReadStream(path)) {
    hash.update(part)
    bytes += part.length
  }
  return { key: await house.files.putFile(companyId, path), mime, bytes, sha256: hash.digest() }
}

/** A file with its bytes. @throws file.not_found */
export async function openFile(
  from: Pick<Look | Work, 'run' | 'companyId' | 'session'>,
  id: string,
): Promise<{ name: string; mime: string; bytes: Buffer }> {
  const row = await findFile(from, id)
  const bytes = await from.session.house.files.get(row.key)
  if (!bytes) throw new Refusal('file.not_found', { id })
  return { name: row.name, mime: row.mime, bytes }
}

/** The bytes go after the rows that named them are gone. */
export const dropFilesJob = job(
  'files.drop',
  z.looseObject({ keys: z.array(z.string()) }),
  async ({ house }, { keys }) => {
    for (const key of keys) await house.files.remove(key)
  },
)

/** Drops files that nothing names any more, row and bytes; who named them has let go before. */
export async function dropFiles(work: Work, ids: readonly (string | null)[]): Promise<void> {
  const wanted = ids.filter((id) => id !== null)
  if (wanted.length === 0) return
  const gone = await work.run<{ key: string }>(
    'delete from file where company_id = $1 and id = any($2::uuid[]) returning key',
    [work.companyId, wanted],
  )
  work.enqueue('files.drop', { keys: gone.map(({ key }) => key) })
}

const linkLasts = 5 * 60_000
const place = 'file|link|0'
const Link = z.tuple([z.uuid(), z.uuid(), z.int()])

/** A link to a file that holds for five minutes, or as long as said, and tells nothing of whose it is. */
export function fileLink(
  house: House,
  companyId: string,
  fileId: string,
  lastsMs: number = linkLasts,
): string {
  const until = nowOf(house.clock).getTime() + lastsMs
  return `/files/${house.safe.lock(JSON.stringify([companyId, fileId, until]), place)}`
}

/** @throws file.link_ended for a token that is not ours, was changed, or is too old */
function readLink(house: House, token: string): z.infer<typeof Link> {
  let opened: string
  try {
    opened = house.safe.open(token, place)
  } catch (error) {
    if (error instanceof Error) throw new Refusal('file.link_ended')
    throw error
  }
  const [companyId, fileId, until] = Link.parse(JSON.parse(opened))
  if (nowOf(house.clock).getTime() > until) throw new Refusal('file.link_ended')
  return [companyId, fileId, until]
}

/** Where files leave the house: never shown inside our pages, always saved. */
export function filePages(app: Hono<Env>, house: House): void {
  app.get('/files/:token', async (c) => {
    const [companyId, fileId] = readLink(house, c.req.param('token'))
    const { key, name, mime, bytes } = await look(systemSession(house, companyId), (from) =>
      findFile(from, fileId),
    )
    const body = await house.files.stream(key)
    if (!body) throw new Refusal('file.not_found', { id: fileId })
    return c.body(body, 200, {
      'content-type': mime,
      'content-length': String(bytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=240',
    })
  })
}
