import { fold } from '#core/arabic/fold.ts'
import type {
  CustomerFilter,
  CustomerRow,
  CustomerSort,
  CustomerStanding,
  FoundCustomer,
  ListCustomers,
} from '#core/contacts/api.ts'
import type { Stage } from '#core/contacts/customer.ts'
import type { Direction } from '#core/list.ts'
import type { Permission } from '#core/permission.ts'
import { parsePhone } from '#core/phone.ts'
import type { Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { may, ownersWithin, type Session } from '#platform/session.ts'
import { bestContact, bestIdentity, wrongPhone } from './cards.ts'
import { assertHiddenUnsaid } from './hidden.ts'
import { foundCustomers, searchCustomers } from './search.ts'
import { seesStanding, standingJoin, standingOf, standingOwners, standingSums } from './standing.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'session' | 'today' | 'baseCurrency'>

/** What a list may be sorted by, and what the cursor's text is read back as. */
const sorts: Readonly<Record<CustomerSort, readonly [expression: string, type: string]>> = {
  name: ['c.sort_name', 'text'],
  number: ['c.number', 'text'],
  city: [`coalesce(c.address ->> 'city', '')`, 'text'],
  created: ['c.created_at', 'timestamptz'],
  changed: ['c.changed_at', 'timestamptz'],
  vatNumber: [`coalesce(c.vat_number, '')`, 'text'],
  balance: ['coalesce(st.base, 0)', 'bigint'],
  overdue: ['coalesce(st.late, 0)', 'bigint'],
}

/** The rows that match and the values of the statement: what words found comes as ids, once a request. */
type Matching = Readonly<{ text: string; values: readonly unknown[] }>

const whereSql = `where c.company_id = $1 and c.survivor_id is null
  and ($2::text is null or c.stage = $2)
  and ($3::text is null or c.kind = $3)
  and ($4::uuid[] is null and not $5 or c.owner_id = any($4::uuid[]) or ($5 and c.owner_id is null))
  and ($6::text[] is null or c.tags && $6::text[])
  and ($7::text is null or fold(coalesce(c.address ->> 'city', '')) = $7)
  and ($8 = 'any' or (c.archived_at is not null) = ($8 = 'yes'))
  and ($9::text is null or c.vat_number = $9)
  and ($10::text is null or exists (select 1 from customer_identity i join customer p
    on p.company_id = i.company_id and p.id = i.customer_id
    where i.company_id = c.company_id and i.value = $10 and coalesce(p.survivor_id, p.id) = c.id))
  and ($11::uuid[] is null or c.owner_id = any($11::uuid[]))`

const owesSql = { any: 'and st.base > 0', overdue: 'and st.late > 0' } as const
const bySum = (sort: CustomerSort | undefined) => sort === 'balance' || sort === 'overdue'

/** The part of a statement after its columns; it joins what is owed only where that is asked for. */
async function matching(
  from: From,
  filter: CustomerFilter & { sort?: CustomerSort },
  within: Permission,
): Promise<Matching> {
  const values = valuesOf(from, filter, within)
  const found = filter.q
    ? `and c.id in (select unnest($${values.push(await foundCustomers(from, filter.q))}::uuid[]))`
    : ''
  const owes = filter.owes ? owesSql[filter.owes] : ''
  const sums = owes !== '' || bySum(filter.sort)
  const join = sums
    ? standingJoin(
        from,
        `$${values.push(from.today)}`,
        `$${values.push(standingOwners(from) ?? null)}`,
      )
    : ''
  return { text: `from customer c ${join} ${whereSql} ${found} ${owes}`, values }
}

/** The values of `whereSql`; refuses what the reader may not filter by. @throws access.field_hidden */
function valuesOf(from: From, filter: CustomerFilter, within: Permission): unknown[] {
  assertHiddenUnsaid(from.session, filter)
  const owners = filter.owners?.filter((owner) => owner !== 'none')
  const reach = ownersWithin(from.session, within)
  const identity = filter.phone
    ? (parsePhone(filter.phone) ?? filter.phone)
    : filter.email?.toLowerCase()
  return [
    from.companyId,
    filter.stage ?? null,
    filter.kind ?? null,
    owners && filter.owners?.length ? owners : null,
    filter.owners?.includes('none') ?? false,
    filter.tags?.length ? filter.tags : null,
    filter.city ? fold(filter.city) : null,
    filter.archived,
    filter.vatNumber ?? null,
    identity ?? null,
    reach ? [...reach] : null,
  ]
}

type RowRecord = {
  id: string
  number: string
  name: string
  name_en: string | null
  kind: CustomerRow['kind']
  stage: Stage
  owner_id: string | null
  tags: string[]
  city: string | null
  contact_name: string | null
  phone: string | null
  wrong_phone: string | null
  email: string | null
  vat_number: string | null
  merged: number
  created_at: Date
  archived_at: Date | null
  at: string
}

type Standing = ReadonlyMap<string, CustomerStanding[]>

/** Null for whom the reader may not see; nothing owed is an empty list. */
function standingIn(session: Session, row: RowRecord, standing: Standing) {
  if (!seesStanding({ session })) return null
  const owners = standingOwners({ session })
  return !owners || owners.includes(row.owner_id ?? '') ? (standing.get(row.id) ?? []) : null
}

function rowOf(session: Session, row: RowRecord, standing: Standing): CustomerRow {
  const identities = may(session, 'contacts.see_identities')
  const taxes = may(session, 'contacts.see_tax_numbers')
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    nameEn: row.name_en,
    kind: row.kind,
    stage: row.stage,
    ownerId: row.owner_id,
    tags: row.tags,
    city: row.city,
    contactName: row.contact_name,
    phone: identities ? row.phone : null,
    wrongPhone: identities ? row.wrong_phone : null,
    email: identities ? row.email : null,
    vatNumber: taxes ? row.vat_number : null,
    merged: row.merged,
    standing: standingIn(session, row, standing),
    createdAt: row.created_at.toISOString(),
    archivedAt: row.archived_at?.toISOString() ?? null,
  }
}

