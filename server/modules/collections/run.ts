import { assert } from '#core/assert.ts'
import { askedBy } from '#core/collections/policy.ts'
import { mayOverride } from '#core/collections/reminder.ts'
import { addDays } from '#core/day.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomers } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import {
  letterBy,
  type MessageToQueue,
  type Queued,
  queueMessages,
} from '#modules/messaging/index.ts'
import { payLinksFor } from '#modules/payments/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import type { Session } from '#platform/session.ts'
import { wallClock } from '#platform/time.ts'
import { type Writer, writerFor } from './compose.ts'
import { type Considered, consider, hasStep, stepOf } from './consider.ts'
import { type Dossier, debtorsOf, gatherDossiers, type Party } from './dossiers.ts'
import { closeGone } from './gone.ts'
import { recordLatePeriods } from './late-periods.ts'
import {
  isSent,
  isUnchanged,
  joinMessages,
  type Recorded,
  recordDecisions,
  tellDecisions,
} from './record.ts'
import { enrolAmong } from './segments/policy-of.ts'
import { type Rules, readRules } from './settings.ts'
import { watch } from './store.ts'

/** So many customers are held at once: long enough to be quick, short enough to let others in. */
const customersAChunk = 100
const debtorsASlice = 500
const refreshMinutes = 60
const shortlyMinutes = 10

/** A person's decision about one line; without one, the machine decides alone. */
export type PersonsWord = Readonly<{
  currency: string
  approve?: boolean
  override?: string
}>

/**
 * Lets one run of a company in at a time. What keeps a reminder from being sent twice is its
 * reservation; this only spares the others the work.
 */
