import {
  type AttachDocument,
  type CreditApplication,
  mostDocuments,
} from '#core/credit/application.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { safeFileName } from '#platform/media-files.ts'
import { demand, type Session } from '#platform/session.ts'
import { type KeptBytes, keepBytes, storeFile } from '#platform/stored-files.ts'
import { lockApplication, readApplication } from './applications.ts'

export const mostBytes = 5 * 1024 * 1024

/** A paper whose bytes are in the store already. */
export type KeptDocument = Readonly<{ documentId: string; name: string; kept: KeptBytes }>

/**
 * Puts a stored paper to an application that waits, while the caller holds its customer.
 * @throws request.id_reused, credit.too_many_documents
 */
export async function putDocument(
  work: Work,
  id: string,
  { documentId, name, kept }: KeptDocument,
  most: number,
): Promise<void> {
  const known = await work.run<{ id: string }>(
    'select id from credit_document where company_id = $1 and application_id = $2',
    [work.companyId, id],
  )
  if (known.some((row) => row.id === documentId))
    throw new Refusal('request.id_reused', { id: documentId })
  if (known.length >= most) throw new Refusal('credit.too_many_documents', { most })
  const fileId = await storeFile(work, kept, name)
  await work.run(
    `insert into credit_document (company_id, id, application_id, file_id)
     values ($1, $2, $3, $4)`,
    [work.companyId, documentId, id, fileId],
  )
  work.audit('credit.document_attached', {
    kind: 'credit_application',
    id,
    before: null,
    after: { fileName: name },
  })
}

type Kept = KeptDocument & Readonly<{ id: string }>

const attach = command(
  'credit.apply',
  async (work, { id, ...document }: Kept): Promise<CreditApplication> => {
    await lockApplication(work, id, 'credit.apply')
    await putDocument(work, id, document, mostDocuments)
    return readApplication(work, id)
  },
  { name: 'credit.attach_document' },
)

/**
 * Puts a document to an application: a registration, a bank letter, a signed form.
 * @throws file.kind_refused, request.too_large, credit.application_ended, credit.too_many_documents
 */
export async function attachDocument(
  session: Session,
  input: AttachDocument,
): Promise<CreditApplication> {
  demand(session, 'credit.apply')
  const bytes = Buffer.from(input.content, 'base64')
  if (bytes.length > mostBytes) throw new Refusal('request.too_large')
  const { house, companyId } = session
  const kept = await keepBytes(house, companyId, bytes, ['png', 'jpeg', 'webp', 'pdf'])
  const { id, documentId } = input
  try {
    return await attach(session, {
      id,
      documentId,
      name: safeFileName(input.name, 'document'),
      kept,
    })
  } catch (error) {
    await house.files.remove(kept.key)
    throw error
  }
}

/** Takes a document from an application that waits. */
export const removeDocument = command(
  'credit.apply',
  async (work, { id, documentId }: { id: string; documentId: string }) => {
    await lockApplication(work, id, 'credit.apply')
    const [gone] = await work.run<{ file_id: string }>(
      `delete from credit_document where company_id = $1 and application_id = $2 and id = $3
       returning file_id`,
      [work.companyId, id, documentId],
    )
    if (!gone) throw new Refusal('credit.document_not_found', { id: documentId })
    const [file] = await work.run<{ name: string; key: string }>(
      'delete from file where company_id = $1 and id = $2 returning name, key',
      [work.companyId, gone.file_id],
    )
    work.audit('credit.document_removed', {
      kind: 'credit_application',
      id,
      before: { fileName: file?.name ?? '' },
      after: null,
    })
    if (file) work.enqueue('credit.drop_documents', { keys: [file.key] })
    return readApplication(work, id)
  },
  { name: 'credit.remove_document' },
)
