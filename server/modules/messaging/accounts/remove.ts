import { command } from '#platform/command.ts'
import type { Session } from '#platform/session.ts'
import { forgetOpened } from './kept-open.ts'
import { lockAccount } from './row.ts'
import { forAudit } from './shown.ts'

const remove = command(
  'messaging.manage',
  async (work, { id }: { id: string }) => {
    const before = await lockAccount(work, id)
    await work.run(
      `update channel_account set removed_at = $3, chosen_at = null, password_sealed = null,
         secrets_sealed = null where company_id = $1 and id = $2`,
      [work.companyId, id, work.now],
    )
    work.audit('messaging.account_removed', {
      kind: 'channel_account',
      id,
      before: forAudit(work.session, before, work.now),
      after: null,
    })
    return { done: true as const }
  },
  { name: 'messaging.remove_account' },
)

/** Takes an account away with its secrets; what was said through it stays. */
export async function removeAccount(session: Session, input: { id: string }) {
  const done = await remove(session, input)
  forgetOpened(session.house, session.companyId, input.id)
  return done
}
