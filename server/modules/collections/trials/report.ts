import type { Trial, TrialDetail } from '#core/collections/policy-api.ts'
import { closedDay } from '#core/collections/simulate/history.ts'
import { type Arm, compare, type TrialInvoice } from '#core/collections/trial.ts'
import { nameCustomers, partiesOfMany } from '#modules/contacts/index.ts'
import { itemsInPast } from '#modules/ledger/index.ts'
import { optedOut } from '#modules/messaging/index.ts'
import { query } from '#platform/query.ts'
import { type From, grouped } from '../store.ts'
import { oneTrial } from './trials.ts'

type Member = { customer_id: string; arm: Arm; joined_on: string }
type Taking = Readonly<{ id: string; parties: readonly string[]; arm: Arm; joinedOn: string }>

/** Who takes part on which half; customers made one of both halves are in neither. */
async function takersOf(from: From, trial: Trial): Promise<{ takers: Taking[]; mixed: number }> {
  const members = await from.run<Member>(
    `select customer_id, arm, joined_on from policy_trial_member
     where company_id = $1 and trial_id = $2 order by joined_on, customer_id`,
    [from.companyId, trial.id],
  )
  const ids = members.map((row) => row.customer_id)
  const names = await nameCustomers(from, ids)
  const bySurvivor = grouped(members, (row) => names.get(row.customer_id)?.survivorId ?? '')
  const groups = await partiesOfMany(from, ids, 'collections.manage')
  let mixed = 0
  const takers = groups.flatMap(({ id, parties }): Taking[] => {
    const own = bySurvivor.get(id) ?? []
    const [first] = own
    if (!first) return []
    if (own.some(({ arm }) => arm !== first.arm)) {
      mixed += 1
      return []
    }
    return [{ id, parties, arm: first.arm, joinedOn: first.joined_on }]
  })
  return { takers, mixed }
}

/** What a half counts, by the ids under which its rows stand. */
async function countsOf(from: From, text: string, takers: readonly Taking[], values: unknown[]) {
  const rows = await from.run<{ customer_id: string; count: number }>(text, [
    from.companyId,
    takers.flatMap(({ parties }) => parties),
    ...values,
  ])
  const count = new Map(rows.map((row) => [row.customer_id, row.count]))
  const sum = (arm: Arm) =>
    takers
      .filter((each) => each.arm === arm)
      .flatMap(({ parties }) => parties)
      .reduce((all, id) => all + (count.get(id) ?? 0), 0)
  return { a: sum('a'), b: sum('b') }
}

async function invoicesOf(from: From, trial: Trial, takers: readonly Taking[], seenUntil: string) {
  const takerOf = new Map(takers.flatMap((each) => each.parties.map((id) => [id, each] as const)))
  const items = await itemsInPast(from, [...takerOf.keys()], { from: trial.from, to: seenUntil })
  return items.flatMap((item): TrialInvoice[] => {
    const taker = takerOf.get(item.partyId)
    const fell = taker && item.dueOn >= taker.joinedOn && item.dueOn <= trial.to
    if (!fell || item.dueOn > seenUntil) return []
    const paidOn = closedDay(item)
    return [{ customerId: taker.id, arm: taker.arm, dueOn: item.dueOn, paidOn, seenUntil }]
  })
}

/** How the two halves of a comparison fare. @throws collections.trial_not_found */
export const showTrial = query(
  'collections.manage',
  async (from, { id }: { id: string }): Promise<TrialDetail> => {
    const trial = await oneTrial(from, id)
    const { takers, mixed } = await takersOf(from, trial)
    const seenUntil = trial.endedOn ?? from.today
    const messages = await countsOf(
      from,
      `select customer_id, count(*) as count from reminder where company_id = $1
         and customer_id = any($2) and sent_on between $3 and $4 and state <> 'failed' group by 1`,
      takers,
      [trial.from, seenUntil],
    )
    const complaints = await countsOf(
      from,
      `select customer_id, count(*) as count from dispute where company_id = $1
         and customer_id = any($2) and (opened_at at time zone $5)::date between $3 and $4 group by 1`,
      takers,
      [trial.from, seenUntil, from.zone],
    )
    const everyone = takers.flatMap(({ parties }) => parties)
    const declined = new Set<string>()
    for (const channel of ['email', 'whatsapp', 'sms'] as const)
      for (const party of await optedOut(from, everyone, channel)) declined.add(party)
    const halves = (count: (of: readonly Taking[]) => number) => ({
      a: count(takers.filter(({ arm }) => arm === 'a')),
      b: count(takers.filter(({ arm }) => arm === 'b')),
    })
    return {
      ...trial,
      report: compare({
        invoices: await invoicesOf(from, trial, takers, seenUntil),
        customers: halves((of) => of.length),
        messages,
        optOuts: halves(
          (of) => of.filter(({ parties }) => parties.some((party) => declined.has(party))).length,
        ),
        complaints,
        mixed,
      }),
    }
  },
)
