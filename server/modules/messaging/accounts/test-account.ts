import type { Account } from '#core/messaging/accounts-api.ts'
import { Refusal } from '#core/refusal.ts'
import { command, reaction } from '#platform/command.ts'
import { uuidv7 } from '#platform/ids.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import type { Delivery } from '../channel.ts'
import { mailReader } from '../mail-reader.ts'
import { channels } from '../ports.ts'
import { checkAccount } from './health.ts'
import { findAccount, lockAccount } from './row.ts'
import { openMailbox, type Sender, senderOf, standIn } from './sender.ts'
import { accountOf, playedId, standInShown } from './shown.ts'

const beginTest = command(
  'messaging.manage',
  async (work, { id }: { id: string }): Promise<Sender> => {
    const sender =
      id === playedId ? standIn(work) : senderOf(work.session, await lockAccount(work, id))
    if (!sender) throw new Refusal('messaging.account_not_found', { id })
    return sender
  },
  { name: 'messaging.begin_test' },
)

const recordTest = reaction(
  'messaging.record_test',
  async (work, { id, delivery }: { id: string; delivery: Delivery }): Promise<void> => {
    const failed = delivery.outcome === 'failed'
    await work.run(
      `update channel_account set checked_at = $3, check_outcome = $4, check_reason = $5,
         check_detail = $6 where company_id = $1 and id = $2`,
      [
        work.companyId,
        id,
        work.now,
        delivery.outcome,
        failed ? delivery.reason : null,
        'detail' in delivery ? delivery.detail : null,
      ],
    )
    work.audit('messaging.account_tested', {
      kind: 'channel_account',
      id,
      before: null,
      after: { outcome: delivery.outcome },
    })
  },
)

const testWords = {
  ar: {
    subject: 'رسالة تجربة من وصل',
    text: 'وصلتك هذه الرسالة، فحساب البريد يعمل. تُرسل منه الفواتير والتذكيرات.',
  },
  en: {
    subject: 'A test message from Wasl',
    text: 'You received this message, so the mail account works. Invoices and reminders leave through it.',
  },
} as const

/** Whether the mailbox in which answers arrive can be read; undefined where it can, or there is none. */
async function unreadable(session: Session, id: string): Promise<Delivery | undefined> {
  const mailbox = await look(session, (from) => openMailbox(from, id))
  if (!mailbox) return undefined
  const health = await session.house.plugs.get(mailReader).check(mailbox)
  if (health.ok) return undefined
  const reason = health.kind === 'auth' ? 'auth' : 'unavailable'
  return { outcome: 'failed', reason, detail: `IMAP: ${health.detail}`, again: false }
}

/** Sends a test through the account and keeps what the server answered. */
async function testMail(session: Session, id: string, to: string): Promise<Account> {
  const sender = await beginTest(session, { id })
  const sent = await session.house.plugs.get(channels).email.send(sender.account, {
    messageId: `<test-${uuidv7(Date.now())}@wasl>`,
    from: sender.from,
    to: { address: to },
    ...testWords[session.language],
    attachments: [],
  })
  const delivery = (sent.outcome === 'sent' ? await unreadable(session, id) : undefined) ?? sent
  if (id !== playedId) await recordTest(session, { id, delivery })
  return look(session, async (from) => {
    const row = await findAccount(from, id)
    if (row) return accountOf(session, row, from.now)
    const failed = delivery.outcome === 'failed'
    return {
      ...standInShown(sender, session.language),
      health: {
        at: from.now.toISOString(),
        outcome: delivery.outcome,
        reason: failed ? delivery.reason : null,
        detail: 'detail' in delivery ? delivery.detail : null,
      },
    }
  })
}

/**
 * Asks the vendor of an account whether it works; through a mail account, sends one to the address.
 * @throws messaging.account_not_found
 */
export async function testAccount(
  session: Session,
  { id, to }: { id: string; to?: string | undefined },
): Promise<Account> {
  demand(session, 'messaging.manage')
  const row = await look(session, (from) => findAccount(from, id))
  if (id !== playedId && (!row || row.removed_at))
    throw new Refusal('messaging.account_not_found', { id })
  if (row && row.channel !== 'email') return checkAccount(session, { id })
  if (to === undefined) throw new Refusal('request.invalid')
  return testMail(session, id, to)
}
