import type { ReferralGround } from '#core/collections/agency-api.ts'
import { type Readiness, readinessOf } from '#core/collections/agency-referral.ts'
import { isMessage } from '#core/collections/policy.ts'
import { sumsByCurrency } from '#core/money.ts'
import { findCustomers, nameCustomers, partiesOf } from '#modules/contacts/index.ts'
import { type OpenItemLine, openItemsOf } from '#modules/ledger/index.ts'
import { query } from '#platform/query.ts'
import { dayOf } from '#platform/time.ts'
import { coversOf } from '../cover.ts'
import { disputedOf } from '../disputes.ts'
import { policyOf } from '../segments/policy-of.ts'
import { profilesIfAsked } from '../segments/profiles.ts'
import { readRules } from '../settings.ts'
import { type From, grouped } from '../store.ts'
import { readAgencySettings } from './agencies.ts'

type Line = Pick<OpenItemLine, 'id' | 'balance'>

/** What the ladder that holds for a customer says to them, in the currency of these items. */
async function ladderOf(from: From, parties: readonly string[], items: readonly Line[]) {
  const [id = ''] = parties
  const card = (await findCustomers(from, [id])).get(id)
  const currency = items[0]?.balance.currency
  if (!card || currency === undefined) return []
  const open = await openItemsOf(from, { parties })
  const profile = (await profilesIfAsked(from, [{ id, parties, card }])).get(id)
  const debts = {
    card,
    items: open.filter(({ balance }) => balance.minor > 0),
    ...(profile && { profile }),
  }
  const policy = policyOf(debts, await readRules(from), currency, from.today)
  return policy?.steps.filter(isMessage) ?? []
}

/** How far the chase of these invoices went. */
export async function readinessFor(
  from: From,
  parties: readonly string[],
  items: readonly Line[],
): Promise<Readiness> {
  const ids = items.map(({ id }) => id)
  const said = await from.run<{ item_id: string; step_key: string; sent_on: string }>(
    `select v.item_id, v.step_key, r.sent_on from reminder_reservation v
     join reminder r on r.company_id = v.company_id and r.id = v.reminder_id
     where v.company_id = $1 and v.item_id = any($2::uuid[]) and r.sent_on is not null
       and r.state <> 'failed'`,
    [from.companyId, ids],
  )
  const byItem = grouped(said, (row) => row.item_id)
  // A call that nobody took is an attempt too.
  const [tried] = await from.run<{ at: Date | null }>(
    `select max(at) as at from contact_attempt
     where company_id = $1 and customer_id = any($2::uuid[]) and direction = 'out'`,
    [from.companyId, parties],
  )
  const disputed = await disputedOf(from, parties)
  const covers = await coversOf(from, parties)
  return readinessOf({
    ladder: await ladderOf(from, parties, items),
    items: ids.map((id) => ({
      said: (byItem.get(id) ?? []).map((row) => ({ stepKey: row.step_key, on: row.sent_on })),
      disputed: (disputed.get(id) ?? 0) > 0,
      promised: (covers.get(id) ?? []).some(({ until }) => until >= from.today),
    })),
    lastContactOn: tried?.at ? dayOf(tried.at, from.zone) : null,
  })
}

/** The invoices of a customer that an agency has or is about to have, whatever stands in between. */
export async function takenItems(
  from: Pick<From, 'run' | 'companyId'>,
  itemIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await from.run<{ item_id: string }>(
    `select item_id from referral_item where company_id = $1 and item_id = any($2::uuid[]) and open`,
    [from.companyId, itemIds],
  )
  return new Set(rows.map((row) => row.item_id))
}

/** What of a customer could be referred, to whom, and how far the chase of it went. */
export const referralGround = query(
  'collections.refer',
  async (
    from,
    input: { id: string; invoiceIds?: readonly string[] | undefined },
  ): Promise<ReferralGround> => {
    const parties = await partiesOf(from, input.id, 'collections.refer')
    const open = await openItemsOf(from, { parties })
    const [id = input.id] = parties
    const lines = open.filter(({ balance, daysLate }) => balance.minor > 0 && daysLate > 0)
    const taken = await takenItems(
      from,
      lines.map(({ id }) => id),
    )
    const free = lines.filter(({ id }) => !taken.has(id))
    const chosen = input.invoiceIds
      ? free.filter(({ documentId }) => input.invoiceIds?.includes(documentId))
      : free
    const agencies = await from.run<{ id: string; name: string }>(
      'select id, name from agency where company_id = $1 and archived_at is null order by name, id',
      [from.companyId],
    )
    return {
      customerName: (await nameCustomers(from, [id])).get(id)?.name ?? '',
      balance: sumsByCurrency(open.map(({ balance }) => balance)),
      settings: await readAgencySettings(from),
      agencies,
      items: lines.map((line) => ({
        itemId: line.id,
        invoiceId: line.documentId,
        number: line.number,
        dueOn: line.dueOn,
        daysLate: line.daysLate,
        balance: line.balance,
        referred: taken.has(line.id),
      })),
      readiness: await readinessFor(from, parties, chosen),
    }
  },
)
