import { z } from 'zod'
import { brokenOffAfterMinutes } from '#core/messaging/message.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { giveUpBrokenOff } from './send.ts'
import { settleEarly } from './statuses/apply-statuses.ts'
import { lockMessage, queueAgain } from './store.ts'
import { askToTakeIn } from './threads/take-in.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** So long a delivery is kept as it came: vendors keep no history that could be asked for. */
const keepDeliveriesMs = 90 * day
/** A report about a message that we never sent through this account. */
const keepEarlyMs = 7 * day

/** What a crash left half-sent, and what waits without a job. */
async function sweepMessages(work: Work, before: Date): Promise<void> {
  const stuck = await work.run<{ id: string; state: string }>(
    `select id, state from message where company_id = $1 and state = any($3)
       and coalesce(case when state = 'sending' then claimed_at else not_before end, queued_at) < $2
     order by queued_at limit 500 for update skip locked`,
    [work.companyId, before, ['queued', 'sending']],
  )
  for (const { id, state } of stuck) {
    if (state === 'queued') await queueAgain(work, id, work.now)
    else await giveUpBrokenOff(work, await lockMessage(work, id))
  }
}

/** Deliveries and files that wait, although nobody works on them. */
async function sweepIncoming(work: Work, before: Date): Promise<void> {
  const accounts = await work.run<{ account_id: string }>(
    `select distinct account_id from delivery
     where company_id = $1 and taken_at is null and received_at < $2`,
    [work.companyId, before],
  )
  for (const { account_id: accountId } of accounts) askToTakeIn(work, accountId)
  const media = await work.run<{ id: string }>(
    `select d.id from message_media d join message m on m.company_id = d.company_id and m.id = d.message_id
     where d.company_id = $1 and d.state = 'waiting' and m.queued_at < $2 order by d.id limit 200`,
    [work.companyId, before],
  )
  for (const { id: mediaId } of media)
    work.enqueue('messaging.fetch_media', { mediaId }, { key: `media:${mediaId}` })
}

async function forget(work: Work): Promise<void> {
  const before = (ms: number) => new Date(work.now.getTime() - ms)
  await work.run(
    'delete from delivery where company_id = $1 and received_at < $2 and taken_at is not null',
    [work.companyId, before(keepDeliveriesMs)],
  )
  await work.run('delete from early_status where company_id = $1 and at < $2', [
    work.companyId,
    before(keepEarlyMs),
  ])
}

/** Looks after what a crash left behind, and lets go of what nobody needs any more. */
const sweep = reaction('messaging.sweep', async (work): Promise<void> => {
  const before = new Date(work.now.getTime() - brokenOffAfterMinutes * minute)
  await sweepMessages(work, before)
  await sweepIncoming(work, before)
  await forget(work)
})

const settle = reaction('messaging.settle_early', (work) => settleEarly(work))

export const sweepJob = job('messaging.sweep', z.looseObject({}), async (session) => {
  await settle(session, undefined)
  await sweep(session, undefined)
})
