import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'

/** A file of ours that may go with a message. */
export type FileToSend = Readonly<{ id: string; name: string; mime: string; bytes: number }>

/**
 * Files by their ids, in the order asked for: those that the sender brought, or that stand on the
 * thread already. An id alone opens nobody else's file. @throws file.not_found
 */
export async function filesFor(
  work: Work,
  threadId: string,
  ids: readonly string[],
): Promise<FileToSend[]> {
  if (ids.length === 0) return []
  const rows = await work.run<FileToSend>(
    `select f.id, f.name, f.mime, f.bytes from file f
     where f.company_id = $1 and f.id = any($2) and (f.made_by = $3 or exists (
       select 1 from message_media d
       join message m on m.company_id = d.company_id and m.id = d.message_id
       where d.company_id = $1 and d.file_id = f.id and m.thread_id = $4))`,
    [work.companyId, ids, work.actor.id, threadId],
  )
  return ids.map((id) => {
    const file = rows.find((row) => row.id === id)
    if (!file) throw new Refusal('file.not_found', { id })
    return file
  })
}