async function takeTurn(work: Work): Promise<boolean> {
  const [row] = await work.run<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('collections.run:' || $1::text, 0)) as mine`,
    [work.companyId],
  )
  return row?.mine ?? false
}

/**
 * Looks over every open invoice, once an hour and when the rules changed: who has come to a step
 * is watched from now on, and who is late is written into the register.
 */
const refresh = reaction('collections.refresh', async (work): Promise<void> => {
  const [stale] = await work.run(
    `select 1 from reminder_setting where company_id = $1
       and (refreshed_at is null or refreshed_at < $2 or refreshed_on <> $3)`,
    [work.companyId, new Date(work.now.getTime() - refreshMinutes * 60_000), work.today],
  )
  if (!stale || !(await takeTurn(work))) return
  const rules = await readRules(work)
  const due: string[] = []
  const debtors = await debtorsOf(work)
  // In slices: the dossiers of a whole company would fill the memory of a small machine.
  for (let first = 0; first < debtors.length; first += debtorsASlice) {
    const slice = debtors.slice(first, first + debtorsASlice)
    const dossiers = [...(await gatherDossiers(work, slice)).values()]
    await recordLatePeriods(work, dossiers)
    if (!rules.on) continue
    await enrolAmong(work, dossiers, rules)
    for (const each of dossiers) if (hasStep(each, rules, work.today)) due.push(each.customerId)
  }
  const held = await work.run<{ customer_id: string }>(
    `select distinct customer_id from reminder where company_id = $1 and state = 'held'`,
    [work.companyId],
  )
  await watch(work, [...due, ...held.map((row) => row.customer_id)])
  await work.run(
    'update reminder_setting set refreshed_at = $2, refreshed_on = $3 where company_id = $1',
    [work.companyId, work.now, work.today],
  )
})

/** Which of the items are invoices that a page can show: a debt entered by hand is none. */
async function payableOf(work: Work, winners: readonly Recorded[]): Promise<Set<string>> {
  const asked = winners.flatMap(({ items }) => items.map(({ invoiceId }) => invoiceId))
  const found = await findInvoices(work, [...new Set(asked)])
  return new Set([...found.values()].flatMap(({ id, void: isVoid }) => (isVoid ? [] : [id])))
}

/**
 * The messages of what won, each with the address where its customer pays what it names; nothing
 * for whom no way is left once a template turns out to lack a value.
 */
async function messagesOf(
  work: Work,
  writer: Writer,
  winners: readonly Recorded[],
  dossiers: ReadonlyMap<string, Dossier>,
): Promise<(MessageToQueue | undefined)[]> {
  const payable = await payableOf(work, winners)
  const invoicesOf = winners.map(({ decision, items }) => {
    const included = new Set(decision.included.map(({ itemId }) => itemId))
    return items.flatMap(({ itemId, invoiceId }) =>
      included.has(itemId) && payable.has(invoiceId) ? [invoiceId] : [],
    )
  })
  const asked = winners.flatMap(({ customerId }, place) => {
    const invoiceIds = invoicesOf[place] ?? []
    return invoiceIds.length === 0 ? [] : [{ customerId, invoiceIds, place }]
  })
  const urls = await payLinksFor(work, asked)
  const linkOf = new Map(asked.map(({ place }, n) => [place, urls[n] ?? '']))
  const messages: (MessageToQueue | undefined)[] = []
  for (const [place, winner] of winners.entries()) {
    const dossier = dossiers.get(winner.customerId)
    assert(dossier !== undefined, 'a decision stands on a dossier')
    const link = linkOf.get(place) ?? ''
    const letter = await writer.write(winner, dossier, link, winner.reminderId)
    const who = { id: dossier.customerId, parties: dossier.parties, card: dossier.card }
    const asked = askedBy(stepOf(winner))
    messages.push(letterBy(work, dossier.ways, who, letter, asked).message)
  }
  return messages
}

/** Puts what there is in line; the answers stand in the order of the questions. */
async function queueAll(
  work: Work,
  messages: readonly (MessageToQueue | undefined)[],
): Promise<Queued[]> {
  const answers = await queueMessages(
    work,
    messages.flatMap((message) => message ?? []),
  )
  let next = 0
  return messages.map(
    (message) =>
      (message && answers[next++]) ?? { messageId: null, state: 'refused', reason: 'no_account' },
  )
}

function wordFor(considered: Considered, word: PersonsWord | undefined): string | undefined {
  if (word?.override === undefined || word.currency !== considered.currency) return undefined
  if (considered.decision.verdict === 'send') return undefined
  if (considered.decision.verdict !== 'hold' || !mayOverride(considered.decision))
    throw new Refusal('collections.cannot_override', {
      code: considered.decision.reasons.map(({ code }) => code).join(),
    })
  return word.override
}

/** Judges customers that are held, writes what was decided and puts what may go in line. */
export async function decideFor(
  work: Work,
  parties: readonly Party[],
  rules: Rules,
  word?: PersonsWord,
): Promise<Recorded[]> {
  const dossiers = await gatherDossiers(work, parties)
  const writer = await writerFor(work, rules)
  const at = wallClock(work.now, work.zone)
  const fresh: Recorded[] = []
  const all: Recorded[] = []
  for (const dossier of dossiers.values()) {
    // Switched off, nothing is judged, and what was held stays as it was.
    if (!rules.on && !word) continue
    const lines = consider(dossier, rules, at)
    await closeGone(work, dossier, lines)
    for (const line of lines) {
      const override = wordFor(line, word)
      const recorded: Recorded = {
        ...line,
        reminderId: line.held?.id ?? work.newId(),
        override,
        approvedSteps: line.held?.approved_steps ?? [],
      }
      all.push(recorded)
      if (override === undefined && isUnchanged(line)) continue
      fresh.push(recorded)
    }
  }
  const winners = await recordDecisions(work, fresh)
  const messages = await messagesOf(work, writer, winners, dossiers)
  const answers = await queueAll(work, messages)
  await joinMessages(work, winners, answers, messages)
  const messageIds = new Map(
    winners.flatMap(({ reminderId }, index) => {
      const id = answers[index]?.messageId
      return id ? [[reminderId, id] as const] : []
    }),
  )
  tellDecisions(work, fresh, messageIds)
  return all
}

/** When to look at a customer next: when the first of its held lines may pass, at the latest tomorrow. */
async function watchNext(
  work: Work,
  asked: readonly string[],
  decided: readonly Recorded[],
): Promise<void> {
  await work.run('delete from reminder_watch where company_id = $1 and customer_id = any($2)', [
    work.companyId,
    asked,
  ])
  const now = wallClock(work.now, work.zone)
  const next = new Map<string, { on: string; minute: number }>()
  for (const each of decided) {
    const { decision, customerId } = each
    if (isSent(each) || decision.verdict !== 'hold') continue
    const opens = decision.reasons.find(({ code }) => code === 'outside_hours')?.facts
    const on = decision.reviewOn ?? addDays(work.today, 1)
    const opening = on === opens?.['opensOn'] ? Number(opens['opensAtMinute'] ?? 0) : 0
    // What may pass today without an hour is looked at again a little later, and not at once.
    const minute =
      on === now.day && opening === 0
        ? Math.min(24 * 60, now.minuteOfDay + shortlyMinutes)
        : opening
    const known = next.get(customerId)
    if (!known || on < known.on || (on === known.on && minute < known.minute))
      next.set(customerId, { on, minute })
  }
  const rows = [...next].map(([id, { on, minute }]) => ({ id, on, minute }))
  await work.run(
    `insert into reminder_watch (company_id, customer_id, look_on, look_minute)
     select $1, w.id, w."on", w.minute
     from jsonb_to_recordset($2::jsonb) as w(id uuid, "on" date, minute int) order by w.id
     on conflict (company_id, customer_id) do update
       set look_on = excluded.look_on, look_minute = excluded.look_minute`,
    [work.companyId, JSON.stringify(rows)],
  )
}

/** One transaction of the run: some customers, from the lock to the queue. Says how many it took. */
const runChunk = reaction('collections.run_chunk', async (work): Promise<number> => {
  const at = wallClock(work.now, work.zone)
  const due = await work.run<{ customer_id: string }>(
    `select customer_id from reminder_watch
     where company_id = $1 and (look_on, look_minute) <= ($2::date, $3::int)
     order by customer_id limit $4`,
    [work.companyId, at.day, at.minuteOfDay, customersAChunk],
  )
  if (due.length === 0 || !(await takeTurn(work))) return 0
  const ids = due.map((row) => row.customer_id)
  const rules = await readRules(work)
  const parties = await lockCustomers(work, ids)
  const decided = await decideFor(work, parties, rules)
  await watchNext(work, ids, decided)
  return due.length
})

/**
 * The run of reminders: harmless however often, and on however many machines, it is started. With
 * nothing new to look at it reads two indexes and ends.
 */
export async function runReminders(session: Session): Promise<void> {
  await refresh(session, undefined)
  while ((await runChunk(session, undefined)) > 0);
}
