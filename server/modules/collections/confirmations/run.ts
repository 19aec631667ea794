import { z } from 'zod'
import { isLapsed, nextNudge } from '#core/collections/confirmation.ts'
import { Refusal } from '#core/refusal.ts'
import { reach } from '#modules/messaging/index.ts'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { letterOf, noteSending, tellSending } from './letter.ts'
import { confirmationUrl } from './link.ts'
import { holdConfirmation, nudgingOf, selectConfirmations, waitingOf } from './store.ts'
import type { ConfirmationTable } from './tables.ts'

/** Sends one that waits in line, or reminds of it, whichever is due. */
const sayOne = reaction('collections.say_confirmation', async (work, id: string) => {
  const { row } = await holdConfirmation(work, id)
  const nudge = nextNudge(waitingOf(row), nudgingOf(row))
  const reminds = nudge !== undefined && nudge <= work.today
  if (row.state !== 'waiting' && !reminds) return
  const link = confirmationUrl(work.session, id)
  const once = reminds ? `reminder_${row.reminded + 1}` : 'asked'
  const letter = await letterOf(work, row, { link, once, again: reminds })
  const sent = await reach(work, letter, row.asked_channel)
  await noteSending(work, row, sent)
  // One that could not go is counted too: it is not tried again every quarter of an hour.
  if (reminds)
    await work.run(
      `update balance_confirmation set reminded = reminded + 1, said_on = $3
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.today],
    )
})

/** What cannot be said is not tried again every quarter of an hour, and keeps nobody else waiting. */
const giveUp = reaction('collections.give_up_confirmation', async (work, id: string) => {
  const [gone] = await work.run<{ sent_at: Date | null }>(
    `update balance_confirmation set said_on = $3,
       reminded = case when state = 'waiting' then reminded else reminded + 1 end,
       unsent_why = case when state = 'waiting' then 'failed' end,
       state = case when state = 'waiting' then 'unsent' else state end
     where company_id = $1 and id = $2 and state in ('waiting', 'sent', 'opened')
     returning sent_at`,
    [work.companyId, id, work.today],
  )
  if (gone) tellSending(work, { id, ...gone }, { reason: 'failed' })
})

/** Says of one whose last day is over that nobody answered. */
const lapse = reaction('collections.lapse_confirmation', async (work, id: string) => {
  const { row } = await holdConfirmation(work, id)
  if (!isLapsed(waitingOf(row), work.today)) return
  await work.run(
    `update balance_confirmation set state = 'unanswered' where company_id = $1 and id = $2`,
    [work.companyId, id],
  )
  work.audit('collections.confirmation_unanswered', {
    kind: 'balance_confirmation',
    id,
    before: { state: row.state },
    after: { state: 'unanswered' },
  })
})

/** Sends what waits, reminds whom it is time to remind, and ends what nobody answered. */
async function runConfirmations(session: Session): Promise<void> {
  const { rows, today } = await look(session, async (from) => ({
    today: from.today,
    rows: await from.run<ConfirmationTable>(
      `${selectConfirmations} and c.state in ('waiting', 'sent', 'opened')
       order by c.asked_at, c.id`,
      [from.companyId],
    ),
  }))
  for (const row of rows) {
    const waiting = waitingOf(row)
    if (isLapsed(waiting, today)) {
      await lapse(session, row.id)
      continue
    }
    const nudge = nextNudge(waiting, nudgingOf(row))
    if (row.state !== 'waiting' && (nudge === undefined || nudge > today)) continue
    try {
      // What nobody could send before its last day asks nobody any more.
      if (row.answer_by < today) await giveUp(session, row.id)
      else await sayOne(session, row.id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await giveUp(session, row.id)
    }
  }
}

export const confirmationsJob = job(
  'collections.confirmations',
  z.looseObject({}),
  runConfirmations,
)
