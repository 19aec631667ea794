import type { Work } from '#platform/command.ts'
import type { Of, Placed } from './apply-events.ts'
import { claimThreads } from './claim-threads.ts'

/** The same person under another name from now on: the thread learns it, and answers to it. */
export async function applyIdentities(
  work: Work,
  placed: readonly Placed<Of<'identity'>>[],
): Promise<void> {
  for (const { accountId, event } of placed) {
    const [newest] = event.after
    const names = [...event.before, ...event.after]
    if (!newest || event.before.length === 0) continue
    const known = await work.run(
      `select 1 from thread_identity i join jsonb_to_recordset($3::jsonb) as t(kind text, value text)
         on i.kind = t.kind and i.value = t.value
       where i.company_id = $1 and i.account_id = $2 limit 1`,
      [work.companyId, accountId, JSON.stringify(event.before)],
    )
    // Somebody who never wrote to us changed a number: no thread comes of that.
    if (known.length === 0) continue
    const [thread] = await claimThreads(work, [
      { accountId, channel: event.account.channel, names, attested: true },
    ])
    if (!thread) continue
    await work.run(
      'update thread set address_kind = $3, address = $4 where company_id = $1 and id = $2',
      [work.companyId, thread.id, newest.kind, newest.value],
    )
    work.audit('messaging.thread_renamed', {
      kind: 'thread',
      id: thread.id,
      before: { address: thread.address },
      after: { address: newest.value },
    })
  }
}
