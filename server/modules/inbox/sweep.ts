import { z } from 'zod'
import { takeAway } from '#core/inbox/assign.ts'
import { ConversationWaits } from '#core/inbox/events.ts'
import type { InboxSettings } from '#core/inbox/settings.ts'
import { findCustomers } from '#modules/contacts/index.ts'
import { answeredElsewhere, openName } from '#modules/messaging/index.ts'
import { activeUsers, type Worker, workersOf } from '#modules/people/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { type Colleague, candidatesFor, give, type ToGive, tellGiven } from './give.ts'
import { aboutOf, noteHappenings, tellChanged } from './happen.ts'
import { clearDesks } from './presence.ts'
import { Clockwork, readSettings } from './settings.ts'
import { lastAgentsOf } from './sort-new.ts'
import type { ConversationTable } from './tables.ts'
import { takersOf } from './unclaimed.ts'

/** So many are looked at in one transaction. */
const most = 200

/** The page that begins after this place; none behind the last. */
type Page<Place> = Readonly<{ after: Place | null }>

/** Where the next page begins, when this one was full. */
const placeAfter = <Row, Place>(rows: readonly Row[], placeOf: (row: Row) => Place) => {
  const last = rows.at(-1)
  return last && rows.length === most ? placeOf(last) : null
}

/** Looks at everything that waits, page by page: nobody is passed over because many came before them. */
async function allPages<Place>(
  page: (after: Place | null) => Promise<Place | null>,
): Promise<void> {
  let after: Place | null = null
  do after = await page(after)
  while (after !== null)
}

/** What was put off until now stands among the open again. */
const wake = reaction('inbox.wake', async (work) => {
  const due = await work.run<ConversationTable>(
    `update conversation set state = 'open', snooze_until = null
     where company_id = $1 and id in (select id from conversation
       where company_id = $1 and state = 'snoozed' and snooze_until <= $2
       order by snooze_until limit ${most} for no key update skip locked)
     returning *`,
    [work.companyId, work.now],
  )
  await noteHappenings(
    work,
    due.map((conversation) => ({ conversation, what: 'woken', byHouse: true })),
  )
  for (const conversation of due) tellChanged(work, conversation)
  await clearDesks(work)
})

/** Who answered on the vendor's own telephone answered, too. */
async function settleElsewhere(work: Work, waiting: readonly ConversationTable[]) {
  const since = waiting.flatMap(({ thread_id: threadId, waiting_since: at }) =>
    at ? [{ threadId, at }] : [],
  )
  const answered = await answeredElsewhere(work, since)
  const settled = waiting.filter(({ thread_id: id }) => answered.has(id))
  if (settled.length > 0)
    await work.run(
      `update conversation set waiting_since = null, reply_due_at = null, reminded = 0
       where company_id = $1 and id = any($2)`,
      [work.companyId, settled.map(({ id }) => id)],
    )
  for (const conversation of settled) tellChanged(work, conversation)
  return waiting.filter((each) => !settled.includes(each))
}

/** Whom a reminder is for: the one who has it, else those who give out work in its department. */
const remindedFor = (row: ConversationTable, givers: readonly Worker[]): string[] =>
  row.assignee_id === null ? takersOf(row, givers) : [row.assignee_id]

async function giversOf(work: Work, rows: readonly ConversationTable[]): Promise<Worker[]> {
  if (rows.every((row) => row.assignee_id !== null)) return []
  const giving = (await activeUsers(work)).filter(({ grants }) => grants.has('inbox.assign'))
  return workersOf(
    work,
    giving.map(({ userId }) => userId),
  )
}

/** People are reminded at the time that was promised, at twice it, at four times it. */
const remind = reaction(
  'inbox.remind',
  async (work, { after }: Page<string>): Promise<string | null> => {
    const settings = await readSettings(work)
    const clock = new Clockwork(settings, work.zone)
    const rows = await work.run<ConversationTable>(
      `select * from conversation where company_id = $1 and state = 'open'
         and waiting_since is not null and reply_due_at <= $2 and reminded < $3
         and ($4::uuid is null or id > $4)
       order by id limit ${most} for no key update skip locked`,
      [work.companyId, work.now, settings.reminders, after],
    )
    const waited = (row: ConversationTable) =>
      Math.floor(clock.seconds(row.waiting_since ?? work.now, work.now) / 60)
    const waiting = await settleElsewhere(work, rows)
    const due = waiting.filter((row) => waited(row) >= settings.replyMinutes * 2 ** row.reminded)
    const givers = await giversOf(work, due)
    for (const row of due) {
      const step = row.reminded + 1
      await work.run('update conversation set reminded = $3 where company_id = $1 and id = $2', [
        work.companyId,
        row.id,
        step,
      ])
      const { about, facts } = aboutOf(row)
      work.publish(ConversationWaits, about, {
        ...facts,
        assigneeId: row.assignee_id,
        userIds: remindedFor(row, givers),
        name: openName(row.writer),
        minutes: waited(row),
        step,
      })
    }
    return placeAfter(rows, ({ id }) => id)
  },
)

