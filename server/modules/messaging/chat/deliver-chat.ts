import { type ChatFailure, MediaRef, type SenderIdentity } from '#core/messaging/incoming.ts'
import type { Said } from '#core/messaging/thread.ts'
import { Refusal } from '#core/refusal.ts'
import { reaction, type Work } from '#platform/command.ts'
import { keepMedia } from '#platform/media-files.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { fileLink, type KeptBytes, openFile, storeFile } from '#platform/stored-files.ts'
import { nowOf } from '#platform/time.ts'
import { type OpenedAccount, openAccount, providerOf } from '../accounts/opened.ts'
import type { ChatDelivery, ChatProvider, OutgoingContent } from '../chat-channel.ts'
import type { MadeFile } from '../ports.ts'
import type { MediaTable, MessageTable, ThreadTable } from '../tables.ts'
import { assertWindow } from './send-chat.ts'

/** Everything that a sending on a chat needs, read in the transaction that took it in hand. */
export type ChatInHand = Readonly<{
  account: OpenedAccount
  thread: ThreadTable
  media: readonly MediaTable[]
  names: readonly SenderIdentity[]
  /** Why it may leave no more, although it might when it was put in line. */
  refused: ChatFailure | undefined
}>

const refusal = (reason: ChatFailure['reason'], code: string): ChatFailure => ({
  reason,
  code,
  detail: '',
})

/** The rules may have changed while the message waited: the window closed, the customer blocked us. */
function refusedNow(
  work: Work,
  message: MessageTable,
  thread: ThreadTable,
  account: OpenedAccount,
): ChatFailure | undefined {
  if (thread.blocked_at) return refusal('blocked_by_customer', 'thread_blocked')
  const { abilities } = providerOf(work.session.house, account)
  if (!message.content) return refusal('content_refused', 'nothing_said')
  try {
    assertWindow(thread, message.content, message.by_human, abilities, work.now)
  } catch (error) {
    if (error instanceof Refusal) return refusal('window_closed', 'window_closed')
    throw error
  }
  return undefined
}

/** What is needed to send a message of a chat; undefined when its account is gone. */
export async function chatInHand(
  work: Work,
  message: MessageTable,
): Promise<ChatInHand | undefined> {
  const account = message.account_id ? await openAccount(work, message.account_id) : undefined
  const [thread] = await work.run<ThreadTable>(
    'select * from thread where company_id = $1 and id = $2',
    [work.companyId, message.thread_id],
  )
  if (!account || account.removed || !thread) return undefined
  const media = await work.run<MediaTable>(
    'select * from message_media where company_id = $1 and message_id = $2 order by place',
    [work.companyId, message.id],
  )
  const names = await work.run<SenderIdentity>(
    `select kind, value from thread_identity where company_id = $1 and thread_id = $2
       and kind <> 'email' and kind <> 'other'
     order by kind = $3 and value = $4 desc, added_at`,
    [work.companyId, thread.id, thread.address_kind, thread.address],
  )
  const refused = refusedNow(work, message, thread, account)
  return { account, thread, media, names, refused }
}

const keepUpload = reaction(
  'messaging.keep_upload',
  async (work, input: { mediaId: string; vendorId: string }) => {
    // Vendors keep an upload for thirty days; a day less is on the safe side.
    const until = new Date(work.now.getTime() + 29 * 86_400_000)
    await work.run(
      'update message_media set vendor_id = $3, vendor_until = $4 where company_id = $1 and id = $2',
      [work.companyId, input.mediaId, input.vendorId, until],
    )
  },
)

type Made = Readonly<{
  messageId: string
  kept: KeptBytes
  name: string
  /** What the vendor calls it, where it was lifted there. */
  vendorId: string | null
}>

/** What was made for the message stands in its thread, as it was sent. @returns the id of the file */
const keepMade = reaction('messaging.keep_made', async (work, made: Made) => {
  const fileId = await storeFile(work, made.kept, made.name)
  const until = new Date(work.now.getTime() + 29 * 86_400_000)
  await work.run(
    `insert into message_media (company_id, id, message_id, place, ref, state, file_id, name, mime, bytes,
       vendor_id, vendor_until)
     values ($1, $2, $3, 0, '{}', 'stored', $4, $5, $6, $7, $8, $9)
     on conflict (company_id, message_id, place) do nothing`,
    [
      ...[work.companyId, work.newId(), made.messageId, fileId, made.name],
      ...[made.kept.mime, made.kept.bytes, made.vendorId, made.vendorId && until],
    ],
  )
  return fileId
})

