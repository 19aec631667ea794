import type { Covered, Standstill } from '#core/collections/asked.ts'
import type { GateFacts } from '#core/collections/gate.ts'
import type { CustomerProfile } from '#core/collections/next-step.ts'
import { addDays } from '#core/day.ts'
import { type ReachAsked, unreachedBy } from '#core/messaging/reach.ts'
import type { Tone } from '#core/messaging/tone.ts'
import type { Currency, Money } from '#core/money.ts'
import { type CustomerCard, findCustomers } from '#modules/contacts/index.ts'
import { openItemsOf, partiesWithOpenItems } from '#modules/ledger/index.ts'
import { routeOf, type Ways, waysTo } from '#modules/messaging/index.ts'
import { openNotices, pendingAttempts } from '#modules/payments/index.ts'
import { wallClock } from '#platform/time.ts'
import { referredItems } from './agencies/referred.ts'
import { contactsOf } from './conduct.ts'
import { coversOf } from './cover.ts'
import { lastContactOf } from './desk/contacts.ts'
import { locksOf } from './desk/lock.ts'
import { disputedOf } from './disputes.ts'
import { profilesIfAsked } from './segments/profiles.ts'
import { type From, grouped } from './store.ts'
import type { ReminderTable } from './tables.ts'

/** An open invoice with everything that the chase knows of it. */
export type ChasedItem = Readonly<{
  itemId: string
  invoiceId: string
  number: string
  dueOn: string
  balance: Money
  reserved: readonly string[]
  /** How much of it is objected to. */
  disputedMinor: number
  /** An agency collects it. */
  referred?: true
  pause?: Standstill
  /** What of it is not asked for meanwhile. */
  covered?: readonly Covered[]
}>

/** All that is known of one customer at one moment: what a decision is made from. */
export type Dossier = Readonly<{
  customerId: string
  parties: readonly string[]
  card: CustomerCard
  /** What the segments and the conditions of steps ask of them; absent: no policy asks. */
  profile?: CustomerProfile
  items: readonly ChasedItem[]
  /** What is owed in each currency after every receipt, allocated or not. */
  balances: ReadonlyMap<Currency, number>
  pause?: Standstill
  pendingPayment: ReadonlyMap<Currency, NonNullable<GateFacts['pendingPayment']>>
  /** They say that they paid, and wait for our answer. */
  paymentNotice?: NonNullable<GateFacts['paymentNotice']>
  /** Every way to them, to be asked for each text. */
  ways: Ways
  /** They want to hear of nothing that they can decline, on any way that is open to us. */
  optedOut: boolean
  lastReminderOn?: string
  remindersIn30Days: number
  /** How often they were turned to on all ways, where the company limits that. */
  contacts?: NonNullable<GateFacts['contacts']>
  /** How long ago a colleague last spoke with them. */
  humanContactHoursAgo?: number
  /** A colleague has them in hand now. */
  deskLock?: Readonly<{ by: string; since: string }>
  held: readonly ReminderTable[]
}>

export type Party = Readonly<{ id: string; parties: readonly string[] }>

const hourMs = 3_600_000

type Pause = { customer_id: string; item_id: string | null; until: string | null }
type Facts = Readonly<{
  reserved: ReadonlyMap<string, string[]>
  disputed: ReadonlyMap<string, number>
  pauses: ReadonlyMap<string, Pause[]>
  counts: ReadonlyMap<string, { last: string; sent: number }>
  held: ReadonlyMap<string, ReminderTable[]>
  referred: ReadonlySet<string>
  covers: ReadonlyMap<string, readonly Covered[]>
}>

