import type { IncomingMail } from '#core/messaging/mail.ts'
import { answeredCandidates } from '#core/messaging/mail-threading.ts'
import { reaction, type Work } from '#platform/command.ts'
import { keepMedia, safeFileName } from '#platform/media-files.ts'
import type { Session } from '#platform/session.ts'
import { type KeptBytes, storeFile } from '#platform/stored-files.ts'
import { takeConsent } from '../consents.ts'
import type { ReadMail } from '../mail-reader.ts'
import { applyStatuses } from '../statuses/apply-statuses.ts'
import type { MessageTable, ThreadTable } from '../tables.ts'
import { noteUnreachable } from '../unreachable/unreachable.ts'
import { tellReceived } from './apply-events.ts'
import { claimThreads } from './claim-threads.ts'
import { type Kept, keepMessages } from './keep-messages.ts'

type KeptFile = Readonly<{ kept: KeptBytes; name: string; contentId: string | null }>
type Input = Readonly<{
  accountId: string
  mail: IncomingMail
  files: readonly KeptFile[]
  at: Date
}>

/** Our own Message-IDs begin with the id of the message. */
const oursPattern = /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})\./

type Answered = Pick<
  MessageTable,
  'id' | 'thread_id' | 'customer_id' | 'to_address' | 'provider_id' | 'direction'
>

/** The message of this company that a mail answers, of all that it refers to the nearest. */
async function answeredBy(work: Work, mail: IncomingMail): Promise<Answered | undefined> {
  const candidates = answeredCandidates(mail).slice(0, 100)
  const ours = candidates.map((id) => oursPattern.exec(id)?.[1] ?? null)
  const rows = await work.run<Answered & { place: number }>(
    `select distinct on (c.place) c.place, m.id, m.thread_id, m.customer_id, m.to_address, m.provider_id,
       m.direction
     from unnest($2::text[], $3::uuid[]) with ordinality as c(mail_id, ours, place)
     left join message_mail k on k.company_id = $1 and k.mail_id = c.mail_id
     join message m on m.company_id = $1 and m.channel = 'email' and m.id = coalesce(k.message_id, c.ours)
     order by c.place limit 1`,
    [work.companyId, candidates, ours],
  )
  return rows[0]
}

async function threadFor(
  work: Work,
  { accountId, mail }: Input,
  answered: Answered | undefined,
): Promise<ThreadTable | undefined> {
  if (answered?.thread_id) {
    // Whoever answers joins the talk; their own address stays free for a talk of their own.
    const [thread] = await work.run<ThreadTable>(
      'select * from thread where company_id = $1 and id = $2 for no key update',
      [work.companyId, answered.thread_id],
    )
    return thread
  }
  const address = mail.from?.address
  if (!address) return undefined
  const known = answered?.to_address.toLowerCase() === address
  const [thread] = await claimThreads(work, [
    {
      accountId,
      channel: 'email',
      names: [{ kind: 'email', value: address }],
      profileName: mail.from?.name || undefined,
      // An answer to a mail of ours proves who had it; else the receiving server's word counts.
      attested: mail.authentic === 'pass' || (known && mail.authentic !== 'fail'),
    },
  ])
  return thread
}

/** What we sent by itself, a reminder for instance, stands in the talk that it began. */
async function adopt(work: Work, answered: Answered | undefined, thread: ThreadTable) {
  if (!answered || answered.thread_id || answered.customer_id !== thread.customer_id) return
  await work.run(
    `update message set thread_id = $3, account_id = $4
     where company_id = $1 and id = $2 and thread_id is null`,
    [work.companyId, answered.id, thread.id, thread.account_id],
  )
}

