import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { type Look, look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { fileLink, type KeptBytes, keepBytes, openFile, storeFile } from '#platform/stored-files.ts'

type From = Pick<Look | Work, 'run' | 'companyId' | 'session'>

async function logoFile(from: From): Promise<string | undefined> {
  const [row] = await from.run<{ file_id: string }>(
    'select file_id from company_logo where company_id = $1',
    [from.companyId],
  )
  return row?.file_id
}

/** The company's logo for its documents, or undefined. */
export async function logoOf(from: From): Promise<{ mime: string; bytes: Buffer } | undefined> {
  const id = await logoFile(from)
  return id === undefined ? undefined : openFile(from, id)
}

/** A link to the logo that holds for five minutes. */
export const showLogo = (session: Session): Promise<{ url: string | null }> =>
  look(session, async (from) => {
    const id = await logoFile(from)
    return { url: id === undefined ? null : fileLink(session.house, session.companyId, id) }
  })

const writeLogo = command(
  'company.manage',
  async (work, kept: KeptBytes | null): Promise<{ done: true }> => {
    const before = await logoFile(work)
    const after = kept && (await storeFile(work, kept, 'logo'))
    if (after)
      await work.run(
        `insert into company_logo (company_id, file_id, set_at) values ($1, $2, $3)
         on conflict (company_id) do update set file_id = excluded.file_id, set_at = excluded.set_at`,
        [work.companyId, after, work.now],
      )
    else await work.run('delete from company_logo where company_id = $1', [work.companyId])
    work.audit('company.logo_set', {
      kind: 'company',
      id: work.companyId,
      before: before ?? null,
      after,
    })
    return { done: true }
  },
  { name: 'company.set_logo' },
)

const mostBytes = 1024 * 1024

/** Sets the company's logo, or takes it away. @throws file.kind_refused, request.too_large */
export async function setLogo(
  session: Session,
  { content }: { content: string | null },
): Promise<{ done: true }> {
  // Asked before the bytes are kept: a stranger's megabyte shall not reach the store.
  demand(session, 'company.manage')
  if (content === null) return writeLogo(session, null)
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length > mostBytes) throw new Refusal('request.too_large')
  const kept = await keepBytes(session.house, session.companyId, bytes, ['png', 'jpeg'])
  return writeLogo(session, kept)
}