/** Why somebody must lose a conversation now. */
function reasonFor(
  work: Work,
  row: ConversationTable,
  candidates: readonly Colleague[],
  settings: InboxSettings,
  clock: Clockwork,
) {
  const since = [row.waiting_since, row.assigned_at].flatMap((at) => at ?? [])
  const from = new Date(Math.max(...since.map(Number)))
  const assignee = candidates.find(({ id }) => id === row.assignee_id)
  const held = {
    assignee,
    waiting: row.waiting_since !== null,
    waitedMinutes: Math.floor(clock.seconds(from, work.now) / 60),
    absentMinutes: assignee?.absentMinutes ?? 0,
  }
  return takeAway(held, {
    answerMinutes: settings.reassignMinutes,
    absenceMinutes: settings.absenceMinutes,
  })
}

type Longest = Readonly<{ since: string; id: string }>

const waitingSql = (which: string): string => `select * from conversation
  where company_id = $1 and state = 'open' and waiting_since is not null and ${which}
    and ($2::timestamptz is null or (waiting_since, id) > ($2, $3::uuid))
  order by waiting_since, id limit ${most} for no key update skip locked`

const unheldSql = waitingSql('assignee_id is null')

/** Of those whom nobody may lose, only who waits longer than anyone may; hours of work are never longer. */
const heldSql = waitingSql(`assignee_id is not null and (assignee_id <> all($4::uuid[])
  or greatest(waiting_since, assigned_at) <= $5::timestamptz)`)

/** Waiting conversations that nobody has, or whose colleague is not there, who waits longest first. */
async function waitingPage(
  work: Work,
  candidates: readonly Colleague[],
  settings: InboxSettings,
  { held, after }: Page<Longest> & Readonly<{ held: boolean }>,
): Promise<ConversationTable[]> {
  const place = [work.companyId, after?.since ?? null, after?.id ?? null]
  if (!held) return work.run<ConversationTable>(unheldSql, place)
  const { reassignMinutes } = settings
  const late =
    reassignMinutes === null ? null : new Date(work.now.getTime() - reassignMinutes * 60_000)
  const here = candidates.filter(
    ({ onShift, presence }) => onShift && (presence === 'online' || presence === 'busy'),
  )
  return work.run<ConversationTable>(heldSql, [...place, here.map(({ id }) => id), late])
}

/** Waiting conversations that nobody has, or whose colleague is not there, go to somebody who is. */
const giveAgain = reaction(
  'inbox.give_again',
  async (work, asked: Page<Longest> & Readonly<{ held: boolean }>): Promise<Longest | null> => {
    const settings = await readSettings(work)
    const clock = new Clockwork(settings, work.zone)
    // Outside working hours nobody is expected, so nobody is absent; what came in a rush, and was
    // never looked at, is looked at all the same, so that those who may take it hear of it.
    const resting = !settings.assigning || !clock.isOpen(work.now)
    if (resting && asked.held) return null
    const candidates = await candidatesFor(work, settings)
    const rows = await waitingPage(work, candidates, settings, asked)
    const wanting = rows.filter((row) =>
      row.assignee_id === null
        ? !resting || row.assigned_why === null
        : reasonFor(work, row, candidates, settings, clock) !== null,
    )
    const unheld = wanting.filter((row) => row.assignee_id === null)
    const lastAgents = await lastAgentsOf(work, unheld)
    const cards = await findCustomers(
      work,
      wanting.flatMap((row) => row.customer_id ?? []),
    )
    const toGive = wanting.map(
      (row): ToGive => ({
        conversation: row,
        ownerId: cards.get(row.customer_id ?? '')?.ownerId ?? null,
        lastAgentId: lastAgents.get(row.id) ?? null,
        ...(row.assignee_id !== null && { except: row.assignee_id }),
      }),
    )
    const given = await give(work, settings, toGive)
    const moved = given.filter(({ userId }) => userId !== null)
    await noteHappenings(work, await tellGiven(work, moved, { byHouse: true }))
    for (const { conversation } of moved) tellChanged(work, conversation)
    return placeAfter(rows, ({ waiting_since: since, id }) => ({
      since: (since ?? work.now).toISOString(),
      id,
    }))
  },
)

/** Every minute: what was put off comes back, people are reminded, what waits finds somebody. */
export const sweepInbox = job('inbox.sweep', z.unknown(), async (session) => {
  await wake(session, undefined)
  await allPages<string>((after) => remind(session, { after }))
  await allPages<Longest>((after) => giveAgain(session, { held: false, after }))
  await allPages<Longest>((after) => giveAgain(session, { held: true, after }))
})

/** Gives out what came in a rush, all that waits at once. */
export const giveInbox = job('inbox.give', z.unknown(), (session) =>
  allPages<Longest>((after) => giveAgain(session, { held: false, after })),
)
