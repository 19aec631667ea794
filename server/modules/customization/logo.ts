import { pictureSize } from '#core/customization/picture.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import type { Pictures } from '#platform/documents/paper.ts'
import { type Pdf, PdfFailed } from '#platform/pdf.ts'
import { type Look, look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { fileLink, type KeptBytes, keepBytes, kindOf, storeFile } from '#platform/stored-files.ts'

type From = Pick<Look | Work, 'run' | 'companyId' | 'session'>

async function logoFile(from: From): Promise<string | undefined> {
  const [row] = await from.run<{ file_id: string }>(
    'select file_id from company_logo where company_id = $1',
    [from.companyId],
  )
  return row?.file_id
}

/** The company's logo for its documents; nothing when it has none, or its bytes are lost. */
export async function picturesOf(session: Session): Promise<Pictures> {
  const [row] = await look(session, (from) =>
    from.run<{ key: string; mime: string }>(
      `select f.key, f.mime from company_logo l
       join file f on f.company_id = l.company_id and f.id = l.file_id where l.company_id = $1`,
      [from.companyId],
    ),
  )
  const bytes = row && (await session.house.files.get(row.key))
  return bytes ? { logo: { format: row.mime === 'image/png' ? 'png' : 'jpg', bytes } } : {}
}

/** A link to the logo that holds for five minutes, or null. */
export async function logoLink(from: From): Promise<string | null> {
  const id = await logoFile(from)
  return id === undefined ? null : fileLink(from.session.house, from.companyId, id)
}

/** The logo for whoever is signed in. */
export const showLogo = (session: Session): Promise<{ url: string | null }> =>
  look(session, async (from) => ({ url: await logoLink(from) }))

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
const mostPixels = 4000
const trial = { folder: new URL('./documents/', import.meta.url), main: 'logo.typ' }

/** A picture that unpacks to too much, or not at all, would take every document with it. */
async function assertPrintable(pdf: Pdf, bytes: Buffer): Promise<void> {
  const size = pictureSize(bytes)
  if (!size) throw new Refusal('customization.logo_unreadable')
  if (Math.max(size.width, size.height) > mostPixels)
    throw new Refusal('customization.logo_too_large', { most: mostPixels })
  const logo = bytes[0] === 0x89 ? 'logo.png' : 'logo.jpg'
  try {
    await pdf.render(trial, { createdAt: '2026-01-01T00:00:00Z', logo }, { [logo]: bytes })
  } catch (error) {
    if (error instanceof PdfFailed && error.reason !== 'closed')
      throw new Refusal('customization.logo_unreadable')
    throw error
  }
}

/**
 * Sets the company's logo, or takes it away. PNG and JPEG only: a drawing in SVG can carry a program.
 * @throws file.kind_refused, request.too_large, customization.logo_unreadable,
 * customization.logo_too_large
 */
export async function setLogo(
  session: Session,
  { content }: { content: string | null },
): Promise<{ done: true }> {
  // Asked before the bytes are kept: a stranger's megabyte shall not reach the store.
  demand(session, 'company.manage')
  if (content === null) return writeLogo(session, null)
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length > mostBytes) throw new Refusal('request.too_large')
  const kinds = ['png', 'jpeg'] as const
  if (!kinds.some((kind) => kind === kindOf(bytes))) throw new Refusal('file.kind_refused')
  await assertPrintable(session.house.pdf, bytes)
  return writeLogo(session, await keepBytes(session.house, session.companyId, bytes, kinds))
}
