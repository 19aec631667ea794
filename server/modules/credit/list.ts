import { fold } from '#core/arabic/fold.ts'
import { toCsv } from '#core/collections/csv.ts'
import type { CreditListInput, CreditRow, CreditView } from '#core/credit/api.ts'
import { creditDecision } from '#core/credit/policy.ts'
import { type Money, toDecimalText } from '#core/money.ts'
import { type CustomerName, customersWithin, nameCustomers } from '#modules/contacts/index.ts'
import { exposuresOf } from '#modules/ledger/index.ts'
import type { Look } from '#platform/query.ts'
import { query } from '#platform/query.ts'
import { dueBefore, factsOf } from './facts.ts'
import { breachesSince, joined, type ProfileRow, readPolicy } from './store.ts'

/** From this share of the limit on, a customer is near it. */
const nearPercent = 80

type Filter = Omit<CreditListInput, 'cursor' | 'limit'>
type Judged = CreditRow & Readonly<{ near: boolean }>

/** Puts what belongs to one customer together, whichever of its records it stands under. */
function bySurvivor<Row>(
  rows: readonly Row[],
  partyOf: (row: Row) => string,
  names: ReadonlyMap<string, CustomerName>,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const survivor = names.get(partyOf(row))?.survivorId ?? partyOf(row)
    groups.set(survivor, [...(groups.get(survivor) ?? []), row])
  }
  return groups
}

/** Everything that the list is made of, read once for the whole company. */
async function read(from: Look) {
  const policy = await readPolicy(from)
  const names = await nameCustomers(from)
  const reach = await customersWithin(from, 'credit.read')
  const profiles = await from.run<ProfileRow>(
    'select * from credit_profile where company_id = $1 order by customer_id',
    [from.companyId],
  )
  const exposures = await exposuresOf(from, { all: true }, dueBefore(from.today, policy))
  const breaches = policy.breachDays === 0 ? [] : await breachesSince(from, null, policy.breachDays)
  const applications = await from.run<{ id: string; customer_id: string }>(
    "select id, customer_id from credit_application where company_id = $1 and state = 'open'",
    [from.companyId],
  )
  return {
    policy,
    names,
    reach: reach && new Set(reach),
    profiles: bySurvivor(profiles, (row) => row.customer_id, names),
    exposures: bySurvivor(exposures, ({ partyId }) => partyId, names),
    breaches: bySurvivor(breaches, ({ customerId }) => customerId, names),
    applications: bySurvivor(applications, (row) => row.customer_id, names),
  }
}

/** Every customer to whom something was granted, who is held or who asks, as they stand now. */
async function judged(from: Look): Promise<Judged[]> {
  const { policy, names, reach, ...of } = await read(from)
  const money = (minor: number): Money => ({ minor, currency: from.baseCurrency })
  const ids = new Set([...of.profiles.keys(), ...of.applications.keys()])
  return [...ids].flatMap((id): Judged[] => {
    const name = names.get(id)
    if (!name || (reach && !reach.has(id))) return []
    const profile = joined(of.profiles.get(id) ?? [], id)
    const facts = factsOf(
      from.today,
      profile,
      of.exposures.get(id) ?? [],
      of.breaches.get(id) ?? [],
      0,
    )
    const { reasons, exposure, limit, headroom } = creditDecision(policy, facts, 0)
    return [
      {
        customerId: id,
        name: name.name,
        number: name.number,
        limit: money(limit),
        exposure: money(exposure),
        headroom: money(headroom),
        overdue: money(facts.overdue),
        reasons: reasons.map(({ code }) => code),
        reviewOn: profile?.review_on ?? null,
        reviewDue: profile?.review_on != null && profile.review_on <= from.today,
        applicationId: of.applications.get(id)?.[0]?.id ?? null,
        near: limit > 0 && exposure <= limit && exposure * 100 >= limit * nearPercent,
      },
    ]
  })
}

const over: ReadonlySet<string> = new Set(['over_limit', 'cash_only'])
const views: Readonly<Record<CreditView, (row: Judged) => boolean>> = {
  all: () => true,
  held: ({ reasons }) => reasons.some((reason) => !over.has(reason)),
  near: ({ near }) => near,
  over: ({ reasons }) => reasons.some((reason) => over.has(reason)),
  review: ({ reviewDue }) => reviewDue,
  applied: ({ applicationId }) => applicationId !== null,
}

