import {
  type Authority,
  AuthorityLimit,
  type Conceded,
  conceded,
  concessionKinds,
  decideAuthority,
  mayConcede,
} from '#core/collections/settlement.ts'
import type { ConcessionLimits } from '#core/collections/settlement-api.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { activeUsers, rolesHeld } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { moneyOf, type Standing } from './store.ts'

type Held = Awaited<ReturnType<typeof rolesHeld>>

/** The owner to everything, and nobody else to anything: until the company says otherwise. */
const firstLimits = ({ roles }: Held): AuthorityLimit[] =>
  roles
    .filter(({ key }) => key === 'owner')
    .flatMap(({ id }) =>
      concessionKinds.map((kind) => ({
        ...{ roleId: id, userId: null, kind, maxMinor: null, maxBasisPoints: null },
      })),
    )

async function readLimits(from: From, held: Held): Promise<AuthorityLimit[]> {
  const [row] = await from.run<{ limits: unknown }>(
    'select limits from concession_setting where company_id = $1',
    [from.companyId],
  )
  return row?.limits ? AuthorityLimit.array().parse(row.limits) : firstLimits(held)
}

async function shown(from: From) {
  const held = await rolesHeld(from)
  return {
    limits: await readLimits(from, held),
    roles: held.roles,
    users: held.users.map(({ userId: id, name }) => ({ id, name })),
  }
}

export const showConcessionLimits = query('collections.read', (from) => shown(from))

/** The limits as the log tells them: by the names of roles and people, amounts as money. */
function logged({ baseCurrency }: Work, held: Held, limits: readonly AuthorityLimit[]): object[] {
  return limits.map(({ roleId, userId, kind, maxMinor, maxBasisPoints }) => ({
    ...(roleId !== null && { role: held.roles.find(({ id }) => id === roleId)?.name ?? null }),
    ...(userId !== null && { ownerId: userId }),
    kind,
    ...(maxMinor !== null && { limit: { minor: maxMinor, currency: baseCurrency } }),
    ...(maxBasisPoints !== null && { basisPoints: maxBasisPoints }),
  }))
}

/**
 * Says who may let go how much.
 * @throws people.role_not_found, people.user_not_found, collections.limit_of_whom
 */
export const changeConcessionLimits = command(
  'collections.manage',
  async (work, { limits }: ConcessionLimits) => {
    const held = await rolesHeld(work)
    for (const { roleId, userId } of limits) {
      if ((roleId === null) === (userId === null)) throw new Refusal('collections.limit_of_whom')
      if (roleId !== null && !held.roles.some(({ id }) => id === roleId))
        throw new Refusal('people.role_not_found', { id: roleId })
      if (userId !== null && !held.users.some((each) => each.userId === userId))
        throw new Refusal('people.user_not_found', { id: userId })
    }
    const before = await readLimits(work, held)
    await work.run(
      `insert into concession_setting (company_id, limits) values ($1, $2)
       on conflict (company_id) do update set limits = excluded.limits`,
      [work.companyId, JSON.stringify(limits)],
    )
    work.audit('collections.concession_limits_changed', {
      kind: 'company',
      id: work.companyId,
      before: { limits: logged(work, held, before) },
      after: { limits: logged(work, held, limits) },
    })
    return shown(work)
  },
  { name: 'collections.change_concession_limits' },
)

/** What is to be decided on, in the currency of the books where it is in that. */
export const matterOf = (
  from: Pick<From, 'baseCurrency'>,
  kind: Conceded['kind'],
  waived: Money,
  basisPoints: number,
): Conceded => ({
  kind,
  minor: waived.currency === from.baseCurrency ? waived.minor : null,
  basisPoints,
})

/** For so long what one person let a customer off counts with what they propose next. */
const togetherDays = 30

type Proposed = Readonly<{
  /** Absent while it is not written down yet. */
  id?: string
  customer: Readonly<{ parties: readonly string[] }>
  kind: Conceded['kind']
  amount: Money
  owed: number
  /** Who proposes it. */
  by: string | null
}>

/**
 * What was let go before and counts with this: of the same invoices whoever did it, and of the same
 * customer by the same person lately. `ofThese` is the part on the same invoices.
 */
async function letGoBefore(
  from: From,
  { id, customer, amount, by }: Proposed,
  itemIds: readonly string[],
): Promise<{ all: number; ofThese: number }> {
  const [row] = await from.run<{ all: number; of_these: number }>(
    `select coalesce(sum(x.minor), 0)::bigint as all, coalesce(sum(x.of_these), 0)::bigint as of_these
     from (
       select coalesce(c.posted, c.waived) as minor, coalesce((
           select sum(i.posted) from concession_item i where i.company_id = c.company_id
             and i.concession_id = c.id and i.item_id = any($5::uuid[])), 0) as of_these,
         c.proposed_by_id = $4 and c.proposed_at > $7 as lately
       from concession c
       where c.company_id = $1 and c.customer_id = any($2::uuid[]) and c.currency = $3
         and c.state in ('offered', 'accepted', 'kept', 'posted')
         and ($6::uuid is null or c.id <> $6)) x
     where x.lately or x.of_these > 0`,
    [
      ...[from.companyId, customer.parties, amount.currency, by, itemIds, id ?? null],
      new Date(from.now.getTime() - togetherDays * 86_400_000),
    ],
  )
  return { all: row?.all ?? 0, ofThese: row?.of_these ?? 0 }
}

/** What is to be decided on, together with what went before: nobody passes a limit in slices. */
export async function matterWith(
  from: From,
  asked: Proposed,
  items: readonly Readonly<{ item_id: string }>[],
): Promise<Conceded> {
  const before = await letGoBefore(
    from,
    asked,
    items.map((item) => item.item_id),
  )
  const { kind, amount, owed } = asked
  return matterOf(
    from,
    kind,
    { ...amount, minor: amount.minor + before.all },
    conceded(amount.minor + before.ofThese, owed + before.ofThese),
  )
}

/** The same of what is written down already. */
export const matterOfStanding = (
  from: From,
  { row, items }: Standing,
  customer: Proposed['customer'],
): Promise<Conceded> =>
  matterWith(
    from,
    {
      ...{ id: row.id, customer, kind: row.kind, owed: row.owed, by: row.proposed_by_id },
      amount: moneyOf(row, row.waived),
    },
    items,
  )

const authorityOf = ({ users }: Held, userId: string | null): Authority => ({
  userId: userId ?? '',
  roleIds: users.find((each) => each.userId === userId)?.roleIds ?? [],
})

/** Whether the one who acts may agree to this alone, and if not, who may. */
export async function authorityFor(from: From, matter: Conceded) {
  const held = await rolesHeld(from)
  const limits = await readLimits(from, held)
  const grants = new Map((await activeUsers(from)).map((user) => [user.userId, user.grants]))
  const able = held.users.filter(({ userId }) => grants.get(userId)?.has('collections.concede'))
  const me = authorityOf(held, from.session.actor.id)
  const names = new Map(held.users.map(({ userId, name }) => [userId, name]))
  const decision = decideAuthority(limits, me, able, matter)
  const approverIds = decision.kind === 'asks' ? decision.approverIds : []
  return {
    within: mayConcede(limits, me, matter),
    approverIds,
    approvers: approverIds.map((id) => names.get(id) ?? ''),
  }
}