/** The chase's own rows about these parties and items, in a few short statements. */
async function ownFacts(from: From, parties: string[] | null, items: string[]): Promise<Facts> {
  const { companyId, today } = from
  const reserved = new Map<string, string[]>()
  for (const row of await from.run<{ item_id: string; step_key: string }>(
    'select item_id, step_key from reminder_reservation where company_id = $1 and item_id = any($2)',
    [companyId, items],
  ))
    reserved.set(row.item_id, [...(reserved.get(row.item_id) ?? []), row.step_key])
  const pauses = await from.run<Pause>(
    `select customer_id, item_id, until from chase_pause where company_id = $1
       and ended_at is null and (until is null or until >= $3)
       and ($2::uuid[] is null or customer_id = any($2))`,
    [companyId, parties, today],
  )
  const counts = await from.run<{ customer_id: string; last: string; sent: number }>(
    // A plan's reminders have days of their own: they keep others away that day, and fill no quota.
    `select customer_id, max(day) as last, count(*) filter (where is_step and day > $4) as sent
     from (
       select customer_id, sent_on as day, true as is_step from reminder
       where company_id = $1 and sent_on > $3 and state <> 'failed'
         and ($2::uuid[] is null or customer_id = any($2))
       union all
       select p.customer_id, (n.at at time zone $5)::date, false from payment_plan p
       join payment_plan_notice n on n.company_id = p.company_id and n.plan_id = p.id
       where p.company_id = $1 and n.state = 'sent' and n.at > $3::date
         and ($2::uuid[] is null or p.customer_id = any($2))) said
     group by customer_id`,
    [companyId, parties, addDays(today, -60), addDays(today, -30), from.zone],
  )
  const held = await from.run<ReminderTable>(
    `select * from reminder where company_id = $1 and state = 'held'
       and ($2::uuid[] is null or customer_id = any($2))`,
    [companyId, parties],
  )
  return {
    reserved,
    disputed: await disputedOf(from, parties),
    pauses: grouped(pauses, (row) => row.customer_id),
    counts: new Map(counts.map((row) => [row.customer_id, row])),
    held: grouped(held, (row) => row.customer_id),
    covers: await coversOf(from, parties),
    referred: await referredItems(from, parties),
  }
}

/** The longest of several standstills: one without an end outlasts all. */
function longest(untils: readonly (string | null)[]): Standstill | undefined {
  const [first] = untils
  if (first === undefined) return undefined
  return untils.includes(null)
    ? { until: null }
    : { until: untils.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b), first) }
}

function dossierOf(
  { id, parties }: Party,
  card: CustomerCard,
  items: readonly Omit<
    ChasedItem,
    'reserved' | 'disputedMinor' | 'pause' | 'covered' | 'referred'
  >[],
  balances: ReadonlyMap<Currency, number>,
  facts: Facts,
): Omit<Dossier, 'optedOut' | 'pendingPayment' | 'paymentNotice' | 'ways' | keyof Colleagues> {
  const mine = parties.flatMap((party) => facts.pauses.get(party) ?? [])
  const pause = longest(mine.flatMap((row) => (row.item_id === null ? [row.until] : [])))
  const counts = parties.flatMap((party) => facts.counts.get(party) ?? [])
  const last = counts
    .map((count) => count.last)
    .toSorted()
    .at(-1)
  return {
    customerId: id,
    parties,
    card,
    balances,
    items: items.map((item) => {
      const paused = longest(
        mine.flatMap((row) => (row.item_id === item.itemId ? [row.until] : [])),
      )
      const covered = facts.covers.get(item.itemId)
      return {
        ...item,
        reserved: facts.reserved.get(item.itemId) ?? [],
        disputedMinor: facts.disputed.get(item.itemId) ?? 0,
        ...(paused && { pause: paused }),
        ...(covered && { covered }),
        ...(facts.referred.has(item.itemId) && { referred: true }),
      }
    }),
    ...(pause && { pause }),
    ...(last !== undefined && { lastReminderOn: last }),
    remindersIn30Days: counts.reduce((sum, { sent }) => sum + sent, 0),
    held: parties.flatMap((party) => facts.held.get(party) ?? []),
  }
}

async function pendingOf(from: From, parties: readonly string[]) {
  const found = new Map<string, Dossier['pendingPayment']>()
  for (const { customerId, amount, since } of await pendingAttempts(from, parties)) {
    const before = new Map(found.get(customerId))
    before.set(amount.currency, { amount, since: wallClock(new Date(since), from.zone) })
    found.set(customerId, before)
  }
  return found
}

type Colleagues = Pick<Dossier, 'humanContactHoursAgo' | 'deskLock'>

