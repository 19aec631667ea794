import { z } from 'zod'
import { type Candidate, takeAway } from '#core/inbox/assign.ts'
import { ConversationWaits } from '#core/inbox/events.ts'
import type { InboxSettings } from '#core/inbox/settings.ts'
import { findCustomers } from '#modules/contacts/index.ts'
import { answeredElsewhere } from '#modules/messaging/index.ts'
import { activeUsers, workersOf } from '#modules/people/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { candidatesFor, give, type ToGive, tellGiven } from './give.ts'
import { aboutOf, noteHappenings, tellChanged } from './happen.ts'
import { clearDesks } from './presence.ts'
import { Clockwork, readSettings } from './settings.ts'
import { lastAgentOf } from './sort-new.ts'
import type { ConversationTable } from './tables.ts'

/** So much is looked at in one minute; the rest has its turn in the next. */
const most = 200

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
async function remindedFor(
  work: Work,
  { assignee_id: assigneeId, department_id }: ConversationTable,
) {
  if (assigneeId !== null) return [assigneeId]
  const giving = (await activeUsers(work)).filter(({ grants }) => grants.has('inbox.assign'))
  if (department_id === null) return giving.map(({ userId }) => userId)
  const workers = await workersOf(
    work,
    giving.map(({ userId }) => userId),
  )
  const inside = workers.filter(({ departments }) =>
    departments.some(({ id }) => id === department_id),
  )
  return (inside.length > 0 ? inside : workers).map(({ id }) => id)
}

/** People are reminded at the time that was promised, at twice it, at four times it. */
const remind = reaction('inbox.remind', async (work) => {
  const settings = await readSettings(work)
  const clock = new Clockwork(settings, work.zone)
  const rows = await work.run<ConversationTable>(
    `select * from conversation where company_id = $1 and state = 'open'
       and waiting_since is not null and reply_due_at <= $2 and reminded < $3
     order by id limit ${most} for no key update skip locked`,
    [work.companyId, work.now, settings.reminders],
  )
  for (const row of await settleElsewhere(work, rows)) {
    const since = row.waiting_since ?? work.now
    const minutes = Math.floor(clock.seconds(since, work.now) / 60)
    if (minutes < settings.replyMinutes * 2 ** row.reminded) continue
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
      userIds: await remindedFor(work, row),
      name: row.writer.slice(0, 80),
      minutes,
      step,
    })
  }
})

/** Why somebody must lose a conversation now. */
function reasonFor(
  work: Work,
  row: ConversationTable,
  candidates: readonly Candidate[],
  absent: ReadonlyMap<string, number>,
  settings: InboxSettings,
  clock: Clockwork,
) {
  const since = [row.waiting_since, row.assigned_at].flatMap((at) => at ?? [])
  const from = new Date(Math.max(...since.map(Number)))
  const held = {
    assignee: candidates.find(({ id }) => id === row.assignee_id),
    waiting: row.waiting_since !== null,
    waitedMinutes: Math.floor(clock.seconds(from, work.now) / 60),
    absentMinutes: absent.get(row.assignee_id ?? '') ?? 0,
  }
  return takeAway(held, {
    answerMinutes: settings.reassignMinutes,
    absenceMinutes: settings.absenceMinutes,
  })
}

/** How many minutes each has been away, busy or off. */
async function absences(work: Work, ids: readonly string[]): Promise<Map<string, number>> {
  const workers = await workersOf(work, ids)
  return new Map(
    workers.map(({ id, availability, since }): [string, number] => [
      id,
      availability === 'online' || availability === 'busy'
        ? 0
        : Math.floor((work.now.getTime() - (since?.getTime() ?? 0)) / 60_000),
    ]),
  )
}

/** Waiting conversations that nobody has, or whose colleague is not there, go to somebody who is. */
const giveAgain = reaction('inbox.give_again', async (work, { held }: { held: boolean }) => {
  const settings = await readSettings(work)
  if (!settings.assigning) return
  const clock = new Clockwork(settings, work.zone)
  // Outside working hours nobody is expected, so nobody is absent.
  if (!clock.isOpen(work.now)) return
  const rows = await work.run<ConversationTable>(
    `select * from conversation where company_id = $1 and state = 'open' and waiting_since is not null
       and (assignee_id is not null) = $2
     order by waiting_since, id limit ${most} for no key update skip locked`,
    [work.companyId, held],
  )
  const candidates = await candidatesFor(work, settings)
  const absent = await absences(
    work,
    candidates.map(({ id }) => id),
  )
  const wanting = rows.filter(
    (row) =>
      row.assignee_id === null ||
      reasonFor(work, row, candidates, absent, settings, clock) !== null,
  )
  const cards = await findCustomers(
    work,
    wanting.flatMap((row) => row.customer_id ?? []),
  )
  const toGive: ToGive[] = []
  for (const row of wanting)
    toGive.push({
      conversation: row,
      ownerId: cards.get(row.customer_id ?? '')?.ownerId ?? null,
      lastAgentId: row.assignee_id === null ? await lastAgentOf(work, row) : null,
      ...(row.assignee_id !== null && { except: row.assignee_id }),
    })
  await handOver(work, settings, toGive)
})

/** Gives what can be given; where nobody is free, whoever has it keeps it. */
async function handOver(work: Work, settings: InboxSettings, all: readonly ToGive[]) {
  const given = await give(work, settings, all)
  const kept = given.filter(
    ({ userId, conversation }) => userId === null && conversation.assignee_id !== null,
  )
  if (kept.length > 0)
    await work.run(
      `update conversation c set assignee_id = k.user_id, assigned_at = k.at, assigned_why = k.why
       from jsonb_to_recordset($2::jsonb) as k(id uuid, user_id uuid, at timestamptz, why jsonb)
       where c.company_id = $1 and c.id = k.id`,
      [
        work.companyId,
        JSON.stringify(
          kept.map(({ conversation }) => ({
            id: conversation.id,
            user_id: conversation.assignee_id,
            at: conversation.assigned_at,
            why: conversation.assigned_why,
          })),
        ),
      ],
    )
  const moved = given.filter(({ userId }) => userId !== null)
  await noteHappenings(work, await tellGiven(work, moved, { byHouse: true }))
  for (const { conversation } of moved) tellChanged(work, conversation)
}

/** Every minute: what was put off comes back, people are reminded, what waits finds somebody. */
export const sweepInbox = job('inbox.sweep', z.unknown(), async (session) => {
  await wake(session, undefined)
  await remind(session, undefined)
  await giveAgain(session, { held: false })
  await giveAgain(session, { held: true })
})

/** Gives out what came in a rush, all that waits at once. */
export const giveInbox = job('inbox.give', z.unknown(), (session) =>
  giveAgain(session, { held: false }),
)
