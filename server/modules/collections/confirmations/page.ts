import { differenceOf } from '#core/collections/confirmation.ts'
import type {
  ConfirmOnPage,
  DifferOnPage,
  PageConfirmation,
} from '#core/collections/confirmation-api.ts'
import { BalanceConfirmed, BalanceDiffers } from '#core/collections/confirmation-events.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { logoLink } from '#modules/customization/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import type { Context } from '#platform/context.ts'
import type { House } from '#platform/house.ts'
import { type KeptPaper, keepPaper, orDrop } from '#platform/paper.ts'
import { look } from '#platform/query.ts'
import { storeFile } from '#platform/stored-files.ts'
import { disputeIn } from '../disputes.ts'
import { type From, watch } from '../store.ts'
import { enterByConfirmation } from './link.ts'
import {
  aboutOf,
  chiefOf,
  demandAct,
  factsOf,
  findConfirmation,
  type HeldConfirmation,
  holdConfirmation,
} from './store.ts'

async function shown(from: From, id: string): Promise<PageConfirmation> {
  const row = await findConfirmation(from, id)
  if (!row) throw new Refusal('collections.confirmation_not_found', { id })
  const profile = readProfile(from)
  const [customerId = row.customer_id] = await partiesOf(from, row.customer_id)
  const card = (await findCustomers(from, [customerId])).get(customerId)
  return {
    company: {
      name: profile.name,
      nameEn: profile.nameEn ?? null,
      phone: profile.phone ?? null,
      logo: await logoLink(from),
    },
    customer: {
      name: card?.name ?? '',
      nameEn: card?.nameEn ?? null,
      language: card?.language ?? 'ar',
    },
    state: row.state,
    today: from.today,
    asOf: row.as_of,
    answerBy: row.answer_by,
    balances: row.balances,
    items: row.items.map(({ itemId: _, ...item }) => item),
    answered:
      row.answered_at === null
        ? null
        : {
            at: row.answered_at.toISOString(),
            by: row.answered_by ?? '',
            theirs: row.theirs ?? [],
          },
  }
}

/** What the holder of the link is asked. @throws collections.confirmation_not_found */
export async function showPageConfirmation(house: House, token: string): Promise<PageConfirmation> {
  const { session, id } = await enterByConfirmation(house, token)
  return look(session, (from) => shown(from, id))
}

const open = reaction('collections.open_confirmation', async (work, id: string) => {
  await work.run(
    `update balance_confirmation set opened_at = coalesce(opened_at, $3),
       said_on = coalesce(said_on, $4),
       unsent_why = case when state = 'unsent' then null else unsent_why end,
       state = case when state in ('waiting', 'unsent', 'sent') then 'opened' else state end
     where company_id = $1 and id = $2
       and state in ('waiting', 'unsent', 'sent', 'opened', 'unanswered')`,
    [work.companyId, id, work.now, work.today],
  )
})

/** A person has the page open. @throws collections.confirmation_not_found */
export async function openConfirmation(house: House, token: string): Promise<{ seen: true }> {
  const { session, id } = await enterByConfirmation(house, token)
  await open(session, id)
  return { seen: true }
}

type Answer = Readonly<{
  requestId: string
  name: string
  position: string
  address: string
  agent: string
  differs: Readonly<{ theirs: readonly Money[]; because: string; fileId: string | null }> | null
}>

/** Writes down the answer with all that shows whose it is. */
async function write(work: Work, { row }: HeldConfirmation, answer: Answer): Promise<void> {
  const { differs } = answer
  const state = differs ? 'differs' : 'confirmed'
  await work.run(
    `update balance_confirmation set state = $3, answered_at = $4, answered_by = $5,
       answered_as = $6, answered_address = $7, answered_agent = $8, answer_request = $9,
       theirs = $10, because = $11, file_id = $12, opened_at = coalesce(opened_at, $4)
     where company_id = $1 and id = $2`,
    [
      ...[work.companyId, row.id, state, work.now, answer.name, answer.position],
      ...[answer.address, answer.agent, answer.requestId],
      ...[differs ? JSON.stringify(differs.theirs) : null, differs?.because ?? null],
      differs?.fileId ?? null,
    ],
  )
  work.audit('collections.confirmation_answered', {
    kind: 'balance_confirmation',
    id: row.id,
    before: { state: row.state },
    after: { state, theirs: differs?.theirs ?? null },
  })
}

