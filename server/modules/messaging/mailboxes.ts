import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { reaction } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { nowOf } from '#platform/time.ts'
import { type Mailbox, mailboxesOf } from './accounts/sender.ts'
import { type MailboxPosition, type MailTrouble, mailReader } from './mail-reader.ts'
import { takeMail } from './threads/take-mail.ts'

/** How long a node may hold a mailbox without saying so again, and how often it does. */
const holdMs = 60_000
const lookMs = 15_000

type Lease = Readonly<{ accountId: string; folder: string; by: string }>

/** Holds a mailbox for this node; undefined while another one holds it. */
const hold = reaction(
  'messaging.hold_mailbox',
  async (work, { accountId, folder, by }: Lease): Promise<MailboxPosition | null | undefined> => {
    const [row] = await work.run<{ uid_validity: number; last_uid: number }>(
      `insert into mailbox as m (company_id, account_id, folder, uid_validity, last_uid, read_at, held_by,
         held_until)
       values ($1, $2, $3, 0, 0, $4, $5, now() + $6 * interval '1 millisecond')
       on conflict (company_id, account_id, folder) do update set held_by = $5,
         held_until = now() + $6 * interval '1 millisecond'
       where m.held_by = $5 or m.held_until is null or m.held_until < now()
       returning uid_validity, last_uid`,
      [work.companyId, accountId, folder, work.now, by, holdMs],
    )
    if (!row) return undefined
    return row.uid_validity === 0 ? null : { uidValidity: row.uid_validity, lastUid: row.last_uid }
  },
)

const letGo = reaction('messaging.let_go_mailbox', async (work, lease: Lease) => {
  await work.run(
    `update mailbox set held_until = null where company_id = $1 and account_id = $2 and folder = $3
       and held_by = $4`,
    [work.companyId, lease.accountId, lease.folder, lease.by],
  )
})

const moveOn = reaction(
  'messaging.move_mailbox',
  async (work, { position, ...lease }: Lease & { position: MailboxPosition }) => {
    await work.run(
      `update mailbox set uid_validity = $4, last_uid = $5, read_at = $6
       where company_id = $1 and account_id = $2 and folder = $3`,
      [
        ...[work.companyId, lease.accountId, lease.folder, position.uidValidity],
        ...[position.lastUid, work.now],
      ],
    )
  },
)

/** What stands in the way is shown beside the account until it is gone. */
const noteState = reaction(
  'messaging.note_mailbox',
  async (work, { accountId, trouble }: { accountId: string; trouble: MailTrouble | null }) => {
    const facts = {
      mailbox: trouble?.kind ?? 'ok',
      mailbox_detail: trouble?.detail.slice(0, 300) ?? '',
    }
    await work.run(
      `update channel_account set facts = facts || $3::jsonb,
         heard_at = case when $4 then $5::timestamptz else heard_at end
       where company_id = $1 and id = $2 and facts ->> 'mailbox' is distinct from $6`,
      [
        ...[work.companyId, accountId, JSON.stringify(facts), trouble === null, work.now],
        facts.mailbox,
      ],
    )
    work.whisper('messaging.account', { kind: 'channel_account', id: accountId })
  },
)

type Watching = Readonly<{ key: string; stop: AbortController; done: Promise<void> }>

const keyOf = (companyId: string, box: Mailbox) => `${companyId} ${JSON.stringify(box)}`

/** Reads one mailbox until it is told to stop. */
async function watch(
  session: Session,
  box: Mailbox,
  lease: Lease,
  position: MailboxPosition | null,
  signal: AbortSignal,
): Promise<void> {
  const { house } = session
  const reader = house.plugs.get(mailReader)
  const note = (trouble: MailTrouble | null) =>
    noteState(session, { accountId: box.id, trouble }).catch((error: unknown) =>
      house.log.warn({ err: error }, 'the state of a mailbox was not noted'),
    )
  await reader.watch(box, {
    position,
    onMail: async (mail) => {
      const servers = [box.host]
      const read = await reader.read(mail.raw, { servers, cut: mail.cut })
      const said = mail.internalDate ?? nowOf(house.clock)
      await takeMail(session, box.id, read, said)
    },
    onPosition: async (reached) => {
      await moveOn(session, { ...lease, position: reached })
    },
    onSkipped: ({ uid, uidValidity }, detail) => {
      house.log.error({ accountId: box.id, uid, uidValidity, detail }, 'a mail was not kept')
    },
    onTrouble: (trouble) => {
      house.log.warn({ accountId: box.id, kind: trouble.kind }, 'a mailbox is not read')
      void note(trouble)
    },
    onWell: () => void note(null),
    signal,
  })
}

/**
 * Reads every mailbox of every company, each by one node alone. A node that dies loses what it
 * held within a minute.
 * @returns how to stop
 */
export function watchMailboxes(house: House): () => Promise<void> {
  const by = randomUUID()
  const watching = new Map<string, Watching>()
  const ending = new AbortController()

  const attend = async (companyId: string, box: Mailbox): Promise<string> => {
    const session = systemSession(house, companyId)
    const lease: Lease = { accountId: box.id, folder: box.folder, by }
    const key = keyOf(companyId, box)
    const position = await hold(session, lease)
    const current = watching.get(box.id)
    if (current && (current.key !== key || position === undefined)) {
      current.stop.abort()
      await current.done
      watching.delete(box.id)
    }
    if (position === undefined || watching.has(box.id)) return box.id
    const stop = new AbortController()
    const done = watch(session, box, lease, position, AbortSignal.any([stop.signal, ending.signal]))
      .catch((error: unknown) => house.log.error({ err: error }, 'a mailbox was let go'))
      .then(() => letGo(session, lease).catch(() => undefined))
      .then(() => undefined)
    watching.set(box.id, { key, stop, done })
    // A watch that ended by itself begins anew at the next look.
    void done.then(() => {
      if (watching.get(box.id)?.done === done) watching.delete(box.id)
    })
    return box.id
  }

  const round = async (): Promise<void> => {
    const { rows } = await house.pool.query<{ id: string }>('select gate.company_ids() as id')
    const wanted = new Set<string>()
    for (const { id } of rows) {
      const boxes = await look(systemSession(house, id), (from) => mailboxesOf(from))
      for (const box of boxes) wanted.add(await attend(id, box))
    }
    for (const [id, each] of watching)
      if (!wanted.has(id)) {
        each.stop.abort()
        watching.delete(id)
      }
  }

  const loop = (async () => {
    while (!ending.signal.aborted) {
      await round().catch((error: unknown) => {
        house.log.warn({ err: error }, 'the mailboxes could not be looked after')
      })
      await sleep(lookMs, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  })()

  return async () => {
    ending.abort()
    await loop
    await Promise.all([...watching.values()].map(({ done }) => done))
  }
}
