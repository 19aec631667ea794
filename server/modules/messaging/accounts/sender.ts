import { Imap, type Smtp } from '#core/messaging/accounts-api.ts'
import { readProfile } from '#modules/people/index.ts'
import type { Session } from '#platform/session.ts'
import type { ChannelAccount, TokenSource } from '../channel.ts'
import { grantedAt, grantOf } from '../grants/held.ts'
import { tokenSource } from '../grants/token.ts'
import { playedAccount, playedMailbox } from '../ports.ts'
import type { From } from '../store.ts'
import type { AccountTable } from '../tables.ts'
import { accountsOfChannel, findAccount, openSecrets, passwordPlace, type Reading } from './row.ts'

/** An account with everything that a sending needs, its password opened. */
export type Sender = Readonly<{
  /** Null for the played mailbox that has no row. */
  id: string | null
  account: ChannelAccount
  from: Readonly<{ name: string; address: string }>
  replyTo: string | null
}>

/** A mailbox in which answers arrive, its password opened. */
export type Mailbox = Readonly<{
  id: string
  host: string
  port: number
  secure: boolean
  user: string
  password: string
  token?: TokenSource
  /** Since when its provider lets us in: another time is another mailbox to whoever reads it. */
  since?: string
  folder: string
  played: boolean
}>

type Mail = Pick<From, 'run' | 'companyId' | 'session'>

/** The played mail server, where there is one. */
export const playedMail = (session: Session): ChannelAccount | null =>
  session.house.simulators ? session.house.plugs.get(playedAccount) : null

/** The parts of a row that are mail's own; the table holds that they are there. */
export const smtpOf = (row: AccountTable): Smtp => ({
  host: row.host ?? '',
  port: row.port ?? 0,
  secure: row.secure ?? false,
  user: row.user_name,
  fromName: row.from_name ?? '',
  fromAddress: row.from_address ?? '',
  replyTo: row.reply_to,
  imap: Imap.nullable().parse(row.settings['imap'] ?? null),
  grant: grantOf(row),
})

function serverOf(session: Session, row: AccountTable): ChannelAccount | undefined {
  const played = playedMail(session)
  if (row.played) return played ?? undefined
  const { host, port, secure, user, grant, fromAddress } = smtpOf(row)
  if (grant)
    return { host, port, secure, user: user ?? fromAddress, token: tokenSource(session, row.id) }
  const password = row.password_sealed
    ? session.house.safe.open(row.password_sealed, passwordPlace(row.id))
    : undefined
  return { host, port, secure, ...(user && { user }), ...(password !== undefined && { password }) }
}

/** How mail leaves through this account; undefined for a played one where nobody plays it. */
export function senderOf(session: Session, row: AccountTable): Sender | undefined {
  const account = serverOf(session, row)
  if (!account) return undefined
  const { fromName: name, fromAddress: address, replyTo } = smtpOf(row)
  return { id: row.id, account, from: { name, address }, replyTo }
}

/** Stands in for a company that has no mail account yet, where a mail server is played. */
export function standIn(
  from: Pick<From, 'session' | 'company' | 'zone' | 'baseCurrency'>,
): Sender | undefined {
  const account = playedMail(from.session)
  if (!account) return undefined
  const { name } = readProfile(from)
  return { id: null, account, from: { name, address: 'company@wasl.test' }, replyTo: null }
}

/** Whether this company can send mail at all: through its own account, or a played mailbox. */
export async function emailReady(from: Mail): Promise<boolean> {
  const [first] = await accountsOfChannel(from, 'email')
  if (!first) return playedMail(from.session) !== null
  return first.chosen_at !== null && (!first.played || playedMail(from.session) !== null)
}

/** Through which account the company's mail leaves now; nothing when none is set. */
export async function currentSender(
  from: Mail & Pick<From, 'company' | 'zone' | 'baseCurrency'>,
): Promise<Sender | undefined> {
  const [first] = await accountsOfChannel(from, 'email')
  if (!first) return standIn(from)
  return first.chosen_at ? senderOf(from.session, first) : undefined
}

/** How mail leaves through one account, such as the one that a customer wrote to. */
export async function openSender(from: Mail, accountId: string): Promise<Sender | undefined> {
  const row = await findAccount(from, accountId)
  return row?.channel === 'email' && !row.removed_at ? senderOf(from.session, row) : undefined
}

function mailboxOf(session: Session, row: AccountTable): Mailbox | undefined {
  const { imap, grant } = smtpOf(row)
  if (imap && grant && !row.played) {
    const since = grantedAt(session, row)
    const token = tokenSource(session, row.id)
    return since === null
      ? undefined
      : { id: row.id, ...imap, password: '', token, since, played: false }
  }
  const password = openSecrets(session.house, row)['imap_password']
  if (!imap || password === undefined) return undefined
  if (!row.played) return { id: row.id, ...imap, password, played: false }
  const place = session.house.simulators ? session.house.plugs.get(playedMailbox) : null
  return place ? { id: row.id, ...imap, ...place, password, played: true } : undefined
}

/** The mailbox of one account; undefined where answers are not read. */
export async function openMailbox(from: Mail, accountId: string): Promise<Mailbox | undefined> {
  const row = await findAccount(from, accountId)
  return row?.channel === 'email' && !row.removed_at ? mailboxOf(from.session, row) : undefined
}

/** Every mailbox of the company in which answers are read. */
export async function mailboxesOf(from: Reading): Promise<Mailbox[]> {
  const rows = await accountsOfChannel(from, 'email')
  return rows.flatMap((row) => mailboxOf(from.session, row) ?? [])
}
