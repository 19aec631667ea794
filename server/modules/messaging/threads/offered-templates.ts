import type { TemplateParts, TemplateVariable } from '#core/messaging/channel-template.ts'
import type { From } from '../store.ts'

/** A template of the vendor that may be sent now, with what its places mean in the house's words. */
export type OfferedTemplate = Readonly<{
  id: string
  accountId: string
  name: string
  language: string
  category: string
  quality: string | null
  parts: TemplateParts
  variables: TemplateVariable[]
}>

/** What may be sent from an account where free words may not, by name. */
export const templatesOf = (
  from: Pick<From, 'run' | 'companyId'>,
  accountId: string,
): Promise<OfferedTemplate[]> =>
  from.run<OfferedTemplate>(
    `select id, account_id as "accountId", name, language, category, quality, parts, variables
     from channel_template where company_id = $1 and account_id = $2 and state = 'approved'
     order by name, language limit 500`,
    [from.companyId, accountId],
  )
