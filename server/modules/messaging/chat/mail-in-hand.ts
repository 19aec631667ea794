import type { Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { openFile } from '#platform/stored-files.ts'
import { currentSender, openSender, type Sender } from '../accounts/sender.ts'
import type { MadeFile } from '../ports.ts'
import type { MessageTable } from '../tables.ts'

/** What a mail needs besides itself to leave. */
export type MailInHand = Readonly<{
  sender: Sender | undefined
  /** What it answers, without brackets; empty for a mail that begins a talk. */
  inReplyTo: readonly string[]
  references: readonly string[]
  /** Files of ours that go with it. */
  fileIds: readonly string[]
}>

/** Through which account a mail leaves, and what it answers. */
export async function mailInHand(work: Work, message: MessageTable): Promise<MailInHand> {
  const own = message.account_id ? await openSender(work, message.account_id) : undefined
  const sender = own ?? (await currentSender(work))
  if (!message.thread_id) return { sender, inReplyTo: [], references: [], fileIds: [] }
  const [head] = await work.run<{ in_reply_to: string[]; reference_ids: string[] }>(
    'select in_reply_to, reference_ids from message_mail where company_id = $1 and message_id = $2',
    [work.companyId, message.id],
  )
  const files = await work.run<{ file_id: string }>(
    `select file_id from message_media where company_id = $1 and message_id = $2 and file_id is not null
     order by place`,
    [work.companyId, message.id],
  )
  return {
    sender,
    inReplyTo: head?.in_reply_to ?? [],
    references: head?.reference_ids ?? [],
    fileIds: files.map(({ file_id: id }) => id),
  }
}

/** Opens the files of ours that go with a mail. */
export async function openFiles(session: Session, ids: readonly string[]): Promise<MadeFile[]> {
  if (ids.length === 0) return []
  return look(session, async (from) => {
    const files: MadeFile[] = []
    for (const id of ids) {
      const { name, mime, bytes } = await openFile(from, id)
      files.push({ fileName: name, mime, bytes })
    }
    return files
  })
}
