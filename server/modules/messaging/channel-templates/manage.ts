import {
  placesOf,
  type StandingText,
  type TemplateVariable,
} from '#core/messaging/channel-template.ts'
import { problemsOf } from '#core/messaging/template-draft.ts'
import { proposalsFor } from '#core/messaging/template-proposals.ts'
import type {
  ChannelTemplate,
  ChannelTemplateState,
  SaveChannelTemplate,
  TemplateProposal,
} from '#core/messaging/templates-api.ts'
import { draftOf, partsOf } from '#core/messaging/written-template.ts'
import type { Language } from '#core/people/identity.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { query } from '#platform/query.ts'
import { providerOf } from '../accounts/opened.ts'
import { allAccounts, findAccount } from '../accounts/row.ts'
import type { From } from '../store.ts'
import type { AccountTable } from '../tables.ts'
import {
  lockTemplate,
  shownTemplate,
  type TemplateRow,
  templateRows,
  writeTemplate,
} from './row.ts'
import { assertSample, samplesOf } from './samples.ts'

/** Whether the vendor of an account reviews what is said first. */
export const reviews = (house: House, { provider }: Pick<AccountTable, 'provider'>): boolean =>
  provider !== null && providerOf(house, { provider }).templates !== undefined

/** @throws messaging.account_not_found */
async function reviewedAccount(from: From, id: string): Promise<AccountTable> {
  const row = await findAccount(from, id)
  if (!row || row.removed_at || !reviews(from.session.house, row))
    throw new Refusal('messaging.account_not_found', { id })
  return row
}

const payPlace = (from: Pick<From, 'session'>) => `${from.session.house.publicUrl}/pay`

export const listChannelTemplates = query(
  'messaging.read',
  async (
    from,
    input: { accountId?: string | undefined; state?: ChannelTemplateState[] | undefined },
  ) => {
    const accounts = (await allAccounts(from)).filter((row) => reviews(from.session.house, row))
    const rows = await templateRows(from, input.accountId ? [input.accountId] : null)
    const wanted = rows.filter(({ state }) => !input.state || input.state.includes(state))
    const samples = await samplesOf(from, wanted)
    return {
      rows: wanted.map((row) => shownTemplate(row, samples)),
      accounts: accounts.map(({ id, name, shown_as: shownAs }) => ({ id, name: shownAs ?? name })),
      payPlace: payPlace(from),
    }
  },
)

/** The templates that ship, beside what stands for the same text already. */
export const listProposals = query(
  'messaging.manage',
  async (from, { accountId }: { accountId: string }): Promise<{ rows: TemplateProposal[] }> => {
    await reviewedAccount(from, accountId)
    const rows = await templateRows(from, [accountId])
    return {
      rows: proposalsFor(payPlace(from)).map(({ standsFor, draft, variables }) => {
        const standing = rows.find(
          (row) => row.stands_for === standsFor && row.language.startsWith(draft.language),
        )
        return {
          standsFor,
          language: draft.language as Language,
          name: draft.name,
          parts: { body: draft.body, buttons: draft.buttons.map((each) => partOf(each)) },
          variables: [...variables],
          standing: standing ? { id: standing.id, state: standing.state } : null,
        }
      }),
    }
  },
)

const partOf = (button: { kind: string; text?: string; url?: string }) => ({
  kind: button.kind,
  text: button.text ?? '',
  ...(button.url !== undefined && { url: button.url }),
})

function told(work: Work, action: string, before: TemplateRow | null, after: TemplateRow | null) {
  const row = after ?? before
  if (!row) return
  const line = (each: TemplateRow | null) =>
    each && {
      name: each.name,
      language: each.language,
      state: each.state,
      standsFor: each.stands_for,
    }
  work.audit(action, {
    kind: 'channel_template',
    id: row.id,
    before: line(before),
    after: line(after),
  })
  work.whisper('messaging.template', { kind: 'channel_template', id: row.id })
}

/**
 * Keeps a draft; one that was refused may be written anew, one that is with the vendor may not.
 * @throws messaging.account_not_found, messaging.template_in_review, messaging.template_name_taken,
 *   file.not_found
 */
