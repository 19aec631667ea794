import { command } from '#platform/command.ts'
import type { Session } from '#platform/session.ts'
import { giveBack } from '../grants/agree.ts'
import { appOf, grantOf, grantSecrets } from '../grants/held.ts'
import { forgetOpened } from './kept-open.ts'
import { lockAccount, openSecrets } from './row.ts'
import { forAudit } from './shown.ts'

const remove = command(
  'messaging.manage',
  async (work, { id }: { id: string }) => {
    const before = await lockAccount(work, id)
    const grant = grantOf(before)
    const secrets = openSecrets(work.session.house, before)
    const token = secrets[grantSecrets.refresh]
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
    return grant && token !== undefined ? { app: appOf(grant, secrets), token } : undefined
  },
  { name: 'messaging.remove_account' },
)

/** Takes an account away with its secrets; what was said through it stays. */
export async function removeAccount(session: Session, input: { id: string }) {
  const grant = await remove(session, input)
  forgetOpened(session.house, session.companyId, input.id)
  if (grant) await giveBack(session, grant.app, grant.token)
  return { done: true as const }
}