const keys: Readonly<Record<Filter['sort'], (row: Judged) => number | string>> = {
  name: ({ name }) => fold(name),
  exposure: ({ exposure }) => exposure.minor,
  headroom: ({ headroom }) => headroom.minor,
  limit: ({ limit }) => limit.minor,
  review_on: ({ reviewOn }) => reviewOn ?? '9999-12-31',
}

function sorted(rows: readonly Judged[], { sort, direction }: Filter): Judged[] {
  const sign = direction === 'asc' ? 1 : -1
  const key = keys[sort]
  return rows.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)]
    if (x !== y) return x < y ? -sign : sign
    return a.customerId < b.customerId ? -1 : 1
  })
}

function matching(all: readonly Judged[], filter: Filter): Judged[] {
  const wanted = fold(filter.q ?? '')
  const found = all.filter(
    (row) =>
      views[filter.view](row) &&
      (wanted === '' || fold(row.name).includes(wanted) || row.number.includes(filter.q ?? '')),
  )
  return sorted(found, filter)
}

const rowOf = ({ near: _, ...row }: Judged): CreditRow => row

/** Who buys on credit, and how near to the edge of it; with sums and counts over every row. */
export const listCredit = query('credit.read', async (from, input: CreditListInput) => {
  const all = await judged(from)
  const rows = matching(all, input)
  const offset = Number(input.cursor ?? 0) || 0
  const sum = (of: 'limit' | 'exposure'): Money => ({
    minor: rows.reduce((total, row) => total + row[of].minor, 0),
    currency: from.baseCurrency,
  })
  const count = (view: CreditView) => all.filter(views[view]).length
  return {
    rows: rows.slice(offset, offset + input.limit).map(rowOf),
    nextCursor: rows.length > offset + input.limit ? String(offset + input.limit) : null,
    total: rows.length,
    sums: { limit: sum('limit'), exposure: sum('exposure') },
    counts: {
      all: all.length,
      held: count('held'),
      near: count('near'),
      over: count('over'),
      review: count('review'),
      applied: count('applied'),
    },
  }
})

const heads = {
  ar: ['العميل', 'الرقم', 'الحد', 'المستخدم', 'المتاح', 'المتأخر', 'العملة', 'الأسباب', 'المراجعة'],
  en: ['Customer', 'Number', 'Limit', 'Used', 'Left', 'Overdue', 'Currency', 'Reasons', 'Review'],
} as const

/** The same rows as a file that a spreadsheet opens. */
export const exportCredit = query('credit.read', async (from, input: Filter) => {
  const lines = matching(await judged(from), input).map((row) => [
    row.name,
    row.number,
    ...[row.limit, row.exposure, row.headroom, row.overdue].map(toDecimalText),
    row.limit.currency,
    row.reasons.map((reason) => reasonNames[from.session.language][reason]).join('، '),
    row.reviewOn ?? '',
  ])
  const csv = toCsv([[...heads[from.session.language]], ...lines])
  return new File([csv], `credit-${from.today}.csv`, { type: 'text/csv; charset=utf-8' })
})

const reasonNames: Readonly<
  Record<'ar' | 'en', Readonly<Record<CreditRow['reasons'][number], string>>>
> = {
  ar: {
    cash_only: 'نقدي فقط',
    over_limit: 'فوق الحد',
    expired: 'انتهت صلاحية الائتمان',
    held: 'موقوف بقرار',
    overdue_amount: 'مبلغ متأخر',
    overdue_age: 'دَين قديم',
    promise_broken: 'وعد لم يُنفَّذ',
    plan_broken: 'خطة لم تُنفَّذ',
    cheque_bounced: 'شيك مرتجع',
  },
  en: {
    cash_only: 'Cash only',
    over_limit: 'Over the limit',
    expired: 'Credit expired',
    held: 'Held by a person',
    overdue_amount: 'Overdue amount',
    overdue_age: 'Old debt',
    promise_broken: 'Broken promise',
    plan_broken: 'Broken plan',
    cheque_bounced: 'Bounced cheque',
  },
}
