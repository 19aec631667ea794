import type { Account, SaveAccount } from '#core/messaging/api.ts'
import { Refusal } from '#core/refusal.ts'
import { readProfile } from '#modules/people/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { uuidv7 } from '#platform/ids.ts'
import { look, query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import type { ChannelAccount, Delivery } from './channel.ts'
import { channels, playedAccount } from './ports.ts'
import { type From, tables } from './store.ts'
import type { MessagingTables } from './tables.ts'

type AccountTable = MessagingTables['channel_account']

/** An account with everything that a sending needs, its password opened. */
export type Sender = Readonly<{
  account: ChannelAccount
  from: Readonly<{ name: string; address: string }>
  replyTo: string | null
}>

/** Stands for the played mailbox, which has no row. */
export const playedId = '00000000-0000-7000-8000-000000000001'

const placeOf = (id: string) => `channel_account|password_sealed|${id}`

const chosen = (from: Pick<From, 'db' | 'companyId'>) =>
  tables(from)
    .selectFrom('channel_account')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .where('chosen_at', 'is not', null)
    .executeTakeFirst()

const playedOf = (session: Session) =>
  session.house.simulators ? session.house.plugs.get(playedAccount) : null

/** Whether this company can send mail at all: through its own account, or a played mailbox. */
export async function emailReady(
  from: Pick<From, 'db' | 'companyId' | 'session'>,
): Promise<boolean> {
  return playedOf(from.session) !== null || (await chosen(from)) !== undefined
}

function senderOf(session: Session, row: AccountTable): Sender {
  const password = row.password_sealed
    ? session.house.safe.open(row.password_sealed, placeOf(row.id))
    : undefined
  return {
    account: {
      host: row.host,
      port: row.port,
      secure: row.secure,
      ...(row.user_name && { user: row.user_name }),
      ...(password !== undefined && { password }),
    },
    from: { name: row.from_name, address: row.from_address },
    replyTo: row.reply_to,
  }
}

/** Through which account the company's mail leaves now; nothing when none is set. */
export async function currentSender(
  from: Pick<From, 'db' | 'companyId' | 'session' | 'zone' | 'baseCurrency' | 'company'>,
): Promise<Sender | undefined> {
  const row = await chosen(from)
  if (row) return senderOf(from.session, row)
  const played = playedOf(from.session)
  if (!played) return undefined
  const { name } = readProfile(from)
  return { account: played, from: { name, address: 'company@wasl.test' }, replyTo: null }
}

const accountOf = (row: AccountTable): Account => ({
  id: row.id,
  name: row.name,
  host: row.host,
  port: row.port,
  secure: row.secure,
  user: row.user_name,
  fromName: row.from_name,
  fromAddress: row.from_address,
  replyTo: row.reply_to,
  hasPassword: row.password_sealed !== null,
  chosen: row.chosen_at !== null,
  played: false,
  health:
    row.checked_at && row.check_outcome
      ? {
          at: row.checked_at.toISOString(),
          outcome: row.check_outcome,
          reason: row.check_reason,
          detail: row.check_detail,
        }
      : null,
})

function playedRow(played: ChannelAccount, company: string, used: boolean): Account {
  return {
    id: playedId,
    name: 'محاكي البريد',
    host: played.host,
    port: played.port,
    secure: false,
    user: null,
    fromName: company,
    fromAddress: 'company@wasl.test',
    replyTo: null,
    hasPassword: false,
    chosen: used,
    played: true,
    health: null,
  }
}

export const listAccounts = query('messaging.read', async (from) => {
  const rows = await tables(from)
    .selectFrom('channel_account')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const accounts = rows.map(accountOf)
  const played = playedOf(from.session)
  const own = accounts.some((account) => account.chosen)
  if (played) accounts.push(playedRow(played, readProfile(from).name, !own))
  return { rows: accounts, ready: own || played !== null }
})

/** @throws messaging.account_not_found */
async function lockAccount(work: Work, id: string): Promise<AccountTable> {
  const [row] = await work.run<AccountTable>(
    'select * from channel_account where company_id = $1 and id = $2 and removed_at is null for update',
    [work.companyId, id],
  )
  if (!row) throw new Refusal('messaging.account_not_found', { id })
  return row
}

const existing = async (work: Work, id: string): Promise<AccountTable | undefined> =>
  (
    await work.run<AccountTable>(
      'select * from channel_account where company_id = $1 and id = $2 for update',
      [work.companyId, id],
    )
  )[0]

/** Makes the mail account or changes it; the first one is chosen by itself. */
export const saveAccount = command(
  'messaging.manage',
  async (work, input: SaveAccount): Promise<Account> => {
    const before = await existing(work, input.id)
    if (before?.removed_at) throw new Refusal('messaging.account_not_found', { id: input.id })
    const sealed =
      input.password === undefined
        ? // A password is given to one server: for another it has to be typed again.
          before?.host === input.host
          ? before.password_sealed
          : null
        : input.password === ''
          ? null
          : work.session.house.safe.lock(input.password, placeOf(input.id))
    const first = (await chosen(work)) === undefined
    const values = {
      name: input.name,
      host: input.host,
      port: input.port,
      secure: input.secure,
      user_name: input.user || null,
      password_sealed: sealed,
      from_name: input.fromName,
      from_address: input.fromAddress,
      reply_to: input.replyTo,
      chosen_at: before?.chosen_at ?? (first ? work.now : null),
      checked_at: null,
      check_outcome: null,
      check_reason: null,
      check_detail: null,
    }
    if (before)
      await tables(work)
        .updateTable('channel_account')
        .set(values)
        .where('company_id', '=', work.companyId)
        .where('id', '=', input.id)
        .execute()
    else
      await tables(work)
        .insertInto('channel_account')
        .values({
          company_id: work.companyId,
          id: input.id,
          channel: 'email',
          created_at: work.now,
          removed_at: null,
          ...values,
        })
        .execute()
    const after = accountOf(await lockAccount(work, input.id))
    work.audit('messaging.account_saved', {
      kind: 'channel_account',
      id: input.id,
      before: before ? accountOf(before) : null,
      after,
    })
    return after
  },
  { name: 'messaging.save_account' },
)

/** Lets messages leave through this account from now on. */
export const chooseAccount = command(
  'messaging.manage',
  async (work, { id }: { id: string }): Promise<Account> => {
    const before = await lockAccount(work, id)
    await work.run(
      'update channel_account set chosen_at = null where company_id = $1 and chosen_at is not null and id <> $2',
      [work.companyId, id],
    )
    await work.run(
      'update channel_account set chosen_at = $3 where company_id = $1 and id = $2 and chosen_at is null',
      [work.companyId, id, work.now],
    )
    const after = accountOf({ ...before, chosen_at: work.now })
    work.audit('messaging.account_chosen', { kind: 'channel_account', id, before: null, after })
    return after
  },
  { name: 'messaging.choose_account' },
)

export const removeAccount = command(
  'messaging.manage',
  async (work, { id }: { id: string }) => {
    const before = await lockAccount(work, id)
    await work.run(
      `update channel_account set removed_at = $3, chosen_at = null, password_sealed = null
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now],
    )
    work.audit('messaging.account_removed', {
      kind: 'channel_account',
      id,
      before: accountOf(before),
      after: null,
    })
    return { done: true as const }
  },
  { name: 'messaging.remove_account' },
)

const beginTest = command(
  'messaging.manage',
  async (work, { id }: { id: string }): Promise<Sender> => {
    if (id !== playedId) return senderOf(work.session, await lockAccount(work, id))
    const played = playedOf(work.session)
    if (!played) throw new Refusal('messaging.account_not_found', { id })
    const { name } = readProfile(work)
    return { account: played, from: { name, address: 'company@wasl.test' }, replyTo: null }
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

/** Sends a test through the account and keeps what the server answered. */
export async function testAccount(
  session: Session,
  { id, to }: { id: string; to: string },
): Promise<Account> {
  const sender = await beginTest(session, { id })
  const delivery = await session.house.plugs.get(channels).email.send(sender.account, {
    messageId: `<test-${uuidv7(Date.now())}@wasl>`,
    from: sender.from,
    to: { address: to },
    ...testWords[session.language],
    attachments: [],
  })
  if (id !== playedId) await recordTest(session, { id, delivery })
  return look(session, async (from) => {
    const row = await tables(from)
      .selectFrom('channel_account')
      .selectAll()
      .where('company_id', '=', from.companyId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (row) return accountOf(row)
    const played = playedRow(sender.account, sender.from.name, true)
    const failed = delivery.outcome === 'failed'
    return {
      ...played,
      health: {
        at: from.now.toISOString(),
        outcome: delivery.outcome,
        reason: failed ? delivery.reason : null,
        detail: 'detail' in delivery ? delivery.detail : null,
      },
    }
  })
}