type Page = Readonly<{
  sort: CustomerSort
  direction: Direction
  limit: number
}>
type Cursor = readonly [at: string, id: string]

/** The statement of one page; its text is made of the two maps above and of nothing typed. */
function pageSql({ text, values }: Matching, { sort, direction }: Page): string {
  const [expression, type] = sorts[sort]
  const [way, beyond] = direction === 'asc' ? ['asc', '>'] : ['desc', '<']
  const [at, id, limit] = [1, 2, 3].map((place) => values.length + place)
  return `select p.*, ${bestIdentity('phone')} as phone, ${wrongPhone} as wrong_phone,
      ${bestIdentity('email')} as email,
      ${bestContact} as contact_name,
      (select count(*) from customer m where m.company_id = c.company_id and m.survivor_id = c.id) as merged
    from (select c.company_id, c.id, c.number, c.name, c.name_en, c.kind, c.stage, c.owner_id, c.tags,
        c.address ->> 'city' as city, c.vat_number, c.created_at, c.archived_at,
        ${expression} as place, (${expression})::text as at
      ${text}
      and ($${at}::text is null or (${expression}, c.id) ${beyond} ($${at}::${type}, $${id}::uuid))
      order by ${expression} ${way}, c.id ${way} limit $${limit}) p
    join customer c on c.company_id = p.company_id and c.id = p.id
    order by p.place ${way}, p.id ${way}`
}

async function readPage(from: From, found: Matching, page: Page, after: Cursor | null) {
  return from.run<RowRecord>(pageSql(found, page), [
    ...found.values,
    after?.[0] ?? null,
    after?.[1] ?? null,
    page.limit,
  ])
}

function readCursor(text: string | undefined): Cursor | null {
  if (!text) return null
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(parts)) return null
    const [at, id] = parts as unknown[]
    const wellFormed =
      typeof at === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
    return wellFormed ? [at, id] : null
  } catch {
    return null
  }
}

const pageStanding = async (from: From, rows: readonly RowRecord[]): Promise<Standing> =>
  seesStanding(from) && rows.length > 0
    ? standingOf(
        from,
        rows.map(({ id }) => id),
      )
    : new Map()

