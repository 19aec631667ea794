import { z } from 'zod'
import type { ChatFailure } from '#core/messaging/incoming.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { keepMedia, safeFileName } from '#platform/media-files.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { type KeptBytes, storeFile } from '#platform/stored-files.ts'
import { openAccount, providerOf } from '../accounts/opened.ts'
import type { MediaTable } from '../tables.ts'

const mostTries = 6

type Waiting = MediaTable & { account_id: string; thread_id: string; kind: string | null }

const waitingSql = `
  select d.*, m.account_id, m.thread_id, m.content ->> 'kind' as kind from message_media d
  join message m on m.company_id = d.company_id and m.id = d.message_id
  where d.company_id = $1 and d.id = $2 and d.state = 'waiting'`

const isFailure = (value: object): value is ChatFailure => 'reason' in value

const fallbackName = (kind: string | null, mime: string): string =>
  `${kind ?? 'file'}.${(mime.split('/')[1] ?? 'bin').split(/[;+.]/)[0]}`

/** Makes the fetched bytes the company's file, unless the message was taken back meanwhile. */
const store = reaction(
  'messaging.store_media',
  async (work, input: { media: Waiting; kept: KeptBytes; fileName?: string | undefined }) => {
    const { media, kept } = input
    const name = safeFileName(media.name ?? input.fileName, fallbackName(media.kind, kept.mime))
    const [row] = await work.run<{ state: string }>(
      'select state from message_media where company_id = $1 and id = $2 for no key update',
      [work.companyId, media.id],
    )
    if (row?.state !== 'waiting') return
    const fileId = await storeFile(work, kept, name)
    await work.run(
      `update message_media set state = 'stored', file_id = $3, name = $4, mime = $5, bytes = $6,
         reason = null where company_id = $1 and id = $2`,
      [work.companyId, media.id, fileId, name, kept.mime, kept.bytes],
    )
    work.whisper('messaging.progress', { kind: 'thread', id: media.thread_id })
  },
)

type Missed = Readonly<{ media: Waiting; failure: ChatFailure }>

/** Tries again while it may help: a file that the vendor no longer has is said to be gone. */
const miss = reaction('messaging.miss_media', async (work, { media, failure }: Missed) => {
  const tries = media.tries + 1
  const again = ['unavailable', 'rate_limited'].includes(failure.reason) && tries < mostTries
  await work.run(
    `update message_media set tries = $3, state = $4, reason = $5 where company_id = $1 and id = $2
       and state = 'waiting'`,
    [work.companyId, media.id, tries, again ? 'waiting' : 'failed', failure.reason],
  )
  if (again) fetchLater(work, media.id, 2 ** tries * 5_000)
  else work.whisper('messaging.progress', { kind: 'thread', id: media.thread_id })
})

function fetchLater(work: Work, mediaId: string, ms: number): void {
  const runAt = new Date(work.now.getTime() + ms)
  work.enqueue('messaging.fetch_media', { mediaId }, { key: `media:${mediaId}`, runAt })
}

/** Fetches a file that a vendor holds for us, and keeps it as ours. */
export async function fetchMedia(session: Session, mediaId: string): Promise<void> {
  const found = await look(session, async (from) => {
    const [media] = await from.run<Waiting>(waitingSql, [from.companyId, mediaId])
    return media && { media, account: await openAccount(from, media.account_id) }
  })
  if (!found) return
  const { media, account } = found
  const provider = account && providerOf(session.house, account)
  const fetched = await (account &&
    provider?.fetchMedia?.(account, { ...media.ref, ...(media.name && { fileName: media.name }) }))
  if (!fetched || isFailure(fetched)) {
    const failure: ChatFailure = fetched ?? { reason: 'auth', code: 'no_account', detail: '' }
    return miss(session, { media, failure })
  }
  const { house, companyId } = session
  const kept = await keepMedia(house, companyId, fetched.bytes, fetched.mime)
  await store(session, { media, kept, fileName: fetched.fileName })
}

export const fetchMediaJob = job(
  'messaging.fetch_media',
  z.looseObject({ mediaId: z.uuid() }),
  (session, { mediaId }) => fetchMedia(session, mediaId),
)

/** Lets go of bytes whose file is gone. */
export const dropBytesJob = job(
  'messaging.drop_bytes',
  z.looseObject({ key: z.string() }),
  (session, { key }) => session.house.files.remove(key),
)
