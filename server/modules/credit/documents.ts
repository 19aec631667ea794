import {
  type AttachDocument,
  type CreditApplication,
  mostDocuments,
} from '#core/credit/application.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { type KeptPaper, keepPaper, orDrop } from '#platform/paper.ts'
import { demand, type Session } from '#platform/session.ts'
import { dropFiles, storeFile } from '#platform/stored-files.ts'
import { lockApplication, readApplication } from './applications.ts'

/** A paper whose bytes are in the store already. */
export type KeptDocument = KeptPaper & Readonly<{ documentId: string }>

/**
 * Puts a stored paper to an application that waits, while the caller holds its customer; one that is
 * there already stays as it is. The bytes that were kept for it again are nobody's.
 * @throws request.id_reused with other bytes, credit.too_many_documents
 */
export async function putDocument(
  work: Work,
  id: string,
  { documentId, name, kept }: KeptDocument,
  most: number,
): Promise<'put' | 'known'> {
  const known = await work.run<{ id: string; sha256: Buffer }>(
    `select d.id, f.sha256 from credit_document d
     join file f on f.company_id = d.company_id and f.id = d.file_id
     where d.company_id = $1 and d.application_id = $2`,
    [work.companyId, id],
  )
  const there = known.find((row) => row.id === documentId)
  if (there && !there.sha256.equals(kept.sha256))
    throw new Refusal('request.id_reused', { id: documentId })
  if (there) return 'known'
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
  return 'put'
}

/** Whether a paper had been put to its application before. */
export const wasKnown = ({ put }: { put: 'put' | 'known' }): boolean => put === 'known'

type Kept = KeptDocument & Readonly<{ id: string }>

const attach = command(
  'credit.apply',
  async (work, { id, ...document }: Kept) => {
    await lockApplication(work, id, 'credit.apply')
    const put = await putDocument(work, id, document, mostDocuments)
    return { put, application: await readApplication(work, id) }
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
  const { id, documentId } = input
  const paper = await keepPaper(session, input, 'document')
  const attaching = attach(session, { id, documentId, ...paper })
  return (await orDrop(session, paper, attaching, wasKnown)).application
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
    const [file] = await work.run<{ name: string }>(
      'select name from file where company_id = $1 and id = $2',
      [work.companyId, gone.file_id],
    )
    work.audit('credit.document_removed', {
      kind: 'credit_application',
      id,
      before: { fileName: file?.name ?? '' },
      after: null,
    })
    await dropFiles(work, [gone.file_id])
    return readApplication(work, id)
  },
  { name: 'credit.remove_document' },
)
