import type { Sample, SaveChannelTemplate, UploadSample } from '#core/messaging/templates-api.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { safeFileName } from '#platform/media-files.ts'
import type { Look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { fileLink, type KeptBytes, keepBytes, storeOnce } from '#platform/stored-files.ts'
import type { TemplateRow } from './row.ts'

const formatOf = (mime: string): Sample['format'] =>
  mime === 'application/pdf' ? 'document' : 'image'

type Kept = Readonly<{ id: string; name: string; kept: KeptBytes }>

const keep = command(
  'messaging.manage',
  async (work: Work, { id, name, kept }: Kept): Promise<Sample> => {
    await storeOnce(work, kept, name, id)
    const link = fileLink(work.session.house, work.companyId, id)
    return { id, name, format: formatOf(kept.mime), link }
  },
  { name: 'messaging.upload_sample' },
)

/** Takes the picture or the PDF that stands above a template. @throws file.kind_refused */
export async function uploadSample(session: Session, input: UploadSample): Promise<Sample> {
  demand(session, 'messaging.manage')
  const bytes = Buffer.from(input.content, 'base64')
  const kept = await keepBytes(session.house, session.companyId, bytes, ['png', 'jpeg', 'pdf'])
  return keep(session, { id: input.id, name: safeFileName(input.name, 'file'), kept })
}

/**
 * A header names a file that its writer brought, or that stood in it already; an id alone opens
 * nobody else's. @throws file.not_found, file.kind_refused
 */
export async function assertSample(
  work: Work,
  { header }: SaveChannelTemplate,
  before: TemplateRow | undefined,
): Promise<void> {
  if (header === undefined || header.format === 'text') return
  const { fileId, format } = header
  const [file] = await work.run<{ mime: string; made_by: string | null }>(
    'select mime, made_by from file where company_id = $1 and id = $2',
    [work.companyId, fileId],
  )
  const known = before?.parts.header?.fileId === fileId
  if (!file || (file.made_by !== work.actor.id && !known))
    throw new Refusal('file.not_found', { id: fileId })
  if (!/^(image\/(png|jpeg)|application\/pdf)$/.test(file.mime) || formatOf(file.mime) !== format)
    throw new Refusal('file.kind_refused')
}

/** The samples of some templates, each with a link that opens it for a while. */
export async function samplesOf(
  from: Pick<Look | Work, 'run' | 'companyId' | 'session'>,
  rows: readonly Pick<TemplateRow, 'parts'>[],
): Promise<ReadonlyMap<string, { name: string; link: string }>> {
  const ids = rows.flatMap(({ parts }) => parts.header?.fileId ?? [])
  if (ids.length === 0) return new Map()
  const files = await from.run<{ id: string; name: string }>(
    'select id, name from file where company_id = $1 and id = any($2)',
    [from.companyId, ids],
  )
  const { house } = from.session
  return new Map(
    files.map(({ id, name }) => [id, { name, link: fileLink(house, from.companyId, id) }]),
  )
}
