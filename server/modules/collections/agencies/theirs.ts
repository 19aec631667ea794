import { assert } from '#core/assert.ts'
import type { Currency, Money } from '#core/money.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'

/** Money of an agency's that lies with us: of a hand-over that was none, or transferred ahead of one. */
type Part = { of: 'return' | 'transfer'; id: string; left: number; settled: number }

const settleSql = {
  return: `update agency_return set settled = settled + $3
    where company_id = $1 and report_id = $2`,
  transfer: 'update agency_transfer set settled = settled + $3 where company_id = $1 and id = $2',
} as const

/** What is an agency's, the oldest first; its row is held. Its transfers are of no one customer. */
async function partsOf(
  work: Work,
  agencyId: string,
  currency: Currency,
  except: string | null = null,
): Promise<Part[]> {
  const reach = (await customersWithin(work, 'collections.agencies')) ?? null
  return work.run<Part>(
    `select x.of, x.id, x.left, x.settled from (
       select 'return' as of, report_id as id, amount - settled as left, settled, at
       from agency_return where company_id = $1 and agency_id = $2 and currency = $3
         and ($4::uuid[] is null or customer_id = any($4))
       union all
       select 'transfer', id, case when undone_at is null then amount - settled else 0 end, settled, at
       from agency_transfer where company_id = $1 and agency_id = $2 and currency = $3
         and way = 'in' and $4::uuid[] is null
         and ($5::uuid is null or id <> $5)) x
     order by x.of, x.at, x.id`,
    [work.companyId, agencyId, currency, reach, except],
  )
}

/**
 * Takes as much of what is an agency's as this bears, the oldest first; the agency is held.
 * @param except a transfer that is not to be taken of
 */
export async function takeTheirs(
  work: Work,
  agencyId: string,
  { minor: most, currency }: Money,
  except?: string,
): Promise<number> {
  let taken = 0
  for (const { of, id, left } of await partsOf(work, agencyId, currency, except)) {
    const part = Math.min(left, most - taken)
    if (part === 0) continue
    await work.run(settleSql[of], [work.companyId, id, part])
    taken += part
  }
  return taken
}

/** What was taken is the agency's again, the latest first; the agency is held. */
export async function giveBackTheirs(work: Work, agencyId: string, sum: Money): Promise<void> {
  let rest = sum.minor
  for (const { of, id, settled } of (await partsOf(work, agencyId, sum.currency)).toReversed()) {
    const part = Math.min(settled, rest)
    if (part === 0) continue
    await work.run(settleSql[of], [work.companyId, id, -part])
    rest -= part
  }
  assert(rest === 0, 'what is given back was taken before')
}

/**
 * What hand-overs took of transfers that never came is taken of one that did; the agency is held.
 * @returns how much of it is taken by that
 */
export async function coverNever(work: Work, agencyId: string, sum: Money): Promise<number> {
  const owed = await work.run<{ id: string; settled: number }>(
    `select id, settled from agency_transfer
     where company_id = $1 and agency_id = $2 and currency = $3 and settled > 0
       and undone_at is not null order by at, id`,
    [work.companyId, agencyId, sum.currency],
  )
  let covered = 0
  for (const { id, settled } of owed) {
    const part = Math.min(settled, sum.minor - covered)
    if (part === 0) break
    await work.run(settleSql.transfer, [work.companyId, id, -part])
    covered += part
  }
  return covered
}

/** What is each agency's again of money that came, of the customers in the reader's reach. */
export async function owedBack(from: From): Promise<ReadonlyMap<string, Money[]>> {
  return moneyByAgency(
    await from.run<Sum>(
      `select x.agency_id, x.currency, sum(x.amount)::bigint as minor from (
         select agency_id, currency, amount - settled as amount from agency_return
         where company_id = $1 and ($2::uuid[] is null or customer_id = any($2))
         union all
         select agency_id, currency, amount - settled from agency_transfer
         where company_id = $1 and way = 'in' and undone_at is null and $2::uuid[] is null) x
       group by x.agency_id, x.currency having sum(x.amount) > 0 order by x.currency`,
      [from.companyId, (await customersWithin(from, 'collections.read')) ?? null],
    ),
  )
}

/**
 * What lies between each agency and us: above nothing it owes us, below it we owe the agency. It is of
 * all customers together, so whoever sees some of them alone sees none of it.
 */
export async function betweenUs(from: From): Promise<ReadonlyMap<string, Money[]>> {
  if (await customersWithin(from, 'collections.read')) return new Map()
  return moneyByAgency(
    await from.run<Sum>(
      `select x.agency_id, x.currency, sum(x.amount)::bigint as minor from (
         select r.agency_id, p.currency, g.amount from agency_payment g
         join referral r on r.company_id = g.company_id and r.id = g.referral_id
         join payment_view p on p.company_id = g.company_id and p.id = g.payment_id
         where g.company_id = $1 and g.paid_to = 'agency' and g.remittance_id is null
           and p.reversed_on is null
         union all
         select agency_id, currency, settled - amount from agency_return where company_id = $1
         union all
         select agency_id, currency,
           case when undone_at is null then settled - amount else settled end
         from agency_transfer where company_id = $1 and way = 'in') x
       group by x.agency_id, x.currency having sum(x.amount) <> 0 order by x.currency`,
      [from.companyId],
    ),
  )
}

type Sum = { agency_id: string; currency: Currency; minor: number }

function moneyByAgency(rows: readonly Sum[]): ReadonlyMap<string, Money[]> {
  const found = new Map<string, Money[]>()
  for (const { agency_id: id, minor, currency } of rows)
    found.set(id, [...(found.get(id) ?? []), { minor, currency }])
  return found
}
