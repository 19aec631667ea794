import { reachedBy } from '#core/collections/desk/outcome.ts'
import type { ReminderPolicy } from '#core/collections/policy.ts'
import { askedBy, isMessage } from '#core/collections/policy.ts'
import { asksRisk } from '#core/collections/segment.ts'
import type {
  AccountHistory,
  CustomerHistory,
  InvoiceHistory,
  PartSpan,
  Span,
  WayThen,
} from '#core/collections/simulate/history.ts'
import { wayKey } from '#core/collections/simulate/history.ts'
import type { CountedMessage } from '#core/collections/simulate/sums.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import { addDays, type Day, daysBetween } from '#core/day.ts'
import { unreachedBy } from '#core/messaging/reach.ts'
import type { Currency } from '#core/money.ts'
import { type CustomerCard, findCustomers } from '#modules/contacts/index.ts'
import { type ItemPast, itemsInPast, movesInPast } from '#modules/ledger/index.ts'
import { type Ways, waysTo } from '#modules/messaging/index.ts'
import { dayOf, wallClock } from '#platform/time.ts'
import { type Party, toldBy } from '../dossiers.ts'
import { profilesOf } from '../segments/profiles.ts'
import { type From, grouped } from '../store.ts'
import type { ReminderItem } from '../tables.ts'

type Between = Readonly<{ from: Day; to: Day }>
/** A reminder that was sent, with what a row about it shows. */
export type SentThen = CountedMessage & Readonly<{ currency: Currency; minor: number }>
/** One customer's past, and what was sent to them in it. */
export type Past = Readonly<{ history: CustomerHistory; was: readonly SentThen[] }>

type Pause = {
  customer_id: string
  item_id: string | null
  until: Day | null
  at: Date
  ended_at: Date | null
}
type Dispute = { item_id: string; amount: number | null; opened_at: Date; closed_at: Date | null }
type Promised = {
  item_id: string
  amount: number
  last_day: Day
  made_at: Date
  judged_at: Date | null
  state: string
}
type Talk = { customer_id: string; at: Date; spoke: boolean; ours: boolean }
type Sent = {
  customer_id: string
  sent_on: Day
  policy_key: string
  step_key: string
  channel: ReachChannel | null
  currency: Currency
  amount: number
  items: ReminderItem[]
}

