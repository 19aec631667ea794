import type {
  StandingText,
  TemplateParts,
  TemplateVariable,
} from '#core/messaging/channel-template.ts'
import type { ChannelTemplate } from '#core/messaging/templates-api.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'

export type TemplateRow = {
  company_id: string
  id: string
  account_id: string
  vendor_id: string | null
  name: string
  language: string
  category: ChannelTemplate['category']
  parts: TemplateParts
  variables: TemplateVariable[]
  state: ChannelTemplate['state']
  quality: ChannelTemplate['quality']
  reason: string | null
  stands_for: StandingText | null
  changed_at: Date
  synced_at: Date | null
}

export const shownTemplate = (
  row: TemplateRow,
  samples: ReadonlyMap<string, NonNullable<ChannelTemplate['headerFile']>> = new Map(),
): ChannelTemplate => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  language: row.language,
  category: row.category,
  state: row.state,
  quality: row.quality,
  reason: row.reason,
  standsFor: row.stands_for,
  parts: row.parts,
  headerFile: samples.get(row.parts.header?.fileId ?? '') ?? null,
  variables: row.variables,
  changedAt: row.changed_at.toISOString(),
  syncedAt: row.synced_at?.toISOString() ?? null,
})

/** @throws messaging.channel_template_not_found */
export async function lockTemplate(work: Work, id: string): Promise<TemplateRow> {
  const [row] = await work.run<TemplateRow>(
    `select * from channel_template where company_id = $1 and id = $2 and state <> 'deleted' for update`,
    [work.companyId, id],
  )
  if (!row) throw new Refusal('messaging.channel_template_not_found', { id })
  return row
}

/** The templates of some accounts that are not deleted, or of all. */
export const templateRows = (
  from: Pick<From, 'run' | 'companyId'>,
  accountIds: readonly string[] | null,
): Promise<TemplateRow[]> =>
  from.run<TemplateRow>(
    `select * from channel_template where company_id = $1 and state <> 'deleted'
       and ($2::uuid[] is null or account_id = any($2)) order by name, language limit 2000`,
    [from.companyId, accountIds],
  )

type Written = Pick<
  TemplateRow,
  'id' | 'account_id' | 'name' | 'language' | 'category' | 'parts' | 'variables' | 'stands_for'
>

/** Writes a template of our own. @throws messaging.template_name_taken */
export async function writeTemplate(
  work: Work,
  row: Written,
  state: 'draft' | 'pending',
): Promise<TemplateRow> {
  const [taken] = await work.run<{ id: string }>(
    `select id from channel_template where company_id = $1 and account_id = $2 and name = $3
       and language = $4 and state <> 'deleted' and id <> $5`,
    [work.companyId, row.account_id, row.name, row.language, row.id],
  )
  if (taken) throw new Refusal('messaging.template_name_taken', { name: row.name })
  const [written] = await work.run<TemplateRow>(
    `insert into channel_template as t (company_id, id, account_id, name, language, category, parts,
       variables, state, stands_for, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (company_id, id) do update set category = excluded.category, parts = excluded.parts,
       variables = excluded.variables, state = excluded.state, stands_for = excluded.stands_for,
       reason = null, changed_at = excluded.changed_at
     returning *`,
    [
      ...[work.companyId, row.id, row.account_id, row.name, row.language, row.category],
      ...[
        JSON.stringify(row.parts),
        JSON.stringify(row.variables),
        state,
        row.stands_for,
        work.now,
      ],
    ],
  )
  if (!written) throw new Error('What was written is there')
  return written
}
