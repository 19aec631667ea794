import { z } from 'zod'
import { ThreadNamed } from '#core/messaging/events.ts'
import type { SenderIdentity } from '#core/messaging/incoming.ts'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { openAccount, providerOf } from '../accounts/opened.ts'
import type { ThreadTable } from '../tables.ts'

type Named = Readonly<{ threadId: string; before: string; name: string }>

/** Gives a nameless thread the name that the vendor knows, unless it has another one by now. */
const nameThread = reaction(
  'messaging.name_thread',
  async (work, { threadId, before, name }: Named) => {
    const rows = await work.run<Pick<ThreadTable, 'customer_id'>>(
      `update thread set name = $4 where company_id = $1 and id = $2 and name = $3
       returning customer_id`,
      [work.companyId, threadId, before, name],
    )
    if (rows.length > 0)
      work.publish(ThreadNamed, { kind: 'thread', id: threadId }, { threadId, before, name })
  },
)

/**
 * Asks the vendor what a person is called whose messages carry no name, as on pages. Who may not
 * be looked up stays nameless.
 */
export const askNameJob = job(
  'messaging.ask_name',
  z.looseObject({ threadId: z.uuid() }),
  async (session, { threadId }) => {
    const found = await look(session, async (from) => {
      const [thread] = await from.run<ThreadTable>(
        'select * from thread where company_id = $1 and id = $2',
        [from.companyId, threadId],
      )
      return thread && { thread, account: await openAccount(from, thread.account_id) }
    })
    if (!found?.account || found.account.removed) return
    const { thread, account } = found
    const who = { kind: thread.address_kind as SenderIdentity['kind'], value: thread.address }
    const profile = await providerOf(session.house, account).profile?.(account, who)
    const name = profile?.name ?? profile?.username
    if (name && thread.name === thread.address)
      await nameThread(session, { threadId, before: thread.name, name: name.slice(0, 200) })
  },
)
