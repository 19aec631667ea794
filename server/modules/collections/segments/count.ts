import type { CountSegment, SegmentCount } from '#core/collections/policy-api.ts'
import { asksRisk, type CustomerFacts, isIn } from '#core/collections/segment.ts'
import { customersWithin, findCustomers } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { query } from '#platform/query.ts'
import { debtorsOf } from '../dossiers.ts'
import { readPolicies } from '../policies.ts'
import { type From, grouped } from '../store.ts'
import { factsIn } from './policy-of.ts'
import { profilesOf } from './profiles.ts'

/** Everyone in the reader's reach who owes something, as the segments see them. */
async function debtorFacts(from: From, withRisk: boolean): Promise<(readonly CustomerFacts[])[]> {
  const within = await customersWithin(from, 'collections.manage')
  const reached = within && new Set(within)
  const debtors = (await debtorsOf(from)).filter(({ id }) => !reached || reached.has(id))
  const cards = await findCustomers(
    from,
    debtors.map(({ id }) => id),
  )
  const open = (await openItemsOf(from, { all: true })).filter(({ balance }) => balance.minor > 0)
  const lines = grouped(open, ({ partyId }) => partyId)
  const people = debtors.flatMap((debtor) => {
    const card = cards.get(debtor.id)
    return card ? [{ ...debtor, card }] : []
  })
  const profiles = await profilesOf(from, people, withRisk)
  return people.flatMap(({ id, parties, card }) => {
    const profile = profiles.get(id)
    if (!profile) return []
    const items = parties.flatMap((party) => lines.get(party) ?? [])
    const currencies = new Set(items.map(({ balance }) => balance.currency))
    const facts = [...currencies].map((each) => factsIn({ card, profile, items }, each, from.today))
    return facts.length > 0 ? [facts] : []
  })
}

/**
 * How many of those who owe something a segment claims, how many are left for it by the policies
 * that are asked before it, and whom else's they would be.
 */
export const countSegment = query(
  'collections.manage',
  async (from, { segment, key, place }: CountSegment): Promise<SegmentCount> => {
    const others = (await readPolicies(from)).filter(
      (row) => row.key !== key && !row.policy.isDefault && !row.policy.isOff,
    )
    const segments = [segment, ...others.map(({ policy }) => policy.segment)]
    const debtors = await debtorFacts(from, segments.some(asksRisk))
    const fits = debtors.filter((facts) => facts.some((each) => isIn(segment, each)))
    const claims = (row: (typeof others)[number], facts: readonly CustomerFacts[]) =>
      facts.some((each) => isIn(segment, each) && isIn(row.policy.segment, each))
    const before = others.filter((row) => row.place < place)
    return {
      of: debtors.length,
      fits: fits.length,
      gets: fits.filter((facts) => !before.some((row) => claims(row, facts))).length,
      overlaps: others.flatMap((row) => {
        const customers = fits.filter((facts) => claims(row, facts)).length
        const name = { key: row.key, name: row.name, before: row.place < place }
        return customers > 0 ? [{ ...name, customers }] : []
      }),
    }
  },
)