export type Lifted = Readonly<{ ref: MediaRef }> | Readonly<{ failure: ChatFailure }>

/** How long a vendor may take to fetch a file from us. */
const fetchWithinMs = 3_600_000

/** The file of a message as an address at which a vendor that takes no uploads fetches it. */
async function lend(
  session: Session,
  messageId: string,
  own: MediaTable | undefined,
  made: MadeFile | undefined,
): Promise<Lifted | undefined> {
  const { house, companyId } = session
  const addressOf = (id: string) =>
    `${house.publicUrl}${fileLink(house, companyId, id, fetchWithinMs)}`
  if (own?.file_id) return { ref: { url: addressOf(own.file_id) } }
  if (!made) return undefined
  const kept = await keepMedia(house, companyId, made.bytes, made.mime)
  const fileId = await keepMade(session, { messageId, kept, name: made.fileName, vendorId: null })
  return { ref: { url: addressOf(fileId), mime: made.mime, fileName: made.fileName } }
}

/**
 * Lifts the file of a message to the vendor, once however often the message is tried: what was made
 * for it is kept as it was sent. A vendor that takes no uploads is lent it. Nothing where there is none.
 */
export async function lift(
  session: Session,
  messageId: string,
  { account, media }: ChatInHand,
  made: readonly MadeFile[],
): Promise<Lifted | undefined> {
  const provider = providerOf(session.house, account)
  const [file] = made
  const [own] = media
  if (!provider.uploadMedia) return lend(session, messageId, own, file)
  if (own) return liftOwn(session, account, own, provider.uploadMedia)
  if (!file) return undefined
  const up = await provider.uploadMedia(account, file)
  if (!('id' in up)) return { failure: up }
  const kept = await keepMedia(session.house, session.companyId, file.bytes, file.mime)
  await keepMade(session, { messageId, kept, name: file.fileName, vendorId: up.id })
  return { ref: { id: up.id, mime: file.mime, fileName: file.fileName } }
}

/** A file that is ours already; an upload that the vendor still knows serves again. */
async function liftOwn(
  session: Session,
  account: OpenedAccount,
  own: MediaTable,
  upload: NonNullable<ChatProvider['uploadMedia']>,
): Promise<Lifted | undefined> {
  if (!own.file_id) return undefined
  const named = { ...(own.name && { fileName: own.name }), ...(own.mime && { mime: own.mime }) }
  if (own.vendor_id && own.vendor_until && own.vendor_until > nowOf(session.house.clock))
    return { ref: { id: own.vendor_id, ...named } }
  const fileId = own.file_id
  const { name, mime, bytes } = await look(session, (from) => openFile(from, fileId))
  const up = await upload(account, { bytes, mime, fileName: name })
  if (!('id' in up)) return { failure: up }
  await keepUpload(session, { mediaId: own.id, vendorId: up.id })
  return { ref: { id: up.id, ...named } }
}

/** The kinds that were read from the database are those that channels carry, and two that none does. */
function outgoing(said: Said, ref: MediaRef | undefined): OutgoingContent | undefined {
  if (said.kind === 'mail' || said.kind === 'log') return undefined
  if (said.kind === 'template' && said.header && 'media' in said.header && ref)
    return { ...said, header: { ...said.header, media: ref } } as OutgoingContent
  if ('media' in said && ref) return { ...said, media: MediaRef.parse(ref) } as OutgoingContent
  return said as OutgoingContent
}

/** Sends one message of a chat. What the vendor does is an outcome, never an exception. */
export async function deliverChat(
  session: Session,
  message: MessageTable,
  chat: ChatInHand,
  lifted: Lifted | undefined,
): Promise<ChatDelivery> {
  const provider = providerOf(session.house, chat.account)
  if (lifted && 'failure' in lifted) {
    const again = ['unavailable', 'rate_limited'].includes(lifted.failure.reason)
    return { outcome: 'failed', failure: lifted.failure, again }
  }
  const content = message.content && outgoing(message.content, lifted?.ref)
  const [to] = chat.names
  if (!content || !to)
    return {
      outcome: 'failed',
      failure: refusal('content_refused', to ? 'not_carried' : 'nobody'),
      again: false,
    }
  return provider.send(chat.account, {
    to,
    content,
    ours: message.id,
    byHuman: message.by_human,
    ...(message.answers && { answers: message.answers }),
  })
}
