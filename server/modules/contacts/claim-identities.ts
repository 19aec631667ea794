import type { Work } from '#platform/command.ts'
import type { Mark } from './known-by.ts'
import { refreshSearch } from './store.ts'

/**
 * Keeps the names under which a customer turned up as claims on their card. What stands there
 * already, or belongs to another customer, is left as it is.
 */
export async function claimIdentities(
  work: Work,
  customerId: string,
  marks: readonly Mark[],
  evidence: string,
): Promise<void> {
  if (marks.length === 0) return
  const rows = marks.map((mark) => ({ id: work.newId(), ...mark }))
  const made = await work.run<{ kind: string; value: string }>(
    `insert into customer_identity (company_id, id, customer_id, kind, value, typed, is_primary, source,
       evidence, created_at, created_by)
     select $1, m.id, $2, m.kind, m.value, m.value, false, 'message', $4, $5, $6
     from jsonb_to_recordset($3::jsonb) as m(id uuid, kind text, value text)
     on conflict do nothing returning kind, value`,
    [...[work.companyId, customerId, JSON.stringify(rows), evidence, work.now, work.actor.id]],
  )
  if (made.length === 0) return
  await refreshSearch(work, customerId)
  work.audit('contacts.identities_claimed', {
    kind: 'customer',
    id: customerId,
    before: null,
    after: { identities: made.map(({ kind }) => kind), evidenceId: evidence },
  })
}
