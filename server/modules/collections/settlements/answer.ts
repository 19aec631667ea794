import { BadDebtRecovered } from '#core/collections/events.ts'
import type { Concession } from '#core/collections/settlement-api.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCredits, nextNumber, postEntry, rateOfItem, settle } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { renegotiate } from '../promises.ts'
import { authorityFor, matterOfStanding } from './limits.ts'
import { takeBackPosting } from './post.ts'
import { concessionDetail } from './queries.ts'
import { type ConcessionTable, moneyOf } from './store.ts'
import { endConcession, type Held, holdConcession, tellState } from './tell.ts'

type Because = Readonly<{ id: string; reason: string }>

/** @throws collections.beyond_limit */
async function demandAuthority(work: Work, { standing, customer }: Held): Promise<void> {
  const matter = await matterOfStanding(work, standing, customer)
  const authority = await authorityFor(work, matter)
  if (!authority.within)
    throw new Refusal('collections.beyond_limit', { who: authority.approvers.join('، ') })
}

/** Only who could have agreed to it says no to it. @throws collections.beyond_limit */
export const refuseConcession = command(
  'collections.concede',
  async (work, { id, reason }: Because): Promise<Concession> => {
    const held = await holdConcession(work, id, ['proposed'])
    await demandAuthority(work, held)
    await endConcession(work, held, { state: 'refused', because: reason })
    return concessionDetail(work, id)
  },
  { name: 'collections.refuse_concession' },
)

/** Takes a proposal or an offer back, also one that was accepted: the debt is asked for again. */
export const withdrawConcession = command(
  'collections.concede',
  async (work, { id, reason }: Because): Promise<Concession> => {
    const held = await holdConcession(work, id, ['proposed', 'offered', 'accepted'])
    await endConcession(work, held, { state: 'withdrawn', because: reason })
    return concessionDetail(work, id)
  },
  { name: 'collections.withdraw_concession' },
)

/**
 * Notes that an offer was accepted: until its last day of grace nothing of it is asked for, and it takes
 * the place of what was promised of the same invoices.
 */
export async function acceptHeld(
  work: Work,
  held: Held,
  by: Readonly<{ name: string; on: 'page' | 'staff' }>,
): Promise<void> {
  const { row, items } = held.standing
  if (row.pay_by !== null && row.pay_by < work.today)
    throw new Refusal('collections.concession_ended', { state: 'expired' })
  await work.run(
    `update concession set state = 'accepted', accepted_at = $3, accepted_by = $4, accepted_on = $5
     where company_id = $1 and id = $2`,
    [work.companyId, row.id, work.now, by.name, by.on],
  )
  await renegotiate(work, held.customer, {
    id: row.id,
    itemIds: items.map((item) => item.item_id),
  })
  await tellState(work, held)
}

export const acceptConcession = command(
  'collections.concede',
  async (work, { id, saidBy }: { id: string; saidBy: string }): Promise<Concession> => {
    const held = await holdConcession(work, id, ['offered'])
    await acceptHeld(work, held, { name: saidBy || work.actor.name, on: 'staff' })
    return concessionDetail(work, id)
  },
  { name: 'collections.accept_concession' },
)

/**
 * Takes back what was let go in the books: its invoices are owed again.
 * @throws collections.not_reversible for what ended in credit notes, or was recovered in part
 */
export const reverseConcession = command(
  'collections.concede',
  async (work, { id, reason }: Because & { requestId: string }): Promise<Concession> => {
    const held = await holdConcession(work, id, ['posted', 'kept'])
    const { row } = held.standing
    await demandAuthority(work, held)
    if (row.credit_numbers.length > 0 || row.recovered > 0)
      throw new Refusal('collections.not_reversible')
    await takeBackPosting(work, held.standing)
    await endConcession(work, held, { state: 'reversed', because: reason })
    return concessionDetail(work, id)
  },
  { name: 'collections.reverse_concession', once: ({ requestId }) => requestId },
)

async function postRecovery(work: Work, row: ConcessionTable, held: Held, amount: Money) {
  const credits = await lockCredits(work, held.customer.parties, row.currency)
  const paid = credits.reduce((sum, { balance }) => sum + balance.minor, 0)
  if (amount.minor > paid) throw new Refusal('collections.nothing_to_recover')
  // At the rate of the money: nobody may have entered one for the day.
  const rate = await rateOfItem(work, credits[0]?.id ?? '')
  const { number } = await nextNumber(work, 'recovery', work.today)
  const { entryId, lines } = await postEntry(work, {
    kind: 'recovery',
    document: { kind: 'recovery', id: row.id, number },
    postedOn: work.today,
    customerId: held.customer.id,
    currency: row.currency,
    rate,
    lines: [
      { account: 'receivable', amount: amount.minor, partyId: held.customer.id },
      { account: 'bad_debt_recovered', amount: -amount.minor },
    ],
  })
  const item = lines.find(({ partyId }) => partyId !== null)
  if (!item) throw new Error('The receivable line was just posted')
  let left = amount.minor
  for (const { id, balance } of credits) {
    const minor = Math.min(left, balance.minor)
    if (minor <= 0) continue
    left -= minor
    await settle(work, {
      creditId: id,
      shares: [{ itemId: item.id, amount: moneyOf(row, minor) }],
      effectiveOn: work.today,
    })
  }
  return { number, entryId }
}

/**
 * Books money of the customer's own as recovered of what had been written off.
 * @throws collections.nothing_to_recover
 */
export const recoverBadDebt = command(
  'collections.concede',
  async (
    work,
    input: Readonly<{ id: string; requestId: string; amount: Money }>,
  ): Promise<Concession> => {
    const held = await holdConcession(work, input.id, ['posted'])
    const { row } = held.standing
    const { amount } = input
    const open = (row.posted ?? 0) - row.recovered
    if (row.kind !== 'write_off' || amount.currency !== row.currency || amount.minor > open)
      throw new Refusal('collections.nothing_to_recover')
    const { number, entryId } = await postRecovery(work, row, held, amount)
    await work.run(
      `insert into recovery (company_id, id, concession_id, number, amount, on_day, at, by_id,
         by_name, entry_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[work.companyId, input.requestId, row.id, number, amount.minor, work.today, work.now],
        ...[work.actor.id, work.actor.name, entryId],
      ],
    )
    await work.run(
      'update concession set recovered = recovered + $3 where company_id = $1 and id = $2',
      [work.companyId, row.id, amount.minor],
    )
    work.audit('collections.bad_debt_recovered', {
      kind: 'concession',
      id: row.id,
      before: null,
      after: { amount, number },
    })
    work.publish(
      BadDebtRecovered,
      { kind: 'concession', id: row.id, customerId: held.customer.id },
      {
        concessionId: row.id,
        customerId: held.customer.id,
        kind: row.kind,
        amount: moneyOf(row, row.posted ?? 0),
        recovered: amount,
      },
    )
    return concessionDetail(work, row.id)
  },
  { name: 'collections.recover_bad_debt', once: ({ requestId }) => requestId },
)
