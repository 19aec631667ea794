import type { Account } from '#core/messaging/accounts-api.ts'
import { command } from '#platform/command.ts'
import { lockAccount, lockChannel } from './row.ts'
import { accountOf, forAudit } from './shown.ts'

/** Lets the messages of its channel leave through this account from now on. */
export const chooseAccount = command(
  'messaging.manage',
  async (work, { id }: { id: string }): Promise<Account> => {
    const { session, now } = work
    const before = await lockAccount(work, id)
    await lockChannel(work, before.channel)
    await work.run(
      `update channel_account set chosen_at = null
       where company_id = $1 and channel = $2 and chosen_at is not null and id <> $3`,
      [work.companyId, before.channel, id],
    )
    await work.run(
      'update channel_account set chosen_at = $3 where company_id = $1 and id = $2 and chosen_at is null',
      [work.companyId, id, now],
    )
    const chosen = { ...before, chosen_at: now }
    const after = forAudit(session, chosen, now)
    work.audit('messaging.account_chosen', { kind: 'channel_account', id, before: null, after })
    return accountOf(session, chosen, now)
  },
  { name: 'messaging.choose_account' },
)
