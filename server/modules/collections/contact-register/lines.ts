import type { RegisterChannel, RegisterKind } from '#core/collections/contact-register.ts'
import type {
  ContactRegisterFilter,
  ContactRegisterInput,
} from '#core/collections/contact-register-api.ts'
import type { Currency } from '#core/money.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { planForValues } from '#platform/plan.ts'
import type { From } from '../store.ts'

/** A contact as its log keeps it, in the words that all three logs share. */
export type ContactLine = {
  id: string
  at: Date
  customer_id: string
  kind: RegisterKind
  channel: RegisterChannel
  direction: 'in' | 'out'
  by_id: string | null
  by_name: string
  automatic: boolean
  to_name: string
  to_address: string | null
  about_kind: string
  about_id: string | null
  state: string
  reason: string | null
  amount: number | null
  currency: Currency | null
  override_reason: string | null
  source: 'message' | 'talk' | 'attempt' | 'agency'
}

const matching = `from registered_contact_view c where c.company_id = $1
  and ($2::uuid[] is null or c.customer_id = any($2)) and ($3::uuid[] is null or c.customer_id = any($3))
  and ($4::uuid is null or c.by_id = $4) and ($5::boolean is null or c.automatic = $5)
  and ($6::text[] is null or c.channel = any($6)) and ($7::text[] is null or c.kind = any($7))
  and ($8::date is null or c.at >= $8::date::timestamp at time zone $10)
  and ($9::date is null or c.at < ($9::date + 1)::timestamp at time zone $10)`

async function filtersOf(from: From, filter: ContactRegisterFilter): Promise<readonly unknown[]> {
  return [
    from.companyId,
    filter.customerId ? await partiesOf(from, filter.customerId, 'collections.read') : null,
    (await customersWithin(from, 'collections.read')) ?? null,
    filter.byId ?? null,
    filter.automatic ?? null,
    filter.channel ?? null,
    filter.kind ?? null,
    filter.from ?? null,
    filter.to ?? null,
    from.zone,
  ]
}

const Cursor = /^(\d+)_([0-9a-f-]{36})$/
const cursorOf = ({ at, id }: ContactLine): string => `${at.getTime()}_${id}`

type Asked = ContactRegisterFilter & Pick<ContactRegisterInput, 'cursor' | 'limit' | 'direction'>

/** One page of contacts in the order of time, and where the next one begins. */
export async function contactLines(
  from: From,
  asked: Asked,
): Promise<{ lines: ContactLine[]; nextCursor: string | null }> {
  const [, after, afterId] = Cursor.exec(asked.cursor ?? '') ?? []
  const [order, beyond] = asked.direction === 'asc' ? ['asc', '>'] : ['desc', '<']
  await planForValues(from)
  const found = await from.run<ContactLine>(
    `select c.* ${matching} and ($11::timestamptz is null or (c.at, c.id) ${beyond} ($11, $12::uuid))
     order by c.at ${order}, c.id ${order} limit $13`,
    [
      ...(await filtersOf(from, asked)),
      after === undefined ? null : new Date(Number(after)),
      afterId ?? null,
      asked.limit + 1,
    ],
  )
  const lines = found.slice(0, asked.limit)
  const last = lines.at(-1)
  return { lines, nextCursor: found.length > asked.limit && last ? cursorOf(last) : null }
}

/** How many contacts match. */
export async function countContacts(from: From, filter: ContactRegisterFilter): Promise<number> {
  const [counted] = await from.run<{ count: number }>(
    `select count(*) as count ${matching}`,
    await filtersOf(from, filter),
  )
  return counted?.count ?? 0
}