const earlier = (a: Day | null, b: Day | null): Day | null => {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
/** The last whole day before something ended: on the day itself one could ask again. */
const eveOf = (from: From, at: Date | null): Day | null =>
  at === null ? null : addDays(dayOf(at, from.zone), -1)

const spanOf = (from: From, row: Pause): Span => ({
  from: dayOf(row.at, from.zone),
  to: earlier(row.until, eveOf(from, row.ended_at)),
})

async function pausesOf(from: From, parties: readonly string[], { from: since, to }: Between) {
  const rows = await from.run<Pause>(
    `select customer_id, item_id, until, at, ended_at from chase_pause
     where company_id = $1 and customer_id = any($2) and at < $4::date + 1
       and (ended_at is null or ended_at >= $3::date) and (until is null or until >= $3::date)`,
    [from.companyId, parties, since, to],
  )
  return {
    whole: grouped(
      rows.filter((row) => row.item_id === null),
      (row) => row.customer_id,
    ),
    ofItem: grouped(
      rows.filter((row) => row.item_id !== null),
      (row) => row.item_id,
    ),
  }
}

async function disputesThen(from: From, items: readonly string[]) {
  const rows = await from.run<Dispute>(
    `select item_id, amount, opened_at, closed_at from dispute
     where company_id = $1 and item_id = any($2)`,
    [from.companyId, items],
  )
  return grouped(rows, (row) => row.item_id)
}

/** Promises as they kept the chase away; one that was taken back or replaced held until that day. */
async function promisesThen(from: From, items: readonly string[]) {
  const rows = await from.run<Promised>(
    `select i.item_id, i.amount, p.last_day, p.made_at, p.judged_at, p.state
     from promise_item i join promise p on p.company_id = i.company_id and p.id = i.promise_id
     where i.company_id = $1 and i.item_id = any($2)`,
    [from.companyId, items],
  )
  return grouped(rows, (row) => row.item_id)
}

const endsEarly: ReadonlySet<string> = new Set(['renegotiated', 'cancelled'])

function promisedSpans(from: From, item: ItemPast, rows: readonly Promised[]): PartSpan[] {
  return rows.flatMap((row) => {
    const first = dayOf(row.made_at, from.zone)
    const to = endsEarly.has(row.state)
      ? earlier(row.last_day, eveOf(from, row.judged_at))
      : row.last_day
    // What came for it since takes as much off what the promise still covers.
    let left = row.amount
    let since = first
    const spans: PartSpan[] = []
    for (const { on, minor } of item.settled) {
      if (on <= first || to === null || on > to) continue
      if (left > 0) spans.push({ from: since, to: addDays(on, -1), minor: left })
      left -= minor
      since = on
    }
    return left > 0 ? [...spans, { from: since, to, minor: left }] : spans
  })
}

type Around = Readonly<{
  pauses: Awaited<ReturnType<typeof pausesOf>>
  disputes: Awaited<ReturnType<typeof disputesThen>>
  promises: Awaited<ReturnType<typeof promisesThen>>
}>

function invoiceOf(from: From, item: ItemPast, around: Around): InvoiceHistory {
  const { itemId, number, postedOn, dueOn, minor, settled } = item
  return {
    itemId,
    number,
    issuedOn: postedOn,
    dueOn,
    minor,
    settled,
    paused: (around.pauses.ofItem.get(itemId) ?? []).map((row) => spanOf(from, row)),
    disputed: (around.disputes.get(itemId) ?? []).map((row) => ({
      from: dayOf(row.opened_at, from.zone),
      to: eveOf(from, row.closed_at),
      minor: row.amount ?? Number.MAX_SAFE_INTEGER,
    })),
    promised: promisedSpans(from, item, around.promises.get(itemId) ?? []),
  }
}

/** The way that each text of these policies would take to a customer today. */
function waysThen(
  ways: Ways,
  who: Party & { card: CustomerCard },
  policies: readonly ReminderPolicy[],
) {
  const found: Record<string, WayThen> = {}
  for (const { steps } of policies)
    for (const step of steps) {
      const key = wayKey(step.tone, askedBy(step))
      if (!isMessage(step) || key in found) continue
      const route = toldBy(ways, who, step.tone, askedBy(step))
      found[key] = unreachedBy(route) === 'opted_out' ? 'opted_out' : route.channel
    }
  return found
}

async function sentThen(from: From, parties: readonly string[], between: Between) {
  const rows = await from.run<Sent>(
    `select customer_id, sent_on, policy_key, step_key, channel, currency, amount, items from reminder
     where company_id = $1 and customer_id = any($2) and sent_on between $3 and $4
       and state <> 'failed' order by sent_on`,
    [from.companyId, parties, between.from, between.to],
  )
  return grouped(rows, (row) => row.customer_id)
}

async function spokenThen(from: From, parties: readonly string[], { from: since, to }: Between) {
  const rows = await from.run<Talk>(
    `select customer_id, at, outcome = any($3) as spoke, direction = 'out' as ours
     from contact_attempt where company_id = $1 and customer_id = any($2)
       and at between $4::date - 32 and $5::date + 1 order by at`,
    [from.companyId, parties, reachedBy, since, to],
  )
  const minuteOf = (at: Date) => {
    const { day, minuteOfDay } = wallClock(at, from.zone)
    return daysBetween(since, day) * 24 * 60 + minuteOfDay
  }
  const talks = rows.map(({ customer_id: id, at, spoke, ours }) => ({
    ...{ id, spoke, ours, day: dayOf(at, from.zone) },
    minute: minuteOf(at),
  }))
  return grouped(talks, ({ id }) => id)
}

function accountsOf(
  from: From,
  items: readonly ItemPast[],
  moves: Awaited<ReturnType<typeof movesInPast>>,
  between: Between,
  around: Around,
): AccountHistory[] {
  return [...grouped(items, ({ currency }) => currency)].map(([currency, own]) => {
    const moved = moves.filter((each) => each.currency === currency)
    const before = moved.filter(({ on }) => on < between.from)
    return {
      currency,
      opening: before.reduce((sum, { minor }) => sum + minor, 0),
      moved: moved.filter(({ on }) => on >= between.from),
      invoices: own.map((item) => invoiceOf(from, item, around)),
    }
  })
}

/** The past of some customers, in a fixed number of statements however many they are. */
export async function gatherPast(
  from: From,
  whose: readonly Party[],
  policies: readonly ReminderPolicy[],
  between: Between,
): Promise<Past[]> {
  const parties = whose.flatMap((each) => each.parties)
  const items = await itemsInPast(from, parties, between)
  const ids = items.map(({ itemId }) => itemId)
  const around: Around = {
    pauses: await pausesOf(from, parties, between),
    disputes: await disputesThen(from, ids),
    promises: await promisesThen(from, ids),
  }
  const byParty = grouped(items, ({ partyId }) => partyId)
  const moves = grouped(await movesInPast(from, parties, between), ({ partyId }) => partyId)
  const sent = await sentThen(from, parties, between)
  const spoken = await spokenThen(from, parties, between)
  const cards = await findCustomers(
    from,
    whose.map(({ id }) => id),
  )
  const people = whose.flatMap((each) => {
    const card = cards.get(each.id)
    return card ? [{ ...each, card }] : []
  })
  const ways = await waysTo(from, people, 'reminder')
  const profiles = await profilesOf(
    from,
    people,
    policies.some(({ segment }) => asksRisk(segment)),
  )
  return people.flatMap((who): Past[] => {
    const profile = profiles.get(who.id)
    if (!profile) return []
    const of = <Value>(all: ReadonlyMap<string, readonly Value[]>) =>
      who.parties.flatMap((party) => all.get(party) ?? [])
    return [
      {
        history: {
          customerId: who.id,
          kind: who.card.kind,
          tags: who.card.tags,
          // What a trial gave them is not asked here: the policies themselves are.
          profile: { ...profile, trialPolicy: null },
          accounts: accountsOf(from, of(byParty), of(moves), between, around),
          paused: of(around.pauses.whole).map((row) => spanOf(from, row)),
          spokenAt: of(spoken)
            .filter(({ spoke }) => spoke)
            .map(({ minute }) => minute)
            .toSorted((a, b) => a - b),
          triedOn: of(spoken)
            .flatMap(({ ours, day }) => (ours ? [day] : []))
            .toSorted(),
          ways: waysThen(ways, who, policies),
        },
        was: of(sent).map((row) => ({
          on: row.sent_on,
          policyKey: row.policy_key,
          stepKey: row.step_key,
          channel: row.channel,
          currency: row.currency,
          minor: row.amount,
          itemIds: row.items.map(({ itemId }) => itemId),
        })),
      },
    ]
  })
}
