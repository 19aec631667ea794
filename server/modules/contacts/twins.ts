import type { Suggestion } from '#core/contacts/api.ts'
import { likelihood } from '#core/contacts/duplicate.ts'
import { CustomerAdded, CustomerChanged, CustomerErased } from '#core/contacts/events.ts'
import { command, type Work } from '#platform/command.ts'
import { type Listener, on } from '#platform/events.ts'
import { query } from '#platform/query.ts'
import { may, ownersWithin, type Session } from '#platform/session.ts'
import { bestIdentity, wrongPhone } from './cards.ts'
import { findDuplicates } from './duplicates.ts'
import { forgetReplies } from './erase-customer.ts'
import { partiesOf } from './lock.ts'

type Told = {
  id: string
  name: string
  name_en: string | null
  vat_number: string | null
  registration: string | null
  phones: string[]
  emails: string[]
}

/** Looks again for the twins of one customer; a pair that someone dismissed stays dismissed. */
async function lookForTwins(work: Work, customerId: string): Promise<void> {
  const values = (kind: string) =>
    `array(select i.value from customer_identity i where i.company_id = c.company_id
       and i.customer_id = c.id and i.kind = '${kind}')`
  const [row] = await work.run<Told>(
    `select c.id, c.name, c.name_en, c.vat_number, c.registration, ${values('phone')} as phones,
       ${values('email')} as emails
     from customer c where c.company_id = $1 and c.id = $2 and c.survivor_id is null
       and c.erased_at is null`,
    [work.companyId, customerId],
  )
  const twins = row
    ? await findDuplicates(work, {
        exceptId: row.id,
        name: row.name,
        ...(row.name_en && { nameEn: row.name_en }),
        ...(row.vat_number && { vatNumber: row.vat_number }),
        ...(row.registration && { registration: row.registration }),
        phones: row.phones,
        emails: row.emails,
      })
    : []
  await work.run(
    `delete from customer_twin where company_id = $1 and (first_id = $2 or second_id = $2)
       and dismissed_at is null`,
    [work.companyId, customerId],
  )
  // By id, so that two searches of one pair take turns.
  for (const twin of twins.toSorted((a, b) => (a.customer.id < b.customer.id ? -1 : 1))) {
    const [first, second] = [customerId, twin.customer.id].sort()
    await work.run(
      `insert into customer_twin (company_id, first_id, second_id, reasons, score, found_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (company_id, first_id, second_id)
       do update set reasons = excluded.reasons, score = excluded.score`,
      [work.companyId, first, second, twin.reasons, twin.score, work.now],
    )
  }
}

/**
 * Suspected duplicates are looked for after each change, not when someone opens the page; stored
 * replies about somebody who was erased are read for words when nobody waits.
 */
export const contactsReactions: readonly Listener[] = [
  on(CustomerErased, 'contacts.forget_replies', forgetReplies),
  on(CustomerAdded, 'contacts.twins_of_added', (work, { customerId }) =>
    lookForTwins(work, customerId),
  ),
  on(CustomerChanged, 'contacts.twins_of_changed', (work, { customerId }) =>
    lookForTwins(work, customerId),
  ),
]

type SideRecord = {
  id: string
  number: string
  name: string
  city: string | null
  phone: string | null
  wrong_phone: string | null
  vat_number: string | null
  created_at: string
}
type PairRecord = {
  first: SideRecord
  second: SideRecord
  reasons: Suggestion['reasons']
  score: number
}

const sideSql = (alias: string) => `(select jsonb_build_object('id', c.id, 'number', c.number,
  'name', c.name, 'city', c.address ->> 'city', 'phone', ${bestIdentity('phone')},
  'wrong_phone', ${wrongPhone},
  'vat_number', c.vat_number, 'created_at', c.created_at)
  from customer c where c.company_id = t.company_id and c.id = ${alias})`

/** Pairs of which both still stand for themselves, and both are in the reader's reach. */
const pairsSql = `from customer_twin t
  join customer a on a.company_id = t.company_id and a.id = t.first_id
  join customer b on b.company_id = t.company_id and b.id = t.second_id
  where t.company_id = $1 and t.dismissed_at is null
    and a.survivor_id is null and b.survivor_id is null
    and a.erased_at is null and b.erased_at is null
    and ($2::uuid[] is null or (a.owner_id = any($2::uuid[]) and b.owner_id = any($2::uuid[])))
    and not t.reasons <@ $3::text[]`

/** The reasons that would tell what hidden fields hold: a pair that has no other is not shown. */
const hiddenReasons = (session: Session): Suggestion['reasons'] => [
  ...(may(session, 'contacts.see_identities') ? [] : (['phone', 'email'] as const)),
  ...(may(session, 'contacts.see_tax_numbers') ? [] : (['vat_number', 'registration'] as const)),
]

/** Pairs that may be one customer, the likeliest first; the older record of each leads. */
export const listSuggestions = query(
  'contacts.read',
  async (look, input: { cursor?: string | undefined; limit: number }) => {
    const owners = ownersWithin(look.session, 'contacts.read')
    const hidden = hiddenReasons(look.session)
    const scope = [look.companyId, owners ? [...owners] : null, hidden]
    const offset = /^\d{1,6}$/.test(input.cursor ?? '') ? Number(input.cursor) : 0
    const rows = await look.run<PairRecord>(
      `select ${sideSql('t.first_id')} as first, ${sideSql('t.second_id')} as second,
         t.reasons, t.score ${pairsSql}
       order by t.score desc, t.first_id, t.second_id limit $4 offset $5`,
      [...scope, input.limit, offset],
    )
    const [count] = await look.run<{ total: number }>(`select count(*) as total ${pairsSql}`, scope)
    const identities = may(look.session, 'contacts.see_identities')
    const taxes = may(look.session, 'contacts.see_tax_numbers')
    const sideOf = (side: SideRecord) => ({
      id: side.id,
      number: side.number,
      name: side.name,
      city: side.city,
      phone: identities ? side.phone : null,
      wrongPhone: identities ? side.wrong_phone : null,
      vatNumber: taxes ? side.vat_number : null,
      createdAt: new Date(side.created_at).toISOString(),
    })
    return {
      rows: rows.map(({ first, second, reasons }): Suggestion => {
        const [older, newer] = [sideOf(first), sideOf(second)].sort((a, b) =>
          a.createdAt < b.createdAt ? -1 : 1,
        ) as [ReturnType<typeof sideOf>, ReturnType<typeof sideOf>]
        const shown = reasons.filter((reason) => !hidden.includes(reason))
        return { first: older, second: newer, reasons: shown, score: likelihood(shown) }
      }),
      nextCursor: rows.length === input.limit ? String(offset + rows.length) : null,
      total: count?.total ?? 0,
    }
  },
)

/**
 * Says that two records are two customers: the pair is not suggested again.
 * @throws contacts.customer_not_found
 */
export const dismissSuggestion = command(
  'contacts.merge',
  async (work, input: { firstId: string; secondId: string }) => {
    for (const id of [input.firstId, input.secondId]) await partiesOf(work, id, 'contacts.merge')
    const [first, second] = [input.firstId, input.secondId].sort()
    await work.run(
      `update customer_twin set dismissed_at = $4, dismissed_by = $5
       where company_id = $1 and first_id = $2 and second_id = $3 and dismissed_at is null`,
      [work.companyId, first, second, work.now, work.actor.name],
    )
    work.audit('contacts.duplicate_dismissed', {
      kind: 'customer',
      id: input.firstId,
      before: null,
      after: { secondId: input.secondId },
    })
    return { done: true as const }
  },
  { name: 'contacts.dismiss_duplicate' },
)