async function keepParts(work: Work, { id }: Kept, { mail, files }: Input): Promise<void> {
  const { automatic } = mail
  await work.run(
    `insert into message_mail (company_id, message_id, mail_id, in_reply_to, reference_ids, to_addresses,
       cc_addresses, html, automatic, automatic_reason, authentic)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[work.companyId, id, mail.mailId, mail.inReplyTo, mail.references],
      JSON.stringify(mail.to.map(({ address }) => address).slice(0, 100)),
      JSON.stringify(mail.cc.map(({ address }) => address).slice(0, 100)),
      mail.html?.replaceAll('\u0000', '') ?? null,
      ...[automatic.is, automatic.is ? automatic.reason : null, mail.authentic],
    ],
  )
  for (const [place, { kept, name, contentId }] of files.entries()) {
    const fileId = await storeFile(work, kept, name)
    await work.run(
      `insert into message_media (company_id, id, message_id, place, ref, state, file_id, name, mime, bytes)
       values ($1, $2, $3, $4, $5, 'stored', $6, $7, $8, $9)`,
      [
        ...[
          work.companyId,
          work.newId(),
          id,
          place,
          JSON.stringify({ id: contentId ?? undefined }),
        ],
        ...[fileId, name, kept.mime, kept.bytes],
      ],
    )
  }
}

type Ours = Pick<MessageTable, 'id' | 'account_id' | 'customer_id' | 'to_address'>

/** The mail of ours that a report is about. Anybody may write one: it counts for whom the mail went to. */
async function reported(work: Work, mailId: string | null): Promise<Ours | undefined> {
  const id = oursPattern.exec(mailId ?? '')?.[1]
  if (!id) return undefined
  const [message] = await work.run<Ours>(
    `select id, account_id, customer_id, to_address from message
     where company_id = $1 and id = $2 and channel = 'email' and direction = 'out'`,
    [work.companyId, id],
  )
  return message
}

/** A report that a mail of ours did not arrive changes that mail, and is no talk of its own. */
async function takeBounce(work: Work, { accountId, mail, at }: Input): Promise<boolean> {
  const message = await reported(work, mail.bounce?.originalMailId ?? null)
  if (!mail.bounce || !message) return false
  const to = message.to_address.toLowerCase()
  const [first] = mail.bounce.recipients.filter(
    ({ action, address }) => action === 'failed' && address === to,
  )
  if (!first) return true
  if (first.hard) await noteUnreachable(work, message.id, first)
  await applyStatuses(work, [
    {
      accountId: message.account_id ?? accountId,
      at,
      ids: [],
      recipient: [],
      state: 'failed',
      ours: message.id,
      failure: {
        reason: first.hard ? 'address_refused' : 'not_reachable',
        code: first.status ?? 'bounce',
        detail: first.diagnostic.slice(0, 300),
      },
    },
  ])
  return true
}

/** Whoever calls a mail of ours unwanted hears no more of what is not owed to them. */
async function takeComplaint(work: Work, { complaint }: IncomingMail): Promise<boolean> {
  const message = await reported(work, complaint?.originalMailId ?? null)
  if (!complaint || !message) return false
  const { type, address } = complaint
  const theirs = address === null || address === message.to_address.toLowerCase()
  if (message.customer_id && theirs && type !== 'not-spam')
    await takeConsent(work, {
      customerId: message.customer_id,
      channel: 'email',
      optedOut: true,
      source: 'vendor',
      evidence: `complaint: ${type}`.slice(0, 400),
    })
  return true
}

const take = reaction('messaging.take_mail', async (work, input: Input): Promise<boolean> => {
  const { mail } = input
  if ((await takeComplaint(work, mail)) || (await takeBounce(work, input))) return true
  const answered = await answeredBy(work, mail)
  const thread = await threadFor(work, input, answered)
  if (!thread) return false
  await adopt(work, answered, thread)
  const kept = await keepMessages(work, [
    {
      thread,
      channel: 'email',
      direction: 'in',
      vendorId: mail.mailId,
      part: 0,
      said: { kind: 'mail' },
      words: mail.text,
      subject: mail.subject,
      context: answered?.provider_id ? { answers: answered.provider_id } : {},
      at: input.at,
      by: mail.from?.name || mail.from?.address || thread.name,
      address: mail.from?.address ?? thread.address,
    },
  ])
  for (const each of kept) await keepParts(work, each, input)
  tellReceived(work, kept, new Set(mail.automatic.is ? kept.map(({ id }) => id) : []))
  return kept.length > 0
})

/** So many files of one mail are kept as files; the rest is said to be left. */
const mostFiles = 50

/**
 * Takes a mail that arrived in a mailbox into the talk it belongs to. The same mail again changes
 * nothing. @returns whether it was new
 */
export async function takeMail(
  session: Session,
  accountId: string,
  { mail, files }: ReadMail,
  arrivedAt: Date,
): Promise<boolean> {
  const kept: KeptFile[] = []
  for (const file of files.slice(0, mostFiles)) {
    const name = safeFileName(file.fileName, `file-${file.place + 1}`)
    kept.push({
      kept: await keepMedia(session.house, session.companyId, file.content, file.mime),
      name,
      contentId: file.contentId ?? null,
    })
  }
  return take(session, { accountId, mail, files: kept, at: arrivedAt })
}
