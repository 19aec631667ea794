import type { PlanWhom } from '#core/payments/statement-plan-api.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import {
  type CustomerCard,
  customersWithin,
  findCustomers,
  nameCustomers,
} from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import type { From } from '../store.ts'

export type Whom = Readonly<{ whom: PlanWhom; tag: string; customerIds: readonly string[] }>

/** Whoever answers for those who owe more than they have paid, in any currency. */
async function owing(from: From): Promise<string[]> {
  const sums = new Map<string, number>()
  for (const { partyId, balance } of await openItemsOf(from, { all: true })) {
    const key = `${partyId} ${balance.currency}`
    sums.set(key, (sums.get(key) ?? 0) + balance.minor)
  }
  return [...sums].flatMap(([key, minor]) => (minor > 0 ? [key.slice(0, 36)] : []))
}

async function askedFor(from: From, { whom, customerIds }: Whom): Promise<readonly string[]> {
  if (whom === 'chosen') return customerIds
  if (whom === 'owing') return owing(from)
  return [...(await nameCustomers(from)).keys()]
}

/** The customers of a plan as they are today, each once, by name; who was archived gets nothing. */
export async function peopleOf(from: From, plan: Whom): Promise<CustomerCard[]> {
  const asked = await findCustomers(from, [...new Set(await askedFor(from, plan))])
  const survivors = new Set([...asked.values()].map(({ survivorId }) => survivorId))
  const cards = await findCustomers(from, [...survivors])
  return [...cards.values()]
    .filter(({ archived, tags }) => !archived && (plan.whom !== 'tag' || tags.includes(plan.tag)))
    .toSorted((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1))
}

/**
 * Whoever sees only some customers plans for those, by name: a tag or a debt may be anyone's.
 * @throws access.forbidden, contacts.customer_not_found
 */
export async function assertReach(from: From, plan: Whom, permission: Permission): Promise<void> {
  const own = await customersWithin(from, permission)
  if (own && plan.whom !== 'chosen') throw new Refusal('access.forbidden', { permission })
  const known = await findCustomers(from, [...plan.customerIds])
  const strange = plan.customerIds.find((id) => !known.has(id) || (own && !own.includes(id)))
  if (strange !== undefined) throw new Refusal('contacts.customer_not_found', { id: strange })
}