type Confirming = Readonly<{ id: string; input: ConfirmOnPage; address: string; agent: string }>

const confirm = reaction(
  'collections.confirm_balance_on_page',
  async (work, { id, input, address, agent }: Confirming): Promise<void> => {
    const held = await holdConfirmation(work, id)
    if (held.row.answer_request === input.requestId) return
    demandAct(held.row, 'answer')
    const { requestId, name, position } = input
    await write(work, held, { requestId, name, position, address, agent, differs: null })
    work.publish(BalanceConfirmed, aboutOf(held.row, held.customer.id), {
      ...factsOf(held.row, work.baseCurrency),
      customerId: held.customer.id,
    })
  },
)

type Asking = Pick<Context, 'house' | 'address' | 'agent'>

/**
 * Takes down that the balance is theirs too, with who says so and as what.
 * @throws collections.confirmation_not_found, collections.confirmation_over
 */
export async function confirmOnPage(
  { house, address, agent }: Asking,
  input: ConfirmOnPage,
): Promise<PageConfirmation> {
  const { session, id } = await enterByConfirmation(house, input.token)
  await confirm(session, { id, input, address, agent })
  return look(session, (from) => shown(from, id))
}

/**
 * Opens an objection to each invoice that they named and that can still be objected to: the others
 * are paid meanwhile, or are in question already.
 */
async function raise(work: Work, held: HeldConfirmation, input: DifferOnPage): Promise<string[]> {
  const asked = new Set(held.row.items.map(({ documentId }) => documentId))
  const invoices = await findInvoices(work, [...new Set(input.invoiceIds)])
  const raised: string[] = []
  for (const [invoiceId, invoice] of invoices) {
    if (!asked.has(invoiceId)) continue
    const id = work.newId()
    try {
      const wanted = { id, invoiceId, reason: 'amount' as const, note: input.because }
      await disputeIn(work, held.customer, invoice, { ...wanted, source: 'pay_page' })
      raised.push(id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return raised
}

type Differing = Readonly<{
  id: string
  input: Omit<DifferOnPage, 'file'>
  file: KeptPaper | undefined
  address: string
  agent: string
}>

const differ = reaction(
  'collections.differ_on_page',
  async (work, { id, input, file, address, agent }: Differing): Promise<'said' | 'known'> => {
    const held = await holdConfirmation(work, id)
    if (held.row.answer_request === input.requestId) return 'known'
    demandAct(held.row, 'answer')
    const { requestId, name, position, theirs, because } = input
    // Theirs that is ours is no difference: then they meant to confirm.
    if (differenceOf(held.row.balances, theirs).length === 0)
      throw new Refusal('collections.confirmation_same')
    const fileId = file ? await storeFile(work, file.kept, file.name) : null
    const differs = { theirs, because, fileId }
    await write(work, held, { requestId, name, position, address, agent, differs })
    const disputes = await raise(work, held, input)
    if (disputes.length > 0)
      await work.run(
        'update balance_confirmation set dispute_ids = $3 where company_id = $1 and id = $2',
        [work.companyId, id, disputes],
      )
    await watch(work, [held.customer.id])
    const card = (await findCustomers(work, [held.customer.id])).get(held.customer.id)
    work.publish(BalanceDiffers, aboutOf(held.row, held.customer.id), {
      ...factsOf(held.row, work.baseCurrency),
      customerId: held.customer.id,
      theirs: chiefOf(theirs, work.baseCurrency),
      ownerId: card?.ownerId ?? null,
    })
    return 'said'
  },
)

/**
 * Takes down that theirs is another balance, why, and with which paper; what they say of single
 * invoices becomes an objection to each.
 * @throws collections.confirmation_not_found, collections.confirmation_over,
 *   collections.confirmation_same, file.kind_refused
 */
export async function differOnPage(
  { house, address, agent }: Asking,
  input: DifferOnPage,
): Promise<PageConfirmation> {
  const { session, id } = await enterByConfirmation(house, input.token)
  const { file: paper, ...rest } = input
  const file = paper && (await keepPaper(session, paper, 'attachment'))
  await orDrop(session, file, differ(session, { id, input: rest, file, address, agent }))
  return look(session, (from) => shown(from, id))
}