export const saveChannelTemplate = command(
  'messaging.manage',
  async (work, input: SaveChannelTemplate): Promise<ChannelTemplate> => {
    await reviewedAccount(work, input.accountId)
    const [before] = await work.run<TemplateRow>(
      'select * from channel_template where company_id = $1 and id = $2 for update',
      [work.companyId, input.id],
    )
    if (before && !['draft', 'rejected'].includes(before.state))
      throw new Refusal('messaging.template_in_review', { state: before.state })
    if (before && (before.name !== input.name || before.account_id !== input.accountId))
      throw new Refusal('messaging.template_name_taken', { name: input.name })
    if (!/^[a-z0-9_]{1,512}$/.test(input.name))
      throw new Refusal('messaging.channel_template_invalid', { problem: 'name' })
    await assertSample(work, input, before)
    const parts = partsOf(input)
    const row = await writeTemplate(
      work,
      {
        id: input.id,
        account_id: input.accountId,
        name: input.name,
        language: input.language,
        category: input.category,
        parts,
        variables: placesOf(parts, input.variables),
        stands_for: input.standsFor,
      },
      'draft',
    )
    told(work, 'messaging.channel_template_saved', before ?? null, row)
    return shownTemplate(row, await samplesOf(work, [row]))
  },
  { name: 'messaging.save_channel_template' },
)

/** Says for which text of the house a template stands, and what its places mean. */
export const meanTemplate = command(
  'messaging.manage',
  async (
    work,
    input: { id: string; standsFor: StandingText | null; variables: TemplateVariable[] },
  ): Promise<ChannelTemplate> => {
    const before = await lockTemplate(work, input.id)
    const variables = placesOf(before.parts, input.variables)
    const [row] = await work.run<TemplateRow>(
      `update channel_template set stands_for = $3, variables = $4
       where company_id = $1 and id = $2 returning *`,
      [work.companyId, input.id, input.standsFor, JSON.stringify(variables)],
    )
    told(work, 'messaging.channel_template_saved', before, row ?? before)
    return shownTemplate(row ?? before)
  },
  { name: 'messaging.mean_template' },
)

/** @throws messaging.channel_template_invalid */
function assertGood(row: TemplateRow): void {
  const [problem] = problemsOf(draftOf(row))
  if (problem) throw new Refusal('messaging.channel_template_invalid', { problem })
}

/**
 * Hands a draft in for review; the vendor is asked after the commit.
 * @throws messaging.channel_template_not_found, messaging.template_in_review, messaging.channel_template_invalid
 */
export const submitTemplate = command(
  'messaging.manage',
  async (work, { id }: { id: string }): Promise<ChannelTemplate> => {
    const before = await lockTemplate(work, id)
    if (!['draft', 'rejected'].includes(before.state))
      throw new Refusal('messaging.template_in_review', { state: before.state })
    assertGood(before)
    return handIn(work, before)
  },
  { name: 'messaging.submit_template' },
)

async function handIn(work: Work, before: TemplateRow): Promise<ChannelTemplate> {
  const [row] = await work.run<TemplateRow>(
    `update channel_template set state = 'pending', vendor_id = null, reason = null, changed_at = $3
     where company_id = $1 and id = $2 returning *`,
    [work.companyId, before.id, work.now],
  )
  work.enqueue('messaging.submit_template', { id: before.id })
  told(work, 'messaging.channel_template_submitted', before, row ?? before)
  return shownTemplate(row ?? before)
}

/** Hands in a template as it ships, in one step. @throws messaging.template_name_taken */
export const proposeTemplate = command(
  'messaging.manage',
  async (
    work,
    input: { id: string; accountId: string; standsFor: StandingText; language: Language },
  ): Promise<ChannelTemplate> => {
    await reviewedAccount(work, input.accountId)
    const found = proposalsFor(payPlace(work)).find(
      ({ standsFor, draft }) => standsFor === input.standsFor && draft.language === input.language,
    )
    if (!found) throw new Refusal('messaging.channel_template_not_found', { id: input.standsFor })
    const { draft } = found
    const row = await writeTemplate(
      work,
      {
        id: input.id,
        account_id: input.accountId,
        name: draft.name,
        language: draft.language,
        category: draft.category,
        parts: { body: draft.body, buttons: draft.buttons.map((each) => partOf(each)) },
        variables: [...found.variables],
        stands_for: input.standsFor,
      },
      'draft',
    )
    return handIn(work, row)
  },
  { name: 'messaging.propose_template', once: ({ id }) => id },
)

/** Takes a template out of use; its vendor is told after the commit. */
export const removeChannelTemplate = command(
  'messaging.manage',
  async (work, { id }: { id: string }) => {
    const before = await lockTemplate(work, id)
    await work.run(
      `update channel_template set state = 'deleted', changed_at = $3
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now],
    )
    if (before.vendor_id) work.enqueue('messaging.remove_template', { id })
    told(work, 'messaging.channel_template_removed', before, null)
    return { done: true as const }
  },
  { name: 'messaging.remove_channel_template' },
)

/** Asks the vendor now; the answer arrives by itself. */
export const syncTemplates = command(
  'messaging.manage',
  async (work, { id }: { id: string }) => {
    await reviewedAccount(work, id)
    work.enqueue('messaging.sync_templates', { accountId: id }, { key: `sync_templates:${id}` })
    return { done: true as const }
  },
  { name: 'messaging.sync_templates' },
)
