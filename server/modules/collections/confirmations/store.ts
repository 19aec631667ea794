import {
  type ConfirmationAct,
  differenceOf,
  mayConfirmation,
  type Nudging,
  nextNudge,
  type Waiting,
} from '#core/collections/confirmation.ts'
import type { ConfirmationRecord, ConfirmationRow } from '#core/collections/confirmation-api.ts'
import type { Currency, Money } from '#core/money.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import {
  customersWithin,
  findCustomers,
  type LockedCustomer,
  lockCustomer,
} from '#modules/contacts/index.ts'
import { userNames } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import { fileLink } from '#platform/stored-files.ts'
import type { From } from '../store.ts'
import type { ConfirmationTable } from './tables.ts'

/** What every read of confirmations begins with. */
export const selectConfirmations = `select c.*, r.channel as asked_channel, r.remind_every_days
  from balance_confirmation c
  join confirmation_round r on r.company_id = c.company_id and r.id = c.round_id
  where c.company_id = $1`

/** Whoever has not answered after so many reminders is called, not written to. */
const mostNudges = 3

export const nudgingOf = (row: Pick<ConfirmationTable, 'remind_every_days'>): Nudging => ({
  everyDays: row.remind_every_days,
  most: mostNudges,
})

export const waitingOf = (row: ConfirmationTable): Waiting => ({
  state: row.state,
  saidOn: row.said_on,
  reminded: row.reminded,
  answerBy: row.answer_by,
})

/** One confirmation, if it is there. */
export async function findConfirmation(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<ConfirmationTable | undefined> {
  const [row] = await from.run<ConfirmationTable>(`${selectConfirmations} and c.id = $2`, [
    from.companyId,
    id,
  ])
  return row
}

/** One within the reader's reach. @throws collections.confirmation_not_found */
export async function confirmationWithin(
  from: From,
  id: string,
  permission: Permission,
): Promise<ConfirmationTable> {
  const row = await findConfirmation(from, id)
  const visible = row && (await customersWithin(from, permission))
  if (!row || (visible && !visible.includes(row.customer_id)))
    throw new Refusal('collections.confirmation_not_found', { id })
  return row
}

export type HeldConfirmation = Readonly<{ row: ConfirmationTable; customer: LockedCustomer }>

/** Holds the customer of a confirmation and reads it again behind the lock. */
export async function holdConfirmation(work: Work, id: string): Promise<HeldConfirmation> {
  const found = await findConfirmation(work, id)
  if (!found) throw new Refusal('collections.confirmation_not_found', { id })
  const customer = await lockCustomer(work, found.customer_id)
  const row = await findConfirmation(work, id)
  if (!row) throw new Refusal('collections.confirmation_not_found', { id })
  return { row, customer }
}

/** @throws collections.confirmation_over */
export function demandAct({ state }: Pick<ConfirmationTable, 'state'>, act: ConfirmationAct): void {
  if (!mayConfirmation(state, act)) throw new Refusal('collections.confirmation_over', { state })
}

/** The balance that a sentence of a few words names: in the company's currency where there is one. */
export function chiefOf(balances: readonly Money[], base: Currency): Money {
  const chief = balances.find(({ currency }) => currency === base) ?? balances[0]
  return chief ?? { minor: 0, currency: base }
}

/** What every event about a confirmation says. */
export const factsOf = (row: ConfirmationTable, base: Currency) => ({
  confirmationId: row.id,
  customerId: row.customer_id,
  asOf: row.as_of,
  amount: chiefOf(row.balances, base),
})

export const aboutOf = (row: ConfirmationTable, customerId: string = row.customer_id) => ({
  kind: 'balance_confirmation',
  id: row.id,
  customerId,
})

/** Confirmations as a list shows them. */
export async function shownConfirmations(
  from: From,
  rows: readonly ConfirmationTable[],
): Promise<ConfirmationRow[]> {
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  const owners = await userNames(
    from,
    rows.flatMap((row) => row.owner_id ?? []),
  )
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    customerName: cards.get(row.customer_id)?.name ?? null,
    customerNumber: cards.get(row.customer_id)?.number ?? '',
    state: row.state,
    asOf: row.as_of,
    answerBy: row.answer_by,
    balances: row.balances,
    theirs: row.theirs ?? [],
    differences: differenceOf(row.balances, row.theirs ?? []),
    unsentWhy: row.unsent_why,
    askedAt: row.asked_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    answeredAt: row.answered_at?.toISOString() ?? null,
    answeredBy: row.answered_by,
    reminded: row.reminded,
    settledAt: row.settled_at?.toISOString() ?? null,
    owner:
      row.owner_id === null ? null : { id: row.owner_id, name: owners.get(row.owner_id) ?? '' },
  }))
}

async function fileOf(from: From, fileId: string | null) {
  if (fileId === null) return null
  const [file] = await from.run<{ name: string; mime: string }>(
    'select name, mime from file where company_id = $1 and id = $2',
    [from.companyId, fileId],
  )
  if (!file) return null
  return { ...file, link: fileLink(from.session.house, from.companyId, fileId) }
}

async function answerOf(from: From, row: ConfirmationTable): Promise<ConfirmationRecord['answer']> {
  if (row.answered_at === null) return null
  const disputes = await from.run<{ id: string; number: string }>(
    `select id, invoice_number as number from dispute
     where company_id = $1 and id = any($2::uuid[]) order by opened_at, id`,
    [from.companyId, row.dispute_ids],
  )
  return {
    at: row.answered_at.toISOString(),
    agrees: row.state === 'confirmed',
    by: row.answered_by ?? '',
    position: row.answered_as ?? '',
    because: row.because ?? '',
    address: row.answered_address,
    file: await fileOf(from, row.file_id),
    disputes,
  }
}

/** All there is to say of one. */
export async function recordOf(from: From, row: ConfirmationTable): Promise<ConfirmationRecord> {
  const [shown] = await shownConfirmations(from, [row])
  if (!shown) throw new Error('A row is shown as a row')
  return {
    ...shown,
    items: row.items,
    askedBy: row.asked_by,
    openedAt: row.opened_at?.toISOString() ?? null,
    channel: row.channel,
    remindOn: nextNudge(waitingOf(row), nudgingOf(row)) ?? null,
    answer: await answerOf(from, row),
    settled:
      row.settled_at === null
        ? null
        : {
            at: row.settled_at.toISOString(),
            by: row.settled_by ?? '',
            note: row.settled_note ?? '',
          },
  }
}
