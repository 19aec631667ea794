import type { ImapFlow } from 'imapflow'
import { z } from 'zod'
import type {
  ArrivedMail,
  MailboxAccount,
  MailboxPosition,
  MailWatch,
} from '#modules/messaging/index.ts'
import { faultOf, isTooLarge, largestMail, MailboxFault, openFolder } from './connect.ts'

const headBytes = 256 * 1024
const sizesAtOnce = 200

/** So often a mail may be refused by what keeps it before its head alone is tried, and then nothing. */
const mostRefusals = 5

/** What outlives a connection: how far we are, and which mails made trouble. */
export type Progress = {
  position: MailboxPosition | null
  /** Mails of which the head alone is taken: larger than said, or refused whole. */
  readonly heads: Set<string>
  /** How often each mail was refused as it is. */
  readonly refusals: Map<string, number>
}

export type SessionParts = Readonly<{
  client: ImapFlow
  account: MailboxAccount
  watch: MailWatch
  progress: Progress
  pollMs: number
  largestBytes?: number
}>

/** Reads what is new, waits for more, and so on until the connection or the watch ends. */
export async function readOn(parts: SessionParts): Promise<void> {
  const { client, watch } = parts
  const news = newsOf(client, watch.signal)
  try {
    while (!watch.signal.aborted) {
      await drain(parts)
      if (watch.signal.aborted) return
      if ((await news.wait(parts.pollMs)) === 'closed')
        throw new MailboxFault('unreachable', 'the mail server hung up')
    }
  } finally {
    news.stop()
  }
}

type News = 'mail' | 'poll' | 'closed' | 'stop'

/** Tells of the next thing that happens; what happened while nobody waited is not lost. */
function newsOf(client: ImapFlow, signal: AbortSignal) {
  let heard: News | undefined
  let wake: (() => void) | undefined
  const hear = (news: News) => () => {
    if (heard !== 'closed') heard = news
    wake?.()
  }
  const [mail, closed, stop] = [hear('mail'), hear('closed'), hear('stop')]
  client.on('exists', mail)
  client.on('close', closed)
  signal.addEventListener('abort', stop, { once: true })
  return {
    wait: async (pollMs: number): Promise<News> => {
      if (heard === undefined && client.usable) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      wake = undefined
      const news = client.usable ? (heard ?? 'poll') : 'closed'
      heard = undefined
      return signal.aborted ? 'stop' : news
    },
    stop: () => {
      client.off('exists', mail)
      client.off('close', closed)
      signal.removeEventListener('abort', stop)
    },
  }
}

/** Opens the folder anew, so that a changed validity is seen, and takes all that is new in it. */
async function drain(parts: SessionParts): Promise<void> {
  const { client, account, watch, progress } = parts
  const folder = await openFolder(client, account)
  const uidValidity = Number(folder.uidValidity)
  const before = progress.position
  if (before?.uidValidity !== uidValidity) {
    const fromNow = before === null && watch.since === undefined
    const lastUid = fromNow ? Math.max(0, (folder.uidNext || 1) - 1) : 0
    await moveTo(parts, { uidValidity, lastUid })
  }
  watch.onWell?.()
  const last = progress.position?.lastUid ?? 0
  const uids = await newUids(parts, last, last === 0 ? watch.since : undefined)
  for (let at = 0; at < uids.length; at += sizesAtOnce) {
    // Sizes first and mails one by one: at most one of them is in memory.
    const some = uids.slice(at, at + sizesAtOnce)
    const sizes = await client.fetchAll(some.join(','), { uid: true, size: true }, { uid: true })
    const bySize = new Map(sizes.map(({ uid, size }) => [uid, size ?? 0]))
    for (const uid of some) {
      if (watch.signal.aborted) return
      const bytes = bySize.get(uid)
      if (bytes !== undefined) await takeOne(parts, uid, uidValidity, bytes)
      await moveTo(parts, { uidValidity, lastUid: uid })
    }
  }
}

async function moveTo({ watch, progress }: SessionParts, position: MailboxPosition) {
  await ours(watch.onPosition(position))
  progress.position = position
}

/** Numbers that we have not read. `n:*` always names the last mail too, even one before n. */
async function newUids(parts: SessionParts, last: number, since?: Date): Promise<number[]> {
  const found = await parts.client.search(
    { uid: `${last + 1}:*`, ...(since && { since }) },
    { uid: true },
  )
  return (found || []).filter((uid) => uid > last).toSorted((a, b) => a - b)
}

async function takeOne(parts: SessionParts, uid: number, uidValidity: number, bytes: number) {
  const { client, watch, progress, largestBytes = largestMail } = parts
  const name = `${uidValidity}:${uid}`
  const cut = bytes > largestBytes || progress.heads.has(name)
  const source = cut ? { start: 0, maxLength: headBytes } : true
  let got: Awaited<ReturnType<ImapFlow['fetchOne']>>
  try {
    got = await client.fetchOne(
      String(uid),
      { uid: true, internalDate: true, source },
      { uid: true },
    )
  } catch (error) {
    if (isTooLarge(error)) progress.heads.add(name)
    throw error
  }
  // Gone since it was listed: somebody deleted or moved it.
  if (!got || got.source === undefined) return
  const mail: ArrivedMail = {
    raw: cut ? headIn(got.source) : got.source,
    uid,
    uidValidity,
    internalDate: dateOf(got.internalDate),
    bytes,
    cut,
  }
  try {
    await watch.onMail(mail)
  } catch (error) {
    const { message } = faultOf(error)
    if (!isMailsOwn(error)) throw new MailboxFault('taking', message)
    const refused = (progress.refusals.get(name) ?? 0) + 1
    progress.refusals.set(name, refused)
    if (refused > mostRefusals) return watch.onSkipped?.(mail, message)
    if (refused === mostRefusals) progress.heads.add(name)
    throw new MailboxFault('taking', message)
  }
}

const SqlFault = z.object({ code: z.string() })
/** Whether the database refused what stands in a mail: it will, however often it is asked. */
function isMailsOwn(error: unknown): boolean {
  const fault = SqlFault.safeParse(error)
  return fault.success && /^(22|23|54)...$/.test(fault.data.code)
}

function headIn(source: Buffer): Uint8Array {
  const ends = [source.indexOf('\r\n\r\n'), source.indexOf('\n\n')].filter((at) => at !== -1)
  return source.subarray(0, Math.min(source.length, ...ends))
}

function dateOf(value: Date | string | undefined): Date | null {
  const at = new Date(value ?? '')
  return Number.isNaN(at.getTime()) ? null : at
}

/** A failure on our side is not the server's. */
async function ours(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    throw new MailboxFault('taking', faultOf(error).message)
  }
}
