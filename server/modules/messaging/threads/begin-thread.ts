import type { MessageChannel } from '#core/messaging/message.ts'
import { parsePhone } from '#core/phone.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { allAccounts, findAccount } from '../accounts/row.ts'
import type { From } from '../store.ts'
import { claimThreads, type ThreadName } from './claim-threads.ts'

export type NewThread = Readonly<{ accountId: string; address: string; name?: string | undefined }>

/** How an address of a channel is kept; undefined where nobody can be written to by an address. */
function nameFor(channel: MessageChannel, address: string): ThreadName | undefined {
  if (channel === 'email')
    return address.includes('@')
      ? { kind: 'email', value: address.trim().toLowerCase() }
      : undefined
  if (channel !== 'whatsapp' && channel !== 'sms') return undefined
  const phone = parsePhone(address)
  return phone === undefined ? undefined : { kind: 'phone', value: phone }
}

/**
 * The thread with an address on an account of ours, made when we have never spoken.
 * @throws messaging.account_not_found
 */
export async function beginThread(
  work: Work,
  { accountId, address, name }: NewThread,
): Promise<{ id: string; customerId: string | null } | undefined> {
  const account = await findAccount(work, accountId)
  if (!account || account.removed_at)
    throw new Refusal('messaging.account_not_found', { id: accountId })
  const known = nameFor(account.channel, address)
  if (!known) return undefined
  const [thread] = await claimThreads(work, [
    {
      accountId,
      channel: account.channel,
      names: [known],
      profileName: name,
      attested: true,
    },
  ])
  return thread && { id: thread.id, customerId: thread.customer_id }
}

/** An account from which one may write to an address first. */
export type FirstWord = Readonly<{ id: string; name: string; channel: MessageChannel }>

/** The accounts through which a conversation can be begun with nothing but an address. */
export async function accountsToBegin(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
): Promise<FirstWord[]> {
  const accounts = await allAccounts(from)
  return accounts
    .filter(({ channel }) => channel === 'email' || channel === 'whatsapp' || channel === 'sms')
    .map(({ id, name, shown_as: shownAs, channel }) => ({ id, name: shownAs ?? name, channel }))
}
