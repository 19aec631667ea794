import { z } from 'zod'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { openAccount, providerOf } from '../accounts/opened.ts'
import type { MessageTable } from '../tables.ts'
import { applyStatuses, type StatusTold } from './apply-statuses.ts'

const settle = reaction('messaging.settle_unknown', (work, told: StatusTold) =>
  applyStatuses(work, [told]),
)

/**
 * Asks the vendor, where it can be asked, what became of a message whose answer was lost. What it
 * does not know stays unknown, and a person decides.
 */
export const askStatusJob = job(
  'messaging.ask_status',
  z.looseObject({ messageId: z.uuid() }),
  async (session, { messageId }) => {
    const found = await look(session, async (from) => {
      const [message] = await from.run<Pick<MessageTable, 'account_id' | 'provider_id'>>(
        `select account_id, provider_id from message
         where company_id = $1 and id = $2 and state = 'unknown'`,
        [from.companyId, messageId],
      )
      const account = message?.account_id ? await openAccount(from, message.account_id) : undefined
      return message && account && { message, account, now: from.now }
    })
    if (!found || found.account.removed) return
    const { message, account, now } = found
    const status = await providerOf(session.house, account).fetchStatus?.(account, {
      ours: messageId,
      ...(message.provider_id && { providerId: message.provider_id }),
    })
    if (!status || 'reason' in status) return
    const { providerId, state, at, failure } = status
    await settle(session, {
      accountId: account.id,
      at: at ? new Date(at) : now,
      ids: [providerId],
      recipient: [],
      ours: messageId,
      state,
      ...(failure && { failure }),
    })
  },
)