/** What colleagues do about these customers: when they last spoke with them, who has them in hand. */
async function colleaguesOf(
  from: From,
  parties: readonly string[],
): Promise<(own: readonly string[]) => Colleagues> {
  const spoke = await lastContactOf(from, parties)
  const locks = await locksOf(from, parties)
  return (own) => {
    const last = own.flatMap((id) => spoke.get(id)?.getTime() ?? [])
    const [lock] = own.flatMap((id) => locks.get(id) ?? [])
    const ago = from.now.getTime() - Math.max(...last)
    return {
      ...(last.length > 0 && { humanContactHoursAgo: Math.max(0, Math.floor(ago / hourMs)) }),
      ...(lock && { deskLock: { by: lock.by, since: wallClock(lock.since, from.zone).day } }),
    }
  }
}

/** The way that a reminder of a tone takes to a customer. */
export const toldBy = (
  ways: Ways,
  who: Party & Readonly<{ card: CustomerCard }>,
  tone: Tone,
  asked: ReachAsked,
) => routeOf(ways, who, { card: who.card, category: 'reminder', text: tone, asked })

/**
 * Gathers the dossiers of some customers, or of everyone who owes anything, in a fixed number of
 * statements however many they are. For a decision that sends, the caller holds the customers.
 */
export async function gatherDossiers(
  from: From,
  whose: readonly Party[] | 'all',
): Promise<Map<string, Dossier>> {
  const asked = whose === 'all' ? null : whose.flatMap(({ parties }) => parties)
  const lines = await openItemsOf(from, asked === null ? { all: true } : { parties: asked })
  const debtors = [...new Set(lines.map(({ partyId }) => partyId))]
  const cards = await findCustomers(from, asked === null ? debtors : asked)
  const groups = whose === 'all' ? groupedBySurvivor(debtors, cards) : whose
  const parties = asked ?? debtors
  const facts = await ownFacts(
    from,
    asked,
    lines.flatMap(({ id, balance }) => (balance.minor > 0 ? [id] : [])),
  )
  const people = groups.flatMap((group) => {
    const card = cards.get(group.id)
    return card ? [{ ...group, card }] : []
  })
  const ways = await waysTo(from, people, 'reminder')
  const profiles = await profilesIfAsked(from, people)
  const contacts = await contactsOf(from, parties)
  const pending = await pendingOf(from, parties)
  const notices = await openNotices(from, parties)
  const colleagues = await colleaguesOf(from, parties)
  const byParty = grouped(lines, ({ partyId }) => partyId)
  const dossiers = new Map<string, Dossier>()
  for (const group of people) {
    const { card } = group
    const own = group.parties.flatMap((party) => byParty.get(party) ?? [])
    const balances = new Map<Currency, number>()
    for (const { balance } of own)
      balances.set(balance.currency, (balances.get(balance.currency) ?? 0) + balance.minor)
    const items = own.flatMap((line) =>
      line.balance.minor > 0
        ? [
            {
              itemId: line.id,
              invoiceId: line.documentId,
              number: line.number,
              dueOn: line.dueOn,
              balance: line.balance,
            },
          ]
        : [],
    )
    const notice = group.parties.flatMap((party) => notices.get(party) ?? [])[0]
    const profile = profiles.get(group.id)
    dossiers.set(group.id, {
      ...dossierOf(group, card, items, balances, facts),
      ...(notice && { paymentNotice: notice }),
      ...(profile && { profile }),
      ...(contacts && {
        contacts: { made: contacts.of(group.parties), caps: contacts.caps },
      }),
      ...colleagues(group.parties),
      ways,
      optedOut: unreachedBy(toldBy(ways, group, 'friendly', 'best')) === 'opted_out',
      pendingPayment: new Map(
        group.parties.flatMap((party) => [...(pending.get(party) ?? new Map())]),
      ),
    })
  }
  return dossiers
}

/** Everyone who owes anything, each under the record that answers for them. */
export async function debtorsOf(from: From): Promise<Party[]> {
  const ids = await partiesWithOpenItems(from)
  return groupedBySurvivor(ids, await findCustomers(from, ids))
}

function groupedBySurvivor(
  debtors: readonly string[],
  cards: ReadonlyMap<string, CustomerCard>,
): Party[] {
  const groups = grouped(debtors, (id) => cards.get(id)?.survivorId ?? id)
  return [...groups].map(([id, parties]) => ({
    id,
    parties: parties.includes(id) ? parties : [id, ...parties],
  }))
}