/** Customers that stand for themselves, in pages. @throws access.field_hidden */
export const listCustomers = query('contacts.read', async (look, input: ListCustomers) => {
  assertHiddenUnsaid(look.session, { sort: input.sort })
  const found = await matching(look, input, 'contacts.read')
  const rows = await readPage(look, found, input, readCursor(input.cursor))
  const [count] = await look.run<{ total: number }>(
    `select count(*) as total ${found.text}`,
    found.values,
  )
  const last = rows.at(-1)
  const standing = await pageStanding(look, rows)
  const first = input.cursor === undefined
  return {
    rows: rows.map((row) => rowOf(look.session, row, standing)),
    nextCursor:
      last && rows.length === input.limit
        ? Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url')
        : null,
    total: count?.total ?? 0,
    sums: first && seesStanding(look) ? await standingSums(look, found.text, found.values) : null,
  }
})

/** Every row that matches, up to a number, in the order asked for. */
export async function readRows(
  from: From,
  input: CustomerFilter & Page,
  within: Permission,
): Promise<CustomerRow[]> {
  assertHiddenUnsaid(from.session, { sort: input.sort })
  const rows = await readPage(from, await matching(from, input, within), input, null)
  const standing = await pageStanding(from, rows)
  return rows.map((row) => rowOf(from.session, row, standing))
}

/** The ids of every customer that matches, for a change of many. */
export async function matchingIds(
  from: From,
  filter: CustomerFilter,
  within: Permission,
): Promise<string[]> {
  const { text, values } = await matching(from, filter, within)
  const rows = await from.run<{ id: string }>(`select c.id ${text} order by c.id`, values)
  return rows.map(({ id }) => id)
}

/** What the palette and every customer picker ask, while one types. */
export const findByWords = query(
  'contacts.read',
  async (look, input: { q: string; limit: number }): Promise<{ rows: FoundCustomer[] }> => {
    const ids = await searchCustomers(look, input.q, { limit: input.limit })
    const rows = await look.run<FoundCustomer>(
      `select c.id, c.number, c.name, ${bestIdentity('phone')} as phone,
         c.address ->> 'city' as city
       from customer c where c.company_id = $1 and c.id = any($2::uuid[])`,
      [look.companyId, ids],
    )
    const sees = may(look.session, 'contacts.see_identities')
    const places = new Map(ids.map((id, place) => [id, place]))
    return {
      rows: rows
        .map((row) => ({ ...row, phone: sees ? row.phone : null }))
        .sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0)),
    }
  },
)

type Facet = {
  facet: 'tag' | 'city' | 'stage' | 'archived' | 'total'
  value: string
  count: number
}

/** What the list can be narrowed to, with how many each leaves, in the reader's reach. */
export const listFacets = query('contacts.read', async (look) => {
  const reach = ownersWithin(look.session, 'contacts.read')
  const rows = await look.run<Facet>(
    `with mine as (select c.tags, c.stage, c.address ->> 'city' as city, c.archived_at from customer c
       where c.company_id = $1 and c.survivor_id is null
         and ($2::uuid[] is null or c.owner_id = any($2::uuid[]))),
     live as (select * from mine where archived_at is null)
     select 'tag' as facet, tag as value, count(*) as count from live, unnest(tags) tag group by tag
     union all select 'city', city, count(*) from live where city is not null group by city
     union all select 'stage', stage, count(*) from live group by stage
     union all select 'archived', '', count(*) from mine where archived_at is not null
     union all select 'total', '', count(*) from live
     order by count desc, value limit 2000`,
    [look.companyId, reach ? [...reach] : null],
  )
  const of = (facet: Facet['facet']) =>
    rows.flatMap((row) => (row.facet === facet ? [{ value: row.value, count: row.count }] : []))
  return {
    tags: of('tag'),
    cities: of('city'),
    stages: of('stage'),
    archived: of('archived')[0]?.count ?? 0,
    total: of('total')[0]?.count ?? 0,
  }
})
